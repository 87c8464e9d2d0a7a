#pragma once
// When a set of calendars is open at once: plain intervals that the checker walks along.
#include <vector>

#include "engines/scheduling/model.h"

namespace dengyun::scheduling {

class OpeningHours {
  public:
    // Of all these calendars together; none in the list count as always open. Nothing is open from the horizon on.
    OpeningHours(const Problem& problem, const std::vector<Index>& calendars);

    [[nodiscard]] bool always() const { return always_; }
    [[nodiscard]] bool open_at(Tick t) const;
    [[nodiscard]] Tick open_within(Tick from, Tick to) const;

  private:
    bool always_;
    std::vector<Interval> open_;
};

}  // namespace dengyun::scheduling
