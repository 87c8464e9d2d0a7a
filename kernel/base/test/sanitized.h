#pragma once
// Goal: random and exhaustive tests that do all of their rounds in the release build need fewer of them under a
// sanitizer, which looks for wrong memory and not for wrong answers and is up to ten times as slow.

namespace dengyun::test {

#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

}  // namespace dengyun::test
