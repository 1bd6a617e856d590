# What find_package(convdot) reads where the core is installed.
include(CMakeFindDependencyMacro)
find_dependency(xtensor)
include(${CMAKE_CURRENT_LIST_DIR}/convdotTargets.cmake)
