// What waits for people because of purchase orders, and what they are told.
#include "modules/purchase_orders/routes.h"

namespace dengyun::purchase_orders {
namespace {

// `since`: a moment that the statement asks for between the organisation and the count.
Result<api::FoundTasks> found_by(const api::Call& call, store::Reader& reader, std::string_view sql,
                                 std::string_view entity, Duration waits, std::optional<Instant> since = {}) {
    api::FoundTasks found;
    std::vector<meta::Scalar> values{call.principal->organisation.value};
    if (since) values.emplace_back(milliseconds_of(*since));
    values.emplace_back(api::tasks_counted_max);
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        found.add({.title = std::string(row.text(2)) + " · " + std::string(row.text(3)),
                   .entity = std::string(entity),
                   .entity_id = id_to_text(row.integer(0)),
                   .organisation_id = {row.integer(1)},
                   .due_at = instant_of(row.integer(4)) + waits});
    }));
    return found;
}

// The columns: id of the order, buyer, number, title, since when.
constexpr std::string_view to_answer =
    "SELECT o.id, o.organisation_id, o.number, o.title, MIN(l.updated_at) FROM purchase_order o JOIN "
    "purchase_order_line l ON l.order_id = o.id WHERE l.supplier_id = ? AND l.status IN ('issued', 'changed') GROUP BY "
    "o.id, o.organisation_id, o.number, o.title ORDER BY 5, 1 LIMIT ?";
constexpr std::string_view to_decide =
    "SELECT o.id, o.organisation_id, o.number, o.title, MIN(l.updated_at) FROM purchase_order o JOIN "
    "purchase_order_line l ON l.order_id = o.id WHERE l.organisation_id = ? AND l.status = 'countered' GROUP BY "
    "o.id, o.organisation_id, o.number, o.title ORDER BY 5, 1 LIMIT ?";
// The buyer waits for an answer; half of the time for it is gone.
constexpr std::string_view unanswered =
    "SELECT o.id, o.organisation_id, o.number, o.title, MIN(l.updated_at) FROM purchase_order o JOIN "
    "purchase_order_line l ON l.order_id = o.id WHERE l.organisation_id = ? AND l.status IN ('issued', 'changed') AND "
    "l.updated_at < ? GROUP BY o.id, o.organisation_id, o.number, o.title ORDER BY 5, 1 LIMIT ?";
constexpr std::string_view deliveries_overdue =
    "SELECT o.id, o.organisation_id, o.number, o.title, MIN(l.due_on) FROM purchase_order o JOIN "
    "purchase_order_line l ON l.order_id = o.id WHERE l.organisation_id = ? AND l.status IN ('confirmed', 'open', "
    "'changed') AND l.due_on < ? GROUP BY o.id, o.organisation_id, o.number, o.title ORDER BY 5, 1 LIMIT ?";
constexpr std::string_view deliveries_to_make =
    "SELECT o.id, o.organisation_id, o.number, o.title, MIN(l.due_on) FROM purchase_order o JOIN "
    "purchase_order_line l ON l.order_id = o.id WHERE l.supplier_id = ? AND l.status IN ('confirmed', 'open', "
    "'changed') AND l.due_on < ? AND l.shipped - l.rejected - l.returned < l.confirmed_quantity GROUP BY o.id, "
    "o.organisation_id, o.number, o.title ORDER BY 5, 1 LIMIT ?";
constexpr std::int64_t days_ahead = 4;  // today and three days on
constexpr std::string_view to_agree =
    "SELECT id, organisation_id, number, description_text, updated_at FROM blanket_order WHERE supplier_id = ? AND "
    "status = 'offered' ORDER BY updated_at, id LIMIT ?";

// Deliveries are due by the end of their day in China.
Instant end_of(std::int64_t day) { return Instant(meta::Date(std::chrono::days(day + 1))) - std::chrono::hours(8); }

// Orders with goods of lines in force that are due before a day of `ahead` days from now. The columns are as above,
// with the day instead of the moment.
Result<api::FoundTasks> due(const api::Call& call, store::Reader& reader, std::string_view sql, std::int64_t ahead) {
    api::FoundTasks found;
    const std::int64_t before = china_date(reader.now()).time_since_epoch().count() + ahead;
    const std::array<meta::Scalar, 3> values{call.principal->organisation.value, before, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        found.add({.title = std::string(row.text(2)) + " · " + std::string(row.text(3)),
                   .entity = std::string(PurchaseOrder::description.name),
                   .entity_id = id_to_text(row.integer(0)),
                   .organisation_id = {row.integer(1)},
                   .due_at = end_of(row.integer(4))});
    }));
    return found;
}

void add_source(api::Routes& routes, std::string_view name, Label label, std::string_view permission, bool reads_all,
                std::string_view sql, std::string_view entity, Duration waits) {
    routes.declare(api::TaskSource{.name = name,
                                   .label = label,
                                   .permission = permission,
                                   .reads_all = reads_all,
                                   .find = [=](const api::Call& call, store::Reader& reader) {
                                       return found_by(call, reader, sql, entity, waits);
                                   }});
}

std::optional<std::string> order_subject(store::Reader& reader, const store::Event& event) {
    const auto order = reader.find(Id<PurchaseOrder>{event.entity_id});
    return order ? order->number + " " + order->title : std::string();
}
std::optional<std::string> response_subject(store::Reader& reader, const store::Event& event) {
    const auto response = reader.find(Id<OrderResponse>{event.entity_id});
    // Told to the buyer; the supplier's own log has it, too.
    if (!response || response->organisation_id == event.organisation_id) return std::nullopt;
    const auto order = reader.find(response->order_id);
    return order ? order->number + " " + order->title : std::string();
}
std::optional<std::string> line_subject(store::Reader& reader, const store::Event& event) {
    const auto line = reader.find(Id<OrderLine>{event.entity_id});
    return line ? line->number + " " + line->description_text : std::string();
}
std::optional<std::string> blanket_subject(store::Reader& reader, const store::Event& event) {
    const auto blanket = reader.find(Id<BlanketOrder>{event.entity_id});
    // Of a new one the supplier is told.
    const bool is_own =
        blanket && event.name == "blanket_order.created" && blanket->organisation_id == event.organisation_id;
    if (is_own) return std::nullopt;
    return blanket ? blanket->number + " " + blanket->description_text : std::string();
}
std::optional<std::string> forecast_subject(store::Reader& reader, const store::Event& event) {
    const auto forecast = reader.find(Id<SupplyForecast>{event.entity_id});
    if (!forecast || forecast->organisation_id == event.organisation_id) return std::nullopt;
    return forecast->description_text;
}

using api::Audience;
constexpr std::string_view buy = "purchase_orders.buy";
constexpr std::string_view supply = "purchase_orders.supply";
constexpr std::string_view read = "purchase_orders.read";
constexpr api::Notice own_notices[] = {
    {"purchase_order.issued",
     {"收到采购订单", "A purchase order has come"},
     Audience::organisation,
     supply,
     order_subject},
    {"purchase_order_response.created",
     {"供方已答复订单", "The supplier has answered an order"},
     Audience::organisation,
     buy,
     response_subject},
    {"purchase_order_line.change_asked",
     {"客户要求变更订单", "The buyer asks for a change"},
     Audience::organisation,
     supply,
     line_subject},
    {"purchase_order_line.reissued",
     {"客户修改了订单", "The buyer asks for something else"},
     Audience::organisation,
     supply,
     line_subject},
    {"purchase_order_line.counter_accepted",
     {"客户接受了还价", "The buyer takes your counter"},
     Audience::organisation,
     supply,
     line_subject},
    {"purchase_order_line.lapsed",
     {"逾期未答复，订单行失效", "Nobody answered in time: the line lapsed"},
     Audience::organisation,
     read,
     line_subject},
    {"purchase_order_line.change_lapsed",
     {"变更逾期未答复，原条款不变", "Nobody answered the change: the old terms stand"},
     Audience::organisation,
     read,
     line_subject},
    {"purchase_order_line.closed_short",
     {"订单行短交关闭", "A line was closed short"},
     Audience::organisation,
     read,
     line_subject},
    {"blanket_order.created",
     {"收到框架订单", "A blanket order has come"},
     Audience::organisation,
     supply,
     blanket_subject},
    {"blanket_order.agreed",
     {"供方同意框架订单", "A blanket order is agreed to"},
     Audience::organisation,
     buy,
     blanket_subject},
    {"supply_forecast.created",
     {"客户更新了需求预测", "A forecast has come"},
     Audience::organisation,
     read,
     forecast_subject},
};

}  // namespace

void add_waiting(api::Routes& routes) {
    add_source(routes, "purchase_orders_to_answer", {"待答复的采购订单", "Purchase orders to answer"}, supply, true,
               to_answer, "purchase_order", answer_time);
    add_source(routes, "purchase_orders_to_decide", {"待处理的供方还价", "Counters to decide"}, buy, false, to_decide,
               "purchase_order", decision_time);
    routes.declare(api::TaskSource{.name = "orders_unanswered",
                                   .label = {"供方迟迟未答复的订单", "Orders that wait long for an answer"},
                                   .permission = buy,
                                   .find = [](const api::Call& call, store::Reader& reader) {
                                       return found_by(call, reader, unanswered, PurchaseOrder::description.name,
                                                       answer_time, reader.now() - answer_time / 2);
                                   }});
    routes.declare(api::TaskSource{
        .name = "deliveries_overdue",
        .label = {"逾期未到的交货", "Deliveries overdue"},
        .permission = buy,
        .find = [](const api::Call& call, store::Reader& reader) { return due(call, reader, deliveries_overdue, 0); }});
    routes.declare(api::TaskSource{.name = "deliveries_to_make",
                                   .label = {"即将到期的交货", "Deliveries to make"},
                                   .permission = supply,
                                   .reads_all = true,
                                   .find = [](const api::Call& call, store::Reader& reader) {
                                       return due(call, reader, deliveries_to_make, days_ahead);
                                   }});
    add_source(routes, "blanket_orders_to_agree", {"待同意的框架订单", "Blanket orders to agree to"}, supply, true,
               to_agree, "blanket_order", offer_time);
    routes.declare(own_notices);
}

}  // namespace dengyun::purchase_orders
