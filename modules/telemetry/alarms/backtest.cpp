#include "modules/telemetry/alarms/backtest.h"

#include <algorithm>
#include <cmath>

#include "modules/telemetry/commands/rule_commands.h"

namespace dengyun::telemetry {
namespace {

using meta::field;

using E = BacktestAlarm;
constexpr auto example_fields = meta::fields(field<&E::from>("from", {"起", "From"}), field<&E::to>("to", {"止", "To"}),
                                             field<&E::value>("value", {"当时的值", "Value"}),
                                             field<&E::oddity>("oddity", {"怎么不同", "How it differs"}),
                                             field<&E::usual>("usual", {"平时的值", "The usual"}));
using B = Backtest;
constexpr auto fields = meta::fields(
    field<&B::alarms>("alarms", {"报警次数", "Alarms"}), field<&B::commands>("commands", {"指令条数", "Commands"}),
    field<&B::active_s>("active_s", {"报警时长（秒）", "Active (s)"}), field<&B::rows>("rows", {"数据行数", "Rows"}),
    field<&B::from>("from", {"起", "From"}), field<&B::to>("to", {"止", "To"}),
    field<&B::is_complete>("is_complete", {"完整", "Complete"}),
    field<&B::examples>("examples", {"例子", "Examples"}, {.items_max = backtest_examples_max}));

// Counts what a watch tells.
class Tally {
  public:
    Tally(Backtest& told, const AlarmRule& rule) : told_(told), rule_(rule), pace_(pace_of(rule)) {}
    void add(const std::vector<Watch::Change>& changes) {
        for (const auto& change : changes) {
            command(change.is_active, instant_at(change.at));
            if (change.is_active) {
                told_.alarms++;
                began_ = change.at;
                if (told_.examples.size() < backtest_examples_max)
                    told_.examples.push_back(
                        {.from = instant_at(change.at),
                         .to = {},
                         .value = std::isfinite(change.value) ? std::optional(change.value) : std::nullopt,
                         .oddity = change.odd ? std::optional(change.odd->kind) : std::nullopt,
                         .usual = change.odd ? std::optional(change.odd->usual) : std::nullopt});
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
    void command(bool is_active, Instant at) {
        if (command_of(rule_, is_active).empty() || !pace_.allows(is_active, at)) return;
        pace_.note(is_active, at);
        told_.commands++;
    }
    Backtest& told_;
    const AlarmRule& rule_;
    CommandPace pace_;
    std::optional<timeseries::Time> began_;
};

}  // namespace

constinit const meta::Entity BacktestAlarm::description{
    .name = "backtest_alarm", .label = {"回测报警", "Alarm of a back-test"}, .fields = example_fields, .stored = false};
constinit const meta::Entity Backtest::description{
    .name = "backtest", .label = {"规则回测", "Back-test"}, .fields = fields, .stored = false};

Result<Backtest> backtest(Shelf& shelf, const Device& device, const AlarmRule& rule,
                          std::shared_ptr<const expressions::Program> program, std::shared_ptr<const TimeZone> zone,
                          Window window) {
    const auto reach = reach_of(rule, program.get());
    Inputs inputs(points_watched(rule, program.get()),
                  rule.kind == ConditionKind::state ? rule.state : std::optional<std::string>{});
    inputs.place(shelf, device);
    // A point of an expression that has not come so far is missing in it; without any there is nothing to try.
    if (inputs.placed().empty() || (!program && !inputs.is_placed()))
        return fail(ErrorKind::invalid, "request.invalid", {{"point", "unknown_point"}});
    Backtest told{.from = instant_at(window.from), .to = instant_at(window.to)};
    Watch watch(condition_of(rule, std::move(program), std::move(zone)), window.from);
    Tally tally(told, rule);
    std::vector<Watch::Change> changes;
    const auto begun = std::max<timeseries::Time>(window.from - reach, 0);
    DENGYUN_TRY(read, inputs.replay(shelf, {begun, window.to}, backtest_rows_max,
                                    [&](timeseries::Time at, std::span<const Watch::Heard> heard) {
                                        if (at < window.from) {
                                            watch.remember(at, heard);
                                            return true;
                                        }
                                        told.rows++;
                                        changes.clear();
                                        watch.row(at, heard, changes);
                                        tally.add(changes);
                                        return watch.looks() < backtest_looks_max;
                                    }));
    if (read.stopped_at) {
        told.is_complete = false;
        window.to = std::max(*read.stopped_at, window.from);
        told.to = instant_at(window.to);
    }
    changes.clear();
    watch.advance(window.to, changes);
    tally.add(changes);
    tally.end(window.to, false);
    return told;
}

}  // namespace dengyun::telemetry
