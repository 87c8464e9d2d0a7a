#pragma once
// A program followed through time: it hears values of its points and says at any moment what the whole comes to. Times
// are given. Not thread-safe.
#include <memory>

#include "engines/expressions/window.h"
#include "kernel/base/time_zone.h"

namespace dengyun::expressions {

class Evaluator {
  public:
    // `zone`: of hour() and weekday().
    Evaluator(std::shared_ptr<const Program> program, std::shared_ptr<const TimeZone> zone);

    // The last value of point `index` of the program. One that is not later than what was heard of it is passed over:
    // false. What is no finite number is heard, and missing. Truths are 0 and 1.
    bool hear(std::size_t index, Time at, double value);
    bool hear(std::size_t index, Time at, std::string_view text);

    // nullopt: missing. Truths are 0 and 1. Moments do not go back: an earlier one than before is taken as that.
    // O(nodes + windows · window_steps).
    [[nodiscard]] std::optional<double> value(Time now);
    [[nodiscard]] const Program& program() const { return *program_; }

  private:
    struct Heard {
        std::optional<Time> at{};
        double number = 0;
        std::string text{};
    };
    [[nodiscard]] double leaf(const Node& node, Time now) const;
    [[nodiscard]] double windowed(const Node& node) const;

    std::shared_ptr<const Program> program_;
    std::shared_ptr<const TimeZone> zone_;
    std::vector<Heard> heard_;
    std::vector<Window> windows_;
    std::vector<Window::Summary> summaries_;
    std::vector<double> values_;  // of nodes
    Time now_ = 0;
};

}  // namespace dengyun::expressions
