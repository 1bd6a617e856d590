# find_package(convdot) reads this file of an installed core.
include(CMakeFindDependencyMacro)
find_dependency(xtensor)
include(${CMAKE_CURRENT_LIST_DIR}/convdotTargets.cmake)
