#include "engines/expressions/window.h"

#include <algorithm>

namespace dengyun::expressions {

// Where a counter fell it has wrapped if that is the shorter way, else it was reset and began at 0.
double Window::increase(double before, double after) const {
    if (after >= before) return after - before;
    const double wrapped = kind_.rollover - before + after;
    return kind_.rollover > before && wrapped < kind_.rollover / 2 ? wrapped : after;
}

void Window::add(Time at, double value) {
    const auto number = at / step_;
    if (steps_.empty() || steps_.back().number != number) {
        steps_.push_back({.number = number,
                          .count = 1,
                          .sum = value,
                          .min = value,
                          .max = value,
                          .first = value,
                          .last = value,
                          .first_at = at,
                          .last_at = at});
        if (steps_.size() > static_cast<std::size_t>(window_steps)) steps_.pop_front();
        return;
    }
    auto& step = steps_.back();
    step.count++;
    step.sum += value;
    step.min = std::min(step.min, value);
    step.max = std::max(step.max, value);
    step.increase += increase(step.last, value);
    step.last = value;
    step.last_at = at;
}

Window::Summary Window::summary(Time now) {
    const auto oldest = now / step_ - window_steps;
    while (!steps_.empty() && steps_.front().number <= oldest) steps_.pop_front();
    Summary whole;
    if (steps_.empty()) return whole;
    const auto& first = steps_.front();
    whole.min = first.min;
    whole.max = first.max;
    double climbed = 0;
    const Step* before = nullptr;
    for (const auto& step : steps_) {
        whole.count += step.count;
        whole.sum += step.sum;
        whole.min = std::min(whole.min, step.min);
        whole.max = std::max(whole.max, step.max);
        if (before != nullptr) climbed += increase(before->last, step.first);
        climbed += step.increase;
        before = &step;
    }
    whole.delta = kind_.is_counter ? climbed : steps_.back().last - first.first;
    whole.span = steps_.back().last_at - first.first_at;
    return whole;
}

}  // namespace dengyun::expressions
