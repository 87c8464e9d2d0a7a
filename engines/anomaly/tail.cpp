#include "engines/anomaly/tail.h"

#include <algorithm>
#include <cmath>

namespace dengyun::anomaly {
namespace {

constexpr double log_min = -6;
constexpr double bins_per_log = 10;
constexpr double tail_share = 0.02;  // what of all values the tail is fitted to
constexpr std::uint32_t seen_min = 50;
// A prior of so many excesses, so that the first of a tail do not decide.
constexpr double prior_weight = 5;
constexpr double prior_excess = 0.2;
constexpr std::uint32_t seen_max = 1U << 30;

double log_of(double magnitude) { return std::log(std::max(magnitude, 1e-6)); }

}  // namespace

std::size_t Tail::bin_of(double magnitude) {
    const auto at = (log_of(magnitude) - log_min) * bins_per_log;
    return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(bins - 1)));
}

double Tail::rarity(double magnitude) const {
    if (total_ < seen_min) return 0;
    const auto wanted = tail_share * total_;
    std::size_t first = bins;  // of the tail
    double above = 0;
    while (first > 0 && above + counts_[first - 1] <= wanted) above += counts_[--first];
    const auto start = log_min + static_cast<double>(first) / bins_per_log;
    const auto beyond = log_of(magnitude) - start;
    if (beyond <= 0) return 0;
    double excess = 0;
    for (auto i = first; i < bins; i++) excess += counts_[i] * (static_cast<double>(i - first) + 0.5) / bins_per_log;
    const auto mean_excess = (excess + prior_weight * prior_excess) / (above + prior_weight);
    return -std::log10(tail_share) + beyond / mean_excess / std::log(10.0);
}

void Tail::add(double magnitude) {
    if (total_ == seen_max) return;
    counts_[bin_of(magnitude)]++;
    total_++;
}

}  // namespace dengyun::anomaly
