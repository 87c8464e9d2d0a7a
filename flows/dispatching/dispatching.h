#pragma once
// From orders to plans: options with reserved slots, their booking, changes of running orders. The only header of this
// flow that others include.
#include <mutex>

#include "kernel/api/route.h"
#include "kernel/store/events.h"
#include "kernel/store/jobs.h"
#include "modules/orders/api.h"
#include "modules/plans/api.h"
#include "modules/scores/api.h"

namespace dengyun::dispatching {

// How long an option's slots are kept where the operator says nothing.
inline constexpr Duration quote_time = 2 * flow::day;

// What routes and jobs solve with: the planner and what is known of the workshops. Any number of threads may ask.
class Solver {
  public:
    // All outlive it; the planner plans by this index of capacity.
    Solver(const plans::Planner& planner, capacity::Index& capacity, scores::Index& scores)
        : planner_(&planner), capacity_(&capacity), index_(&scores) {}
    [[nodiscard]] const plans::Planner& planner() const { return *planner_; }
    [[nodiscard]] capacity::Index& capacity() const { return *capacity_; }
    // Who has no score yet is taken for a newcomer. Made anew only where a score has changed.
    [[nodiscard]] Result<std::shared_ptr<const plans::Standings>> standings();

  private:
    const plans::Planner* planner_;
    capacity::Index* capacity_;
    scores::Index* index_;
    std::mutex making_;
    std::shared_ptr<const scores::ScoresByParty> scores_;
    std::shared_ptr<const plans::Standings> standings_;
};

// The solver must outlive the routes.
void add_routes(api::Routes& routes, Solver& solver);
[[nodiscard]] std::span<const Message> messages();

// --- What starts by itself

// What the night's plan may take: so long a search, so many orders (the first due ones).
struct Night {
    int hour = 2;  // in China
    double seconds = 40;
    std::size_t orders_max = 2'000;
};
// How a night went; told as the event "dispatch_night.planned" of the platform.
struct NightReport {
    std::size_t orders = 0;
    std::size_t proposed = 0;   // changes that wait to be agreed to
    std::size_t unplanned = 0;  // orders that nobody can finish now
};
// Every running order anew on the machines as they are; where an order is in trouble, late, or clearly dearer than it
// need be, the new plan waits as a change for those who have to agree. What cannot be kept by itself is solved again
// alone, by a job. Errors: of the planner, "store.…".
[[nodiscard]] Result<NightReport> plan_night(store::Store& store, Solver& solver, const Night& night);

// Solving one order again, and the night's plan, which sets itself anew. The solver must outlive the runner.
void add_jobs(store::JobRunner& runner, Solver& solver, const Night& night);
// Sets the next night's plan.
[[nodiscard]] Result<> start_nights(store::Store& store, const Night& night);

// Sees what has happened and lets the orders that it touches be solved again: a task that was declined, not answered,
// taken back or scrapped, one that is not done or not begun in time, a machine, a calendar. A revision that was
// acknowledged lets the tasks that waited for it go on.
class Watch {
  public:
    Watch(store::Store& store, const Clock& clock);
    void stop() { subscriber_.stop(); }
    // Handles what is there now on the caller's thread; answers how many events. For tests.
    std::size_t run_due() { return subscriber_.run_due(); }

  private:
    store::Subscriber subscriber_;
};

}  // namespace dengyun::dispatching
