#pragma once
// A rate card: what an organisation asks for a process, as a small set of price components. Its own people see it; the
// flows price operations by it.
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/number.h"
#include "kernel/base/result.h"
#include "kernel/meta/entity.h"
#include "modules/reference/api.h"

namespace dengyun::capacity {

inline constexpr std::int64_t rate_cards_max = 500;                // per organisation
inline constexpr std::int64_t unit_price_max = 1'000'000'000'000;  // micro-yuan: a million yuan
inline constexpr std::int64_t whole_rate = 1'000'000;

// From so many pieces on, what depends on the quantity costs this share.
struct RateTier {
    std::int64_t pieces_from = 0;
    std::int64_t rate_millionths = whole_rate;
    static const meta::Entity description;
};

struct RateCard : meta::Record<RateCard> {
    std::string name;
    reference::Process process = reference::process("other");
    Money setup_price{};   // per lot
    UnitPrice per_hour{};  // of machine time, set-up included
    UnitPrice per_piece{};
    UnitPrice per_square_metre{};  // of the pieces' surface that is worked
    UnitPrice per_kilogram{};      // of the pieces' weight
    Money minimum_charge{};        // of the whole
    std::vector<RateTier> tiers;   // rising by pieces_from
    meta::Date valid_from{};
    std::optional<meta::Date> valid_until;  // the last day on which it holds
    static const meta::Entity description;
};

// Pure. Errors: invalid with issues not_rising on tiers, not_after on valid_until, required on setup_price (a card that
// asks for nothing).
[[nodiscard]] Result<> check_rate_card(const RateCard& card);
[[nodiscard]] bool holds_on(const RateCard& card, meta::Date day);

}  // namespace dengyun::capacity
