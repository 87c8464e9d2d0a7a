#pragma once
// A purchase order: what a buyer orders from one supplier. The row belongs to the buyer; the supplier is the other side
// once it is issued. Its state follows from its lines (lines/order_line.h) and is never set by hand; so do its sums.
#include <span>

#include "modules/enterprise/api.h"
#include "modules/purchase_orders/lines/order_line.h"
#include "modules/terms/api.h"

namespace dengyun::purchase_orders {

inline constexpr std::int64_t orders_max = 1'000'000;  // per buyer
inline constexpr std::int64_t payment_days_max = 365;

enum class OrderStatus { draft, issued, countered, confirmed, open, closed, cancelled };
// How the supplier has answered, by the codes of Peppol's order response (UNCL4343): acknowledged, accepted,
// conditionally accepted, rejected.
enum class ResponseCode { acknowledged, accepted, conditional, rejected };
const meta::Choices& choices_of(OrderStatus);
const meta::Choices& choices_of(ResponseCode);

struct Source;  // what an order was made from: an RFQ that was awarded, a blanket order

struct PurchaseOrder : meta::Record<PurchaseOrder> {
    std::string number;  // "PO-000012": counts the buyer's
    std::string title;
    Id<Organisation> supplier_id{};
    std::optional<Id<enterprise::Site>> site_id;  // where to
    std::optional<std::string> buyer_reference;
    std::optional<std::string> note;
    std::int64_t payment_days = 30;  // from the delivery; the law may say fewer
    terms::BuyerKind buyer_kind = terms::BuyerKind::other;
    std::optional<std::string> source_kind;  // given by flows: "rfx", "blanket_order"
    std::optional<Id<Source>> source_id;
    std::int64_t terms_version = 0;  // 0: never issued
    std::optional<Instant> issued_at;
    OrderStatus status = OrderStatus::draft;
    std::optional<ResponseCode> response_code;  // the latest
    std::int64_t lines = 0;
    Money net_total{};  // of what is asked for or in force, without what was rejected or cancelled
    Money tax_total{};
    std::optional<meta::Date> due_on;  // the last delivery
    static const meta::Entity description;
};

// What waits for somebody comes first. Pure.
[[nodiscard]] OrderStatus status_of(std::span<const OrderLine> lines);
// Sets what follows from the lines; answers whether anything has changed. Errors: limit "number.overflow"; invalid with
// an issue on lines (total_too_large).
[[nodiscard]] Result<bool> follow(PurchaseOrder& order, std::span<const OrderLine> lines);

}  // namespace dengyun::purchase_orders
