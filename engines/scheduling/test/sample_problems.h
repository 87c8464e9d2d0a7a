#pragma once
// Small random problems with the features asked for, and the least cost of one by trying every start: what the solver's
// answers are held against.
#include <optional>
#include <random>

#include "engines/scheduling/check/check_schedule.h"

namespace dengyun::scheduling::sample {

struct Features {
    bool modes = false, tools = false, skills = false, setups = false, calendars = false, unbroken = false,
         lags = false, maximum_lags = false, transport = false, batches = false, releases = false, lots = false,
         routings = false, order_links = false, cumulative = false, frozen = false;
    Criterion criterion = Criterion::makespan;
    int orders = 2, operations = 2;
};

[[nodiscard]] Problem problem(const Features& features, unsigned seed);

struct Optimum {
    Tick value = 0;
    Schedule schedule;
};
// By every start up to `last_start` in every mode with every choice; the checker says what is feasible. nullopt:
// nothing is.
[[nodiscard]] std::optional<Optimum> by_every_start(const Problem& problem, Tick last_start);

[[nodiscard]] Tick value_of(const CheckedTotals& totals, Criterion criterion);

}  // namespace dengyun::scheduling::sample
