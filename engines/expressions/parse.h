#pragma once
// From text to a checked program: recursive descent, in one pass. O(length).
#include <expected>

#include "engines/expressions/model.h"

namespace dengyun::expressions {

// Refusals: expression_empty, expression_too_long, expression_too_deep, expression_too_large, expression_bad_character,
// expression_unclosed_text, expression_unclosed_name, expression_bad_number, expression_unexpected,
// expression_unexpected_end, expression_unknown_point, expression_unknown_function, expression_wrong_arguments,
// expression_not_a_number, expression_not_a_truth, expression_text_only_compared, expression_different_types,
// expression_no_window, expression_bad_window, expression_too_many_points, expression_too_many_windows.
[[nodiscard]] std::expected<Program, Refusal> parse(std::string_view text, const FindPoint& find_point);

// The names of points that a text uses, as far as it can be read; for who has to know them before their kinds are
// known.
[[nodiscard]] std::vector<std::string> names_in(std::string_view text);

}  // namespace dengyun::expressions
