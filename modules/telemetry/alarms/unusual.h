#pragma once
// The condition "unusual" of one point: no limit is given, what is usual is learnt from the values themselves
// (engines/anomaly), for a time at first and then on and on. It begins with a value whose score reaches the limit of
// its sensitivity and ends with one that is ten times as common. Pure.
#include <optional>

#include "engines/anomaly/detector.h"
#include "engines/timeseries/model.h"
#include "kernel/meta/entity.h"

namespace dengyun::telemetry {

// How rare a value must be: chance alone would call one unusual about once in 90 days, in 7, in one, however often they
// come. What is called so at every five minutes and `high` is what NAB's scores were measured with (engines/anomaly).
enum class Sensitivity { low, normal, high };
const meta::Choices& choices_of(Sensitivity);

// jump: a step from one value to the next ones. off_level: far from the usual at this hour of the day. shift: a little
// off, and for long.
enum class OddityKind { jump, off_level, shift };
const meta::Choices& choices_of(OddityKind);

struct Oddity {
    OddityKind kind = OddityKind::jump;
    double usual = 0;  // what was expected
    friend bool operator==(const Oddity&, const Oddity&) = default;
};

inline constexpr std::size_t learning_values_min = 300;   // however long it has learnt
inline constexpr std::int64_t learning_s_usual = 86'400;  // a day, so that its hours are known
inline constexpr std::size_t learning_rows_max = 20'000;  // that are read of what is stored, when a watch begins

class Unusual {
  public:
    // `learning`: nothing is unusual before so much time has been seen.
    Unusual(Sensitivity sensitivity, timeseries::Time learning);
    // Values in the order of time; others are passed over.
    void learn(timeseries::Time at, double value);
    // Whether it holds after this value.
    [[nodiscard]] bool holds(timeseries::Time at, double value);
    // Of the value with which it began to hold.
    [[nodiscard]] const std::optional<Oddity>& oddity() const { return oddity_; }

  private:
    anomaly::Detector detector_{};
    [[nodiscard]] double limit() const;

    double seconds_between_;
    timeseries::Time learning_;
    std::optional<timeseries::Time> first_{};
    timeseries::Time last_ = 0;
    bool holds_ = false;
    std::optional<Oddity> oddity_{};
};

}  // namespace dengyun::telemetry
