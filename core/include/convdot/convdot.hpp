// Everything that the core offers. Include a single header where compile time counts.
#pragma once

#include "convdot/compare.hpp"
#include "convdot/conv2d.hpp"
#include "convdot/error.hpp"
#include "convdot/geometry.hpp"
#include "convdot/image.hpp"
#include "convdot/limits.hpp"
#include "convdot/numpy.hpp"
#include "convdot/plan.hpp"
#include "convdot/step.hpp"
#include "convdot/version.hpp"
