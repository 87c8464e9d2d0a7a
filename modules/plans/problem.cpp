#include "modules/plans/problem.h"

#include <algorithm>
#include <fmt/format.h>

#include "kernel/base/assert.h"

namespace dengyun::plans {
namespace {

using dispatch::at;
using dispatch::none;
using dispatch::Tick;

constexpr Duration load_window = std::chrono::days(30);

Tick tick(Instant instant) { return milliseconds_of(instant); }
std::int64_t millionths_of_a_degree(double degrees) { return std::llround(degrees * 1e6); }

std::string text_of(const capacity::WorkingCalendar& calendar) {
    std::string out;
    for (const auto& shift : calendar.shifts) {
        out += fmt::format("s{}-{}:", shift.starts_minute, shift.ends_minute);
        for (const auto day : shift.weekdays) out += static_cast<char>('0' + day);
    }
    for (const auto& pause : calendar.breaks) out += fmt::format("b{}-{}", pause.starts_minute, pause.ends_minute);
    for (const auto& day : calendar.special_days)
        out += fmt::format("d{}{}", day.day.time_since_epoch().count(), day.is_worked ? '+' : '-');
    return out;
}

// The card of a process that holds on the day, or else the first one that will.
const capacity::RateCard* card_of(const capacity::IndexedWorkshop& workshop, reference::Process process, meta::Date day,
                                  meta::Date last) {
    const capacity::RateCard* next = nullptr;
    for (const auto& card : workshop.rates) {
        if (card.process != process) continue;
        if (capacity::holds_on(card, day)) return &card;
        if (card.valid_from > day && card.valid_from <= last && (!next || card.valid_from < next->valid_from))
            next = &card;
    }
    return next;
}

// What the search goes by; what is paid is priced by the card itself.
dispatch::Rate rate_of(const capacity::RateCard& card, std::int64_t setup_ms, std::int64_t tier_pieces,
                       std::int64_t area_mm2, std::int64_t mass_mg) {
    const auto priced = capacity::price_of(card, {.pieces = std::max<std::int64_t>(1, tier_pieces)});
    const auto share = priced ? priced->rate_millionths : capacity::whole_rate;
    const auto scaled = [](std::int64_t a, std::int64_t b, std::int64_t divisor) {
        return multiply_divide(a, b, divisor).value_or(dispatch::Bounds::fen_max);
    };
    const auto hour_fen = scaled(card.per_hour.value, share, 10'000'000'000);
    // What a piece costs by its surface and its mass comes to what it costs by itself.
    const auto of_piece = static_cast<__int128>(card.per_piece.value) +
                          scaled(card.per_square_metre.value, area_mm2, 1'000'000) +
                          scaled(card.per_kilogram.value, mass_mg, 1'000'000);
    const auto piece = static_cast<std::int64_t>(std::min<__int128>(of_piece, capacity::unit_price_max));
    return {.setup_fen =
                std::min(dispatch::Bounds::fen_max, card.setup_price.value + scaled(setup_ms, hour_fen, 3'600'000)),
            .hour_fen = std::min(dispatch::Bounds::fen_max, hour_fen),
            .piece_micro_yuan = scaled(piece, share, 1'000'000),
            .minimum_fen = card.minimum_charge.value};
}

dispatch::Transport transport_of(const Policy& policy) {
    constexpr Tick minute = 60'000, day = 86'400'000, zone = 28'800'000;
    dispatch::Transport out{.detour_ppm = policy.detour_millionths,
                            .speed_m_per_hour = policy.metres_per_hour,
                            .handling_ms = policy.handling.count(),
                            .trip_fen = policy.trip.value,
                            .kilometre_fen = policy.kilometre.value,
                            .truck_g = policy.truck_g};
    for (const auto one : policy.departures_minute) out.departures_ms.push_back((one * minute - zone + day) % day);
    std::ranges::sort(out.departures_ms);
    return out;
}

}  // namespace

bool ProblemBuilder::owns_machine(const Demand& demand, reference::Process process) const {
    for (const auto& workshop : workshops_)
        if (workshop->organisation == demand.owner)
            for (const auto& one : workshop->machines)
                if (one.machine.is_available &&
                    std::ranges::find(one.machine.processes, process) != one.machine.processes.end())
                    return true;
    return false;
}

void ProblemBuilder::prepare(dispatch::Problem& problem, std::span<const Demand> demands) {
    std::set<reference::Process> processes;
    auto last = now_ + policy_.horizon;
    for (const auto& demand : demands) {
        last = std::max(last, std::min(demand.due + policy_.horizon / 2, now_ + horizon_max));
        for (const auto& operation : demand.operations) processes.insert(operation.process);
        for (const auto& one : demand.own) own_.emplace(one.machine.value, one.from, one.until);
        if (!demand.running) continue;
        for (const auto& lot : demand.running->lots) {
            kept_.insert(lot.machine.value);
            own_.emplace(lot.machine.value, lot.starts_at, lot.ends_at);
            last = std::max(last, lot.ends_at + std::chrono::days(1));
        }
    }
    horizon_ = last;
    workshops_ = index_.workshops_for(std::vector(processes.begin(), processes.end()));
    problem.now_ms = tick(now_);
    problem.horizon_ms = tick(horizon_);
    problem.transport = transport_of(policy_);
    problem.settings = {.margin_ppm = policy_.margin_millionths + policy_.reserve_millionths,
                        .fairness_ppm = policy_.fairness_millionths,
                        .promise_ppm = policy_.promise_millionths,
                        .options_max = static_cast<Number>(policy_.options_max)};
}

dispatch::Index ProblemBuilder::material(dispatch::Problem& problem, const std::string& name) {
    const auto [found, is_new] = materials_.try_emplace(name, static_cast<Number>(problem.materials.size()));
    if (is_new) problem.materials.push_back(name);
    return found->second;
}

Result<> ProblemBuilder::add_order(dispatch::Problem& problem, const Demand& demand, bool is_alone) {
    const auto sorted = items::passage(demand.operations);
    DENGYUN_TRY(pieces, items::pieces_in(sorted, demand.pieces));
    std::unordered_map<std::int64_t, std::int64_t> pieces_of;
    std::unordered_map<std::int64_t, std::vector<std::int64_t>> sources_of;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        pieces_of[sorted[i].number] = pieces[i];
        sources_of[sorted[i].number] = sorted[i].predecessors;
    }
    dispatch::Order order{.id = std::to_string(problem.orders.size()),
                          .destination = static_cast<Number>(problem.sites.size()),
                          .quantity_milli = demand.pieces * 1'000,
                          .release_ms = tick(std::max(demand.release, now_)),
                          .due_ms = tick(demand.due),
                          .late_fen_per_day = demand.late_per_day.value};
    problem.sites.push_back({.id = fmt::format("destination {}", problem.orders.size()),
                             .latitude_udeg = millionths_of_a_degree(demand.destination.latitude),
                             .longitude_udeg = millionths_of_a_degree(demand.destination.longitude)});
    for (const auto& given : demand.operations) {
        Kind kind{.process = given.process,
                  .area_mm2 = given.area_mm2.value_or(0),
                  .mass_mg = given.mass_mg.value_or(0),
                  .is_sized = given.part_size_mm.has_value()};
        if (is_alone) {
            kind.setup_ms = given.setup_s * 1'000;
            kind.tier_pieces = pieces_of[given.number];
        }
        if (!given.may_be_outsourced && owns_machine(demand, given.process)) kind.only = demand.owner;
        for (const auto& [number, organisation] : demand.declined)
            if (number == given.number) kind.never.insert(organisation);
        const auto [found, is_new] = kinds_.try_emplace(kind, static_cast<Number>(kinds_.size()));
        if (is_new) problem.processes.push_back(std::to_string(found->second));
        const bool is_split = pieces_of[given.number] >= policy_.pieces_to_split;
        const bool is_first = given.predecessors.empty();
        dispatch::Operation made{
            .id = std::to_string(given.number),
            .process = found->second,
            .material = given.material ? material(problem, capacity::plain_material(*given.material)) : none,
            .size_um = {given.part_size_mm.value_or(0) * 1'000, 0, 0},
            .tolerance_um = given.tolerance_um.value_or(0),
            .setup_ms = given.setup_s * 1'000,
            .unit_us = given.unit_time_ms * 1'000,
            .yield_ppm = given.yield_millionths,
            .material_micro_yuan = is_first ? demand.material.value : 0,
            .material_ready_ms = is_first ? std::max<Tick>(0, tick(demand.material_ready)) : 0,
            .unit_weight_g = std::max(demand.piece_weight_g, (given.mass_mg.value_or(0) + 999) / 1'000),
            .transfer_batch_milli = 0,
            .lot_min_milli = is_split ? pieces_of[given.number] / (2 * policy_.lots_max) * 1'000 : 0,
            .lots_max = is_split ? static_cast<Number>(policy_.lots_max) : 1};
        for (const auto before : sources_of[given.number]) {
            const auto place = std::ranges::find(demand.operations, before, &items::Operation::number);
            if (place == demand.operations.end()) continue;
            made.predecessors.push_back({.operation = static_cast<Number>(place - demand.operations.begin())});
        }
        order.operations.push_back(std::move(made));
    }
    problem.orders.push_back(std::move(order));
    return {};
}

dispatch::Index ProblemBuilder::calendar(dispatch::Problem& problem, const capacity::WorkingCalendar& given) {
    if (const auto known = calendars_.find(&given); known != calendars_.end()) return known->second;
    const auto [found, is_new] =
        calendar_texts_.try_emplace(text_of(given), static_cast<Number>(calendar_texts_.size()));
    calendars_.emplace(&given, found->second);
    if (!is_new) return found->second;
    // A started lot may have begun before now.
    const auto spans = capacity::working_intervals(given, now_ - std::chrono::days(31), horizon_);
    dispatch::Calendar made{.id = std::to_string(found->second)};
    for (const auto& span : spans) made.shifts.push_back({tick(span.begin), tick(span.end)});
    problem.calendars.push_back(std::move(made));
    calendar_spans_.push_back(capacity::working_intervals(given, now_, now_ + load_window));
    return found->second;
}

std::vector<dispatch::Capability> ProblemBuilder::capabilities(dispatch::Problem& problem,
                                                               const capacity::IndexedWorkshop& workshop,
                                                               const capacity::IndexedMachine& indexed) {
    std::vector<dispatch::Capability> out;
    const auto& machine = indexed.machine;
    if (!machine.is_available) return out;
    for (const auto process : machine.processes) {
        const auto* card = card_of(workshop, process, china_date(now_), china_date(horizon_));
        if (card == nullptr) continue;
        for (auto kind = kinds_.lower_bound({.process = process});
             kind != kinds_.end() && kind->first.process == process; ++kind) {
            const auto& [what, number] = *kind;
            if (what.only && *what.only != workshop.organisation) continue;
            if (what.never.contains(workshop.organisation)) continue;
            const auto rate = rate_of(*card, what.setup_ms, what.tier_pieces, what.area_mm2, what.mass_mg);
            // A card that asks only for what is not known of the parts does not price this.
            if (rate.setup_fen + rate.hour_fen + rate.piece_micro_yuan + rate.minimum_fen == 0) continue;
            const auto least = what.is_sized ? machine.part_size_mm_min.value_or(0) * 1'000 : 0;
            const auto most =
                machine.part_size_mm_max ? *machine.part_size_mm_max * 1'000 : dispatch::Bounds::size_um_max;
            dispatch::Capability one{.process = number,
                                     .size_min_um = {least, 0, 0},
                                     .size_max_um = {most, most, most},
                                     .tolerance_um = machine.tolerance_um.value_or(dispatch::Bounds::size_um_max),
                                     .rate = rate};
            for (const auto& name : indexed.materials) one.materials.push_back(material(problem, name));
            out.push_back(std::move(one));
        }
    }
    return out;
}

std::vector<dispatch::Interval> ProblemBuilder::booked(const capacity::IndexedMachine& indexed) const {
    std::vector<dispatch::Interval> out;
    for (const auto& one : indexed.busy)
        if (one.begin < horizon_ && !own_.contains({indexed.machine.id.value, one.begin, one.end}))
            out.push_back({tick(std::max(one.begin, now_)), tick(std::min(one.end, horizon_))});
    std::erase_if(out, [](const auto& one) { return one.end <= one.begin; });
    return out;
}

void ProblemBuilder::add_workshop(dispatch::Problem& problem,
                                  const std::shared_ptr<const capacity::IndexedWorkshop>& workshop) {
    std::unordered_map<std::int64_t, Number> numbers;  // of the sites with machines of use
    const auto standing = standings_.find(workshop->organisation);
    const auto known = standing == standings_.end() ? Standing{} : standing->second;
    Duration work{0}, taken{0};
    const auto first = problem.workshops.size();
    for (const auto& indexed : workshop->machines) {
        const bool is_kept = kept_.contains(indexed.machine.id.value);
        if (!indexed.at && !is_kept) continue;
        auto able = capabilities(problem, *workshop, indexed);
        if (able.empty() && !is_kept) continue;
        const auto [place, is_new] =
            numbers.try_emplace(indexed.machine.site_id.value, static_cast<Number>(problem.workshops.size()));
        if (is_new) {
            const auto where = indexed.at.value_or(reference::Coordinates{});
            const auto name = fmt::format("{} {}", workshop->organisation.value, indexed.machine.site_id.value);
            problem.workshops.push_back({.id = name,
                                         .site = static_cast<Number>(problem.sites.size()),
                                         .quality_ppm = known.quality_millionths,
                                         .credit_ppm = known.on_time_millionths});
            problem.sites.push_back({.id = name,
                                     .latitude_udeg = millionths_of_a_degree(where.latitude),
                                     .longitude_udeg = millionths_of_a_degree(where.longitude)});
        }
        const auto hours = calendar(problem, *indexed.calendar);
        machine_numbers_.emplace(indexed.machine.id.value, static_cast<Number>(problem.machines.size()));
        problem.machines.push_back({.id = to_text(indexed.machine.id),
                                    .workshop = place->second,
                                    .calendar = hours,
                                    .capabilities = std::move(able),
                                    .booked = booked(indexed)});
        places_.push_back({workshop, &indexed});
        work += capacity::length_of(calendar_spans_[at(hours)]);
        taken += capacity::common_length(calendar_spans_[at(hours)], indexed.busy);
    }
    if (work.count() == 0) return;
    for (auto i = first; i < problem.workshops.size(); ++i)
        problem.workshops[i].load_ppm =
            std::min<std::int64_t>(1'000'000, taken.count() * 1'000 / (work.count() / 1'000 + 1));
}

Result<dispatch::Problem> ProblemBuilder::build(std::span<const Demand> demands) {
    dispatch::Problem problem;
    prepare(problem, demands);
    for (const auto& demand : demands) DENGYUN_CHECK(add_order(problem, demand, demands.size() == 1));
    for (const auto& workshop : workshops_) add_workshop(problem, workshop);
    for (std::size_t o = 0; o < demands.size(); ++o)
        if (demands[o].running) problem.plans.push_back(running(demands[o], problem, static_cast<Number>(o)));
    if (const auto faults = dispatch::faults_of(problem); !faults.empty())
        return fail(ErrorKind::limit, "plan.too_large", {}, faults.front().field + " " + faults.front().code);
    return problem;
}

dispatch::Index ProblemBuilder::machine_number(Id<capacity::Machine> machine) const {
    const auto found = machine_numbers_.find(machine.value);
    return found == machine_numbers_.end() ? none : found->second;
}

dispatch::OrderPlan ProblemBuilder::running(const Demand& demand, const dispatch::Problem&, Number order) const {
    const auto number_of = [&](std::int64_t operation) {
        const auto found = std::ranges::find(demand.operations, operation, &items::Operation::number);
        DENGYUN_ASSERT(found != demand.operations.end());
        return static_cast<Number>(found - demand.operations.begin());
    };
    const auto& plan = *demand.running;
    dispatch::OrderPlan out{.order = order,
                            .finish_ms = tick(plan.finishes_at),
                            .promise_ms = tick(plan.promised_at),
                            .risk_ppm = plan.risk_millionths};
    for (const auto& lot : plan.lots)
        out.lots.push_back({.name = {order, number_of(lot.operation), static_cast<Number>(lot.lot)},
                            .machine = machine_number(lot.machine),
                            .input_milli = lot.pieces_in * 1'000,
                            .start_ms = tick(lot.starts_at),
                            .end_ms = tick(lot.ends_at),
                            .is_started = lot.is_started,
                            .setup_fen = lot.setup.value,
                            .work_fen = lot.work.value});
    for (const auto& one : plan.shipments)
        out.shipments.push_back(
            {.from = {order, number_of(one.from_operation), static_cast<Number>(one.from_lot)},
             .to = {order, one.to_operation ? number_of(*one.to_operation) : none, static_cast<Number>(one.to_lot)},
             .quantity_milli = one.quantity.value,
             .depart_ms = tick(one.departs_at),
             .arrive_ms = tick(one.arrives_at),
             .price_fen = one.price.value});
    out.prices.assign(demand.operations.size() + 1, {});
    out.prices.back() = {.setup_fen = plan.price.setup.value,
                         .work_fen = plan.price.work.value,
                         .material_fen = plan.price.material.value,
                         .transport_fen = plan.price.transport.value,
                         .margin_fen = plan.price.margin.value};
    return out;
}

}  // namespace dengyun::plans
