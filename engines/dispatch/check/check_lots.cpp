#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "engines/dispatch/check/order_facts.h"

namespace dengyun::dispatch::check {
namespace {

class LotCheck {
  public:
    explicit LotCheck(OrderFacts& facts) : facts_(facts) {}

    void run() {
        for (const auto& lot : facts_.plan.lots) this->lot(lot);
        quantities();
        frozen();
    }

  private:
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
        const auto& own = facts_.operation(lot.name);
        const auto size = sorted(own.size_um);
        const auto& machine = facts_.problem.machines[at(lot.machine)];
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
            const auto least =
                std::min(std::max(one.lot_min_milli, own.lot_min_milli), facts_.open_milli(lot.name.operation));
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

    void lot(const Lot& lot) {
        const auto& own = facts_.operation(lot.name);
        if (lot.name.lot < 0 || lot.name.lot >= own.lots_max) facts_.add(Fault::lot_size, lot.name, "too many lots");
        if (lot.is_started) return;
        bool is_able = false;
        const auto hours = hours_of(facts_.problem, lot.machine);
        const Tick works = hours.open(lot.start_ms, lot.end_ms);
        const auto way = way_of(lot, works, is_able);
        const auto& workshop = facts_.problem.workshops[at(facts_.problem.machines[at(lot.machine)].workshop)];
        for (const auto certificate : own.certificates)
            if (std::ranges::find(workshop.certificates, certificate) == workshop.certificates.end()) is_able = false;
        if (!is_able) return facts_.add(Fault::capability, lot.name, "the machine cannot do it");
        if (!way)
            return facts_.add(Fault::lot_size, lot.name, fmt::format("{} is too small or too large", lot.input_milli));
        facts_.units[lot.name] = way->unit_us;
        if (works != own.setup_ms + way->run)
            facts_.add(Fault::duration, lot.name, fmt::format("works {}, not {}", works, own.setup_ms + way->run));
        if (hours.open(lot.start_ms, lot.start_ms + 1) != 1 || hours.open(lot.end_ms - 1, lot.end_ms) != 1)
            facts_.add(Fault::calendar, lot.name, "begins or ends while the machine is closed");
        if (lot.start_ms < std::max({facts_.problem.now_ms, facts_.order.release_ms, own.material_ready_ms}))
            facts_.add(Fault::release, lot.name, "begins too early");
        if (lot.end_ms > facts_.problem.horizon_ms) facts_.add(Fault::calendar, lot.name, "ends after the horizon");
        if (lot.setup_fen != way->rate.setup_fen || lot.work_fen != way->work_fen)
            facts_.add(Fault::price, lot.name,
                       fmt::format("charges {} + {}, not {} + {}", lot.setup_fen, lot.work_fen, way->rate.setup_fen,
                                   way->work_fen));
        for (const auto& event : facts_.problem.events) {
            if (event.kind != EventKind::declined || event.lot.order != facts_.plan.order ||
                event.lot.operation != lot.name.operation || facts_.running == nullptr)
                continue;
            for (const auto& before : facts_.running->lots)
                if (before.name == event.lot && facts_.problem.machines[at(before.machine)].workshop ==
                                                    facts_.problem.machines[at(lot.machine)].workshop)
                    facts_.add(Fault::declined, lot.name, "the workshop has declined this");
        }
    }

    void quantities() {
        for (std::size_t o = 0; o < facts_.inputs.size(); ++o) {
            const auto& own = facts_.order.operations[o];
            std::int64_t sum = 0, odd = 0;
            for (const auto& lot : facts_.plan.lots) {
                if (at(lot.name.operation) != o) continue;
                if (!lot.is_started) {
                    sum += lot.input_milli;
                    if (lot.input_milli % own.lot_step_milli != 0) ++odd;
                }
            }
            const auto open = facts_.open_milli(static_cast<Index>(o));
            if (sum != open)
                facts_.add(sum < open ? Fault::missing : Fault::quantity,
                           fmt::format("{}: {} of {}", own.id, sum, open));
            if (odd > (open % own.lot_step_milli != 0 ? 1 : 0))
                facts_.add(Fault::lot_size, own.id + ": not in its steps");
        }
    }

    void frozen() {
        const auto count = [](const OrderPlan& plan) { return std::ranges::count(plan.lots, true, &Lot::is_started); };
        if (count(facts_.plan) != (facts_.running != nullptr ? count(*facts_.running) : 0))
            facts_.add(Fault::frozen, "other lots than before have started");
        if (facts_.running == nullptr) return;
        for (const auto& before : facts_.running->lots) {
            if (!before.is_started) continue;
            const auto now = facts_.lots.find(before.name);
            Tick end = before.end_ms;
            for (const auto& event : facts_.problem.events)
                if (event.kind == EventKind::lot_late && event.lot == before.name) end = event.end_ms;
            if (now == facts_.lots.end() || now->second->machine != before.machine ||
                now->second->input_milli != before.input_milli || now->second->start_ms != before.start_ms ||
                now->second->end_ms != end || !now->second->is_started || now->second->setup_fen != before.setup_fen ||
                now->second->work_fen != before.work_fen)
                facts_.add(Fault::frozen, before.name, "has started and was changed");
        }
        for (const auto& sent : facts_.running->shipments)
            if (facts_.is_kept(sent) && std::ranges::find(facts_.plan.shipments, sent) == facts_.plan.shipments.end())
                facts_.add(Fault::frozen, sent.to, "what was sent to it was changed");
    }

    OrderFacts& facts_;
};

}  // namespace

void check_lots(OrderFacts& facts) { LotCheck(facts).run(); }

}  // namespace dengyun::dispatch::check
