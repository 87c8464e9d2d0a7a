#include "engines/dispatch/solve/order_model.h"

#include <algorithm>
#include <fmt/format.h>

#include "kernel/base/assert.h"

namespace dengyun::dispatch {
namespace {

std::string counted(const Candidates& found) {
    std::string out;
    for (std::size_t r = 0; r < refusals; ++r)
        if (found.counts[r] > 0)
            out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name_of(static_cast<Refusal>(r)), found.counts[r]);
    return out;
}

// The best of all by several measures, so that no kind of plan is cut off: what they charge, with the way to the
// destination, when they are free, how good they are, and whether their site does other operations well.
class Selection {
  public:
    Selection(const Network& network, const Order& order) : network_(network), order_(order) {}

    std::vector<std::vector<Candidate>> run(std::vector<std::vector<Candidate>> all) {
        std::vector<std::vector<Candidate>> chosen(all.size());
        std::vector<std::vector<char>> taken(all.size());
        for (std::size_t o = 0; o < all.size(); ++o) {
            taken[o].assign(all[o].size(), 0);
            const auto& operation = order_.operations[o];
            take(all[o], taken[o], 30, [](const Candidate& one) { return static_cast<double>(one.charge_fen); });
            take(all[o], taken[o], 25, [&](const Candidate& one) {
                const auto metres = network_.metres(network_.site(one.machine), order_.destination);
                return static_cast<double>(
                    one.charge_fen + shipment_fen(network_.problem().transport, metres, 1000, operation.unit_weight_g));
            });
            take(all[o], taken[o], 15, [](const Candidate& one) { return static_cast<double>(one.end_ms); });
            take(all[o], taken[o], 10, [](const Candidate& one) { return static_cast<double>(one.unit_us); });
            take(all[o], taken[o], 15, [&](const Candidate& one) {
                const auto& workshop = network_.workshop(one.machine);
                return static_cast<double>(one.charge_fen) +
                       1e12 * static_cast<double>(2 * million - workshop.credit_ppm - workshop.quality_ppm);
            });
        }
        // Machines at sites that other operations have taken: no way between them.
        std::vector<char> sites(network_.problem().sites.size(), 0);
        for (std::size_t o = 0; o < all.size(); ++o)
            for (std::size_t c = 0; c < all[o].size(); ++c)
                if (taken[o][c] != 0) ++sites[at(network_.site(all[o][c].machine))];
        for (std::size_t o = 0; o < all.size(); ++o) {
            take(all[o], taken[o], 25, [&](const Candidate& one) {
                return static_cast<double>(one.charge_fen) + (sites[at(network_.site(one.machine))] > 1 ? 0.0 : 1e15);
            });
            for (std::size_t c = 0; c < all[o].size(); ++c)
                if (taken[o][c] != 0) chosen[o].push_back(all[o][c]);
        }
        return chosen;
    }

  private:
    template <class Measure>
    static void take(const std::vector<Candidate>& all, std::vector<char>& taken, std::size_t most, Measure measure) {
        std::vector<std::pair<double, std::size_t>> ranked;
        ranked.reserve(all.size());
        for (std::size_t c = 0; c < all.size(); ++c) ranked.emplace_back(measure(all[c]), c);
        most = std::min(most, ranked.size());
        std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(most));
        for (std::size_t i = 0; i < most; ++i) taken[ranked[i].second] = 1;
    }

    const Network& network_;
    const Order& order_;
};

void keep_started(OrderModel& model, const OrderPlan& running, Tick now) {
    std::set<LotName> names;
    for (const auto& lot : running.lots) {
        if (!lot.is_started) continue;
        auto kept = lot;
        kept.name.order = model.number;
        model.started[at(lot.name.operation)].push_back(kept);
        model.open_milli[at(lot.name.operation)] -= lot.input_milli;
        names.insert(kept.name);
    }
    for (const auto& one : running.shipments)
        if (names.contains(one.from) && (one.to.operation == none ? one.depart_ms < now : names.contains(one.to)))
            model.sent.push_back(one);
    for (auto& open : model.open_milli) open = std::max<std::int64_t>(0, open);
}

}  // namespace

Result<OrderModel> model_of(const Network& network, Index order, const OrderPlan* running,
                            const std::set<std::pair<Index, Index>>& declined) {
    const auto& problem = network.problem();
    OrderModel out{.number = order, .order = &problem.orders[at(order)]};
    const auto needs = needs_of(*out.order);
    DENGYUN_ASSERT(needs.has_value());
    out.needs = *needs;
    const auto n = out.order->operations.size();
    out.followers.resize(n);
    out.started.resize(n);
    out.open_milli = out.needs.input_milli;
    for (const auto o : out.needs.sequence)
        for (std::size_t l = 0; l < out.order->operations[at(o)].predecessors.size(); ++l)
            out.followers[at(out.order->operations[at(o)].predecessors[l].operation)].push_back(
                {o, static_cast<Index>(l)});
    if (running != nullptr) keep_started(out, *running, problem.now_ms);

    std::vector<std::vector<Candidate>> all(n);
    std::vector<Issue> issues;
    for (std::size_t o = 0; o < n; ++o) {
        if (out.open_milli[o] == 0) continue;
        const auto& operation = out.order->operations[o];
        std::vector<Index> workshops;
        for (const auto& [from, workshop] : declined)
            if (at(from) == o) workshops.push_back(workshop);
        auto found = find_candidates(
            network, {.operation = &operation,
                      .input_milli = out.open_milli[o],
                      .from_ms = std::max({problem.now_ms, out.order->release_ms, operation.material_ready_ms}),
                      .declined = workshops});
        if (found.able.empty())
            issues.push_back(
                {fmt::format("orders.{}.operations.{}", order, o), "dispatch_no_candidate", counted(found)});
        all[o] = std::move(found.able);
    }
    if (!issues.empty()) return fail(ErrorKind::conflict, "dispatch.no_plan", std::move(issues));
    out.candidates = Selection(network, *out.order).run(std::move(all));
    return out;
}

}  // namespace dengyun::dispatch
