#include "numpy/unsupported.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace convdot::numpy {
namespace {

struct Names {
  std::string_view module;
  std::string_view names;  // separated by spaces
};

// The functions of Python and the names in numpy that learners look for; from the other modules, every name that is missing here.
constexpr auto kUnsupported = std::to_array<Names>({
    {"", "print range zip enumerate round list tuple str type sorted map"},
    {"np",
     "random linalg fft where std var median sort argsort unique round around floor ceil sin cos tan tanh log2 log10 "
     "tile repeat roll clip split meshgrid empty convolve correlate kron cross diff nonzero count_nonzero ndarray "
     "uint8 int32 float16 complex128 int8 int16 matrix mat load save vectorize"},
    {"scipy",
     "cluster constants datasets fft fftpack integrate interpolate io linalg misc ndimage odr optimize sparse spatial "
     "special stats LowLevelCallable show_config test __version__"},
    {"scipy.signal",
     "BadCoefficients CZT StateSpace TransferFunction ZerosPolesGain ZoomFFT abcd_normalize argrelextrema argrelmax "
     "argrelmin band_stop_obj barthann bartlett bessel besselap bilinear bilinear_zpk blackman blackmanharris bode "
     "bohman boxcar bspline bsplines buttap butter buttord cascade cheb1ap cheb1ord cheb2ap cheb2ord chebwin cheby1 "
     "cheby2 check_COLA check_NOLA chirp choose_conv_method cmplx_sort coherence cont2discrete convolve correlate "
     "correlation_lags cosine csd cspline1d cspline1d_eval cspline2d cubic cwt czt czt_points daub dbode decimate "
     "deconvolve detrend dfreqresp dimpulse dlsim dlti dstep ellip ellipap ellipord exponential fftconvolve "
     "filter_design filtfilt find_peaks find_peaks_cwt findfreqs fir_filter_design firls firwin firwin2 flattop "
     "freqresp freqs freqs_zpk freqz freqz_zpk gammatone gauss_spline gaussian gausspulse general_gaussian get_window "
     "group_delay hamming hann hilbert hilbert2 iircomb iirdesign iirfilter iirnotch iirpeak impulse impulse2 invres "
     "invresz istft kaiser kaiser_atten kaiser_beta kaiserord lfilter lfilter_zi lfiltic lombscargle lp2bp lp2bp_zpk "
     "lp2bs lp2bs_zpk lp2hp lp2hp_zpk lp2lp lp2lp_zpk lsim lsim2 lti lti_conversion ltisys max_len_seq medfilt "
     "medfilt2d minimum_phase morlet morlet2 normalize nuttall oaconvolve order_filter parzen peak_prominences "
     "peak_widths periodogram place_poles qmf qspline1d qspline1d_eval qspline2d quadratic remez resample "
     "resample_poly residue residuez ricker savgol_coeffs savgol_filter sawtooth sepfir2d signaltools sos2tf sos2zpk "
     "sosfilt sosfilt_zi sosfiltfilt sosfreqz spectral spectrogram spline spline_filter square ss2tf ss2zpk step step2 "
     "stft sweep_poly symiirorder1 symiirorder2 tf2sos tf2ss tf2zpk triang tukey unique_roots unit_impulse upfirdn "
     "vectorstrength waveforms wavelets welch wiener windows zoom_fft zpk2sos zpk2ss zpk2tf"},
    {"np.lib.stride_tricks", "as_strided broadcast_arrays broadcast_shapes broadcast_to"},
});

// Arguments of NumPy's functions.
constexpr auto kArguments =
    std::to_array<std::string_view>({"out", "where", "initial", "order", "casting", "subok", "like", "ndmin", "copy", "ddof",
                                     "retstep", "optimize", "writeable", "reflect_type", "stat_length", "end_values"});

}  // namespace

bool is_unsupported(std::string_view module, std::string_view name) {
  const std::string word = " " + std::string(name) + " ";
  return std::any_of(kUnsupported.begin(), kUnsupported.end(), [&](const Names& each) {
    return each.module == module && (" " + std::string(each.names) + " ").find(word) != std::string::npos;
  });
}

bool is_unsupported_argument(std::string_view name) {
  return std::find(kArguments.begin(), kArguments.end(), name) != kArguments.end();
}

}  // namespace convdot::numpy
