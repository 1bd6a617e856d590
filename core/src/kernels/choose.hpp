// The one list of all kernels, and the choice among them.
#pragma once

#include <span>

#include "kernels/kernel.hpp"

namespace convdot::kernels {

template <class T>
struct Entry {
  std::string_view name, description;
  Method method;
  bool (*serves)(const Geometry&);
  std::unique_ptr<Kernel<T>> (*make)(const Convolution<T>&);
};

// For each method, the most special kernel first; the last one serves every geometry.
template <class T>
[[nodiscard]] std::span<const Entry<T>> all();

// The first kernel that serves.
template <class T>
[[nodiscard]] const Entry<T>& choose(const Geometry& geometry, Method method);

template <class T>
std::unique_ptr<Kernel<T>> make_direct(const Convolution<T>& convolution);
template <class T>
std::unique_ptr<Kernel<T>> make_one_channel_stencil(const Convolution<T>& convolution);
template <class T>
std::unique_ptr<Kernel<T>> make_rgb_stencil(const Convolution<T>& convolution);
template <class T>
std::unique_ptr<Kernel<T>> make_unrolled(const Convolution<T>& convolution);
template <class T>
std::unique_ptr<Kernel<T>> make_unrolled_columns(const Convolution<T>& convolution);

// Adds as np_sum() does, which is slower: for conv2d(), never for a plan.
template <class T>
std::unique_ptr<Kernel<T>> make_np_sum(const Convolution<T>& convolution);

}  // namespace convdot::kernels
