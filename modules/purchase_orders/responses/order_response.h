#pragma once
// A supplier's response to an order: one document, never changed, with an answer to each line that it names. The row
// belongs to the supplier; the buyer is the other side. Codes are those of Peppol's order response: of a line
// (UNCL1229) 3 changed, 5 accepted, 7 not accepted; of the whole see ResponseCode.
#include "modules/purchase_orders/orders/purchase_order.h"

namespace dengyun::purchase_orders {

enum class LineCode { changed, accepted, not_accepted };
const meta::Choices& choices_of(LineCode);

struct LineResponse {
    std::int64_t position = 0;
    LineCode code = LineCode::accepted;
    // Where changed: what is offered instead; what is absent stays as asked for.
    std::optional<Quantity> quantity;
    std::optional<UnitPrice> unit_price;
    std::vector<Schedule> schedules;
    std::optional<std::string> reason;
    static const meta::Entity description;
};

struct ResponseInput {
    std::int64_t terms_version = 0;  // that the supplier has read
    std::vector<LineResponse> lines;
    std::optional<std::string> note;
    static const meta::Entity description;
};

struct OrderResponse : meta::Record<OrderResponse> {
    Id<PurchaseOrder> order_id{};
    Id<Organisation> buyer_id{};
    std::int64_t terms_version = 0;
    ResponseCode code = ResponseCode::acknowledged;
    std::vector<LineResponse> lines;
    std::optional<std::string> note;
    std::string responded_by;
    static const meta::Entity description;
};

}  // namespace dengyun::purchase_orders
