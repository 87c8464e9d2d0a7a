#pragma once
// Working time as a prefix map: instants to work done and back in O(log intervals). After the horizon a calendar is
// open without end, so that every plan can be completed; what ends there is charged as a violation.
#include <vector>

#include "engines/scheduling/model.h"

namespace dengyun::scheduling {

class WorkCalendar {
  public:
    WorkCalendar() = default;
    WorkCalendar(const Calendar& declared, Tick horizon);

    // The instants at which both are open.
    [[nodiscard]] static WorkCalendar intersection(const WorkCalendar& a, const WorkCalendar& b);
    // The same without [from, to).
    [[nodiscard]] WorkCalendar without(Interval outage) const;

    // The first open instant from t on.
    [[nodiscard]] Tick open_from(Tick t) const;
    // When `work` > 0 units of work begun at t are done; t itself for none.
    [[nodiscard]] Tick after(Tick t, Tick work) const;
    // The first start from t on at which `work` fits before the next break.
    [[nodiscard]] Tick fit(Tick t, Tick work) const;
    // How long it stays open from the open instant t on.
    [[nodiscard]] Tick open_stretch(Tick t) const { return open_[interval_at(t)].end - t; }
    // Working time within [from, to).
    [[nodiscard]] Tick between(Tick from, Tick to) const { return to <= from ? 0 : worked(to) - worked(from); }

  private:
    explicit WorkCalendar(std::vector<Interval> open);
    [[nodiscard]] std::size_t interval_at(Tick t) const;  // the first that ends after t
    [[nodiscard]] Tick worked(Tick t) const;

    std::vector<Interval> open_;  // sorted, apart; the last has no end
    std::vector<Tick> before_;    // work in the intervals before
};

}  // namespace dengyun::scheduling
