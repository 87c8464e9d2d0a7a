#pragma once
// State intervals: what a device was in from when to when. Pure.
#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {

inline constexpr std::size_t state_rows_max = 500'000;      // read for one answer
inline constexpr std::size_t state_intervals_max = 20'000;  // of one answer

// `state` absent: nobody knows, because the device was silent or had not spoken yet.
struct StateSpan {
    timeseries::Time from{};
    timeseries::Time to{};
    std::optional<timeseries::Cell> state{};
    friend bool operator==(const StateSpan&, const StateSpan&) = default;
};

// What the device said: at each time it was heard, with the state where it told it.
struct StateRow {
    timeseries::Time time{};
    std::optional<timeseries::Cell> state{};
};

// The spans of [from, to), which neighbours fill without gap. `rows` rise; those before `from` say what went on then. A
// state holds until the next one; after `silence` without a row (0: never) it is no longer known. Nothing is known
// beyond `now`, where the last span ends. O(rows).
[[nodiscard]] std::vector<StateSpan> state_spans(std::span<const StateRow> rows, timeseries::Time from,
                                                 timeseries::Time to, timeseries::Time silence, timeseries::Time now);

}  // namespace dengyun::telemetry
