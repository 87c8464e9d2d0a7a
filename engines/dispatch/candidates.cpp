#include "engines/dispatch/candidates.h"

#include <algorithm>
#include <optional>

#include "kernel/base/number.h"

namespace dengyun::dispatch {
namespace {

bool within(const Extent& size, const CapabilityRow& row) {
    for (std::size_t i = 0; i < size.size(); ++i)
        if (size[i] > row.size_max_um[i] || size[i] < row.size_min_um[i]) return false;
    return true;
}

bool holds_all(const std::vector<Index>& held, const std::vector<Index>& wanted) {
    return std::ranges::all_of(wanted, [&](Index one) { return std::ranges::find(held, one) != held.end(); });
}

// Of the order of 10^19 at most: the validation bounds quantity and unit time together.
std::int64_t scaled(std::int64_t a, std::int64_t b, std::int64_t divisor) {
    return multiply_divide(a, b, divisor).value_or(Bounds::charge_fen_max);
}

}  // namespace

std::string_view name_of(Refusal refusal) {
    constexpr std::string_view names[refusals] = {"process",     "material", "size",     "tolerance",
                                                  "certificate", "lot_size", "declined", "capacity"};
    return names[static_cast<std::size_t>(refusal)];
}

Charge charge_of(const Rate& rate, Tick run_ms, std::int64_t input_milli) {
    const auto work = (rate.hour_fen > 0 ? scaled(run_ms, rate.hour_fen, 3'600'000) : 0) +
                      (rate.piece_micro_yuan > 0 ? scaled(rate.piece_micro_yuan, input_milli, 10'000'000) : 0);
    return {rate.setup_fen, std::max(work, rate.minimum_fen - rate.setup_fen)};
}

Candidates find_candidates(const Network& network, const CandidateQuery& query) {
    const auto& operation = *query.operation;
    const auto size = largest_first(operation.size_um);
    const auto lot_least = std::max({operation.lot_min_milli, query.input_milli / operation.lots_max, std::int64_t{1}});
    Candidates out;
    const auto rows = network.able(operation.process);
    const auto reason_of = [&](const CapabilityRow& row) -> std::optional<Refusal> {
        const auto& workshop = network.workshop(row.machine);
        if (!network.takes(row, operation.material)) return Refusal::material;
        if (!within(size, row)) return Refusal::size;
        if (operation.tolerance_um > 0 && row.tolerance_um > operation.tolerance_um) return Refusal::tolerance;
        if (!holds_all(workshop.certificates, operation.certificates)) return Refusal::certificate;
        if (row.lot_max_milli < lot_least || row.lot_min_milli > query.input_milli) return Refusal::lot_size;
        const auto index = network.problem().machines[at(row.machine)].workshop;
        if (std::ranges::find(query.declined, index) != query.declined.end()) return Refusal::declined;
        return std::nullopt;
    };
    std::size_t first_of_machine = 0;
    std::int64_t machines = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto& row = rows[r];
        if (r == 0 || rows[r - 1].machine != row.machine) {
            ++machines;
            first_of_machine = out.able.size();
        }
        auto reason = reason_of(row);
        Candidate one;
        if (!reason) {
            one.machine = row.machine;
            one.capability = row.capability;
            one.unit_us = (operation.unit_us * row.pace_ppm + million - 1) / million;
            one.lot_min_milli = std::max(row.lot_min_milli, operation.lot_min_milli);
            one.lot_max_milli = row.lot_max_milli;
            const auto quantity = std::min(query.input_milli, row.lot_max_milli);
            const Tick run = run_ms(one.unit_us, quantity);
            const auto& calendar = network.calendar(row.machine);
            const Tick begin = network.free_from(row.machine, calendar.worked(query.from_ms), operation.setup_ms + run);
            if (begin >= calendar.total()) {
                reason = Refusal::capacity;
            } else {
                const auto charge = charge_of(network.rate(row.machine, row.capability), run, quantity);
                one.charge_fen = charge.setup_fen + charge.work_fen;
                one.end_ms = calendar.end_of(begin + operation.setup_ms + run);
            }
        }
        // Of several capabilities of a machine the fastest that is able counts.
        if (!reason) {
            if (out.able.size() > first_of_machine) {
                if (one.unit_us < out.able.back().unit_us) out.able.back() = one;
                continue;
            }
            if (!out.refused.empty() && out.refused.back().machine == row.machine) {
                --out.counts[static_cast<std::size_t>(out.refused.back().reason)];
                out.refused.pop_back();
            }
            out.able.push_back(one);
        } else if (out.able.size() == first_of_machine &&
                   (out.refused.empty() || out.refused.back().machine != row.machine)) {
            out.refused.push_back({row.machine, *reason});
            ++out.counts[static_cast<std::size_t>(*reason)];
        }
    }
    out.counts[static_cast<std::size_t>(Refusal::process)] =
        static_cast<std::int64_t>(network.problem().machines.size()) - machines;
    return out;
}

}  // namespace dengyun::dispatch
