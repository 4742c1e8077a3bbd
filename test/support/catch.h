// The one include for tests: Catch2 version 3 where it is installed, else version 2.
// Tags with a meaning here: `[.long]` runs only with `./dev test --long`; `[serial]` runs alone,
// for tests that measure time. Each TEST_CASE runs in a process of its own.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
