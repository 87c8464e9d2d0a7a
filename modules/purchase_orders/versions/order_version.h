#pragma once
// What an order asked for at each version, and what differs between two of them in words that can be read. A version is
// written when the order is issued or changed, and never again. The row belongs to the buyer.
#include "modules/purchase_orders/orders/input.h"

namespace dengyun::purchase_orders {

struct OrderVersion : meta::Record<OrderVersion> {
    Id<PurchaseOrder> order_id{};
    Id<Organisation> supplier_id{};
    std::int64_t number = 0;  // 1, 2, …
    std::string reason;
    std::string made_by;
    std::vector<LineInput> lines;
    static const meta::Entity description;
};

enum class ChangedField {
    line,  // added (before is absent) or no longer there (after is)
    description_text,
    specification,
    unit,
    quantity,
    unit_price,
    tax_rate,
    schedules,
    over_rate,
    under_rate,
    price_rate,
    date_days,
    has_inspection
};
const meta::Choices& choices_of(ChangedField);

// Values as people write them: "120.000", "2026-03-05: 60.000; 2026-03-20: 60.000", rates in percent.
struct Change {
    std::int64_t position = 0;
    ChangedField field = ChangedField::line;
    std::optional<std::string> before;
    std::optional<std::string> after;
    friend bool operator==(const Change&, const Change&) = default;
    static const meta::Entity description;
};
struct Difference {
    Id<PurchaseOrder> order_id{};
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::vector<Change> changes;  // by line and field
    static const meta::Entity description;
};
// Pure.
[[nodiscard]] std::vector<Change> changes_between(std::span<const LineInput> before, std::span<const LineInput> after);

}  // namespace dengyun::purchase_orders
