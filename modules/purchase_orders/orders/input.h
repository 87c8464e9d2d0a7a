#pragma once
// What is written of an order: by hand, from an award, from a blanket order.
#include "modules/purchase_orders/orders/purchase_order.h"

namespace dengyun::purchase_orders {

struct LineInput {
    std::int64_t position = 0;  // of a change: the line that it is about; 0: a new one
    std::optional<Id<items::Item>> item_id;
    std::string description_text;
    std::optional<std::string> specification;
    std::string unit;
    Quantity quantity{};
    UnitPrice unit_price{};
    std::int64_t tax_rate = 130'000;
    std::vector<Schedule> schedules;
    std::int64_t over_rate = 0;
    std::int64_t under_rate = 0;
    std::int64_t price_rate = 0;
    std::int64_t date_days = 0;
    bool has_inspection = false;
    static const meta::Entity description;
};

struct OrderInput {
    std::string title;
    Id<Organisation> supplier_id{};
    std::optional<Id<enterprise::Site>> site_id;
    std::optional<std::string> buyer_reference;
    std::optional<std::string> note;
    std::int64_t payment_days = 30;
    terms::BuyerKind buyer_kind = terms::BuyerKind::other;
    std::vector<LineInput> lines;
    static const meta::Entity description;
};

// A change of an order that was issued: the lines that are to be otherwise, and new ones.
struct ChangeInput {
    std::int64_t terms_version = 0;  // that the writer has seen
    std::string reason;
    std::vector<LineInput> lines;
    static const meta::Entity description;
};

[[nodiscard]] LineInput input_of(const OrderLine& line);
[[nodiscard]] OrderInput input_of(const PurchaseOrder& order, std::span<const OrderLine> lines);
// What the input says, onto the line.
void write_terms(OrderLine& line, const LineInput& input);

}  // namespace dengyun::purchase_orders
