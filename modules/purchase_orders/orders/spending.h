#pragma once
// What a buyer has ordered from whom, and at which prices, in a span of time: sums over confirmed lines.
#include "kernel/store/unit.h"
#include "modules/purchase_orders/lines/order_line.h"

namespace dengyun::purchase_orders {

inline constexpr std::int64_t suppliers_max = 2'000;  // of one buyer, that are told, the greatest first
inline constexpr std::int64_t prices_max = 200;       // of one supplier, that are compared, the newest first
inline constexpr std::int64_t compared_min = 3;       // so many lines of others make a market

struct Spending {
    Id<Organisation> supplier_id{};
    Money value{};  // without tax, of what was confirmed
    std::int64_t lines = 0;
};
// Of lines that were confirmed in the span; the greatest first. The scope must see the buyer's rows.
[[nodiscard]] Result<std::vector<Spending>> spending_of(store::Reader& reader, Id<Organisation> buyer, Instant from,
                                                        Instant before);

// A confirmed price beside the mean of what other suppliers had confirmed for the same (description and unit, to any
// buyer) within a year before the end of the span, where there are compared_min lines of others.
struct PriceComparison {
    Id<OrderLine> line_id{};
    std::string number;  // of the order
    std::string description_text;
    Instant confirmed_at{};
    std::int64_t gap_ppm = 0;  // of the price to that mean; below 0: cheaper
};
// Of one buyer's lines, of all buyers' where there is none. The scope must read all.
[[nodiscard]] Result<std::vector<PriceComparison>> price_comparisons(store::Reader& reader,
                                                                     std::optional<Id<Organisation>> buyer,
                                                                     Id<Organisation> supplier, Instant from,
                                                                     Instant before);

}  // namespace dengyun::purchase_orders
