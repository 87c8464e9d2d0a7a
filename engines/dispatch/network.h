#pragma once
// The supply side compiled for the search: flat arrays, capabilities by process, working calendars, what is booked, and
// the ways between sites. Many orders are solved against one network; what is dispatched is booked in it.
#include <span>

#include "engines/dispatch/calendar.h"

namespace dengyun::dispatch {

// A capability of a machine, in the list of its process. Sizes are sorted, the largest first.
struct CapabilityRow {
    Index machine;
    Index capability;
    Extent size_min_um, size_max_um;
    std::int64_t tolerance_um, lot_min_milli, lot_max_milli, pace_ppm;
    std::uint32_t material_first, material_count;  // none: any
};

class Network {
  public:
    explicit Network(const Problem& problem);  // REQUIRES: valid; the problem outlives it

    [[nodiscard]] const Problem& problem() const { return *problem_; }
    [[nodiscard]] std::span<const CapabilityRow> able(Index process) const {
        return std::span(rows_).subspan(process_first_[at(process)],
                                        process_first_[at(process) + 1] - process_first_[at(process)]);
    }
    [[nodiscard]] bool takes(const CapabilityRow& row, Index material) const;
    [[nodiscard]] const WorkCalendar& calendar(Index machine) const {
        return calendars_[at(calendar_of_[at(machine)])];
    }
    [[nodiscard]] Index site(Index machine) const { return site_of_[at(machine)]; }
    [[nodiscard]] const Rate& rate(Index machine, Index capability) const {
        const auto& one = problem_->machines[at(machine)];
        const auto& own = one.capabilities[at(capability)].rate;
        return own ? *own : one.rate;
    }
    [[nodiscard]] const Workshop& workshop(Index machine) const {
        return problem_->workshops[at(problem_->machines[at(machine)].workshop)];
    }
    // Metres by road. Source of the way over the sphere: chord to arc, mean earth radius 6,371,008.8 m.
    [[nodiscard]] std::int64_t metres(Index from, Index to) const;

    // Spans of working time that are taken, in order.
    [[nodiscard]] std::span<const Interval> booked(Index machine) const { return booked_[at(machine)]; }
    // The first working time from `work` on at which `length` is free; the calendar's total where there is none.
    [[nodiscard]] Tick free_from(Index machine, Tick work, Tick length) const;
    void book(Index machine, Interval span);     // clock time
    void release(Index machine, Interval span);  // as it was booked

    // How much of its capacity a workshop has been given: what was declared, and the share of the horizon booked since.
    [[nodiscard]] double load(Index workshop) const { return load_[at(workshop)]; }
    // A load without a change of bookings: of work in milliseconds, negative to take it back.
    void add_load(Index machine, Tick work);

  private:
    const Problem* problem_;
    std::vector<CapabilityRow> rows_;
    std::vector<Index> materials_;
    std::vector<std::size_t> process_first_;
    std::vector<WorkCalendar> calendars_;
    std::vector<Index> calendar_of_, site_of_;
    std::vector<std::vector<Interval>> booked_;
    std::vector<std::array<double, 3>> on_sphere_;
    std::vector<double> load_, capacity_;  // of workshops; milliseconds
};

[[nodiscard]] Extent largest_first(Extent size);
// When what is ready leaves, and how long it is under way.
[[nodiscard]] Tick departure(const Transport& transport, Tick ready);
[[nodiscard]] Tick way_ms(const Transport& transport, std::int64_t metres);
// The price of one shipment; 0 within a site.
[[nodiscard]] std::int64_t shipment_fen(const Transport& transport, std::int64_t metres, std::int64_t quantity_milli,
                                        std::int64_t unit_weight_g);

}  // namespace dengyun::dispatch
