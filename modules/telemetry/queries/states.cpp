#include "modules/telemetry/queries/states.h"

#include <algorithm>

namespace dengyun::telemetry {
namespace {

using timeseries::Time;

class Spans {
  public:
    Spans(Time from, Time to) : from_(from), to_(to) {}
    void add(Time from, Time to, std::optional<timeseries::Cell> state) {
        from = std::max(from, from_);
        to = std::min(to, to_);
        if (from >= to) return;
        if (!spans.empty() && spans.back().state == state && spans.back().to == from)
            spans.back().to = to;
        else
            spans.push_back({from, to, state});
    }
    std::vector<StateSpan> spans;

  private:
    Time from_;
    Time to_;
};

}  // namespace

std::vector<StateSpan> state_spans(std::span<const StateRow> rows, Time from, Time to, Time silence, Time now) {
    to = std::min(to, now);
    Spans out(from, to);
    std::optional<timeseries::Cell> state;
    Time heard = from;
    if (!rows.empty() && rows.front().time < from) heard = rows.front().time;
    const auto until = [&](Time next) {
        const auto known_until = silence > 0 && state ? std::min(next, heard + silence) : next;
        out.add(heard, known_until, state);
        if (known_until < next) {
            out.add(known_until, next, std::nullopt);
            state.reset();  // whatever it says next without a state says nothing about it
        }
    };
    for (const auto& row : rows) {
        if (row.time >= to) break;
        until(row.time);
        heard = row.time;
        if (row.state) state = row.state;
    }
    until(to);
    return std::move(out.spans);
}

}  // namespace dengyun::telemetry
