#include "modules/purchase_orders/lines/rules.h"

#include <algorithm>
#include <fmt/format.h>

#include "kernel/meta/date.h"

namespace dengyun::purchase_orders {
namespace {

constexpr __int128 millionths = 1'000'000;
constexpr std::chrono::days delivery_ahead_max{100 * 366};

// value * (1 + rate), cut.
std::int64_t raised(std::int64_t value, std::int64_t rate) {
    return static_cast<std::int64_t>(static_cast<__int128>(value) * (millionths + rate) / millionths);
}
// value * (1 - rate), rounded up.
std::int64_t lowered(std::int64_t value, std::int64_t rate) {
    return static_cast<std::int64_t>((static_cast<__int128>(value) * (millionths - rate) + millionths - 1) /
                                     millionths);
}

// How much of a plan is due up to a day.
std::int64_t due_by(const std::vector<Schedule>& schedules, meta::Date day) {
    std::int64_t sum = 0;
    for (const auto& one : schedules)
        if (one.due_on <= day) sum += one.quantity.value;
    return sum;
}

std::unexpected<Error> beyond(std::string_view code, std::int64_t left) {
    return fail(ErrorKind::invalid, "request.invalid",
                {{"quantity", std::string(code), to_text(Quantity{std::max<std::int64_t>(left, 0)})}});
}

}  // namespace

void check_terms(OrderLine& line, std::string_view path, Instant now, std::vector<Issue>& issues) {
    std::ranges::sort(line.schedules, {}, &Schedule::due_on);
    if (line.schedules.empty()) {
        issues.push_back({fmt::format("{}schedules", path), "required"});
        return;
    }
    std::int64_t sum = 0;
    const auto latest = china_date(now) + delivery_ahead_max;
    for (std::size_t i = 0; i < line.schedules.size(); ++i) {
        const auto& one = line.schedules[i];
        sum += one.quantity.value;
        // A day that has passed may stay, where it is in force already.
        const bool stands = std::ranges::find(line.confirmed_schedules, one.due_on, &Schedule::due_on) !=
                            line.confirmed_schedules.end();
        if (one.due_on < china_date(now) && !stands)
            issues.push_back({fmt::format("{}schedules.{}.due_on", path, i), "in_past"});
        if (i > 0 && line.schedules[i - 1].due_on == one.due_on)
            issues.push_back({fmt::format("{}schedules.{}.due_on", path, i), "taken"});
        if (one.due_on > latest)
            issues.push_back({fmt::format("{}schedules.{}.due_on", path, i), "too_far_ahead", meta::date_text(latest)});
    }
    if (sum != line.quantity.value)
        issues.push_back({fmt::format("{}schedules", path), "must_add_up", to_text(line.quantity)});
    line.due_on = line.schedules.back().due_on;
}

bool is_within_tolerance(const OrderLine& line, const Offer& offer) {
    if (offer.quantity.value > raised(line.quantity.value, line.over_rate)) return false;
    if (offer.quantity.value < lowered(line.quantity.value, line.under_rate)) return false;
    if (offer.unit_price.value > raised(line.unit_price.value, line.price_rate)) return false;
    // What is less is less everywhere: each day is looked at against the smaller of both quantities.
    const auto whole = std::min(offer.quantity.value, line.quantity.value);
    const auto later = std::chrono::days(line.date_days);
    return std::ranges::all_of(line.schedules, [&](const Schedule& asked) {
        const auto wanted = std::min(due_by(line.schedules, asked.due_on), whole);
        return due_by(offer.schedules, asked.due_on + later) >= wanted;
    });
}

Quantity shippable_max(const OrderLine& line) { return {raised(line.confirmed_quantity.value, line.over_rate)}; }
Quantity open_to_ship(const OrderLine& line) {
    return {std::max<std::int64_t>(shippable_max(line).value - (line.shipped.value - line.rejected.value), 0)};
}
std::optional<Issue> overtaken(const OrderLine& line, std::string_view path) {
    const Quantity shipped{line.shipped.value - line.rejected.value};
    if (shipped.value <= raised(line.quantity.value, line.over_rate)) return std::nullopt;
    return Issue{fmt::format("{}quantity", path), "below_shipped", to_text(shipped)};
}
Quantity net_of(const OrderLine& line) { return {line.accepted.value - line.returned.value}; }
Quantity enough_of(const OrderLine& line) { return {lowered(line.confirmed_quantity.value, line.under_rate)}; }

Result<> check_counters(const OrderLine& line) {
    const auto most = shippable_max(line).value;
    if (line.shipped.value - line.rejected.value > most) return beyond("exceeds_confirmed", most);
    if (line.received.value > line.shipped.value + line.over_received.value)
        return beyond("exceeds_open", line.shipped.value);
    if (line.accepted.value + line.rejected.value > line.received.value)
        return beyond("exceeds_open", line.received.value);
    if (line.returned > line.accepted) return beyond("exceeds_open", line.accepted.value);
    const auto net = net_of(line).value;
    if (line.invoiced.value - line.credited.value > net) return beyond("exceeds_net", net);
    return {};
}

void restore_terms(OrderLine& line) {
    line.quantity = line.confirmed_quantity;
    line.unit_price = line.confirmed_unit_price;
    line.tax_rate = line.confirmed_tax_rate;
    line.schedules = line.confirmed_schedules;
    line.due_on = line.schedules.back().due_on;
    line.terms_version = line.confirmed_version;
}

void put_in_force(OrderLine& line, Instant now) {
    line.confirmed_version = line.terms_version;
    line.confirmed_quantity = line.quantity;
    line.confirmed_unit_price = line.unit_price;
    line.confirmed_tax_rate = line.tax_rate;
    line.confirmed_schedules = line.schedules;
    line.confirmed_at = now;
    line.counter_quantity.reset();
    line.counter_unit_price.reset();
    line.counter_schedules.clear();
}

void take_counter(OrderLine& line) {
    line.quantity = line.counter_quantity.value_or(line.quantity);
    line.unit_price = line.counter_unit_price.value_or(line.unit_price);
    if (!line.counter_schedules.empty()) line.schedules = line.counter_schedules;
    line.due_on = line.schedules.back().due_on;
}

}  // namespace dengyun::purchase_orders
