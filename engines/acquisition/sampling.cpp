#include "engines/acquisition/sampling.h"

#include <algorithm>
#include <cmath>

namespace dengyun::acquisition {
namespace {

std::optional<double> number_of(const Value& value) {
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    return std::nullopt;
}

bool is_dropped(const Sampling& sampling, const Value& value) {
    const auto number = number_of(value);
    if (!number) return false;
    return (sampling.drop_below && *number < *sampling.drop_below) ||
           (sampling.drop_above && *number > *sampling.drop_above) ||
           std::ranges::find(sampling.drop_values, *number) != sampling.drop_values.end();
}

// Texts and truth values have changed or not; numbers by more than the deadband.
bool has_changed(const Sampling& sampling, const Value& before, const Value& now) {
    const auto was = number_of(before);
    const auto is = number_of(now);
    if (!was || !is) return before != now;
    const double width = sampling.deadband_absolute ? *sampling.deadband_absolute
                                                    : std::abs(*was) * sampling.deadband_percent.value_or(0) / 100;
    return std::abs(*is - *was) > width;
}

}  // namespace

bool Sampler::takes(const Sampling& sampling, const Value& value, std::int64_t at_ms) {
    if (is_dropped(sampling, value)) return false;
    const auto since_ms = at_ms - told_at_ms_;
    if (told_ && since_ms >= 0) {
        if (since_ms < sampling.interval_min_ms) return false;
        const bool has_deadband = sampling.deadband_absolute || sampling.deadband_percent;
        const bool is_overdue = sampling.interval_max_ms > 0 && since_ms >= sampling.interval_max_ms;
        if (has_deadband && !is_overdue && !has_changed(sampling, *told_, value)) return false;
    }
    told_ = value;
    told_at_ms_ = at_ms;
    return true;
}

}  // namespace dengyun::acquisition
