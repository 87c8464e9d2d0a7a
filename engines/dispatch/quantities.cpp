#include "engines/dispatch/quantities.h"

#include <algorithm>

namespace dengyun::dispatch {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t beyond = Bounds::quantity_milli_max + 1;

std::int64_t rounded_up(Wide value, std::int64_t divisor) {
    const Wide quotient = (value + divisor - 1) / divisor;
    return quotient > beyond ? beyond : static_cast<std::int64_t>(quotient);
}

}  // namespace

std::optional<Needs> needs_of(const Order& order) {
    const auto n = order.operations.size();
    Needs out;
    std::vector<std::vector<Index>> successors(n);
    std::vector<std::size_t> waiting(n);
    for (std::size_t o = 0; o < n; ++o) {
        waiting[o] = order.operations[o].predecessors.size();
        for (const auto& link : order.operations[o].predecessors)
            successors[at(link.operation)].push_back(static_cast<Index>(o));
    }
    for (std::size_t o = 0; o < n; ++o)
        if (waiting[o] == 0) out.sequence.push_back(static_cast<Index>(o));
    for (std::size_t i = 0; i < out.sequence.size(); ++i)
        for (const auto next : successors[at(out.sequence[i])])
            if (--waiting[at(next)] == 0) out.sequence.push_back(next);
    if (out.sequence.size() != n) return std::nullopt;
    for (std::size_t o = 0; o < n; ++o) {
        if (!successors[o].empty()) continue;
        if (out.last != none) return std::nullopt;
        out.last = static_cast<Index>(o);
    }
    if (out.last == none) return std::nullopt;

    out.input_milli.assign(n, 0);
    out.output_milli.assign(n, 0);
    out.output_milli[at(out.last)] = order.quantity_milli;
    for (std::size_t i = n; i-- > 0;) {
        const auto o = at(out.sequence[i]);
        const auto& operation = order.operations[o];
        const bool loses = operation.yield_ppm < million && operation.lots_max > 1;
        const Wide good = Wide{out.output_milli[o]} + (loses ? operation.lots_max : 0);
        const auto plain = rounded_up(good * million, operation.yield_ppm);
        const Wide stepped = Wide{rounded_up(plain, operation.lot_step_milli)} * operation.lot_step_milli;
        if (stepped > Bounds::quantity_milli_max) return std::nullopt;
        out.input_milli[o] = static_cast<std::int64_t>(stepped);
        for (const auto& link : operation.predecessors) {
            auto taken = rounded_up(stepped * link.per_unit_milli, 1000);
            if (link.per_unit_milli % 1000 != 0) taken += operation.lots_max;
            auto& output = out.output_milli[at(link.operation)];
            output = std::min(beyond, output + taken);
        }
    }
    return out;
}

}  // namespace dengyun::dispatch
