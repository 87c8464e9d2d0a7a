#include <algorithm>
#include <fmt/format.h>
#include <functional>

#include "engines/dispatch/check/order_facts.h"

namespace dengyun::dispatch::check {

bool OrderFacts::refers() {
    const auto known = [&](const LotName& name) {
        return name.order == plan.order && name.operation >= 0 && at(name.operation) < order.operations.size();
    };
    for (const auto& lot : plan.lots) {
        if (!known(lot.name) || lot.machine < 0 || at(lot.machine) >= problem.machines.size()) {
            add(Fault::unknown, "a lot of no operation or machine");
            return false;
        }
        if (!lots.emplace(lot.name, &lot).second) add(Fault::repeated, lot.name, "the lot is there twice");
    }
    for (const auto& one : plan.shipments) {
        if (!lots.contains(one.from) || (one.to.operation != none && !lots.contains(one.to))) {
            add(Fault::unknown, "a shipment between lots that are not there");
            return false;
        }
    }
    return true;
}

void OrderFacts::needs() {
    const auto n = order.operations.size();
    inputs.assign(n, -1);
    std::function<std::int64_t(std::size_t)> input = [&](std::size_t o) -> std::int64_t {
        if (inputs[o] >= 0) return inputs[o];
        const auto& own = order.operations[o];
        Wide output = 0;
        bool is_last = true;
        for (std::size_t next = 0; next < n; ++next)
            for (const auto& link : order.operations[next].predecessors) {
                if (at(link.operation) != o) continue;
                is_last = false;
                output += up(Wide{input(next)} * link.per_unit_milli, 1000);
                if (link.per_unit_milli % 1000 != 0) output += order.operations[next].lots_max;
            }
        if (is_last) {
            output = order.quantity_milli;
            last = static_cast<Index>(o);
        }
        if (own.yield_ppm < million && own.lots_max > 1) output += own.lots_max;
        const auto plain = up(output * million, own.yield_ppm);
        return inputs[o] = up(plain, own.lot_step_milli) * own.lot_step_milli;
    };
    for (std::size_t o = 0; o < n; ++o) static_cast<void>(input(o));
}

std::int64_t OrderFacts::open_milli(Index of) const {
    auto left = inputs[at(of)];
    if (running != nullptr)
        for (const auto& lot : running->lots)
            if (lot.is_started && lot.name.operation == of) left -= lot.input_milli;
    return std::max<std::int64_t>(0, left);
}

bool OrderFacts::is_kept(const Shipment& one) const {
    const auto started = [&](const LotName& name) {
        const auto found = lots.find(name);
        return found != lots.end() && found->second->is_started;
    };
    if (running == nullptr || !started(one.from)) return false;
    return one.to.operation == none ? one.depart_ms < problem.now_ms : started(one.to);
}

bool OrderFacts::is_as_before(const Shipment& one) const {
    return running != nullptr && std::ranges::find(running->shipments, one) != running->shipments.end();
}

namespace {

class PriceCheck {
  public:
    explicit PriceCheck(const OrderFacts& facts) : facts_(facts) {}

    void prices() {
        const auto n = facts_.order.operations.size();
        std::vector<Price> lines(n + 1);
        std::vector<std::int64_t> inputs(n, 0);
        std::int64_t delivered = 0;
        Tick finish = 0;
        for (const auto& lot : facts_.plan.lots) {
            lines[at(lot.name.operation)].setup_fen += lot.setup_fen;
            lines[at(lot.name.operation)].work_fen += lot.work_fen;
            inputs[at(lot.name.operation)] += lot.input_milli;
        }
        for (const auto& one : facts_.plan.shipments) {
            lines[one.to.operation == none ? n : at(one.to.operation)].transport_fen += one.price_fen;
            if (one.to.operation != none) continue;
            delivered += one.quantity_milli;
            finish = std::max(finish, one.arrive_ms);
        }
        if (delivered != facts_.order.quantity_milli)
            facts_.add(Fault::missing, fmt::format("delivers {} of {}", delivered, facts_.order.quantity_milli));
        if (finish != facts_.plan.finish_ms)
            facts_.add(Fault::finish, fmt::format("ends at {}, not {}", finish, facts_.plan.finish_ms));
        if (facts_.plan.promise_ms < finish) facts_.add(Fault::finish, "promises what it does not reach");
        if (facts_.plan.risk_ppm < 0 || facts_.plan.risk_ppm > million)
            facts_.add(Fault::finish, "a risk that is no probability");
        for (std::size_t o = 0; o <= n; ++o) {
            auto& line = lines[o];
            if (o < n)
                line.material_fen = half_up(facts_.order.operations[o].material_micro_yuan, inputs[o], 10'000'000);
            line.margin_fen = half_up(line.setup_fen + line.work_fen + line.material_fen + line.transport_fen,
                                      facts_.problem.settings.margin_ppm, million);
        }
        if (facts_.plan.prices != lines)
            facts_.add(Fault::price, "the lines of the price are not what lots and ways charge");
    }

  private:
    const OrderFacts& facts_;
};

}  // namespace

bool check_order(const Problem& problem, const OrderPlan& plan, std::vector<Breach>& out) {
    OrderFacts facts(problem, plan, out);
    if (!facts.refers()) return false;
    facts.needs();
    check_lots(facts);
    check_ways(facts);
    PriceCheck(facts).prices();
    return true;
}

}  // namespace dengyun::dispatch::check
