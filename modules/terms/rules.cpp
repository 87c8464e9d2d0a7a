// The table of dated rules, read once from the file that is part of the program.
#include "kernel/base/assert.h"
#include "kernel/base/csv.h"
#include "kernel/meta/date.h"
#include "modules/terms/api.h"

namespace dengyun::terms {
namespace {

constexpr char table[] = {
#embed "modules/terms/data/rules.csv"
};

constexpr meta::Choice buyers[] = {{"large", {"大型企业", "Large enterprise"}},
                                   {"public_body", {"机关事业单位", "Public body"}},
                                   {"other", {"其他", "Other"}}};
constexpr meta::Choices buyer_choices{"terms_buyer_kind", buyers};

constexpr std::int64_t millionths = 1'000'000;

// A line that cannot be read is a mistake in the program and stops it at the first look.
std::vector<Rule> read_table() {
    const auto rows = parse_csv({table, sizeof table});
    DENGYUN_ASSERT(rows.has_value());
    std::vector<Rule> rules;
    for (const auto& row : std::span(*rows).subspan(1)) {
        const auto& f = row.fields;
        const auto value = parse_decimal(f[1], 0);
        const auto from = meta::parse_date(f[3]);
        const auto to = f[4].empty() ? std::nullopt : meta::parse_date(f[4]);
        DENGYUN_ASSERT(value && from && (f[4].empty() || to));
        rules.push_back({f[0], *value, f[2], *from, to, f[5], f[6], f[7]});
    }
    return rules;
}

}  // namespace

const meta::Choices& choices_of(BuyerKind) { return buyer_choices; }

std::span<const Rule> all_rules() {
    static const std::vector<Rule> rules = read_table();
    return rules;
}

const Rule* rule_at(std::string_view name, meta::Date day) {
    for (const auto& rule : all_rules())
        if (rule.name == name && rule.valid_from <= day && (!rule.valid_to || day <= *rule.valid_to)) return &rule;
    return nullptr;
}

std::optional<meta::Date> due_day(BuyerKind buyer, meta::Date delivered_on, std::optional<int> agreed_days) {
    const auto days_of = [&](std::string_view name) -> std::optional<std::int64_t> {
        const auto* rule = rule_at(name, delivered_on);
        return rule == nullptr ? std::nullopt : std::optional(rule->value);
    };
    std::optional<std::int64_t> at_most;
    if (buyer == BuyerKind::large) at_most = days_of("payment_days_max_large");
    if (buyer == BuyerKind::public_body)
        at_most = days_of(agreed_days ? "payment_days_agreed_max_public" : "payment_days_max_public");
    std::optional<std::int64_t> days = at_most;
    if (agreed_days) days = std::min<std::int64_t>(*agreed_days, at_most.value_or(*agreed_days));
    if (!days) return std::nullopt;
    return delivered_on + std::chrono::days(*days);
}

Result<Money> default_interest(Money amount, meta::Date due_on, meta::Date paid_on) {
    // Days at each rate, so that it is rounded once.
    std::int64_t rate_days = 0;
    for (const auto& rule : all_rules()) {
        if (rule.name != "default_interest_daily") continue;
        const auto first = std::max(due_on + std::chrono::days(1), rule.valid_from);
        const auto last = rule.valid_to ? std::min(paid_on, *rule.valid_to) : paid_on;
        if (last >= first) rate_days += rule.value * ((last - first).count() + 1);
    }
    DENGYUN_TRY(interest, multiply_divide(amount.value, rate_days, millionths));
    return Money{interest};
}

}  // namespace dengyun::terms
