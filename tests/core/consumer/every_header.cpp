// convdot.hpp, and with it every header of the core, is installed and compiles by itself; the version is that of the package.
#include <convdot/convdot.hpp>

static_assert(convdot::kVersionMajor == 0 && convdot::kVersionMinor == 1);
static_assert(convdot::kVersion.starts_with("0.1."));
