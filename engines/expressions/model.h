#pragma once
// An expression over the points of a device, as it is after it was checked: "avg(temperature, 5m) > 80 and state =
// "running"". Every node has a type, names are numbers, everything is bounded. Immutable, and therefore free to share.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun::expressions {

using Time = std::int64_t;  // nanoseconds since 1970, UTC
inline constexpr Time second = 1'000'000'000;

inline constexpr std::size_t text_bytes_max = 1'000;
inline constexpr std::size_t nesting_max = 24;
inline constexpr std::size_t nodes_max = 200;
inline constexpr std::size_t points_max = 16;
inline constexpr std::size_t windows_max = 8;  // different ones
inline constexpr Time window_min = second;
inline constexpr Time window_max = 7 * 86'400 * second;

// number: finite doubles. truth: false or true. text: only compared with a text.
enum class Type : std::uint8_t { number, truth, text };

// What is known of a point. A counter only rises, starts anew at 0 after a reset, and wraps at `rollover` where that
// is not 0.
struct PointKind {
    Type type = Type::number;
    bool is_counter = false;
    double rollover = 0;
};
// nullopt: there is no such point.
using FindPoint = std::function<std::optional<PointKind>(std::string_view name)>;

enum class Operation : std::uint8_t {
    constant,      // `constant`
    point,         // the last value of points[index]
    text_is,       // the last text of points[index] is texts[first]
    age,           // seconds since points[index] was last heard
    hour,          // 0 to 23 on the wall
    weekday,       // 1 (Monday) to 7
    window_avg,    // of windows[index], as are those that follow
    window_min,    //
    window_max,    //
    window_sum,    //
    window_delta,  // last less first; of a counter how far it went
    window_rate,   // the same for a minute
    negative,      // of `first`, as are those that follow
    absolute,      //
    square_root,   //
    opposite,      // not
    add,           // of `first` and `second`, as are those that follow
    subtract,      //
    multiply,      //
    divide,        //
    remainder,     //
    lesser,        //
    greater,       //
    less,          //
    less_equal,    //
    more,          //
    more_equal,    //
    equal,         //
    unequal,       //
    both,          //
    either,        //
    choose,        // `second` where `first` is true, else `third`
};

// Operands come before the node that uses them.
struct Node {
    Operation operation{};
    Type type{};
    std::uint16_t index = 0;
    std::uint16_t first = 0;
    std::uint16_t second = 0;
    std::uint16_t third = 0;
    double constant = 0;
};

struct UsedPoint {
    std::string name;
    PointKind kind;
};
struct UsedWindow {
    std::uint16_t point = 0;
    Time length = 0;
};

struct Program {
    std::vector<Node> nodes;  // the last one is the whole
    std::vector<UsedPoint> points;
    std::vector<UsedWindow> windows;
    std::vector<std::string> texts;
    bool depends_on_time = false;  // windows, age, hour or weekday: its value changes while nothing is heard
    [[nodiscard]] Type type() const { return nodes.back().type; }
    // How far back it looks.
    [[nodiscard]] Time reach() const;
};

// Why a text is no expression: `code` is an issue code of the message catalogue; `position` counts characters from 1.
struct Refusal {
    std::string code;
    std::size_t position = 1;
};
// As the issue of a field; its detail is the position.
[[nodiscard]] Issue issue_of(const Refusal& refusal, std::string_view field);

}  // namespace dengyun::expressions
