// What an RFx must say before it is published, and already while it is written.
#include "modules/sourcing/rfx/rules.h"

#include <fmt/format.h>

#include "engines/auction/api.h"
#include "kernel/meta/date.h"

namespace dengyun::sourcing {
namespace {

// Until the deadline, and from there until an auction.
constexpr Duration open_time_max = 100 * 366 * flow::day;

// The engine's names of what a live format needs, as this module's fields.
struct Need {
    const char* rule;
    const char* field;
};
constexpr Need needs[] = {{"start", "start_price"},
                          {"limit", "limit_price"},
                          {"step", "price_step"},
                          {"length", "length_minutes"},
                          {"step_time", "step_seconds"}};

void check_live(const Rfx& rfx, std::vector<Issue>& issues) {
    if (!is_live(rfx.format)) {
        if (rfx.auction_at) issues.push_back({"auction_at", "not_in_this_format"});
        return;
    }
    if (!rfx.auction_at)
        issues.push_back({"auction_at", "required"});
    else if (*rfx.auction_at < rfx.closes_at)
        issues.push_back({"auction_at", "before_deadline"});
    else if (*rfx.auction_at > rfx.closes_at + open_time_max)
        issues.push_back({"auction_at", "too_far_ahead", meta::date_text(china_date(rfx.closes_at + open_time_max))});
    // A live auction is about one price.
    if (rfx.award_by == AwardBy::line) issues.push_back({"award_by", "not_in_this_format"});
    const auto checked = auction::check_rules(rules_of(rfx));
    if (checked) return;
    for (const auto& issue : checked.error().issues)
        for (const auto& [rule, field] : needs)
            if (issue.field == rule)
                issues.push_back({field, issue.code == "too_small" ? "required" : issue.code, issue.detail});
}

Duration seconds_of(const std::optional<std::int64_t>& given, std::int64_t fallback) {
    return std::chrono::seconds(given.value_or(fallback));
}

}  // namespace

bool is_live(Format format) { return format != Format::sealed; }

auction::Rules rules_of(const Rfx& rfx) {
    static_assert(static_cast<int>(Format::japanese) == static_cast<int>(auction::Format::japanese));
    return {.format = static_cast<auction::Format>(rfx.format),
            .start = rfx.start_price.value_or(Money{}),
            .limit = rfx.limit_price.value_or(Money{}),
            .step = rfx.price_step.value_or(Money{}),
            .length = std::chrono::minutes(rfx.length_minutes.value_or(0)),
            .step_time = seconds_of(rfx.step_seconds, 0),
            .window = seconds_of(rfx.extension_seconds, 120),
            .extension = seconds_of(rfx.extension_seconds, 120),
            .pause = seconds_of(rfx.pause_seconds, 300),
            .turn = seconds_of(rfx.turn_seconds, 120)};
}

Result<> complete(Rfx& rfx, Instant now) {
    std::vector<Issue> issues;
    if (rfx.lines.empty()) issues.push_back({"lines", "required"});
    for (std::size_t i = 0; i < rfx.lines.size(); ++i) {
        auto& line = rfx.lines[i];
        line.position = static_cast<std::int64_t>(i) + 1;
        if (line.due_on && *line.due_on < china_date(now))
            issues.push_back({fmt::format("lines.{}.due_on", i), "in_past"});
    }
    std::int64_t weights = 0;
    for (std::size_t i = 0; i < rfx.criteria.size(); ++i) {
        weights += rfx.criteria[i].weight;
        if (rfx.criteria[i].best == rfx.criteria[i].worst)
            issues.push_back({fmt::format("criteria.{}.best", i), "same_as_worst"});
    }
    if (weights > weight_sum_max) issues.push_back({"criteria", "weights_too_large"});
    if (rfx.closes_at <= now) issues.push_back({"closes_at", "in_past"});
    if (rfx.closes_at > now + open_time_max)
        issues.push_back({"closes_at", "too_far_ahead", meta::date_text(china_date(now + open_time_max))});
    check_live(rfx, issues);
    const bool is_for_circle = rfx.audience == Audience::circle;
    if (is_for_circle && !rfx.circle_id) issues.push_back({"circle_id", "required"});
    if (!is_for_circle && rfx.circle_id) issues.push_back({"circle_id", "only_for_circle"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace dengyun::sourcing
