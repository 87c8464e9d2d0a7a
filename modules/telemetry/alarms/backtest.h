#pragma once
// A rule tried on what is stored, before it is enabled: the same watch over the rows of the past.
#include "modules/telemetry/alarms/alarm_rule.h"
#include "modules/telemetry/queries/series.h"

namespace dengyun::telemetry {

inline constexpr std::size_t backtest_rows_max = 5'000'000;
inline constexpr std::size_t backtest_examples_max = 50;

struct BacktestAlarm {
    Instant from{};
    std::optional<Instant> to;  // none: it still held at the end
    double value = 0;           // that raised it
    static const meta::Entity description;
};

struct Backtest {
    std::int64_t alarms = 0;
    double active_s = 0;
    std::int64_t rows = 0;
    Instant from{};
    Instant to{};
    bool is_complete = true;              // false: more rows than are read for one answer; `to` is where reading ended
    std::vector<BacktestAlarm> examples;  // the first backtest_examples_max
    static const meta::Entity description;
};

// The value that a watch of this rule is shown.
[[nodiscard]] double watched_value(const AlarmRule& rule, timeseries::ColumnType type, double scale,
                                   timeseries::Cell cell, const timeseries::Catalogue& catalogue);
// Error: invalid with an issue unknown_point on `point`; of the store.
[[nodiscard]] Result<Backtest> backtest(Shelf& shelf, const Device& device, const AlarmRule& rule, Window window);

}  // namespace dengyun::telemetry
