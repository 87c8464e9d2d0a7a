#pragma once
// The last minutes of a point in bounded memory: 120 steps, each with what its values come to. At a moment it covers
// the step of that moment and the 119 before it, so its far edge moves in steps.
#include <deque>

#include "engines/expressions/model.h"

namespace dengyun::expressions {

inline constexpr Time window_steps = 120;

class Window {
  public:
    Window(Time length, const PointKind& kind) : step_(length / window_steps), kind_(kind) {}

    // A value that is not earlier than the one before.
    void add(Time at, double value);
    struct Summary {
        std::uint64_t count = 0;
        double sum = 0;
        double min = 0;
        double max = 0;
        double delta = 0;  // of two or more
        Time span = 0;     // from the first to the last
    };
    // Values not later than `now`, which does not go back. O(window_steps).
    [[nodiscard]] Summary summary(Time now);

  private:
    struct Step {
        Time number = 0;
        std::uint64_t count = 0;
        double sum = 0;
        double min = 0;
        double max = 0;
        double first = 0;
        double last = 0;
        double increase = 0;  // of a counter, from its first to its last value
        Time first_at = 0;
        Time last_at = 0;
    };
    [[nodiscard]] double increase(double before, double after) const;

    Time step_;
    PointKind kind_;
    std::deque<Step> steps_{};
};

}  // namespace dengyun::expressions
