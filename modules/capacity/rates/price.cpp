#include "modules/capacity/rates/price.h"

namespace dengyun::capacity {
namespace {

constexpr std::int64_t quantity_max = 1'000'000'000'000'000;  // of any unit below
constexpr __int128 micro_per_fen = 10'000;

constexpr meta::Options count{.min = 0, .max = quantity_max};
constexpr auto work_fields = meta::fields(
    meta::field<&Work::pieces>("pieces", {"件数", "Pieces"}, {.flags = meta::required, .min = 1, .max = 1'000'000'000}),
    meta::field<&Work::tier_pieces>("tier_pieces", {"计阶梯件数", "Pieces that count for the tier"}, count),
    meta::field<&Work::setup_ms>("setup_ms", {"准备时间（毫秒）", "Set-up (ms)"}, count),
    meta::field<&Work::unit_time_ms>("unit_time_ms", {"单件时间（毫秒）", "Unit time (ms)"}, count),
    meta::field<&Work::area_mm2>("area_mm2", {"单件面积（平方毫米）", "Area of a piece (mm²)"}, count),
    meta::field<&Work::mass_mg>("mass_mg", {"单件重量（毫克）", "Mass of a piece (mg)"}, count));

constexpr meta::Choice components[] = {
    {"setup", {"开机费", "Set-up"}}, {"machine_time", {"机时", "Machine time"}},
    {"pieces", {"件数", "Pieces"}},  {"area", {"面积", "Area"}},
    {"weight", {"重量", "Weight"}},  {"minimum", {"补足最低收费", "Up to the minimum"}}};
constexpr meta::Choices component_choices{"price_component", components};
constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options told_fen{.flags = meta::read_only, .format = meta::Format::fen};
constexpr auto line_fields = meta::fields(meta::field<&PriceLine::component>("component", {"项目", "Component"}, told),
                                          meta::field<&PriceLine::amount>("amount", {"金额", "Amount"}, told_fen));
constexpr auto price_fields = meta::fields(
    meta::field<&Price::lines>("lines", {"明细", "Lines"}, told),
    meta::field<&Price::rate_millionths>("rate_millionths", {"阶梯比例（百万分之）", "Share of the tier"}, told),
    meta::field<&Price::total>("total", {"合计", "Total"}, told_fen));

std::unexpected<Error> overflow() { return fail(ErrorKind::limit, "number.overflow"); }

// each * pieces, within quantity_max.
Result<std::int64_t> quantity_of(std::int64_t each, std::int64_t pieces) {
    const auto product = static_cast<__int128>(each) * pieces;
    if (product > quantity_max) return overflow();
    return static_cast<std::int64_t>(product);
}

// round(price * quantity / per * rate) in fen. price <= 1e12, quantity <= 1e15, rate <= 1e6: the product fits 128 bits.
Result<Money> component_value(UnitPrice price, std::int64_t quantity, std::int64_t per, std::int64_t rate) {
    const auto product = static_cast<__int128>(price.value) * quantity * rate;
    const auto divisor = static_cast<__int128>(per) * whole_rate * micro_per_fen;
    const auto rounded = (product + divisor / 2) / divisor;
    if (rounded > amount_max) return overflow();
    return Money{static_cast<std::int64_t>(rounded)};
}

std::int64_t rate_for(const RateCard& card, std::int64_t pieces) {
    std::int64_t rate = whole_rate;
    for (const auto& tier : card.tiers)
        if (pieces >= tier.pieces_from) rate = tier.rate_millionths;
    return rate;
}

Result<> check_work(const Work& work) {
    std::vector<Issue> issues;
    if (work.pieces < 1) issues.push_back({"pieces", "too_small", "1"});
    for (const auto& [name, value] : {std::pair{"tier_pieces", work.tier_pieces}, std::pair{"setup_ms", work.setup_ms},
                                      std::pair{"unit_time_ms", work.unit_time_ms},
                                      std::pair{"area_mm2", work.area_mm2}, std::pair{"mass_mg", work.mass_mg}})
        if (value < 0 || value > quantity_max)
            issues.push_back(
                {name, value < 0 ? "too_small" : "too_large", std::to_string(value < 0 ? 0 : quantity_max)});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace

const meta::Choices& choices_of(PriceComponent) { return component_choices; }

constinit const meta::Entity Work::description{
    .name = "capacity_work", .label = {"加工量", "Work"}, .fields = work_fields, .stored = false};
constinit const meta::Entity PriceLine::description{
    .name = "price_line", .label = {"价格明细", "Line of a price"}, .fields = line_fields, .stored = false};
constinit const meta::Entity Price::description{
    .name = "capacity_price", .label = {"加工价格", "Price"}, .fields = price_fields, .stored = false};

Result<Price> price_of(const RateCard& card, const Work& work) {
    constexpr std::int64_t ms_per_hour = 3'600'000;
    constexpr std::int64_t mm2_per_m2 = 1'000'000;
    constexpr std::int64_t mg_per_kg = 1'000'000;
    DENGYUN_CHECK(check_work(work));
    Price price{.rate_millionths = rate_for(card, work.tier_pieces == 0 ? work.pieces : work.tier_pieces)};
    const auto rate = price.rate_millionths;
    const auto add_line = [&](PriceComponent component, Money amount) -> Result<> {
        if (amount.value == 0) return {};
        DENGYUN_TRY(sum, add(price.total, amount));
        price.total = sum;
        price.lines.push_back({component, amount});
        return {};
    };
    DENGYUN_CHECK(add_line(PriceComponent::setup, card.setup_price));
    DENGYUN_TRY(run_ms, quantity_of(work.unit_time_ms, work.pieces));
    DENGYUN_TRY(machine_ms, checked_add(run_ms, work.setup_ms));
    if (machine_ms > quantity_max) return overflow();
    DENGYUN_TRY(time, component_value(card.per_hour, machine_ms, ms_per_hour, rate));
    DENGYUN_CHECK(add_line(PriceComponent::machine_time, time));
    DENGYUN_TRY(pieces, component_value(card.per_piece, work.pieces, 1, rate));
    DENGYUN_CHECK(add_line(PriceComponent::pieces, pieces));
    DENGYUN_TRY(mm2, quantity_of(work.area_mm2, work.pieces));
    DENGYUN_TRY(area, component_value(card.per_square_metre, mm2, mm2_per_m2, rate));
    DENGYUN_CHECK(add_line(PriceComponent::area, area));
    DENGYUN_TRY(mg, quantity_of(work.mass_mg, work.pieces));
    DENGYUN_TRY(weight, component_value(card.per_kilogram, mg, mg_per_kg, rate));
    DENGYUN_CHECK(add_line(PriceComponent::weight, weight));
    if (price.total < card.minimum_charge)
        DENGYUN_CHECK(add_line(PriceComponent::minimum, Money{card.minimum_charge.value - price.total.value}));
    return price;
}

}  // namespace dengyun::capacity
