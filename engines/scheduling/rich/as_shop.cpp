#include "engines/scheduling/rich/as_shop.h"

#include <algorithm>

namespace dengyun::scheduling {
namespace {

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

// Each operation follows the one before it and none other.
bool is_chain(const Instance& in) {
    for (Index op = 0; op < in.operations; ++op) {
        const auto first = in.pred_first[at(op)], last = in.pred_first[at(op) + 1];
        const bool begins = op == 0 || in.order_of[at(op - 1)] != in.order_of[at(op)];
        if (last - first != (begins ? 0 : 1)) return false;
        if (!begins &&
            (in.pred[at(first)].op != op - 1 || in.pred[at(first)].lag_min != 0 || in.pred[at(first)].lag_max >= 0))
            return false;
    }
    return true;
}

}  // namespace

std::optional<Shop> as_shop(const Instance& in) {
    const auto& terms = in.problem->objective.terms;
    if (terms.size() != 1 || terms[0].criterion != Criterion::makespan || terms[0].weight != 1) return std::nullopt;
    if (in.has_alternatives || in.has_batches || in.has_setups || in.has_frozen || !in.need.empty() ||
        !in.problem->calendars.empty() || !in.problem->order_links.empty() || in.machines > shop_machines_max ||
        in.operations > shop_operations_max || in.mode_machine.size() > static_cast<std::size_t>(shop_modes_max) ||
        !is_chain(in))
        return std::nullopt;
    if (std::ranges::any_of(in.problem->transport, [](Tick t) { return t > 0; })) return std::nullopt;
    if (std::ranges::any_of(in.release, [](Tick t) { return t > 0; })) return std::nullopt;
    if (std::ranges::find(in.mode_machine, none) != in.mode_machine.end()) return std::nullopt;
    Shop shop;
    shop.machines = in.machines;
    Tick total = 0;
    for (Index op = 0; op < in.operations; ++op) {
        if (op > 0 && in.order_of[at(op - 1)] != in.order_of[at(op)]) shop.job_first.push_back(op);
        shop.mode_first.push_back(in.mode_first[at(op) + 1]);
        Tick longest = 0;
        for (auto m = in.mode_first[at(op)]; m < in.mode_first[at(op) + 1]; ++m) {
            longest = std::max(longest, in.mode_duration[at(m)]);
            shop.mode_machine.push_back(in.mode_machine[at(m)]);
            shop.mode_duration.push_back(static_cast<Time>(std::min<Tick>(in.mode_duration[at(m)], shop_total_max)));
        }
        total += longest;
        if (total > shop_total_max) return std::nullopt;
    }
    shop.job_first.push_back(in.operations);
    return shop;
}

}  // namespace dengyun::scheduling
