#include "engines/dispatch/network.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kernel/base/assert.h"
#include "kernel/base/number.h"

namespace dengyun::dispatch {
namespace {

constexpr double earth_radius_m = 6'371'008.8;

std::array<double, 3> unit_vector(const Site& site) {
    constexpr double radians = std::numbers::pi / 180e6;
    const double latitude = static_cast<double>(site.latitude_udeg) * radians;
    const double longitude = static_cast<double>(site.longitude_udeg) * radians;
    return {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude), std::sin(latitude)};
}

}  // namespace

Extent largest_first(Extent size) {
    std::ranges::sort(size, std::greater());
    return size;
}

Network::Network(const Problem& problem) : problem_(&problem) {
    Tick begin = problem.now_ms;
    for (const auto& plan : problem.plans)
        for (const auto& lot : plan.lots)
            if (lot.is_started) begin = std::min(begin, lot.start_ms);
    for (const auto& one : problem.calendars) calendars_.emplace_back(&one, begin, problem.horizon_ms);
    calendars_.emplace_back(nullptr, begin, problem.horizon_ms);
    const auto always = static_cast<Index>(problem.calendars.size());

    std::vector<std::size_t> count(problem.processes.size() + 1, 0);
    for (const auto& machine : problem.machines)
        for (const auto& one : machine.capabilities) ++count[at(one.process) + 1];
    for (std::size_t p = 0; p < problem.processes.size(); ++p) count[p + 1] += count[p];
    process_first_ = count;
    rows_.resize(count.back());
    capacity_.assign(problem.workshops.size(), 0);
    for (const auto& workshop : problem.workshops) load_.push_back(static_cast<double>(workshop.load_ppm) / 1e6);
    booked_.resize(problem.machines.size());
    for (std::size_t m = 0; m < problem.machines.size(); ++m) {
        const auto& machine = problem.machines[m];
        calendar_of_.push_back(machine.calendar == none ? always : machine.calendar);
        site_of_.push_back(problem.workshops[at(machine.workshop)].site);
        const auto& calendar = calendars_[at(calendar_of_.back())];
        capacity_[at(machine.workshop)] += static_cast<double>(calendar.total());
        for (const auto& span : machine.booked)
            booked_[m].push_back({calendar.worked(span.begin), calendar.worked(span.end)});
        sort_and_join(booked_[m]);
        for (std::size_t c = 0; c < machine.capabilities.size(); ++c) {
            const auto& one = machine.capabilities[c];
            rows_[count[at(one.process)]++] = {static_cast<Index>(m),
                                               static_cast<Index>(c),
                                               largest_first(one.size_min_um),
                                               largest_first(one.size_max_um),
                                               one.tolerance_um,
                                               one.lot_min_milli,
                                               one.lot_max_milli,
                                               one.pace_ppm,
                                               static_cast<std::uint32_t>(materials_.size()),
                                               static_cast<std::uint32_t>(one.materials.size())};
            materials_.insert(materials_.end(), one.materials.begin(), one.materials.end());
        }
    }
    for (const auto& site : problem.sites) on_sphere_.push_back(unit_vector(site));
}

bool Network::takes(const CapabilityRow& row, Index material) const {
    if (row.material_count == 0 || material == none) return true;
    const auto list = std::span(materials_).subspan(row.material_first, row.material_count);
    return std::ranges::find(list, material) != list.end();
}

std::int64_t Network::metres(Index from, Index to) const {
    if (from == to) return 0;
    const auto& given = problem_->transport.distances_m;
    if (!given.empty()) return given[at(from) * problem_->sites.size() + at(to)];
    const auto& a = on_sphere_[at(from)];
    const auto& b = on_sphere_[at(to)];
    const double chord = std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    const double arc = 2 * earth_radius_m * std::asin(std::min(1.0, chord / 2));
    return std::llround(arc * static_cast<double>(problem_->transport.detour_ppm) / 1e6);
}

Tick Network::free_from(Index machine, Tick work, Tick length) const {
    const auto& list = booked_[at(machine)];
    for (auto next = std::ranges::upper_bound(list, work, {}, &Interval::end);
         next != list.end() && next->begin < work + length; ++next)
        work = std::max(work, next->end);
    const Tick total = calendar(machine).total();
    return work + length <= total ? work : total;
}

void Network::book(Index machine, Interval span) {
    const auto& open = calendar(machine);
    const Interval work{open.worked(span.begin), open.worked(span.end)};
    if (work.end <= work.begin) return;
    auto& list = booked_[at(machine)];
    list.insert(std::ranges::upper_bound(list, work.begin, {}, &Interval::begin), work);
    add_load(machine, work.end - work.begin);
}

void Network::release(Index machine, Interval span) {
    const auto& open = calendar(machine);
    const Interval work{open.worked(span.begin), open.worked(span.end)};
    if (work.end <= work.begin) return;
    auto& list = booked_[at(machine)];
    const auto found = std::ranges::find(list, work);
    DENGYUN_ASSERT(found != list.end());
    list.erase(found);
    add_load(machine, -(work.end - work.begin));
}

void Network::add_load(Index machine, Tick work) {
    const auto workshop = at(problem_->machines[at(machine)].workshop);
    if (capacity_[workshop] > 0) load_[workshop] += static_cast<double>(work) / capacity_[workshop];
}

Tick departure(const Transport& transport, Tick ready) {
    const auto& runs = transport.departures_ms;
    if (runs.empty()) return ready;
    const Tick within = ready % transport.period_ms;
    const auto next = std::ranges::lower_bound(runs, within);
    return next != runs.end() ? ready - within + *next : ready - within + transport.period_ms + runs.front();
}

Tick way_ms(const Transport& transport, std::int64_t metres) {
    return transport.handling_ms + (metres * 3'600'000 + transport.speed_m_per_hour - 1) / transport.speed_m_per_hour;
}

std::int64_t shipment_fen(const Transport& transport, std::int64_t metres, std::int64_t quantity_milli,
                          std::int64_t unit_weight_g) {
    std::int64_t trucks = 1;
    if (transport.truck_g > 0 && unit_weight_g > 0) {
        const auto grams = multiply_divide(quantity_milli, unit_weight_g, 1'000);
        trucks = std::max<std::int64_t>(
            1, (grams.value_or(Bounds::charge_fen_max) + transport.truck_g - 1) / transport.truck_g);
    }
    return trucks * (transport.trip_fen + (metres * transport.kilometre_fen + 500) / 1'000);
}

}  // namespace dengyun::dispatch
