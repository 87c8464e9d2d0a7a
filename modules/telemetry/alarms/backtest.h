#pragma once
// A rule tried on what is stored, before it is enabled: the same watch over the rows of the past, whatever its kind.
#include "modules/telemetry/alarms/alarm_rule.h"
#include "modules/telemetry/alarms/inputs.h"

namespace dengyun::telemetry {

inline constexpr std::size_t backtest_rows_max = 5'000'000;
inline constexpr std::uint64_t backtest_looks_max = 5'000'000;  // at an expression
inline constexpr std::size_t backtest_examples_max = 50;

struct BacktestAlarm {
    Instant from{};
    std::optional<Instant> to;         // none: it still held at the end
    std::optional<double> value;       // that raised it, where there is one number
    std::optional<OddityKind> oddity;  // of a rule of kind unusual
    std::optional<double> usual;
    static const meta::Entity description;
};

struct Backtest {
    std::int64_t alarms = 0;
    double active_s = 0;
    std::int64_t commands = 0;  // that it would have sent, see commands/rule_commands.h
    std::int64_t rows = 0;
    Instant from{};
    Instant to{};
    bool is_complete = true;              // false: more rows than are read for one answer; `to` is where reading ended
    std::vector<BacktestAlarm> examples;  // the first backtest_examples_max
    static const meta::Entity description;
};

// `program` of an expression, for this device. Error: invalid with an issue unknown_point on `point`; of the store.
[[nodiscard]] Result<Backtest> backtest(Shelf& shelf, const Device& device, const AlarmRule& rule,
                                        std::shared_ptr<const expressions::Program> program,
                                        std::shared_ptr<const TimeZone> zone, Window window);

}  // namespace dengyun::telemetry
