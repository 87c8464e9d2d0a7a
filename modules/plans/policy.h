#pragma once
// What the planning goes by that no row says: ways and their prices, how lots may be split, the platform's margin.
#include <functional>
#include <map>

#include "modules/plans/demand.h"

namespace dengyun::plans {

// What is known of a workshop, in millionths: the share of lots without rework and of lots on time.
struct Standing {
    std::int64_t quality_millionths = 970'000;
    std::int64_t on_time_millionths = 930'000;
};

struct Policy {
    std::int64_t margin_millionths = 80'000;   // of the platform, on the costs
    std::int64_t reserve_millionths = 20'000;  // against changes, on the costs
    std::int64_t fairness_millionths = 5'000;  // of the price, given at most for an even load
    std::int64_t promise_millionths = 900'000;
    std::int64_t options_max = 6;
    std::int64_t lots_max = 4;          // of an operation
    std::int64_t pieces_to_split = 50;  // an operation of fewer is not split
    Duration horizon = std::chrono::days(60);
    // Road over the great circle, a truck's pace and price; runs leave at these minutes of the day in China.
    std::int64_t detour_millionths = 1'300'000;
    std::int64_t metres_per_hour = 45'000;
    Duration handling = std::chrono::minutes(30);
    Money trip{3'000};
    Money kilometre{250};
    std::int64_t truck_g = 3'000'000;
    std::vector<std::int64_t> departures_minute{420, 600, 780, 960, 1'140};
};

// How long a search may take. `stopwatch`: seconds since it was made, monotone; required where `seconds` is given.
struct Effort {
    std::int64_t iterations = 20'000;  // plans that are tried for one demand
    std::optional<double> seconds;
    std::function<std::function<double()>()> start_stopwatch;
};

using Standings = std::map<Id<Organisation>, Standing>;  // who is not in it is taken for a newcomer

}  // namespace dengyun::plans
