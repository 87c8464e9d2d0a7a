#pragma once
// An early warning on one series: how unusual a value is after what the series was like so far, by three views of it:
// the step away from its recent level, the distance from what is usual at this hour of the day, and the same held over
// many values (a slow shift). Each is measured against its own typical size and then against its own history, so that
// no unit and no limit has to be given. Streaming, a few microseconds a value, 2.2 KB. Pure; not thread-safe.
#include "engines/anomaly/tail.h"

namespace dengyun::anomaly {

// The score from which on a value counts as unusual, and for how many values one that does is the same event: chosen on
// one half of NAB's files (docs: engines/anomaly/README.md).
inline constexpr double unusual_score = 2.7;
inline constexpr std::size_t event_values = 100;

// The view by which a value is unusual: a step from its recent level, away from what is usual at this hour, or a shift
// that lasts.
enum class View : std::uint8_t { step, away, shift };

struct Judgement {
    double score = 0;
    View view = View::step;
    double expected = 0;  // what that view compared with, in the unit of the values
};

class Detector {
  public:
    // The rarity of the value, -log10 of its chance: 0 is common, 3 is one in a thousand, no upper bound. 0 while too
    // little was seen. `at_s` is seconds since 1970, in whatever zone the days shall begin; what is not finite, or
    // beyond 1e150, is passed and scores 0.
    [[nodiscard]] Judgement judge(double at_s, double value);
    [[nodiscard]] double score(double at_s, double value) { return judge(at_s, value).score; }
    [[nodiscard]] std::size_t seen() const { return seen_; }

  private:
    static constexpr std::size_t views = 3;
    static constexpr std::size_t hours = 24;
    static constexpr std::size_t shift_values = 40;

    [[nodiscard]] double rarity_of(View view, double residual, bool is_learning);

    std::size_t seen_ = 0;
    double level_ = 0;
    std::array<double, hours> usual_{};  // at each hour of the day
    std::array<bool, hours> is_known_{};
    std::array<double, shift_values> recent_{};
    std::array<double, views> size_{};  // typical magnitude of each residual
    std::array<Tail, views> tails_{};
};

}  // namespace dengyun::anomaly
