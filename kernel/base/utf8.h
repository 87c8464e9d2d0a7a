#pragma once
// Whether bytes are well-formed UTF-8.
#include <string_view>

namespace dengyun {

// No overlong forms, no surrogates, nothing above U+10FFFF. Source: the Unicode standard, table 3-7.
[[nodiscard]] bool is_utf8(std::string_view bytes);

}  // namespace dengyun
