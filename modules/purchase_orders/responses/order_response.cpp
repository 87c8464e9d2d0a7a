#include "modules/purchase_orders/responses/order_response.h"

namespace dengyun::purchase_orders {
namespace {

constexpr meta::Choice codes[] = {{"3", {"有改动（3）", "Changed (3)"}},
                                  {"5", {"接受（5）", "Accepted (5)"}},
                                  {"7", {"不接受（7）", "Not accepted (7)"}}};
constexpr meta::Choices code_choices{"purchase_order_line_code", codes};

using L = LineResponse;
constexpr auto line_fields = meta::fields(
    meta::field<&L::position>("position", {"行号", "Line"},
                              {.flags = meta::required, .min = 1, .max = static_cast<std::int64_t>(lines_max)}),
    meta::field<&L::code>("code", {"答复", "Response"}, {.flags = meta::required}),
    meta::field<&L::quantity>("quantity", {"可供数量", "Quantity"},
                              {.min = 1, .max = quantity_max, .format = meta::Format::milli}),
    meta::field<&L::unit_price>("unit_price", {"单价（不含税）", "Unit price, without tax"},
                                {.min = 1, .max = unit_price_max, .format = meta::Format::micro_yuan}),
    meta::field<&L::schedules>("schedules", {"可交计划", "Deliveries"},
                               {.items_max = static_cast<std::uint32_t>(schedules_max)}),
    meta::field<&L::reason>("reason", {"说明", "Reason"}, {.length_max = 500, .format = meta::Format::multiline}));

constexpr meta::Options lines_of_response{.items_max = static_cast<std::uint32_t>(lines_max)};
using I = ResponseInput;
constexpr auto input_fields = meta::fields(
    meta::field<&I::terms_version>("terms_version", {"条款版本", "Version of the terms"},
                                   {.flags = meta::required, .min = 1}),
    meta::field<&I::lines>("lines", {"逐行答复", "Lines"}, lines_of_response),
    meta::field<&I::note>("note", {"备注", "Note"}, {.length_max = 500, .format = meta::Format::multiline}));

constexpr meta::Options told{.flags = meta::read_only};
using R = OrderResponse;
constexpr auto fields = meta::record<R>(
    meta::field<&R::order_id>("order_id", {"采购订单", "Purchase order"},
                              {.flags = meta::read_only | meta::filterable, .reference = "purchase_order"}),
    meta::field<&R::buyer_id>("buyer_id", {"买方", "Buyer"},
                              {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&R::terms_version>("terms_version", {"条款版本", "Version of the terms"}, told),
    meta::field<&R::code>("code", {"答复", "Response"}, told),
    meta::field<&R::lines>("lines", {"逐行答复", "Lines"},
                           {.flags = meta::read_only, .items_max = static_cast<std::uint32_t>(lines_max)}),
    meta::field<&R::note>("note", {"备注", "Note"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&R::responded_by>("responded_by", {"答复人", "Responded by"}, told));
constexpr std::string_view by_order[] = {"order_id"};
constexpr std::string_view by_buyer[] = {"buyer_id"};
constexpr meta::Index indexes[] = {
    {.name = "purchase_order_response_order", .columns = by_order, .across_organisations = true},
    {.name = "purchase_order_response_buyer", .columns = by_buyer, .across_organisations = true}};

}  // namespace

const meta::Choices& choices_of(LineCode) { return code_choices; }

constinit const meta::Entity LineResponse::description{.name = "purchase_order_line_response",
                                                       .label = {"逐行答复", "Response to a line"},
                                                       .fields = line_fields,
                                                       .stored = false};
constinit const meta::Entity ResponseInput::description{.name = "purchase_order_response_input",
                                                        .label = {"订单答复", "Response"},
                                                        .fields = input_fields,
                                                        .stored = false};
constinit const meta::Entity OrderResponse::description{.name = "purchase_order_response",
                                                        .label = {"订单答复", "Order response"},
                                                        .fields = fields,
                                                        .indexes = indexes,
                                                        .title_field = "responded_by"};

}  // namespace dengyun::purchase_orders
