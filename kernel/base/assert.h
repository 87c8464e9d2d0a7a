#pragma once
// Broken invariants stop the process, in release too: a wrong answer is worse than none.
namespace dengyun {
[[noreturn]] void assertion_failed(const char* expression, const char* file, int line) noexcept;
}
#define DENGYUN_ASSERT(expression) \
    ((expression) ? static_cast<void>(0) : ::dengyun::assertion_failed(#expression, __FILE__, __LINE__))
