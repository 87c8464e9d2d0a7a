// The night's plan: all running orders together.
#include <algorithm>

#include "flows/dispatching/board.h"
#include "flows/dispatching/changes.h"
#include "kernel/store/store.h"

namespace dengyun::dispatching {
namespace {

// A plan that is cheaper by this share of the costs is worth asking for.
constexpr std::int64_t worth_divisor = 100;
constexpr Duration worth_time = flow::day;  // or, of an order that will be late, one that ends so much sooner

struct Reading {
    std::vector<Running> all;
    Instant now{};
};

Result<Reading> read_running(store::Reader& reader, std::size_t most) {
    Reading out{.all = {}, .now = reader.now()};
    DENGYUN_TRY(orders, orders::running_orders(reader, platform_organisation, most));
    for (const auto& order : orders) {
        auto running = running_of(reader, order);
        // One that cannot be planned (no routing or place any more) does not hold up the others.
        if (running) out.all.push_back(std::move(*running));
    }
    return out;
}

bool is_worth_it(const Running& running, const plans::Redirected& found, Instant now) {
    if (!found.plan || found.lots_moved == 0) return false;
    if (!running.troubles.empty()) return true;
    const auto before =
        running.plan.setup.value + running.plan.work.value + running.plan.material.value + running.plan.transport.value;
    const auto after = found.plan->price.costs().value - found.plan->price.material.value + running.plan.material.value;
    if (before - after > before / worth_divisor) return true;
    const auto expected = orders::forecast(running.tasks, now);
    const auto due = Instant(running.order.due_on) + flow::day;
    return expected && expected->ends_at > due && found.plan->finishes_at + worth_time <= expected->ends_at;
}

// Another try alone, where the plan needed what another order's plan would have given up.
Result<> solve_alone(store::Store& store, const Running& running) {
    return store.run_write(Scope::system(night_job), [&](store::Unit& unit) {
        return unit.schedule({.kind = std::string(resolve_job),
                              .key = to_text(running.order.id),
                              .run_at = unit.now(),
                              .data = fmt::format(R"({{"order_id":"{}"}})", to_text(running.order.id))});
    });
}

Result<> tell(store::Store& store, const NightReport& report) {
    return store.run_write(Scope::system(night_job), [&](store::Unit& unit) {
        return unit.emit(platform_organisation, "dispatch_night", 0, "planned",
                         fmt::format(R"({{"orders":{},"proposed":{},"unplanned":{}}})", report.orders, report.proposed,
                                     report.unplanned));
    });
}

Instant next_night(Instant now, int hour) {
    const auto day = Instant(china_date(now)) - std::chrono::hours(8);  // its midnight in China
    const auto today = day + std::chrono::hours(hour);
    return today > now ? today : today + flow::day;
}

}  // namespace

Result<NightReport> plan_night(store::Store& store, Solver& solver, const Night& night) {
    const auto scope = Scope::system(night_job);
    DENGYUN_TRY(read, store.read<Reading>(
                          scope, [&](store::Reader& reader) { return read_running(reader, night.orders_max); }));
    NightReport report{.orders = read.all.size()};
    if (read.all.empty()) return report;
    std::vector<plans::Demand> demands;
    for (const auto& running : read.all) demands.push_back(running.demand.demand);
    DENGYUN_TRY(standings, solver.standings());
    DENGYUN_TRY(planned, solver.planner().plan_all(demands, read.now, night.seconds, *standings));
    for (const auto& found : planned) {
        const auto& running = read.all[found.demand];
        if (!found.plan) ++report.unplanned;
        if (!is_worth_it(running, found, read.now)) continue;
        const auto kept = store.write<Change>(scope, [&](store::Unit& unit) {
            return keep_change(unit, running, *found.plan, found.lots_moved, orders::system_mover());
        });
        report.proposed += kept ? 1 : 0;
        if (!kept && kept.error().kind != ErrorKind::conflict) return std::unexpected(kept.error());
        if (!kept && !running.troubles.empty()) DENGYUN_CHECK(solve_alone(store, running));
    }
    DENGYUN_CHECK(tell(store, report));
    return report;
}

Result<> start_nights(store::Store& store, const Night& night) {
    return store.run_write(Scope::system(night_job), [&](store::Unit& unit) {
        if (night.hour < 0) return unit.cancel(night_job, "nightly");
        return unit.schedule({.kind = std::string(night_job),
                              .key = "nightly",
                              .run_at = next_night(unit.now(), night.hour),
                              .data = "{}"});
    });
}

}  // namespace dengyun::dispatching
