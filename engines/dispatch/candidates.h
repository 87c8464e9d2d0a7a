#pragma once
// Who can do an operation, and why others cannot.
#include <span>
#include <string_view>

#include "engines/dispatch/network.h"

namespace dengyun::dispatch {

// Why a machine is refused; the first reason that applies, in this order.
enum class Refusal { process, material, size, tolerance, certificate, lot_size, declined, capacity };
inline constexpr std::size_t refusals = 8;
[[nodiscard]] std::string_view name_of(Refusal refusal);

// A machine that can do the operation, with what it charges for the whole quantity and when it could be done at the
// earliest, transport aside.
struct Candidate {
    Index machine = none, capability = none;
    std::int64_t unit_us = 0;  // its time for one unit
    std::int64_t lot_min_milli = 0, lot_max_milli = 0;
    std::int64_t charge_fen = 0;
    Tick end_ms = 0;
};

struct Refused {
    Index machine;
    Refusal reason;
};

struct Candidates {
    std::vector<Candidate> able;
    std::vector<Refused> refused;                 // machines that know the process
    std::array<std::int64_t, refusals> counts{};  // of all machines, by reason
};

struct CandidateQuery {
    const Operation* operation = nullptr;
    std::int64_t input_milli = 0;
    Tick from_ms = 0;                 // not before
    std::span<const Index> declined;  // workshops
};

// All of them, by machine. A lot must have place on the machine: the operation's lots are as small as its minimum and
// its largest number of lots allow, as large as its quantity. Cost: linear in the capabilities of the process.
[[nodiscard]] Candidates find_candidates(const Network& network, const CandidateQuery& query);

// The setup and work of one lot, each rounded once.
struct Charge {
    std::int64_t setup_fen, work_fen;
};
[[nodiscard]] Charge charge_of(const Rate& rate, Tick run_ms, std::int64_t input_milli);
// The time of so many units, without set-up.
[[nodiscard]] inline Tick run_ms(std::int64_t unit_us, std::int64_t quantity_milli) {
    return (quantity_milli * unit_us + million - 1) / million;
}

}  // namespace dengyun::dispatch
