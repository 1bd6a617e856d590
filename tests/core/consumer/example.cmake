# That the README's example in C++ is the program that the tests run.
file(READ ${CMAKE_CURRENT_LIST_DIR}/main.cpp program)
file(READ ${CMAKE_CURRENT_LIST_DIR}/../../../README.md readme)
string(FIND "${readme}" "```cpp\n${program}```\n" at)
if(at EQUAL -1)
  message(FATAL_ERROR "README.md does not have the example of tests/core/consumer/main.cpp, word for word.")
endif()
