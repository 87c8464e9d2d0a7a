#include <fmt/format.h>

#include "engines/scheduling/check/runs.h"

namespace dengyun::scheduling {
namespace {

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

class Links {
  public:
    explicit Links(Runs& runs) : runs_(runs) {}

    Tick way(const Run& from, const Run& to) const {
        if (runs_.problem.transport.empty() || from.mode->machine == none || to.mode->machine == none) return 0;
        const Index a = runs_.problem.machines[at(from.mode->machine)].site,
                    b = runs_.problem.machines[at(to.mode->machine)].site;
        if (a == none || b == none) return 0;
        return runs_.problem.transport[at(a) * runs_.problem.sites.size() + at(b)];
    }

    void follows(const Run& from, const Run& to, Tick lag_min, Tick lag_max) {
        const Tick gap = to.given->start - from.given->end;
        if (gap < lag_min)
            runs_.add(Fault::lag_min, *to.given, fmt::format("starts {} after its predecessor, not {}", gap, lag_min));
        if (lag_max >= 0 && gap > lag_max)
            runs_.add(Fault::lag_max, *to.given,
                      fmt::format("starts {} after its predecessor, at most {}", gap, lag_max));
        const Tick transport = way(from, to);
        if (transport == 0) return;
        if (gap >= lag_min && gap < lag_min + transport)
            runs_.add(Fault::transport, *to.given, fmt::format("{} between sites in {}", transport, gap - lag_min));
        if (runs_.problem.trucks > 0) needs_trip(from, to, from.given->end + lag_min, transport);
    }

    void links() {
        for (const auto& [name, run] : runs_.all) {
            const auto [order, lot, operation] = name;
            const auto& routing =
                runs_.problem.orders[at(order)].routings[at(runs_.schedule.orders[at(order)].routing)];
            if (operation > 0) continue;  // once for each lot
            for (const auto& link : routing.links)
                follows(runs_.all.at({order, lot, link.from}), runs_.all.at({order, lot, link.to}), link.lag_min,
                        link.lag_max);
        }
    }

    // The operations of an order in all its lots that nothing within their routing follows, or precedes.
    std::vector<const Run*> ends_of(Index order, bool last) {
        const auto& routing = runs_.problem.orders[at(order)].routings[at(runs_.schedule.orders[at(order)].routing)];
        std::vector<bool> inner(routing.operations.size(), false);
        for (const auto& link : routing.links) inner[at(last ? link.from : link.to)] = true;
        std::vector<const Run*> out;
        for (Index lot = 0; lot < runs_.schedule.orders[at(order)].lots; ++lot)
            for (Index k = 0; k < static_cast<Index>(inner.size()); ++k)
                if (!inner[at(k)]) out.push_back(&runs_.all.at({order, lot, k}));
        return out;
    }

    void order_links() {
        for (const auto& link : runs_.problem.order_links)
            for (const auto* from : ends_of(link.from, true))
                for (const auto* to : ends_of(link.to, false)) follows(*from, *to, link.lag, -1);
    }

    void needs_trip(const Run& from, const Run& to, Tick ready, Tick transport) {
        const auto same = [](const OperationName& a, const Assignment& b) {
            return a.order == b.order && a.lot == b.lot && a.operation == b.operation;
        };
        if (trips_.empty())
            for (const auto& trip : runs_.schedule.trips)
                trips_.emplace(RunName{trip.to.order, trip.to.lot, trip.to.operation}, &trip);
        const auto [begin, end] = trips_.equal_range({to.given->order, to.given->lot, to.given->operation});
        for (auto trip = begin; trip != end; ++trip) {
            if (!same(trip->second->from, *from.given)) continue;
            const auto& one = *trip->second;
            if (one.depart < ready || one.arrive - one.depart != transport || one.arrive > to.given->start)
                runs_.add(Fault::trucks, *to.given, "the trip leaves too early, takes a wrong time or comes too late");
            const Tick back = way(to, from);
            away_[one.depart] += 1;
            away_[one.arrive + back] -= 1;
            return;
        }
        runs_.add(Fault::trucks, *to.given, "no truck brings it");
    }

    void trucks() {
        if (runs_.problem.trucks > 0) runs_.never_above(away_, runs_.problem.trucks, Fault::trucks, "trucks");
    }

  private:
    Runs& runs_;
    std::multimap<RunName, const Trip*> trips_;
    std::map<Tick, Tick> away_;
};

}  // namespace

void check_links(Runs& runs) {
    Links links(runs);
    links.links();
    links.order_links();
    links.trucks();
}

}  // namespace dengyun::scheduling
