#pragma once
// Dated rules: the only header of this module that others include. What a law or a fee table says holds on certain
// days; it is data (data/rules.csv), so that a change is a new line and an old case is judged by the old one.
#include <span>
#include <vector>

#include "kernel/api/permission.h"
#include "kernel/base/number.h"
#include "kernel/meta/entity.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::terms {

struct Rule {
    std::string name;
    std::int64_t value = 0;
    std::string unit;  // "days", "millionths", "fen"
    meta::Date valid_from{};
    std::optional<meta::Date> valid_to;  // the last day; absent: still in force
    std::string title_zh;
    std::string title_en;
    std::string source;
    static const meta::Entity description;
};

// Every line of the table, by name and date.
[[nodiscard]] std::span<const Rule> all_rules();
// The one of that name in force on a day; nullptr where there is none.
[[nodiscard]] const Rule* rule_at(std::string_view name, meta::Date day);

enum class BuyerKind { large, public_body, other };
const meta::Choices& choices_of(BuyerKind);
// The last day to pay for a delivery: the agreed days or what the law allows at most, whichever is earlier.
// `agreed_days` nullopt: the law's own, where it has one. nullopt: neither says anything.
[[nodiscard]] std::optional<meta::Date> due_day(BuyerKind buyer, meta::Date delivered_on,
                                                std::optional<int> agreed_days);
// Simple interest on what was due on a day and is paid on a later one: each day at the rate of that day, rounded once.
// 0 where it is not late. Error: limit "number.overflow".
[[nodiscard]] Result<Money> default_interest(Money amount, meta::Date due_on, meta::Date paid_on);

void add_routes(api::Routes& routes);
[[nodiscard]] std::span<const api::Permission> permissions();

}  // namespace dengyun::terms
