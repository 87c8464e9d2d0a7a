#include "engines/dispatch/check/check_order.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <numbers>
#include <optional>

#include "kernel/base/number.h"

namespace dengyun::dispatch::check {
namespace {

__extension__ using Wide = __int128;

std::int64_t up(Wide value, std::int64_t divisor) { return static_cast<std::int64_t>((value + divisor - 1) / divisor); }
std::int64_t half_up(std::int64_t a, std::int64_t b, std::int64_t divisor) {
    return multiply_divide(a, b, divisor).value_or(-1);
}

class OrderCheck {
  public:
    OrderCheck(const Problem& problem, const OrderPlan& plan, std::vector<Breach>& out)
        : problem_(problem), plan_(plan), order_(problem.orders[at(plan.order)]), out_(out) {
        for (const auto& one : problem.plans)
            if (one.order == plan.order) running_ = &one;
    }

    bool run() {
        if (!refers()) return false;
        needs();
        for (const auto& lot : plan_.lots) this->lot(lot);
        quantities();
        frozen();
        for (const auto& one : plan_.shipments) way(one);
        for (const auto& lot : plan_.lots) sent(lot);
        for (const auto& lot : plan_.lots)
            for (std::size_t l = 0; l < operation(lot.name).predecessors.size(); ++l) fed(lot, l);
        prices();
        return true;
    }

  private:
    void add(Fault fault, const LotName& name, std::string text) {
        out_.push_back({fault, place_of(problem_, name), std::move(text)});
    }
    void add(Fault fault, std::string text) { out_.push_back({fault, order_.id, std::move(text)}); }
    const Operation& operation(const LotName& name) const { return order_.operations[at(name.operation)]; }

    bool refers() {
        const auto known = [&](const LotName& name) {
            return name.order == plan_.order && name.operation >= 0 && at(name.operation) < order_.operations.size();
        };
        for (const auto& lot : plan_.lots) {
            if (!known(lot.name) || lot.machine < 0 || at(lot.machine) >= problem_.machines.size()) {
                add(Fault::unknown, "a lot of no operation or machine");
                return false;
            }
            if (!lots_.emplace(lot.name, &lot).second) add(Fault::repeated, lot.name, "the lot is there twice");
        }
        for (const auto& one : plan_.shipments) {
            if (!lots_.contains(one.from) || (one.to.operation != none && !lots_.contains(one.to))) {
                add(Fault::unknown, "a shipment between lots that are not there");
                return false;
            }
        }
        return true;
    }

    // Backwards from what is delivered, by recursion over who uses what.
    void needs() {
        const auto n = order_.operations.size();
        inputs_.assign(n, -1);
        std::function<std::int64_t(std::size_t)> input = [&](std::size_t o) -> std::int64_t {
            if (inputs_[o] >= 0) return inputs_[o];
            const auto& own = order_.operations[o];
            Wide output = 0;
            bool is_last = true;
            for (std::size_t next = 0; next < n; ++next)
                for (const auto& link : order_.operations[next].predecessors) {
                    if (at(link.operation) != o) continue;
                    is_last = false;
                    output += up(Wide{input(next)} * link.per_unit_milli, 1000);
                    if (link.per_unit_milli % 1000 != 0) output += order_.operations[next].lots_max;
                }
            if (is_last) {
                output = order_.quantity_milli;
                last_ = static_cast<Index>(o);
            }
            if (own.yield_ppm < million && own.lots_max > 1) output += own.lots_max;
            const auto plain = up(output * million, own.yield_ppm);
            return inputs_[o] = up(plain, own.lot_step_milli) * own.lot_step_milli;
        };
        for (std::size_t o = 0; o < n; ++o) static_cast<void>(input(o));
    }

    static Extent sorted(Extent size) {
        std::ranges::sort(size);
        return size;
    }

    // A capability of the machine that allows the lot, with the lot's unit time, run and charge by it.
    struct Way {
        std::int64_t unit_us = 0;
        Tick run = 0;
        Rate rate;
        std::int64_t work_fen = 0;
    };
    // Of several the one that the lot's duration fits, and then its charge; none where no capability allows it.
    std::optional<Way> way_of(const Lot& lot, Tick works, bool& is_able) const {
        const auto& own = operation(lot.name);
        const auto size = sorted(own.size_um);
        const auto& machine = problem_.machines[at(lot.machine)];
        std::optional<Way> best;
        int fit = -1;
        is_able = false;
        for (const auto& one : machine.capabilities) {
            const auto low = sorted(one.size_min_um), high = sorted(one.size_max_um);
            bool fits = one.process == own.process;
            for (std::size_t i = 0; i < size.size(); ++i) fits = fits && low[i] <= size[i] && size[i] <= high[i];
            if (own.material != none && !one.materials.empty())
                fits = fits && std::ranges::find(one.materials, own.material) != one.materials.end();
            if (own.tolerance_um > 0) fits = fits && one.tolerance_um <= own.tolerance_um;
            if (!fits) continue;
            is_able = true;
            const auto least = std::min(std::max(one.lot_min_milli, own.lot_min_milli), open_milli(lot.name.operation));
            if (lot.input_milli < least || lot.input_milli > one.lot_max_milli) continue;
            Way way{.unit_us = up(Wide{own.unit_us} * one.pace_ppm, million), .rate = one.rate.value_or(machine.rate)};
            way.run = up(Wide{lot.input_milli} * way.unit_us, million);
            way.work_fen = std::max(half_up(way.run, way.rate.hour_fen, 3'600'000) +
                                        half_up(way.rate.piece_micro_yuan, lot.input_milli, 10'000'000),
                                    way.rate.minimum_fen - way.rate.setup_fen);
            const bool fits_time = works == own.setup_ms + way.run;
            const bool fits_charge = lot.setup_fen == way.rate.setup_fen && lot.work_fen == way.work_fen;
            const int fits_so_much = (fits_time ? 2 : 0) + (fits_time && fits_charge ? 1 : 0);
            if (fits_so_much <= fit) continue;
            fit = fits_so_much;
            best = way;
        }
        return best;
    }

    std::int64_t open_milli(Index of) const {
        auto left = inputs_[at(of)];
        if (running_ != nullptr)
            for (const auto& lot : running_->lots)
                if (lot.is_started && lot.name.operation == of) left -= lot.input_milli;
        return std::max<std::int64_t>(0, left);
    }

    void lot(const Lot& lot) {
        const auto& own = operation(lot.name);
        if (lot.name.lot < 0 || lot.name.lot >= own.lots_max) add(Fault::lot_size, lot.name, "too many lots");
        if (lot.is_started) return;
        bool is_able = false;
        const auto hours = hours_of(problem_, lot.machine);
        const Tick works = hours.open(lot.start_ms, lot.end_ms);
        const auto way = way_of(lot, works, is_able);
        const auto& workshop = problem_.workshops[at(problem_.machines[at(lot.machine)].workshop)];
        for (const auto certificate : own.certificates)
            if (std::ranges::find(workshop.certificates, certificate) == workshop.certificates.end()) is_able = false;
        if (!is_able) return add(Fault::capability, lot.name, "the machine cannot do it");
        if (!way) return add(Fault::lot_size, lot.name, fmt::format("{} is too small or too large", lot.input_milli));
        units_[lot.name] = way->unit_us;
        if (works != own.setup_ms + way->run)
            add(Fault::duration, lot.name, fmt::format("works {}, not {}", works, own.setup_ms + way->run));
        if (hours.open(lot.start_ms, lot.start_ms + 1) != 1 || hours.open(lot.end_ms - 1, lot.end_ms) != 1)
            add(Fault::calendar, lot.name, "begins or ends while the machine is closed");
        if (lot.start_ms < std::max({problem_.now_ms, order_.release_ms, own.material_ready_ms}))
            add(Fault::release, lot.name, "begins too early");
        if (lot.end_ms > problem_.horizon_ms) add(Fault::calendar, lot.name, "ends after the horizon");
        if (lot.setup_fen != way->rate.setup_fen || lot.work_fen != way->work_fen)
            add(Fault::price, lot.name,
                fmt::format("charges {} + {}, not {} + {}", lot.setup_fen, lot.work_fen, way->rate.setup_fen,
                            way->work_fen));
        for (const auto& event : problem_.events) {
            if (event.kind != EventKind::declined || event.lot.order != plan_.order ||
                event.lot.operation != lot.name.operation || running_ == nullptr)
                continue;
            for (const auto& before : running_->lots)
                if (before.name == event.lot &&
                    problem_.machines[at(before.machine)].workshop == problem_.machines[at(lot.machine)].workshop)
                    add(Fault::declined, lot.name, "the workshop has declined this");
        }
    }

    void quantities() {
        for (std::size_t o = 0; o < inputs_.size(); ++o) {
            const auto& own = order_.operations[o];
            std::int64_t sum = 0, odd = 0;
            for (const auto& lot : plan_.lots) {
                if (at(lot.name.operation) != o) continue;
                if (!lot.is_started) {
                    sum += lot.input_milli;
                    if (lot.input_milli % own.lot_step_milli != 0) ++odd;
                }
            }
            const auto open = open_milli(static_cast<Index>(o));
            if (sum != open)
                add(sum < open ? Fault::missing : Fault::quantity, fmt::format("{}: {} of {}", own.id, sum, open));
            if (odd > (open % own.lot_step_milli != 0 ? 1 : 0)) add(Fault::lot_size, own.id + ": not in its steps");
        }
    }

    void frozen() {
        const auto count = [](const OrderPlan& plan) { return std::ranges::count(plan.lots, true, &Lot::is_started); };
        if (count(plan_) != (running_ != nullptr ? count(*running_) : 0))
            add(Fault::frozen, "other lots than before have started");
        if (running_ == nullptr) return;
        for (const auto& before : running_->lots) {
            if (!before.is_started) continue;
            const auto now = lots_.find(before.name);
            Tick end = before.end_ms;
            for (const auto& event : problem_.events)
                if (event.kind == EventKind::lot_late && event.lot == before.name) end = event.end_ms;
            if (now == lots_.end() || now->second->machine != before.machine ||
                now->second->input_milli != before.input_milli || now->second->start_ms != before.start_ms ||
                now->second->end_ms != end || !now->second->is_started || now->second->setup_fen != before.setup_fen ||
                now->second->work_fen != before.work_fen)
                add(Fault::frozen, before.name, "has started and was changed");
        }
        for (const auto& sent : running_->shipments)
            if (is_kept(sent) && std::ranges::find(plan_.shipments, sent) == plan_.shipments.end())
                add(Fault::frozen, sent.to, "what was sent to it was changed");
    }

    // Between two lots that have started, or delivered by now.
    bool is_kept(const Shipment& one) const {
        const auto started = [&](const LotName& name) {
            const auto found = lots_.find(name);
            return found != lots_.end() && found->second->is_started;
        };
        if (running_ == nullptr || !started(one.from)) return false;
        return one.to.operation == none ? one.depart_ms < problem_.now_ms : started(one.to);
    }

    bool is_as_before(const Shipment& one) const {
        return running_ != nullptr && std::ranges::find(running_->shipments, one) != running_->shipments.end();
    }

    Index site_of(const LotName& name) const {
        if (name.operation == none) return order_.destination;
        return problem_.workshops[at(problem_.machines[at(lots_.at(name)->machine)].workshop)].site;
    }

    // Haversine; a metre of rounding either way is let pass.
    std::int64_t metres(Index from, Index to) const {
        const auto& given = problem_.transport.distances_m;
        if (!given.empty()) return given[at(from) * problem_.sites.size() + at(to)];
        const auto angle = [](std::int64_t udeg) { return static_cast<double>(udeg) / 1e6 * std::numbers::pi / 180; };
        const auto& a = problem_.sites[at(from)];
        const auto& b = problem_.sites[at(to)];
        const double up_down = std::sin((angle(b.latitude_udeg) - angle(a.latitude_udeg)) / 2);
        const double across = std::sin((angle(b.longitude_udeg) - angle(a.longitude_udeg)) / 2);
        const double h =
            up_down * up_down + std::cos(angle(a.latitude_udeg)) * std::cos(angle(b.latitude_udeg)) * across * across;
        return std::llround(2 * 6'371'008.8 * std::atan2(std::sqrt(h), std::sqrt(1 - h)) *
                            static_cast<double>(problem_.transport.detour_ppm) / 1e6);
    }

    bool leaves_at(Tick instant) const {
        const auto& transport = problem_.transport;
        return transport.departures_ms.empty() ||
               std::ranges::find(transport.departures_ms, instant % transport.period_ms) !=
                   transport.departures_ms.end();
    }

    void way(const Shipment& one) {
        if (is_kept(one) && is_as_before(one)) return;
        if (one.quantity_milli <= 0) add(Fault::quantity, one.from, "sends nothing");
        if (one.to.operation != none) {
            const auto& links = operation(one.to).predecessors;
            if (std::ranges::find(links, one.from.operation, &Link::operation) == links.end())
                add(Fault::unknown, one.from, "sends to an operation that does not follow");
        } else if (one.from.operation != last_) {
            add(Fault::unknown, one.from, "is not what is delivered");
        }
        const auto& transport = problem_.transport;
        const auto from = site_of(one.from), to = site_of(one.to);
        if (from == to) {
            if (one.arrive_ms != one.depart_ms || one.price_fen != 0)
                add(Fault::transport, one.from, "a way within a site takes and costs nothing");
            return;
        }
        if (!leaves_at(one.depart_ms)) add(Fault::transport, one.from, "leaves when no truck runs");
        const auto grams = half_up(one.quantity_milli, operation(one.from).unit_weight_g, 1000);
        const auto trucks = transport.truck_g > 0 ? std::max<std::int64_t>(1, up(grams, transport.truck_g)) : 1;
        const auto exact = metres(from, to);
        for (auto d = std::max<std::int64_t>(0, exact - 1); d <= exact + 1; ++d)
            if (one.arrive_ms - one.depart_ms ==
                    transport.handling_ms + up(Wide{d} * 3'600'000, transport.speed_m_per_hour) &&
                one.price_fen == trucks * (transport.trip_fen + half_up(d, transport.kilometre_fen, 1000)))
                return;
        add(Fault::transport, one.from, fmt::format("a wrong time or price for {} m", exact));
    }

    // Nothing leaves before it is made.
    void sent(const Lot& lot) {
        std::vector<const Shipment*> list;
        for (const auto& one : plan_.shipments)
            if (one.from == lot.name) list.push_back(&one);
        std::ranges::sort(list, {}, [](const Shipment* one) { return one->depart_ms; });
        const auto& own = operation(lot.name);
        const auto good = static_cast<std::int64_t>(Wide{lot.input_milli} * own.yield_ppm / million);
        const auto hours = hours_of(problem_, lot.machine);
        std::int64_t sum = 0;
        for (const auto* one : list) {
            sum += one->quantity_milli;
            if (is_kept(*one) && is_as_before(*one)) continue;
            if (one->depart_ms < problem_.now_ms && !is_as_before(*one))
                add(Fault::precedence, lot.name, "leaves before now");
            if (one->depart_ms >= lot.end_ms) continue;
            const auto unit = units_.find(lot.name);
            if (own.transfer_batch_milli == 0 || unit == units_.end()) {
                add(Fault::precedence, lot.name, "leaves before the lot is done");
            } else if (sum < good) {
                const Tick work =
                    own.setup_ms + up(Wide{up(Wide{sum} * million, own.yield_ppm)} * unit->second, million);
                if (hours.open(lot.start_ms, one->depart_ms) < work)
                    add(Fault::precedence, lot.name, "leaves before it is made");
            } else {
                add(Fault::precedence, lot.name, "leaves before it is made");
            }
        }
        if (sum > good) add(Fault::quantity, lot.name, fmt::format("sends {} of {}", sum, good));
    }

    // What a lot uses of a predecessor is there when it is used.
    void fed(const Lot& lot, std::size_t number) {
        const auto& own = operation(lot.name);
        const auto& link = own.predecessors[number];
        std::vector<const Shipment*> list;
        for (const auto& one : plan_.shipments)
            if (one.to == lot.name && one.from.operation == link.operation) list.push_back(&one);
        std::ranges::sort(list, {}, [](const Shipment* one) { return one->arrive_ms; });
        const auto hours = hours_of(problem_, lot.machine);
        std::int64_t sum = 0;
        for (const auto* one : list) {
            const auto unit = units_.find(lot.name);
            if (!lot.is_started && unit != units_.end()) {
                const Tick before = own.setup_ms + up(Wide{sum * 1000 / link.per_unit_milli} * unit->second, million);
                if (hours.open(lot.start_ms, std::max(lot.start_ms, one->arrive_ms)) > before)
                    add(Fault::precedence, lot.name, fmt::format("needs what arrives at {}", one->arrive_ms));
            }
            sum += one->quantity_milli;
        }
        const auto wanted = up(Wide{lot.input_milli} * link.per_unit_milli, 1000);
        if (!lot.is_started && sum < wanted)
            add(Fault::missing, lot.name, fmt::format("is sent {} of {}", sum, wanted));
    }

    void prices() {
        const auto n = order_.operations.size();
        std::vector<Price> lines(n + 1);
        std::vector<std::int64_t> inputs(n, 0);
        std::int64_t delivered = 0;
        Tick finish = 0;
        for (const auto& lot : plan_.lots) {
            lines[at(lot.name.operation)].setup_fen += lot.setup_fen;
            lines[at(lot.name.operation)].work_fen += lot.work_fen;
            inputs[at(lot.name.operation)] += lot.input_milli;
        }
        for (const auto& one : plan_.shipments) {
            lines[one.to.operation == none ? n : at(one.to.operation)].transport_fen += one.price_fen;
            if (one.to.operation != none) continue;
            delivered += one.quantity_milli;
            finish = std::max(finish, one.arrive_ms);
        }
        if (delivered != order_.quantity_milli)
            add(Fault::missing, fmt::format("delivers {} of {}", delivered, order_.quantity_milli));
        if (finish != plan_.finish_ms) add(Fault::finish, fmt::format("ends at {}, not {}", finish, plan_.finish_ms));
        if (plan_.promise_ms < finish) add(Fault::finish, "promises what it does not reach");
        if (plan_.risk_ppm < 0 || plan_.risk_ppm > million) add(Fault::finish, "a risk that is no probability");
        for (std::size_t o = 0; o <= n; ++o) {
            auto& line = lines[o];
            if (o < n) line.material_fen = half_up(order_.operations[o].material_micro_yuan, inputs[o], 10'000'000);
            line.margin_fen = half_up(line.setup_fen + line.work_fen + line.material_fen + line.transport_fen,
                                      problem_.settings.margin_ppm, million);
        }
        if (plan_.prices != lines) add(Fault::price, "the lines of the price are not what lots and ways charge");
    }

    const Problem& problem_;
    const OrderPlan& plan_;
    const Order& order_;
    const OrderPlan* running_ = nullptr;
    std::vector<Breach>& out_;
    std::map<LotName, const Lot*> lots_;
    std::map<LotName, std::int64_t> units_;
    std::vector<std::int64_t> inputs_;
    Index last_ = none;
};

}  // namespace

bool check_order(const Problem& problem, const OrderPlan& plan, std::vector<Breach>& out) {
    return OrderCheck(problem, plan, out).run();
}

}  // namespace dengyun::dispatch::check
