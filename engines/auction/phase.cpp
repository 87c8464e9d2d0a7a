#include "engines/auction/phase.h"

#include <algorithm>
#include <tuple>

namespace dengyun::auction {
namespace {

std::unexpected<Error> wrong(std::string_view code, std::string detail = {}) {
    return fail(ErrorKind::invalid, "request.invalid", {{"amount", std::string(code), std::move(detail)}});
}

// The highest first; of equals the later one, so that the earlier one moves after it.
std::vector<std::int64_t> turns_of(std::span<const Entry> entries) {
    std::vector<const Entry*> sorted;
    for (const auto& entry : entries) sorted.push_back(&entry);
    std::ranges::sort(sorted, [](const Entry* a, const Entry* b) {
        return std::tuple(a->adjusted, a->order, a->alias) > std::tuple(b->adjusted, b->order, b->alias);
    });
    std::vector<std::int64_t> sequence;
    for (const auto* entry : sorted) sequence.push_back(entry->alias);
    return sequence;
}

Phase next_turn(const Rules& rules, Phase phase, std::span<const Entry> entries, Instant now) {
    if (phase.turn < static_cast<std::int64_t>(phase.sequence.size())) {
        ++phase.turn;
        phase.ends_at = now + rules.turn;
    } else if (phase.round >= rules.rounds) {
        phase.over = true;
    } else {
        ++phase.round;
        phase.turn = 0;
        phase.sequence = turns_of(entries);
        phase.ends_at = now + rules.pause;
    }
    return phase;
}

Phase higher_price(const Rules& rules, Phase phase, Instant now) {
    if (phase.price >= rules.limit) {
        phase.over = true;
        return phase;
    }
    ++phase.round;
    phase.price.value = std::min(phase.price.value + rules.step.value, rules.limit.value);
    phase.ends_at = now + rules.step_time;
    return phase;
}

Phase lower_price(const Rules& rules, Phase phase, std::span<const Entry> entries, Instant now) {
    const auto standing =
        std::ranges::count_if(entries, [&](const Entry& entry) { return entry.amount == phase.price; });
    if (standing <= 1 || phase.price <= rules.limit) {
        phase.over = true;
        return phase;
    }
    ++phase.round;
    phase.previous = phase.price;
    phase.price.value = std::max(phase.price.value - rules.step.value, rules.limit.value);
    phase.ends_at = now + rules.step_time;
    return phase;
}

Result<Phase> below_best(const Rules& rules, Phase phase, std::optional<Money> best, const Offer& given) {
    if (given.amount > rules.start) return wrong("above_start", to_text(rules.start));
    const Money most{best ? best->value - rules.step.value : rules.start.value};
    if (best && given.adjusted > most) return wrong("not_low_enough", to_text(most));
    if (phase.ends_at - given.at < rules.window) phase.ends_at = std::max(phase.ends_at, given.at + rules.extension);
    return phase;
}

Result<Phase> in_turn(const Rules& rules, Phase phase, const Entry& own, const Offer& given) {
    if (phase.mover() != own.alias) return fail(ErrorKind::conflict, "auction.not_your_turn");
    const Money most{own.amount ? own.amount->value - rules.step.value : rules.start.value};
    if (given.amount > most) return wrong("not_low_enough", to_text(most));
    return phase;
}

}  // namespace

std::int64_t Phase::mover() const {
    return turn > 0 && turn <= static_cast<std::int64_t>(sequence.size()) ? sequence[static_cast<std::size_t>(turn) - 1]
                                                                          : 0;
}

Result<> check_rules(const Rules& rules) {
    std::vector<Issue> issues;
    const auto positive = [&](const char* field, std::int64_t value) {
        if (value <= 0) issues.push_back({field, "too_small"});
    };
    if (rules.format == Format::sealed) return {};
    positive("step", rules.step.value);
    positive("start", rules.start.value);
    if (rules.format == Format::english) positive("length", rules.length.count());
    // Whoever offers the start could not be undercut.
    const bool falls = rules.format != Format::dutch;
    if (falls && rules.start.value > 0 && rules.step >= rules.start)
        issues.push_back({"step", "too_large", to_text(Money{rules.start.value - 1})});
    const bool by_clock = rules.format == Format::dutch || rules.format == Format::japanese;
    if (by_clock) {
        positive("step_time", rules.step_time.count());
        positive("limit", rules.limit.value);
        const bool beyond = rules.format == Format::dutch ? rules.limit > rules.start : rules.limit < rules.start;
        if (rules.limit.value > 0 && !beyond) issues.push_back({"limit", "not_beyond_start"});
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Phase begin(const Rules& rules, std::span<const Entry> entries, Instant now) {
    Phase phase{.price = rules.start, .previous = rules.start};
    switch (rules.format) {
        case Format::sealed:
            phase.ends_at = now;
            phase.over = true;
            break;
        case Format::english:
            phase.ends_at = now + rules.length;
            break;
        case Format::three_round:
            phase.sequence = turns_of(entries);
            phase.ends_at = now + rules.pause;
            phase.over = entries.empty();
            break;
        case Format::dutch:
        case Format::japanese:
            phase.ends_at = now + rules.step_time;
            break;
    }
    return phase;
}

Phase advance(const Rules& rules, const Phase& phase, std::span<const Entry> entries, Instant now) {
    if (phase.over) return phase;
    switch (rules.format) {
        case Format::three_round:
            return next_turn(rules, phase, entries, now);
        case Format::dutch:
            return higher_price(rules, phase, now);
        case Format::japanese:
            return lower_price(rules, phase, entries, now);
        case Format::sealed:
        case Format::english:
            break;
    }
    auto done = phase;
    done.over = true;
    return done;
}

Result<Phase> offer(const Rules& rules, const Phase& phase, const Entry& own, std::optional<Money> best,
                    const Offer& given) {
    if (phase.over || given.at >= phase.ends_at) return fail(ErrorKind::conflict, "auction.over");
    if (given.amount.value <= 0) return wrong("too_small", "0.01");
    switch (rules.format) {
        case Format::english:
            return below_best(rules, phase, best, given);
        case Format::three_round:
            return in_turn(rules, phase, own, given);
        case Format::dutch: {
            if (given.amount != phase.price) return wrong("not_the_price", to_text(phase.price));
            auto taken = phase;
            taken.over = true;
            return taken;
        }
        case Format::japanese:
            if (given.amount != phase.price) return wrong("not_the_price", to_text(phase.price));
            if (phase.round > 1 && own.amount != phase.previous && own.amount != phase.price)
                return fail(ErrorKind::conflict, "auction.dropped_out");
            return phase;
        case Format::sealed:
            break;
    }
    return fail(ErrorKind::conflict, "auction.over");
}

}  // namespace dengyun::auction
