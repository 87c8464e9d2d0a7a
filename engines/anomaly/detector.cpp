#include "engines/anomaly/detector.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dengyun::anomaly {
namespace {

constexpr std::size_t learning_values = 21;  // before sizes are worth a comparison
constexpr double level_rate = 0.3;
constexpr double usual_rate = 0.01;
constexpr double size_rate = 0.0005;
constexpr double size_jump_max = 4;  // what is unusual makes the typical no larger than by so much
constexpr double size_min = 1e-9;
constexpr double value_max = 1e150;  // so that no difference and no sum overflows

std::size_t hour_of(double at_s) {
    const auto of_day = std::fmod(at_s, 86'400.0);
    return static_cast<std::size_t>((of_day < 0 ? of_day + 86'400 : of_day) / 3'600) % 24;
}

}  // namespace

double Detector::rarity_of(View view, double residual, bool is_learning) {
    const auto magnitude = std::abs(residual);
    auto& size = size_[static_cast<std::size_t>(view)];
    auto& tail = tails_[static_cast<std::size_t>(view)];
    double rarity = 0;
    if (!is_learning) {
        const auto relative = magnitude / std::max(size, size_min);
        rarity = tail.rarity(relative);
        tail.add(relative);
    }
    const auto bounded = size > 0 ? std::min(magnitude, size_jump_max * size) : magnitude;
    size += std::max(size_rate, 1 / static_cast<double>(seen_ + 1)) * (bounded - size);
    return rarity;
}

Judgement Detector::judge(double at_s, double value) {
    if (!(std::abs(value) <= value_max) || !std::isfinite(at_s)) return {};
    if (seen_ == 0) level_ = value;
    const auto hour = hour_of(at_s);
    const auto step = value - level_;
    const auto usual = is_known_[hour] ? usual_[hour] : level_;
    const auto away = value - usual;
    recent_[seen_ % shift_values] = away;
    const auto shift =
        std::accumulate(recent_.begin(), recent_.end(), 0.0) / static_cast<double>(std::min(seen_ + 1, shift_values));

    const bool is_learning = seen_ < learning_values;
    Judgement judgement{.score = rarity_of(View::step, step, is_learning), .view = View::step, .expected = level_};
    for (const auto& [view, residual] : {std::pair{View::away, away}, std::pair{View::shift, shift}})
        if (const auto score = rarity_of(view, residual, is_learning); score > judgement.score)
            judgement = {.score = score, .view = view, .expected = usual};

    level_ += level_rate * step;
    if (is_known_[hour])
        usual_[hour] += usual_rate * (value - usual_[hour]);
    else
        usual_[hour] = value;
    is_known_[hour] = true;
    seen_++;
    return judgement;
}

}  // namespace dengyun::anomaly
