#pragma once
// A calendar as a map between clock time and working time. An operation takes a span of working time and so pauses
// while the machine is closed; what is booked is a span of working time as well.
#include "engines/dispatch/model.h"

namespace dengyun::dispatch {

class WorkCalendar {
  public:
    // Open spans within [begin, end).
    WorkCalendar(const Calendar* declared, Tick begin, Tick end);

    [[nodiscard]] Tick total() const { return total_; }
    // Working time before the instant. O(log n), as the others.
    [[nodiscard]] Tick worked(Tick instant) const;
    // The instant at which work that begins at this working time starts; the calendar's end where there is none left.
    [[nodiscard]] Tick start_of(Tick work) const;
    // The instant at which this working time is done.
    [[nodiscard]] Tick end_of(Tick work) const;

  private:
    std::vector<Interval> open_;
    std::vector<Tick> before_;  // working time before each open span
    Tick total_ = 0;
    Tick begin_, end_;
};

// Sorted, without empty spans, touching ones joined.
void sort_and_join(std::vector<Interval>& list);

}  // namespace dengyun::dispatch
