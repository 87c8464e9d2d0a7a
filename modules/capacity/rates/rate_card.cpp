#include "modules/capacity/rates/rate_card.h"

namespace dengyun::capacity {
namespace {

constexpr auto tier_fields = meta::fields(
    meta::field<&RateTier::pieces_from>("pieces_from", {"起始件数", "From (pieces)"},
                                        {.flags = meta::required, .min = 1, .max = 1'000'000'000}),
    meta::field<&RateTier::rate_millionths>("rate_millionths", {"计价比例（百万分之）", "Share (millionths)"},
                                            {.flags = meta::required, .min = 1, .max = whole_rate}));

constexpr meta::Options fen{.min = 0, .max = 100'000'000'000, .format = meta::Format::fen};
constexpr meta::Options micro{.min = 0, .max = unit_price_max, .format = meta::Format::micro_yuan};

using R = RateCard;
constexpr auto fields = meta::record<R>(
    meta::field<&R::name>("name", {"名称", "Name"}, {.flags = meta::required | meta::searchable, .length_max = 60}),
    meta::field<&R::process>("process", {"工艺", "Process"}, {.flags = meta::required | meta::filterable}),
    meta::field<&R::setup_price>("setup_price", {"开机费", "Set-up price"}, fen),
    meta::field<&R::per_hour>("per_hour", {"每小时", "Per hour"}, micro),
    meta::field<&R::per_piece>("per_piece", {"每件", "Per piece"}, micro),
    meta::field<&R::per_square_metre>("per_square_metre", {"每平方米", "Per square metre"}, micro),
    meta::field<&R::per_kilogram>("per_kilogram", {"每千克", "Per kilogram"}, micro),
    meta::field<&R::minimum_charge>("minimum_charge", {"最低收费", "Minimum charge"}, fen),
    meta::field<&R::tiers>("tiers", {"阶梯价", "Quantity tiers"}, {.items_max = 10}),
    meta::field<&R::valid_from>("valid_from", {"生效日期", "Valid from"}, {.flags = meta::required | meta::sortable}),
    meta::field<&R::valid_until>("valid_until", {"有效期至", "Valid until"}, {.flags = meta::sortable}));

constexpr std::string_view by_process[] = {"process", "valid_from"};
constexpr meta::Index indexes[] = {{.name = "rate_card_process", .columns = by_process}};

}  // namespace

constinit const meta::Entity RateTier::description{
    .name = "rate_tier", .label = {"阶梯", "Tier"}, .fields = tier_fields, .stored = false};
constinit const meta::Entity RateCard::description{.name = "rate_card",
                                                   .label = {"加工报价", "Rate card"},
                                                   .fields = fields,
                                                   .indexes = indexes,
                                                   .title_field = "name"};

Result<> check_rate_card(const RateCard& card) {
    std::vector<Issue> issues;
    for (std::size_t i = 1; i < card.tiers.size(); ++i)
        if (card.tiers[i].pieces_from <= card.tiers[i - 1].pieces_from)
            issues.push_back({fmt::format("tiers.{}.pieces_from", i), "not_rising"});
    if (card.valid_until && *card.valid_until < card.valid_from) issues.push_back({"valid_until", "not_after"});
    const bool asks = card.setup_price.value > 0 || card.per_hour.value > 0 || card.per_piece.value > 0 ||
                      card.per_square_metre.value > 0 || card.per_kilogram.value > 0 || card.minimum_charge.value > 0;
    if (!asks) issues.push_back({"setup_price", "asks_nothing"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

bool holds_on(const RateCard& card, meta::Date day) {
    return card.valid_from <= day && (!card.valid_until || day <= *card.valid_until);
}

}  // namespace dengyun::capacity
