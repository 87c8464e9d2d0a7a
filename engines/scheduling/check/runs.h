#pragma once
// What the parts of the checker share: the assignments with what the problem says about each, the breaches found, and
// the opening hours of what runs. Internal to the checker.
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "engines/scheduling/check/check_schedule.h"
#include "engines/scheduling/check/opening_hours.h"

namespace dengyun::scheduling {

// An assignment with what the problem says about it.
struct Run {
    const Assignment* given;
    const Operation* operation;
    const Mode* mode;
    Tick work;
};

using RunName = std::tuple<Index, Index, Index>;  // order, lot, operation

// REQUIRES: the problem and the schedule outlive it.
class Runs {
  public:
    Runs(const Problem& the_problem, const Schedule& the_schedule) : problem(the_problem), schedule(the_schedule) {}

    void add(Fault fault, std::string place, std::string text);
    void add(Fault fault, const Assignment& one, std::string text);
    // Breaches unless the assignment ends as it must for this much work; in a batch that is the longest member's.
    void lasts(const Run& run, Tick work);
    [[nodiscard]] const OpeningHours& hours(std::vector<Index> calendars);
    [[nodiscard]] bool in_batch(const Run& run) const;
    void never_above(const std::map<Tick, Tick>& change, Tick most, Fault fault, const std::string& place);

    const Problem& problem;
    const Schedule& schedule;
    std::map<RunName, Run> all;
    Check out;

  private:
    const OpeningHours& hours_of(const Run& run);

    std::map<std::vector<Index>, OpeningHours> hours_;
};

// Choices of routings and lots, and every operation once: false where nothing else can be checked. Fills `runs.all`.
[[nodiscard]] bool collect_runs(Runs& runs);
// Lags within orders and between them, transport, trucks. REQUIRES for this and the next: collect_runs() was true.
void check_links(Runs& runs);
// One operation or batch at a time, set-ups, batches.
void check_machines(Runs& runs);

}  // namespace dengyun::scheduling
