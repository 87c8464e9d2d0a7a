#include "engines/expressions/evaluator.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dengyun::expressions {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
bool is_missing(double value) { return std::isnan(value); }
double known(double value) { return std::isfinite(value) ? value : missing; }
double truth(bool value) { return value ? 1 : 0; }

double both(double first, double second) {
    if (first == 0 || second == 0) return 0;
    return is_missing(first) || is_missing(second) ? missing : 1;
}
double either(double first, double second) {
    if (first == 1 || second == 1) return 1;
    return is_missing(first) || is_missing(second) ? missing : 0;
}

// Of two that are known.
double combined(Operation operation, double first, double second) {
    switch (operation) {
        case Operation::add:
            return known(first + second);
        case Operation::subtract:
            return known(first - second);
        case Operation::multiply:
            return known(first * second);
        case Operation::divide:
            return known(first / second);
        case Operation::remainder:
            return known(std::fmod(first, second));
        case Operation::lesser:
            return std::min(first, second);
        case Operation::greater:
            return std::max(first, second);
        case Operation::less:
            return truth(first < second);
        case Operation::less_equal:
            return truth(first <= second);
        case Operation::more:
            return truth(first > second);
        case Operation::more_equal:
            return truth(first >= second);
        case Operation::equal:
            return truth(first == second);
        case Operation::unequal:
            return truth(first != second);
        default:
            return missing;
    }
}

}  // namespace

Evaluator::Evaluator(std::shared_ptr<const Program> program, std::shared_ptr<const TimeZone> zone)
    : program_(std::move(program)), zone_(std::move(zone)) {
    heard_.resize(program_->points.size());
    for (const auto& window : program_->windows)
        windows_.emplace_back(window.length, program_->points[window.point].kind);
    summaries_.resize(windows_.size());
    values_.resize(program_->nodes.size());
}

bool Evaluator::hear(std::size_t index, Time at, double value) {
    auto& heard = heard_[index];
    if (heard.at && at <= *heard.at) return false;
    heard.at = at;
    heard.number = known(value);
    if (is_missing(heard.number)) return true;
    for (std::size_t i = 0; i < windows_.size(); i++)
        if (program_->windows[i].point == index) windows_[i].add(at, value);
    return true;
}

bool Evaluator::hear(std::size_t index, Time at, std::string_view text) {
    auto& heard = heard_[index];
    if (heard.at && at <= *heard.at) return false;
    heard.at = at;
    heard.text = text;
    return true;
}

double Evaluator::windowed(const Node& node) const {
    const auto& summary = summaries_[node.index];
    if (summary.count == 0) return missing;
    switch (node.operation) {
        case Operation::window_avg:
            return known(summary.sum / static_cast<double>(summary.count));
        case Operation::window_min:
            return summary.min;
        case Operation::window_max:
            return summary.max;
        case Operation::window_sum:
            return known(summary.sum);
        case Operation::window_delta:
            return summary.count < 2 ? missing : known(summary.delta);
        default:
            return summary.count < 2 ? missing
                                     : known(summary.delta / (static_cast<double>(summary.span) / (60.0 * second)));
    }
}

double Evaluator::leaf(const Node& node, Time now) const {
    constexpr std::int64_t day_s = 86'400;
    const auto wall = [&] { return zone_->wall_at(instant_of(now / 1'000'000)).count(); };
    switch (node.operation) {
        case Operation::constant:
            return node.constant;
        case Operation::point:
            return heard_[node.index].at ? heard_[node.index].number : missing;
        case Operation::text_is:
            return heard_[node.index].at ? truth(heard_[node.index].text == program_->texts[node.first]) : missing;
        case Operation::age: {
            const auto& at = heard_[node.index].at;
            return at ? std::max(0.0, static_cast<double>(now - *at) / second) : missing;
        }
        case Operation::hour:
            return static_cast<double>(wall() % day_s / 3'600);
        case Operation::weekday:  // 1970-01-01 was a Thursday
            return static_cast<double>((wall() / day_s + 3) % 7 + 1);
        default:
            return windowed(node);
    }
}

std::optional<double> Evaluator::value(Time now) {
    now_ = std::max(now_, now);
    for (std::size_t i = 0; i < windows_.size(); i++) summaries_[i] = windows_[i].summary(now_);
    for (std::size_t i = 0; i < values_.size(); i++) {
        const auto& node = program_->nodes[i];
        auto& value = values_[i];
        if (node.operation < Operation::negative) {
            value = leaf(node, now_);
            continue;
        }
        const auto first = values_[node.first];
        const auto other = values_[node.second];
        switch (node.operation) {
            case Operation::negative:
                value = -first;
                break;
            case Operation::absolute:
                value = std::abs(first);
                break;
            case Operation::square_root:
                value = known(std::sqrt(first));
                break;
            case Operation::opposite:
                value = 1 - first;
                break;
            case Operation::both:
                value = both(first, other);
                break;
            case Operation::either:
                value = either(first, other);
                break;
            case Operation::choose:
                value = is_missing(first) ? missing : first != 0 ? other : values_[node.third];
                break;
            default:
                value = is_missing(first) || is_missing(other) ? missing : combined(node.operation, first, other);
        }
    }
    const auto whole = values_.back();
    return is_missing(whole) ? std::nullopt : std::optional(whole);
}

}  // namespace dengyun::expressions
