#include "kernel/base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace dengyun {
void assertion_failed(const char* expression, const char* file, int line) noexcept {
    std::fprintf(stderr, "broken invariant: %s at %s:%d\n", expression, file, line);
    std::abort();
}
}  // namespace dengyun
