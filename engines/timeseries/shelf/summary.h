#pragma once
// Down-sampling: what one column comes to in each of so many stretches of time, from roll-ups, block headers and rows.
#include "engines/timeseries/shelf/snapshot.h"

namespace dengyun::timeseries {

struct Stretch {
    Time from{};
    Time to{};
    Aggregate aggregate{};
};

inline constexpr std::size_t stretches_max = 10'000;

// Divides [from, to) into at most `count` stretches of about equal width. Where they are wide, all edges but the outer
// two lie on the starts of minutes, hours or days, so that nothing has to be taken apart. Where only roll-ups are left
// one counts for the stretch that it starts in. Errors: invalid "timeseries.bad_range", "timeseries.bad_block".
[[nodiscard]] Result<std::vector<Stretch>> summarise(const GroupSnapshot& snapshot, ColumnNumber column, Time from,
                                                     Time to, std::size_t count);

}  // namespace dengyun::timeseries
