#include "engines/dispatch/solve/evaluator.h"

#include <algorithm>
#include <cmath>

#include "kernel/base/number.h"

namespace dengyun::dispatch {
namespace {

std::int64_t scaled(std::int64_t a, std::int64_t b, std::int64_t divisor) {
    return multiply_divide(a, b, divisor).value_or(Bounds::charge_fen_max);
}

std::int64_t good_of(std::int64_t input, const Operation& operation) {
    return operation.yield_ppm == million ? input : input * operation.yield_ppm / million;
}

}  // namespace

bool is_allowed(const OrderModel& model, const Draft& draft) {
    for (std::size_t o = 0; o < draft.size(); ++o) {
        const auto& operation = model.order->operations[o];
        if (draft[o].size() + model.started[o].size() > static_cast<std::size_t>(operation.lots_max)) return false;
        std::int64_t sum = 0;
        for (std::size_t l = 0; l < draft[o].size(); ++l) {
            const auto& lot = draft[o][l];
            const auto& candidate = model.candidates[o][at(lot.candidate)];
            sum += lot.input_milli;
            const bool is_whole = lot.input_milli % operation.lot_step_milli == 0;
            if (!is_whole && l + 1 < draft[o].size()) return false;
            const auto least = std::min(candidate.lot_min_milli, model.open_milli[o]);
            if (lot.input_milli < std::max<std::int64_t>(1, least) || lot.input_milli > candidate.lot_max_milli)
                return false;
        }
        if (sum != model.open_milli[o]) return false;
    }
    return true;
}

Evaluator::Evaluator(const Network& network, const OrderModel& model)
    : network_(network), model_(model), placed_(model.order->operations.size()) {}

void Evaluator::add_started(Index operation) {
    for (const auto& lot : model_.started[at(operation)]) {
        const auto& calendar = network_.calendar(lot.machine);
        Placed one{.candidate = nullptr,
                   .machine = lot.machine,
                   .site = network_.site(lot.machine),
                   .number = lot.name.lot,
                   .unit_us = 1,
                   .input = lot.input_milli,
                   .output = good_of(lot.input_milli, model_.order->operations[at(operation)]),
                   .work = calendar.worked(lot.start_ms),
                   .start = lot.start_ms,
                   .end = lot.end_ms,
                   .is_regular = false,
                   .charge = {lot.setup_fen, lot.work_fen}};
        placed_[at(operation)].push_back(one);
    }
}

// When so much of the lot's output is there.
Tick Evaluator::ready(const Placed& lot, const Operation& operation, std::int64_t output) const {
    if (!lot.is_regular || output >= lot.output) return lot.end;
    const auto input = (output * million + operation.yield_ppm - 1) / operation.yield_ppm;
    return network_.calendar(lot.machine).end_of(lot.work + operation.setup_ms + run_ms(lot.unit_us, input));
}

// Sends `quantity` of a lot's output to a lot, or to the destination, in transfer batches. `consumed`: what the
// receiver uses of this link before it. Tells the receiver the earliest work at which it never waits.
void Evaluator::send(Index from_operation, Index from, Index to_operation, Index to, std::int64_t quantity,
                     std::int64_t consumed, std::int64_t per_unit) {
    const auto& transport = network_.problem().transport;
    const auto& operation = model_.order->operations[at(from_operation)];
    auto& sender = placed_[at(from_operation)][at(from)];
    const bool is_delivery = to_operation == none;
    auto* receiver = is_delivery ? nullptr : &placed_[at(to_operation)][at(to)];
    const Index site = is_delivery ? model_.order->destination : receiver->site;
    const bool is_near = sender.site == site;
    const auto metres = is_near ? 0 : network_.metres(sender.site, site);
    const Tick way = is_near ? 0 : way_ms(transport, metres);
    const auto batch = operation.transfer_batch_milli > 0 ? operation.transfer_batch_milli : quantity;
    while (quantity > 0) {
        const auto part = std::min(batch, quantity);
        quantity -= part;
        sender.shipped += part;
        const Tick made = operation.transfer_batch_milli > 0 ? ready(sender, operation, sender.shipped) : sender.end;
        const Tick at_hand = std::max(made, network_.problem().now_ms);
        Parcel one{
            .from_operation = from_operation, .from = from, .to_operation = to_operation, .to = to, .quantity = part};
        one.depart = is_near ? at_hand : departure(transport, at_hand);
        one.arrive = one.depart + way;
        one.price = is_near ? 0 : shipment_fen(transport, metres, part, operation.unit_weight_g);
        if (receiver != nullptr) {
            const auto& next = model_.order->operations[at(to_operation)];
            const Tick before = next.setup_ms + run_ms(receiver->unit_us, consumed * 1000 / per_unit);
            const Tick needed = network_.calendar(receiver->machine).worked(one.arrive) - before;
            needed_[at(to)] = std::max(needed_[at(to)], needed);
            one.slack = before;  // turned into slack once the receiver has its time
        } else {
            finish_ = std::max(finish_, one.arrive);
        }
        consumed += part;
        parcels_.push_back(one);
    }
}

// North-west corner: lots of the predecessor, in order, fill the lots of the operation, in order.
void Evaluator::fetch(Index operation, Index link_number) {
    const auto& link = model_.order->operations[at(operation)].predecessors[at(link_number)];
    auto& senders = placed_[at(link.operation)];
    auto& receivers = placed_[at(operation)];
    std::size_t from = 0;
    for (std::size_t to = 0; to < receivers.size(); ++to) {
        if (receivers[to].candidate == nullptr) continue;  // it has what it needs
        auto wanted = (receivers[to].input * link.per_unit_milli + 999) / 1000;
        std::int64_t consumed = 0;
        while (wanted > 0 && from < senders.size()) {
            const auto quantity = std::min(wanted, senders[from].output - senders[from].shipped);
            if (quantity > 0)
                send(link.operation, static_cast<Index>(from), operation, static_cast<Index>(to), quantity, consumed,
                     link.per_unit_milli);
            consumed += std::max<std::int64_t>(0, quantity);
            wanted -= std::max<std::int64_t>(0, quantity);
            if (wanted > 0) ++from;
        }
    }
}

bool Evaluator::set_time(Placed& lot, const Operation& operation) {
    const auto& calendar = network_.calendar(lot.machine);
    const Tick length = operation.setup_ms + run_ms(lot.unit_us, lot.input);
    Tick work = lot.work;
    // What this order itself has put on the machine is not booked yet.
    for (bool moved = true; moved;) {
        moved = false;
        work = network_.free_from(lot.machine, work, length);
        if (work >= calendar.total()) return false;
        for (const auto& list : placed_)
            for (const auto& other : list) {
                if (&other == &lot || other.machine != lot.machine || other.end == 0) continue;
                const Tick begin = other.candidate == nullptr ? calendar.worked(other.start) : other.work;
                const Tick end = calendar.worked(other.end);
                if (begin >= work + length || end <= work) continue;
                work = end;
                moved = true;
            }
    }
    lot.work = work;
    lot.start = calendar.start_of(work);
    lot.end = calendar.end_of(work + length);
    return true;
}

bool Evaluator::place(const Draft& draft) {
    parcels_.clear();
    finish_ = 0;
    for (auto& list : placed_) list.clear();
    const auto& order = *model_.order;
    for (const auto o : model_.needs.sequence) {
        const auto& operation = order.operations[at(o)];
        add_started(o);
        const auto first_open = placed_[at(o)].size();
        for (const auto& lot : draft[at(o)]) {
            const auto& candidate = model_.candidates[at(o)][at(lot.candidate)];
            placed_[at(o)].push_back({.candidate = &candidate,
                                      .machine = candidate.machine,
                                      .site = network_.site(candidate.machine),
                                      .number = none,
                                      .unit_us = candidate.unit_us,
                                      .input = lot.input_milli,
                                      .output = good_of(lot.input_milli, operation),
                                      .is_regular = true});
        }
        Index number = 0;
        for (std::size_t l = first_open; l < placed_[at(o)].size(); ++l) {
            const auto used = [&] {
                return std::ranges::any_of(placed_[at(o)], [&](const Placed& one) { return one.number == number; });
            };
            while (used()) ++number;
            placed_[at(o)][l].number = number;
        }
        // What was sent to lots that have started is gone from the lots that it came from.
        for (const auto& one : model_.sent) {
            if (one.to.operation != o) continue;
            auto& senders = placed_[at(one.from.operation)];
            auto& receivers = placed_[at(o)];
            const auto from = std::ranges::find(senders, one.from.lot, &Placed::number);
            const auto to = std::ranges::find(receivers, one.to.lot, &Placed::number);
            from->shipped += one.quantity_milli;
            parcels_.push_back({one.from.operation, static_cast<Index>(from - senders.begin()), o,
                                static_cast<Index>(to - receivers.begin()), one.quantity_milli, one.depart_ms,
                                one.arrive_ms, one.price_fen, 0});
        }
        needed_.assign(placed_[at(o)].size(), 0);
        for (std::size_t l = 0; l < operation.predecessors.size(); ++l) fetch(o, static_cast<Index>(l));
        const Tick from = std::max({network_.problem().now_ms, order.release_ms, operation.material_ready_ms});
        for (std::size_t l = first_open; l < placed_[at(o)].size(); ++l) {
            auto& lot = placed_[at(o)][l];
            lot.work = std::max(needed_[l], network_.calendar(lot.machine).worked(from));
            if (!set_time(lot, operation)) return false;
            lot.charge = charge_of(network_.rate(lot.machine, lot.candidate->capability),
                                   run_ms(lot.unit_us, lot.input), lot.input);
        }
    }
    deliver();
    add_up();
    return true;
}

void Evaluator::deliver() {
    auto wanted = model_.order->quantity_milli;
    auto& senders = placed_[at(model_.needs.last)];
    for (const auto& one : model_.sent) {
        if (one.to.operation != none) continue;
        const auto from = std::ranges::find(senders, one.from.lot, &Placed::number);
        from->shipped += one.quantity_milli;
        wanted -= one.quantity_milli;
        finish_ = std::max(finish_, one.arrive_ms);
        parcels_.push_back({model_.needs.last, static_cast<Index>(from - senders.begin()), none, 0, one.quantity_milli,
                            one.depart_ms, one.arrive_ms, one.price_fen, 0});
    }
    for (std::size_t from = 0; from < senders.size() && wanted > 0; ++from) {
        const auto quantity = std::min(wanted, senders[from].output - senders[from].shipped);
        if (quantity > 0) send(model_.needs.last, static_cast<Index>(from), none, 0, quantity, 0, 1000);
        wanted -= std::max<std::int64_t>(0, quantity);
    }
}

void Evaluator::add_up() {
    const auto& settings = network_.problem().settings;
    const auto n = placed_.size();
    prices_.assign(n + 1, {});
    load_fen_ = 0;
    for (std::size_t o = 0; o < n; ++o) {
        std::int64_t input = 0;
        for (const auto& lot : placed_[o]) {
            prices_[o].setup_fen += lot.charge.setup_fen;
            prices_[o].work_fen += lot.charge.work_fen;
            input += lot.input;
            if (settings.fairness_ppm > 0 && lot.candidate != nullptr)
                load_fen_ += static_cast<double>(lot.charge.setup_fen + lot.charge.work_fen) *
                             network_.load(network_.problem().machines[at(lot.machine)].workshop);
        }
        const auto material = model_.order->operations[o].material_micro_yuan;
        if (material > 0) prices_[o].material_fen = scaled(material, input, 10'000'000);
    }
    for (const auto& one : parcels_)
        prices_[one.to_operation == none ? n : at(one.to_operation)].transport_fen += one.price;
    price_fen_ = 0;
    for (auto& line : prices_) {
        if (settings.margin_ppm > 0) line.margin_fen = scaled(line.total_fen(), settings.margin_ppm, million);
        price_fen_ += line.total_fen();
    }
}

Moments Evaluator::lateness() const {
    const auto& problem = network_.problem();
    const auto& settings = problem.settings;
    auto delays = std::vector<std::vector<Moments>>(placed_.size());
    for (std::size_t o = 0; o < placed_.size(); ++o) delays[o].assign(placed_[o].size(), {});
    std::size_t parcel = 0;
    for (const auto o : model_.needs.sequence) {
        const auto& operation = model_.order->operations[at(o)];
        for (; parcel < parcels_.size() && parcels_[parcel].to_operation == o; ++parcel) {
            const auto& one = parcels_[parcel];
            const auto& lot = placed_[at(o)][at(one.to)];
            if (lot.candidate == nullptr) continue;
            const auto delay = delays[at(one.from_operation)][at(one.from)];
            if (delay.mean <= 0) continue;
            // What the receiver's wait for it takes up.
            const Tick use = network_.calendar(lot.machine).start_of(lot.work + one.slack);
            auto& whole = delays[at(o)][at(one.to)];
            const auto late = beyond(delay, static_cast<double>(std::max<Tick>(0, use - one.arrive)));
            whole = whole.mean > 0 ? greatest(whole, late) : late;
        }
        for (std::size_t l = 0; l < placed_[at(o)].size(); ++l) {
            const auto& lot = placed_[at(o)][l];
            if (lot.end <= problem.now_ms) continue;
            const auto& workshop = network_.workshop(lot.machine);
            const Tick run = run_ms(lot.unit_us, lot.input);
            const Tick length = operation.setup_ms + run;
            const double stretch =
                length > 0 ? static_cast<double>(lot.end - lot.start) / static_cast<double>(length) : 1;
            const double yield = static_cast<double>(operation.yield_ppm) / 1e6;
            const double pieces = static_cast<double>(lot.input) / 1000;
            const auto own = own_delay(
                {.credit = static_cast<double>(workshop.credit_ppm) / 1e6,
                 .quality = static_cast<double>(workshop.quality_ppm) / 1e6,
                 .delay_ms = static_cast<double>(settings.delay_ms),
                 .rework_ms = stretch * static_cast<double>(run) * static_cast<double>(settings.rework_ppm) / 1e6,
                 .shortage_ms = stretch * static_cast<double>(lot.unit_us) / 1e3 *
                                std::sqrt(pieces * yield * (1 - yield)) / yield});
            auto& whole = delays[at(o)][l];
            whole = {whole.mean + own.mean, whole.variance + own.variance};
        }
    }
    Moments out;
    for (; parcel < parcels_.size(); ++parcel) {
        const auto& one = parcels_[parcel];
        const auto late =
            beyond(delays[at(one.from_operation)][at(one.from)], static_cast<double>(finish_ - one.arrive));
        out = out.mean > 0 ? greatest(out, late) : late;
    }
    return out;
}

std::int64_t Evaluator::risk_ppm() const {
    return std::llround(1e6 * above(lateness(), static_cast<double>(model_.order->due_ms - finish_)));
}

OrderPlan Evaluator::plan() const {
    OrderPlan out{.order = model_.number, .prices = prices_, .finish_ms = finish_};
    const auto name = [&](Index operation, Index lot) {
        return operation == none ? LotName{.order = model_.number}
                                 : LotName{model_.number, operation, placed_[at(operation)][at(lot)].number};
    };
    for (std::size_t o = 0; o < placed_.size(); ++o)
        for (std::size_t l = 0; l < placed_[o].size(); ++l) {
            const auto& lot = placed_[o][l];
            out.lots.push_back({name(static_cast<Index>(o), static_cast<Index>(l)), lot.machine, lot.input, lot.start,
                                lot.end, lot.candidate == nullptr, lot.charge.setup_fen, lot.charge.work_fen});
        }
    for (const auto& one : parcels_)
        out.shipments.push_back({name(one.from_operation, one.from), name(one.to_operation, one.to), one.quantity,
                                 one.depart, one.arrive, one.price});
    const auto late = lateness();
    constexpr Tick minute = 60'000;
    const double wait = quantile(late, static_cast<double>(network_.problem().settings.promise_ppm) / 1e6);
    const auto promise = finish_ + std::llround(std::clamp(wait, 0.0, 1e14));
    out.promise_ms = (promise + minute - 1) / minute * minute;
    out.risk_ppm = risk_ppm();
    return out;
}

}  // namespace dengyun::dispatch
