#pragma once
// A forecast that a buyer shares with a supplier: how much of one thing he expects to need, week by week. It binds
// nobody. Each publication is a new row with the next number; none is changed. The row belongs to the buyer.
#include "modules/purchase_orders/lines/order_line.h"

namespace dengyun::purchase_orders {

inline constexpr std::size_t weeks_max = 53;

struct ForecastWeek {
    meta::Date week_on{};  // a Monday
    Quantity quantity{};
    static const meta::Entity description;
};

struct SupplyForecast : meta::Record<SupplyForecast> {
    Id<Organisation> supplier_id{};
    std::optional<Id<items::Item>> item_id;
    std::string description_text;  // with the supplier: what the numbers run over
    std::string unit;
    std::int64_t number = 0;
    bool is_latest = true;
    std::vector<ForecastWeek> weeks;  // in order
    std::optional<std::string> note;
    static const meta::Entity description;
};

// Pure. Errors: invalid with issues on weeks (required), weeks.N.week_on (no_monday, in_past, taken), supplier_id
// (same_party).
[[nodiscard]] Result<> check_forecast(SupplyForecast& forecast, Instant now);

}  // namespace dengyun::purchase_orders
