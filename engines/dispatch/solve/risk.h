#pragma once
// Delays as random variables that are never negative, by mean and variance.
//
// Of two moments a distribution is made as simple as it may be: where the deviation is at least the mean, nothing with
// some probability and an exponential otherwise; else a constant and an exponential.
// Source of the maximum: Clark, "The greatest of a finite set of random variables" (1961), which takes both as normal.
#include <cstdint>

namespace dengyun::dispatch {

struct Moments {
    double mean = 0, variance = 0;  // milliseconds
};

// max(0, X - slack); slack >= 0.
[[nodiscard]] Moments beyond(Moments one, double slack);
// max(X, Y) of independent X and Y.
[[nodiscard]] Moments greatest(Moments x, Moments y);
// P(X > limit)
[[nodiscard]] double above(Moments one, double limit);
// The value that X does not pass with this probability.
[[nodiscard]] double quantile(Moments one, double probability);

// The delay that a lot adds itself. Late with probability 1 - credit, then by an exponential time of mean `delay_ms`;
// reworked with probability 1 - quality, then for `rework_ms`; short by chance, with a standard deviation of
// `shortage_ms` of work, and then the missing is made up.
struct LotRisk {
    double credit = 1, quality = 1, delay_ms = 0, rework_ms = 0, shortage_ms = 0;
};
[[nodiscard]] Moments own_delay(const LotRisk& lot);

}  // namespace dengyun::dispatch
