#pragma once
// The price of an operation by a rate card: one line per component, each rounded once to fen, half up; the total is
// their sum, or the minimum charge. Pure and exact.
#include <vector>

#include "modules/capacity/rates/rate_card.h"

namespace dengyun::capacity {

// What is to be done. Pieces are those that go in; the tier is found by `tier_pieces`, so that variants of one order
// count together.
struct Work {
    std::int64_t pieces = 0;
    std::int64_t tier_pieces = 0;   // 0: as many as `pieces`
    std::int64_t setup_ms = 0;      // once
    std::int64_t unit_time_ms = 0;  // per piece
    std::int64_t area_mm2 = 0;      // per piece
    std::int64_t mass_mg = 0;       // per piece
    static const meta::Entity description;
};

enum class PriceComponent { setup, machine_time, pieces, area, weight, minimum };
const meta::Choices& choices_of(PriceComponent);

struct PriceLine {
    PriceComponent component = PriceComponent::setup;
    Money amount{};
    static const meta::Entity description;
};
struct Price {
    std::vector<PriceLine> lines;               // without those that are 0; `minimum`: what is added to reach it
    std::int64_t rate_millionths = whole_rate;  // of the tier
    Money total{};
    static const meta::Entity description;
};

// Errors: invalid with issues (negative numbers, no pieces); limit "number.overflow".
[[nodiscard]] Result<Price> price_of(const RateCard& card, const Work& work);

}  // namespace dengyun::capacity
