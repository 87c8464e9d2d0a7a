#include "engines/auction/ranking.h"

#include <algorithm>
#include <tuple>

namespace dengyun::auction {
namespace {

struct Candidate {
    const Bid* bid;
    Ranked row;
    [[nodiscard]] auto key() const { return std::tuple(row.adjusted, row.price, bid->order, bid->id); }
};

std::optional<Money> value_at(const Bid& bid, std::int64_t position) {
    const auto line = std::ranges::find(bid.lines, position, &LineValue::position);
    return line == bid.lines.end() ? std::nullopt : std::optional(line->value);
}

// The price at a position, or of all lines together; nullopt where something is missing.
Result<std::optional<Money>> price_of(const Contest& contest, const Bid& bid, std::int64_t position) {
    if (position != whole_lot) return value_at(bid, position);
    Money sum{};
    for (const auto one : contest.positions) {
        const auto value = value_at(bid, one);
        if (!value) return std::nullopt;
        DENGYUN_TRY(more, add(sum, *value));
        sum = more;
    }
    return contest.positions.empty() ? std::nullopt : std::optional(sum);
}

Result<Candidate> judged(const Contest& contest, const Bid& bid, std::int64_t position) {
    Candidate candidate{&bid, {.position = position, .id = bid.id}};
    DENGYUN_TRY(price, price_of(contest, bid, position));
    if (price) {
        candidate.row.price = *price;
        DENGYUN_TRY(adjusted, adjusted_price(*price, contest.criteria, bid.answers));
        candidate.row.adjusted = adjusted;
    }
    auto& reason = candidate.row.reason;
    if (bid.is_disqualified)
        reason = Reason::disqualified;
    else if (!price)
        reason = Reason::incomplete;
    else if (position == whole_lot && contest.ceiling && *price > *contest.ceiling)
        reason = Reason::above_ceiling;
    else
        reason = Reason::higher;
    return candidate;
}

void give_reasons(std::span<Candidate> ranked) {
    if (ranked.empty()) return;
    auto& first = ranked.front();
    for (std::size_t i = 1; i < ranked.size(); ++i) {
        auto& row = ranked[i].row;
        row.gap.value = row.adjusted.value - first.row.adjusted.value;
        if (row.gap.value > 0) continue;
        row.reason = row.price > first.row.price ? Reason::equal_price : Reason::equal_later;
    }
    if (ranked.size() == 1) {
        first.row.reason = Reason::only;
        return;
    }
    const auto& second = ranked[1].row;
    first.row.gap = second.gap;
    first.row.reason = Reason::lowest;
    if (second.reason == Reason::equal_price) first.row.reason = Reason::tie_price;
    if (second.reason == Reason::equal_later) first.row.reason = Reason::tie_earlier;
}

}  // namespace

Result<Money> adjusted_price(Money price, std::span<const Criterion> criteria,
                             std::span<const std::optional<std::int64_t>> answers) {
    // In billionths of the price, so that rounding the shares of many criteria does not reach the fen.
    constexpr std::int64_t whole = 1'000'000'000;
    std::int64_t charge = 0;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        const auto& [weight, worst, best] = criteria[i];
        if (best == worst) continue;
        const auto given = i < answers.size() && answers[i] ? *answers[i] : worst;
        const auto answer = std::clamp(given, std::min(worst, best), std::max(worst, best));
        const bool upward = best > worst;
        DENGYUN_TRY(share, multiply_divide(weight * (whole / 1'000'000), upward ? best - answer : answer - best,
                                           upward ? best - worst : worst - best));
        DENGYUN_TRY(sum, checked_add(charge, share));
        charge = sum;
    }
    DENGYUN_TRY(extra, multiply_divide(price.value, charge, whole));
    return add(price, Money{extra});
}

Result<std::vector<Ranked>> rank(const Contest& contest, std::span<const Bid> bids) {
    auto positions = contest.by_line ? contest.positions : std::vector{whole_lot};
    std::ranges::sort(positions);
    std::vector<Ranked> all;
    for (const auto position : positions) {
        std::vector<Candidate> candidates;
        for (const auto& bid : bids) {
            DENGYUN_TRY(candidate, judged(contest, bid, position));
            candidates.push_back(candidate);
        }
        const auto unranked =
            std::ranges::partition(candidates, [](const Candidate& one) { return one.row.reason == Reason::higher; });
        const std::span ranked(candidates.begin(), unranked.begin());
        std::ranges::sort(ranked, {}, &Candidate::key);
        std::ranges::sort(unranked, {}, [](const Candidate& one) { return std::tuple(one.bid->order, one.bid->id); });
        for (std::size_t i = 0; i < ranked.size(); ++i) ranked[i].row.rank = static_cast<std::int64_t>(i) + 1;
        give_reasons(ranked);
        for (const auto& candidate : candidates) all.push_back(candidate.row);
    }
    return all;
}

}  // namespace dengyun::auction
