#include "modules/capacity/search/match.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace dengyun::capacity {
namespace {

constexpr std::int64_t points_max = 1'000;

std::int64_t minutes_of(Duration duration) { return std::chrono::floor<std::chrono::minutes>(duration).count(); }

std::uint64_t bits_of(const std::vector<enterprise::CertificateKind>& kinds) {
    std::uint64_t bits = 0;
    for (const auto kind : kinds) bits |= std::uint64_t{1} << static_cast<unsigned>(kind);
    return bits;
}

// A machine that keeps half of what is asked, or finer, has all the points; one that just keeps it has half.
std::int64_t precision_points(const Requirement& requirement, const Machine& machine) {
    if (!requirement.tolerance_um || !machine.tolerance_um) return points_max / 2;
    const auto asked = *requirement.tolerance_um;
    const auto margin = std::clamp<std::int64_t>(asked - *machine.tolerance_um, 0, asked / 2);
    return asked < 2 ? points_max : points_max / 2 + margin * points_max / asked;
}

void refuse_by_machine(const Requirement& requirement, std::string_view material, const IndexedMachine& indexed,
                       std::vector<Refusal>& refusals) {
    const auto& machine = indexed.machine;
    if (!machine.is_available) refusals.push_back(Refusal::not_available);
    if (!material.empty() && !indexed.materials.empty() &&
        std::ranges::find(indexed.materials, material) == indexed.materials.end())
        refusals.push_back(Refusal::other_material);
    const auto size = requirement.part_size_mm;
    if (size && machine.part_size_mm_min && *size < *machine.part_size_mm_min)
        refusals.push_back(Refusal::part_too_small);
    if (size && machine.part_size_mm_max && *size > *machine.part_size_mm_max)
        refusals.push_back(Refusal::part_too_large);
    // One that does not say how precise it is, is not taken for precise work.
    if (requirement.tolerance_um && (!machine.tolerance_um || *machine.tolerance_um > *requirement.tolerance_um))
        refusals.push_back(Refusal::not_precise_enough);
}

}  // namespace

std::string plain_material(std::string_view material) {
    std::string out;
    for (const char c : material) {
        if (c == ' ' || c == '\t') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

const WorkingTimes::Time& WorkingTimes::of(const WorkingCalendar& calendar) {
    const auto [found, is_new] = times_.try_emplace(&calendar);
    if (is_new) {
        found->second.intervals = working_intervals(calendar, from_, to_);
        found->second.minutes = minutes_of(length_of(found->second.intervals));
    }
    return found->second;
}

Candidate judge(const Requirement& requirement, std::string_view material, const IndexedWorkshop& workshop,
                const IndexedMachine& indexed, WorkingTimes& times) {
    const auto& machine = indexed.machine;
    Candidate candidate{.machine_id = machine.id, .organisation_id = workshop.organisation, .site_id = machine.site_id};
    refuse_by_machine(requirement, material, indexed, candidate.refusals);
    if (requirement.at && indexed.at)
        candidate.distance_m = std::llround(reference::distance_km(*requirement.at, *indexed.at) * 1'000);
    // One that nobody knows the place of may be anywhere.
    if (requirement.at && requirement.distance_km_max &&
        (!candidate.distance_m || *candidate.distance_m > *requirement.distance_km_max * 1'000))
        candidate.refusals.push_back(Refusal::too_far);
    const auto wanted = bits_of(requirement.certificates);
    if ((workshop.certificates & wanted) != wanted) candidate.refusals.push_back(Refusal::certificate_missing);
    const auto& time = times.of(*indexed.calendar);
    candidate.working_minutes = time.minutes;
    const auto taken = indexed.busy.empty() ? Duration{0} : common_length(time.intervals, indexed.busy);
    candidate.free_minutes = std::max<std::int64_t>(0, time.minutes - minutes_of(taken));
    if (candidate.free_minutes < std::max<std::int64_t>(1, requirement.minutes_needed))
        candidate.refusals.push_back(Refusal::no_free_capacity);

    if (candidate.distance_m)
        candidate.near_points =
            points_max * std::max<std::int64_t>(0, near_nothing_m - *candidate.distance_m) / near_nothing_m;
    if (time.minutes > 0) candidate.free_points = points_max * candidate.free_minutes / time.minutes;
    candidate.precision_points = precision_points(requirement, machine);
    candidate.certificate_points = std::min(points_max, points_max * std::popcount(workshop.certificates) / 3);
    candidate.score =
        (near_weight * candidate.near_points + free_weight * candidate.free_points +
         precision_weight * candidate.precision_points + certificate_weight * candidate.certificate_points) /
        points_max;
    return candidate;
}

}  // namespace dengyun::capacity
