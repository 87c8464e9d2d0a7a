#include <algorithm>

#include "engines/expressions/api.h"

namespace dengyun::expressions {
namespace {

constexpr Message own_messages[] = {
    {"issue.expression_empty", {"请写一个表达式。", "Write an expression."}},
    {"issue.expression_too_long", {"表达式过长（最多 1000 字节）。", "The expression is too long (1,000 bytes)."}},
    {"issue.expression_too_deep", {"第 {detail} 个字处：嵌套太深。", "At character {detail}: nested too deeply."}},
    {"issue.expression_too_large",
     {"第 {detail} 个字处：表达式太复杂。", "At character {detail}: the expression has too many parts."}},
    {"issue.expression_bad_character", {"第 {detail} 个字不能用在这里。", "Character {detail} cannot be used here."}},
    {"issue.expression_unclosed_text",
     {"第 {detail} 个字处：文字为空或没有结束的引号。",
      "At character {detail}: a text is empty or has no closing quote."}},
    {"issue.expression_unclosed_name",
     {"第 {detail} 个字处：点位名为空或没有结束的方括号。",
      "At character {detail}: a name is empty or has no closing bracket."}},
    {"issue.expression_bad_number", {"第 {detail} 个字处：不是数字。", "At character {detail}: not a number."}},
    {"issue.expression_unexpected",
     {"第 {detail} 个字处：这里不该有这个词。", "At character {detail}: this word is not expected here."}},
    {"issue.expression_unexpected_end", {"表达式没有写完。", "The expression is not complete."}},
    {"issue.expression_unknown_point",
     {"第 {detail} 个字处：设备没有这个点位。", "At character {detail}: the device has no such point."}},
    {"issue.expression_unknown_function",
     {"第 {detail} 个字处：没有这个函数。", "At character {detail}: there is no such function."}},
    {"issue.expression_wrong_arguments",
     {"第 {detail} 个字处：函数的参数不对。", "At character {detail}: not what this function takes."}},
    {"issue.expression_not_a_number", {"第 {detail} 个字处：应为数值。", "At character {detail}: must be a number."}},
    {"issue.expression_not_a_truth",
     {"第 {detail} 个字处：应为条件，例如“温度 > 80”。",
      "At character {detail}: must be a condition, like “temperature > 80”."}},
    {"issue.expression_text_only_compared",
     {"第 {detail} 个字处：文字点位只能用 = 或 != 与引号中的文字比较。",
      "At character {detail}: a text point is compared with a text in quotes, by = or !=."}},
    {"issue.expression_different_types",
     {"第 {detail} 个字处：两边的类型不同。", "At character {detail}: the two sides are of different types."}},
    {"issue.expression_no_window",
     {"第 {detail} 个字处：要写时间，例如 avg(温度, 5m)。",
      "At character {detail}: needs a time, like avg(temperature, 5m)."}},
    {"issue.expression_bad_window",
     {"第 {detail} 个字处：时间应为 1 秒到 7 天。", "At character {detail}: a time is from 1 second to 7 days."}},
    {"issue.expression_too_many_points",
     {"第 {detail} 个字处：最多用 16 个点位。", "At character {detail}: 16 points at most."}},
    {"issue.expression_too_many_windows",
     {"第 {detail} 个字处：最多用 8 个不同的时间窗。", "At character {detail}: 8 different windows at most."}},
};

}  // namespace

std::span<const Message> messages() { return own_messages; }

Issue issue_of(const Refusal& refusal, std::string_view field) {
    return {std::string(field), refusal.code, std::to_string(refusal.position)};
}

Time Program::reach() const {
    Time reach = 0;
    for (const auto& window : windows) reach = std::max(reach, window.length);
    return reach;
}

}  // namespace dengyun::expressions
