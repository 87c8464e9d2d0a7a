#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "engines/dispatch/check/order_facts.h"

namespace dengyun::dispatch::check {
namespace {

class WayCheck {
  public:
    explicit WayCheck(const OrderFacts& facts) : facts_(facts) {}

    void run() {
        for (const auto& one : facts_.plan.shipments) way(one);
        for (const auto& lot : facts_.plan.lots) sent(lot);
        for (const auto& lot : facts_.plan.lots)
            for (std::size_t l = 0; l < facts_.operation(lot.name).predecessors.size(); ++l) fed(lot, l);
    }

  private:
    Index site_of(const LotName& name) const {
        if (name.operation == none) return facts_.order.destination;
        return facts_.problem.workshops[at(facts_.problem.machines[at(facts_.lots.at(name)->machine)].workshop)].site;
    }

    // Haversine; a metre of rounding either way is let pass.
    std::int64_t metres(Index from, Index to) const {
        const auto& given = facts_.problem.transport.distances_m;
        if (!given.empty()) return given[at(from) * facts_.problem.sites.size() + at(to)];
        const auto angle = [](std::int64_t udeg) { return static_cast<double>(udeg) / 1e6 * std::numbers::pi / 180; };
        const auto& a = facts_.problem.sites[at(from)];
        const auto& b = facts_.problem.sites[at(to)];
        const double up_down = std::sin((angle(b.latitude_udeg) - angle(a.latitude_udeg)) / 2);
        const double across = std::sin((angle(b.longitude_udeg) - angle(a.longitude_udeg)) / 2);
        const double h =
            up_down * up_down + std::cos(angle(a.latitude_udeg)) * std::cos(angle(b.latitude_udeg)) * across * across;
        return std::llround(2 * 6'371'008.8 * std::atan2(std::sqrt(h), std::sqrt(1 - h)) *
                            static_cast<double>(facts_.problem.transport.detour_ppm) / 1e6);
    }

    bool leaves_at(Tick instant) const {
        const auto& transport = facts_.problem.transport;
        return transport.departures_ms.empty() ||
               std::ranges::find(transport.departures_ms, instant % transport.period_ms) !=
                   transport.departures_ms.end();
    }

    void way(const Shipment& one) {
        if (facts_.is_kept(one) && facts_.is_as_before(one)) return;
        if (one.quantity_milli <= 0) facts_.add(Fault::quantity, one.from, "sends nothing");
        if (one.to.operation != none) {
            const auto& links = facts_.operation(one.to).predecessors;
            if (std::ranges::find(links, one.from.operation, &Link::operation) == links.end())
                facts_.add(Fault::unknown, one.from, "sends to an operation that does not follow");
        } else if (one.from.operation != facts_.last) {
            facts_.add(Fault::unknown, one.from, "is not what is delivered");
        }
        const auto& transport = facts_.problem.transport;
        const auto from = site_of(one.from), to = site_of(one.to);
        if (from == to) {
            if (one.arrive_ms != one.depart_ms || one.price_fen != 0)
                facts_.add(Fault::transport, one.from, "a way within a site takes and costs nothing");
            return;
        }
        if (!leaves_at(one.depart_ms)) facts_.add(Fault::transport, one.from, "leaves when no truck runs");
        const auto grams = half_up(one.quantity_milli, facts_.operation(one.from).unit_weight_g, 1000);
        const auto trucks = transport.truck_g > 0 ? std::max<std::int64_t>(1, up(grams, transport.truck_g)) : 1;
        const auto exact = metres(from, to);
        for (auto d = std::max<std::int64_t>(0, exact - 1); d <= exact + 1; ++d)
            if (one.arrive_ms - one.depart_ms ==
                    transport.handling_ms + up(Wide{d} * 3'600'000, transport.speed_m_per_hour) &&
                one.price_fen == trucks * (transport.trip_fen + half_up(d, transport.kilometre_fen, 1000)))
                return;
        facts_.add(Fault::transport, one.from, fmt::format("a wrong time or price for {} m", exact));
    }

    // Nothing leaves before it is made.
    void sent(const Lot& lot) {
        std::vector<const Shipment*> list;
        for (const auto& one : facts_.plan.shipments)
            if (one.from == lot.name) list.push_back(&one);
        std::ranges::sort(list, {}, [](const Shipment* one) { return one->depart_ms; });
        const auto& own = facts_.operation(lot.name);
        const auto good = static_cast<std::int64_t>(Wide{lot.input_milli} * own.yield_ppm / million);
        const auto hours = hours_of(facts_.problem, lot.machine);
        std::int64_t sum = 0;
        for (const auto* one : list) {
            sum += one->quantity_milli;
            if (facts_.is_kept(*one) && facts_.is_as_before(*one)) continue;
            if (one->depart_ms < facts_.problem.now_ms && !facts_.is_as_before(*one))
                facts_.add(Fault::precedence, lot.name, "leaves before now");
            if (one->depart_ms >= lot.end_ms) continue;
            const auto unit = facts_.units.find(lot.name);
            if (own.transfer_batch_milli == 0 || unit == facts_.units.end()) {
                facts_.add(Fault::precedence, lot.name, "leaves before the lot is done");
            } else if (sum < good) {
                const Tick work =
                    own.setup_ms + up(Wide{up(Wide{sum} * million, own.yield_ppm)} * unit->second, million);
                if (hours.open(lot.start_ms, one->depart_ms) < work)
                    facts_.add(Fault::precedence, lot.name, "leaves before it is made");
            } else {
                facts_.add(Fault::precedence, lot.name, "leaves before it is made");
            }
        }
        if (sum > good) facts_.add(Fault::quantity, lot.name, fmt::format("sends {} of {}", sum, good));
    }

    // What a lot uses of a predecessor is there when it is used.
    void fed(const Lot& lot, std::size_t number) {
        const auto& own = facts_.operation(lot.name);
        const auto& link = own.predecessors[number];
        std::vector<const Shipment*> list;
        for (const auto& one : facts_.plan.shipments)
            if (one.to == lot.name && one.from.operation == link.operation) list.push_back(&one);
        std::ranges::sort(list, {}, [](const Shipment* one) { return one->arrive_ms; });
        const auto hours = hours_of(facts_.problem, lot.machine);
        std::int64_t sum = 0;
        for (const auto* one : list) {
            const auto unit = facts_.units.find(lot.name);
            if (!lot.is_started && unit != facts_.units.end()) {
                const Tick before = own.setup_ms + up(Wide{sum * 1000 / link.per_unit_milli} * unit->second, million);
                if (hours.open(lot.start_ms, std::max(lot.start_ms, one->arrive_ms)) > before)
                    facts_.add(Fault::precedence, lot.name, fmt::format("needs what arrives at {}", one->arrive_ms));
            }
            sum += one->quantity_milli;
        }
        const auto wanted = up(Wide{lot.input_milli} * link.per_unit_milli, 1000);
        if (!lot.is_started && sum < wanted)
            facts_.add(Fault::missing, lot.name, fmt::format("is sent {} of {}", sum, wanted));
    }

    const OrderFacts& facts_;
};

}  // namespace

void check_ways(const OrderFacts& facts) { WayCheck(facts).run(); }

}  // namespace dengyun::dispatch::check
