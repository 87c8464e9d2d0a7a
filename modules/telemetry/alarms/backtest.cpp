#include "modules/telemetry/alarms/backtest.h"

#include <algorithm>
#include <cmath>

namespace dengyun::telemetry {
namespace {

using meta::field;
constexpr std::size_t chunk_rows = 200'000;

using E = BacktestAlarm;
constexpr auto example_fields = meta::fields(field<&E::from>("from", {"起", "From"}), field<&E::to>("to", {"止", "To"}),
                                             field<&E::value>("value", {"当时的值", "Value"}));
using B = Backtest;
constexpr auto fields =
    meta::fields(field<&B::alarms>("alarms", {"报警次数", "Alarms"}),
                 field<&B::active_s>("active_s", {"报警时长（秒）", "Active (s)"}),
                 field<&B::rows>("rows", {"数据行数", "Rows"}), field<&B::from>("from", {"起", "From"}),
                 field<&B::to>("to", {"止", "To"}), field<&B::is_complete>("is_complete", {"完整", "Complete"}),
                 field<&B::examples>("examples", {"例子", "Examples"}, {.items_max = backtest_examples_max}));

// Counts what a watch tells.
class Tally {
  public:
    explicit Tally(Backtest& told) : told_(told) {}
    void add(const std::vector<Watch::Change>& changes) {
        for (const auto& change : changes) {
            if (change.is_active) {
                told_.alarms++;
                began_ = change.at;
                if (told_.examples.size() < backtest_examples_max)
                    told_.examples.push_back(
                        {instant_at(change.at), {}, std::isfinite(change.value) ? change.value : 0});
            } else {
                end(change.at, true);
            }
        }
    }
    void end(timeseries::Time at, bool is_over) {
        if (!began_) return;
        told_.active_s += static_cast<double>(at - *began_) / 1e9;
        if (is_over && static_cast<std::size_t>(told_.alarms) <= told_.examples.size())
            told_.examples.back().to = instant_at(at);
        began_.reset();
    }

  private:
    Backtest& told_;
    std::optional<timeseries::Time> began_;
};

}  // namespace

constinit const meta::Entity BacktestAlarm::description{
    .name = "backtest_alarm", .label = {"回测报警", "Alarm of a back-test"}, .fields = example_fields, .stored = false};
constinit const meta::Entity Backtest::description{
    .name = "backtest", .label = {"规则回测", "Back-test"}, .fields = fields, .stored = false};

double watched_value(const AlarmRule& rule, timeseries::ColumnType type, double scale, timeseries::Cell cell,
                     const timeseries::Catalogue& catalogue) {
    if (rule.kind == ConditionKind::state) return state_text(type, cell, catalogue) == rule.state ? 1 : 0;
    return type == timeseries::ColumnType::text ? 0 : timeseries::number_of(cell, type) * scale;
}

Result<Backtest> backtest(Shelf& shelf, const Device& device, const AlarmRule& rule, Window window) {
    const auto points = points_of(shelf, device);
    const auto placed = std::ranges::find(points, rule.point, &PlacedPoint::name);
    if (placed == points.end()) return fail(ErrorKind::invalid, "request.invalid", {{"point", "unknown_point"}});
    Backtest told{.from = instant_at(window.from), .to = instant_at(window.to)};
    Watch watch(condition_of(rule), window.from);
    Tally tally(told);
    std::vector<Watch::Change> changes;
    const auto& catalogue = shelf.store().catalogue();
    const std::array columns{placed->column};
    for (auto from = window.from; from < window.to;) {
        DENGYUN_TRY(rows, shelf.store().read(placed->group, columns, from, window.to,
                                             {.rows_max = chunk_rows, .with_origins = false}));
        told.rows += static_cast<std::int64_t>(rows.size());
        for (const auto& column : rows.columns)
            for (std::size_t row = 0; row < rows.size(); row++) {
                if (!column.has(row)) continue;
                changes.clear();
                watch.sample(rows.times[row],
                             watched_value(rule, column.type, placed->scale(), column.cells[row], catalogue), changes);
                tally.add(changes);
            }
        if (rows.size() < chunk_rows) break;
        from = rows.times.back() + 1;
        if (static_cast<std::size_t>(told.rows) >= backtest_rows_max) {
            told.is_complete = false;
            window.to = from;
            told.to = instant_at(window.to);
        }
    }
    changes.clear();
    watch.advance(window.to, changes);
    tally.add(changes);
    tally.end(window.to, false);
    return told;
}

}  // namespace dengyun::telemetry
