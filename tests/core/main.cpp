// Catch2 3 brings its own main().
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_MAIN
#define CATCH_CONFIG_NO_POSIX_SIGNALS  // WebAssembly has none, and the sanitizers need them
#include <catch2/catch.hpp>
#endif
