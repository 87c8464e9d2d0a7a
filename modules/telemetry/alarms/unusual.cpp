#include "modules/telemetry/alarms/unusual.h"

#include <algorithm>
#include <cmath>

namespace dengyun::telemetry {
namespace {

constexpr meta::Choice sensitivities[] = {
    {"low", {"只报明显异常（误报约一季一次）", "The gross alone (wrong about once a quarter)"}},
    {"normal", {"一般（误报约一周一次）", "Normal (wrong about once a week)"}},
    {"high", {"轻微异常也报（误报约一天一次）", "The slight as well (wrong about once a day)"}}};
constexpr meta::Choices sensitivity_choices{"alarm_sensitivity", sensitivities};
constexpr meta::Choice oddities[] = {{"jump", {"突然跳变", "A sudden jump"}},
                                     {"off_level", {"偏离平时这个时段的水平", "Off the usual at this hour"}},
                                     {"shift", {"缓慢漂移", "A slow shift"}}};
constexpr meta::Choices oddity_choices{"oddity_kind", oddities};

// In how much time chance alone may call one value unusual.
double seconds_between(Sensitivity sensitivity) {
    constexpr double day = 86'400;
    switch (sensitivity) {
        case Sensitivity::low:
            return 90 * day;
        case Sensitivity::normal:
            return 7 * day;
        case Sensitivity::high:
            return day;
    }
    return 7 * day;
}
constexpr double ends_below = 1;  // ten times as common
constexpr double limit_max = 10;

OddityKind kind_of(anomaly::View view) {
    if (view == anomaly::View::step) return OddityKind::jump;
    return view == anomaly::View::away ? OddityKind::off_level : OddityKind::shift;
}

}  // namespace

const meta::Choices& choices_of(Sensitivity) { return sensitivity_choices; }
const meta::Choices& choices_of(OddityKind) { return oddity_choices; }

Unusual::Unusual(Sensitivity sensitivity, timeseries::Time learning)
    : seconds_between_(seconds_between(sensitivity)), learning_(learning) {}

// A score is -log10 of the chance of a value, so the limit follows from how often one comes.
double Unusual::limit() const {
    const auto interval_s = static_cast<double>(last_ - *first_) / 1e9 / static_cast<double>(detector_.seen() - 1);
    return std::clamp(std::log10(seconds_between_ / std::max(interval_s, 1e-9)), anomaly::unusual_score, limit_max);
}

void Unusual::learn(timeseries::Time at, double value) { static_cast<void>(holds(at, value)); }

bool Unusual::holds(timeseries::Time at, double value) {
    if (first_ && at <= last_) return holds_;
    if (!first_) first_ = at;
    last_ = at;
    const auto judged = detector_.judge(static_cast<double>(at) / 1e9, value);
    if (at - *first_ < learning_ || detector_.seen() <= learning_values_min) return holds_ = false;
    const auto least = limit();
    if (!holds_ && judged.score >= least) oddity_ = Oddity{kind_of(judged.view), judged.expected};
    return holds_ = judged.score >= (holds_ ? least - ends_below : least);
}

}  // namespace dengyun::telemetry
