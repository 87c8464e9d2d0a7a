#pragma once
// What a capability search asks and answers: machines that can do an operation with their score, and for each that
// cannot the reasons why.
#include <optional>
#include <string>
#include <vector>

#include "kernel/meta/entity.h"
#include "modules/capacity/machines/machine.h"

namespace dengyun::capacity {

struct Requirement {
    reference::Process process{};
    std::optional<std::string> material;
    std::optional<std::int64_t> part_size_mm;
    std::optional<std::int64_t> tolerance_um;
    std::optional<reference::Coordinates> at;  // where the parts come from or go to
    std::optional<std::int64_t> distance_km_max;
    std::vector<enterprise::CertificateKind> certificates;  // verified ones that the workshop must hold
    Instant from{};                                         // the window in which it is to be done
    Instant to{};
    std::int64_t minutes_needed = 0;  // of machine time
};

// Why a machine that knows the process cannot do the work. In the order of a report.
enum class Refusal {
    not_available,
    other_material,
    part_too_small,
    part_too_large,
    not_precise_enough,
    too_far,
    certificate_missing,
    no_free_capacity
};
const meta::Choices& choices_of(Refusal);

// Points of 0 to 1,000 each; the score is their weighted mean (see match.h).
struct Candidate {
    Id<Machine> machine_id{};
    Id<Organisation> organisation_id{};
    Id<enterprise::Site> site_id{};
    std::string machine_name;
    std::string workshop_name;
    std::optional<double> longitude;
    std::optional<double> latitude;
    std::optional<std::int64_t> distance_m;
    std::int64_t free_minutes = 0;
    std::int64_t working_minutes = 0;
    std::int64_t score = 0;
    std::int64_t near_points = 0;
    std::int64_t free_points = 0;
    std::int64_t precision_points = 0;
    std::int64_t certificate_points = 0;
    std::vector<Refusal> refusals;  // none: it can do it
    static const meta::Entity description;
};

struct RefusalCount {
    Refusal refusal{};
    std::int64_t machines = 0;
    static const meta::Entity description;
};

struct SearchResult {
    std::vector<Candidate> items;  // the best first
    std::optional<std::string> next;
    std::int64_t able = 0;              // machines that can
    std::int64_t known = 0;             // machines that know the process
    std::vector<RefusalCount> refused;  // by the first reason of each
    static const meta::Entity description;
};

}  // namespace dengyun::capacity
