#pragma once
// Bodies that the descriptions alone do not tell; everything else is made from them. Words in braces stand for a
// moment, or for the id of what was created at that path.
#include <optional>
#include <string_view>

namespace dengyun::test {

// Of "POST /api/v1/…".
[[nodiscard]] std::optional<std::string_view> special_body(std::string_view route);

}  // namespace dengyun::test
