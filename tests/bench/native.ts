// How fast the C++ library's plans are natively, beside plain loops (native.cpp) and beside NumPy, which is measured where it is
// installed: windows as a view, then tensordot, which unrolls them and calls its BLAS. Prints medians; asserts nothing.
//   ./dev bench native
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = (command: string, ...options: string[]) => execFileSync(command, options, { cwd: root, stdio: 'inherit' });

run('cmake', '--preset', 'release', '-DCONVDOT_TESTS=ON');
run('cmake', '--build', '--preset', 'release', '--target', 'convdot_native_bench');
run(
  'build/release/tests/bench/convdot_native_bench',
  '--benchmark_repetitions=5',
  '--benchmark_min_time=0.1',
  '--benchmark_report_aggregates_only=true',
);

const numpy = `
import os
os.environ.update(OMP_NUM_THREADS='1', OPENBLAS_NUM_THREADS='1')
import time, numpy as np
print('NumPy', np.__version__)
for name, x, w, pad in [('6x6, 3x3', (6, 6, 1), (3, 3, 1, 1), 0),
                        ('56x56x64, 3x3, 64', (56, 56, 64), (3, 3, 64, 64), 1),
                        ('56x56x64, 1x1, 256', (56, 56, 64), (1, 1, 64, 256), 0),
                        ('1080p grey, 5x5', (1080, 1920, 1), (5, 5, 1, 1), 0)]:
    for dtype in ('float32', 'float64'):
        a = np.pad(np.sin(np.arange(np.prod(x))).reshape(x).astype(dtype), ((pad, pad), (pad, pad), (0, 0)))
        f = np.sin(0.7 * np.arange(np.prod(w))).reshape(w).astype(dtype)
        def once():
            windows = np.lib.stride_tricks.sliding_window_view(a, w[:2], (0, 1))  # (rows, columns, channels, f_H, f_W)
            return np.tensordot(windows, f, ((3, 4, 2), (0, 1, 2)))
        times = []
        while sum(times) < 0.5 or len(times) < 3:
            began = time.perf_counter()
            result = once()
            times.append(time.perf_counter() - began)
        median = sorted(times)[len(times) // 2]
        print(f'{name} {dtype}: {median * 1e6:.1f} us, {2 * result.size * f[..., 0].size / median / 1e9:.1f} GFLOP/s')
`;
const python = ['python3', '/usr/bin/python3'].find((each) => spawnSync(each, ['-c', 'import numpy']).status === 0);
if (python) run(python, '-c', numpy);
else console.log('NumPy is not installed here.');
