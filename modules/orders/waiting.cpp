// What waits for people because of orders, and what they are told.
#include "modules/orders/routes.h"

namespace dengyun::orders {
namespace {

// Columns: id, organisation, title, due (milliseconds; may be null), title in English (may be null).
Result<api::FoundTasks> found_by(store::Reader& reader, std::string_view sql, std::span<const meta::Scalar> values,
                                 std::string_view entity, Language language) {
    api::FoundTasks found;
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        const bool in_english = language == Language::en && !row.is_null(4);
        found.add({.title = std::string(row.text(in_english ? 4 : 2)),
                   .entity = std::string(entity),
                   .entity_id = id_to_text(row.integer(0)),
                   .organisation_id = {row.integer(1)},
                   .due_at = row.is_null(3) ? std::nullopt : std::optional(instant_of(row.integer(3)))});
    }));
    return found;
}

template <const std::string_view& sql, const std::string_view& entity>
Result<api::FoundTasks> find_own(const api::Call& call, store::Reader& reader) {
    return found_by(reader, sql,
                    std::array<meta::Scalar, 2>{call.principal->organisation.value, api::tasks_counted_max}, entity,
                    call.language);
}

constexpr std::string_view order_entity = "sales_order";
constexpr std::string_view task_entity = "operation_task";

constexpr std::string_view to_choose =
    "SELECT id, organisation_id, title, quoted_until, title_en FROM sales_order WHERE organisation_id = ? AND status "
    "= 'quoted' ORDER BY quoted_until, id LIMIT ?";
constexpr std::string_view to_fund =
    "SELECT id, organisation_id, title, updated_at + 259200000, title_en FROM sales_order WHERE organisation_id = ? "
    "AND status = 'accepted' ORDER BY updated_at, id LIMIT ?";
constexpr std::string_view to_agree =
    "SELECT o.id, o.organisation_id, o.title, MIN(p.reserved_until), o.title_en FROM sales_order o JOIN order_option "
    "p ON p.organisation_id = o.organisation_id AND p.order_id = o.id WHERE o.organisation_id = ? AND p.status = "
    "'agreed' GROUP BY o.id, o.organisation_id, o.title, o.title_en ORDER BY MIN(p.reserved_until), o.id LIMIT ?";
constexpr std::string_view to_agree_as_supplier =
    "SELECT o.id, o.organisation_id, o.title, MIN(p.reserved_until), o.title_en FROM sales_order o JOIN order_option "
    "p ON p.organisation_id = o.organisation_id AND p.order_id = o.id WHERE o.supplier_id = ? AND p.status = 'open' "
    "AND p.purpose = 'change' GROUP BY o.id, o.organisation_id, o.title, o.title_en ORDER BY MIN(p.reserved_until), "
    "o.id LIMIT ?";
constexpr std::string_view to_judge =
    "SELECT id, organisation_id, title, NULL, title_en FROM sales_order WHERE organisation_id = ? AND status IN "
    "('partly_delivered', 'delivered') AND delivered > accepted + rejected ORDER BY updated_at, id LIMIT ?";
constexpr std::string_view to_quote =
    "SELECT id, organisation_id, title, NULL, title_en FROM sales_order WHERE supplier_id = ? AND status = 'draft' "
    "ORDER BY created_at, id LIMIT ?";
constexpr std::string_view to_release =
    "SELECT id, organisation_id, title, updated_at + 604800000, title_en FROM sales_order WHERE supplier_id = ? AND "
    "status = 'funded' ORDER BY updated_at, id LIMIT ?";
constexpr std::string_view to_place =
    "SELECT id, organisation_id, title, planned_start_at, title_en FROM operation_task WHERE organisation_id = ? AND "
    "status IN ('declined', 'expired', 'revoked', 'scrapped', 'held') ORDER BY planned_start_at, id LIMIT ?";
constexpr std::string_view to_answer_counter =
    "SELECT t.id, t.organisation_id, t.title, c.created_at + 86400000, t.title_en FROM counter_offer c JOIN "
    "operation_task t ON t.organisation_id = c.customer_id AND t.id = c.task_id WHERE c.customer_id = ? AND c.status "
    "= 'proposed' ORDER BY c.created_at, c.id LIMIT ?";
constexpr std::string_view to_accept =
    "SELECT id, organisation_id, title, offered_until, title_en FROM operation_task WHERE workshop_id = ? AND status "
    "= 'offered' ORDER BY offered_until, id LIMIT ?";
constexpr std::string_view to_do =
    "SELECT id, organisation_id, title, planned_end_at, title_en FROM operation_task WHERE workshop_id = ? AND status "
    "IN ('accepted', 'running', 'rework') ORDER BY planned_end_at, id LIMIT ?";

std::optional<std::string> order_subject(store::Reader& reader, const store::Event& event) {
    const auto order = reader.find(Id<SalesOrder>{event.entity_id});
    return order ? order->number + " " + order->title : std::string();
}
std::optional<std::string> task_subject(store::Reader& reader, const store::Event& event) {
    const auto task = reader.find(Id<OperationTask>{event.entity_id});
    return task ? task->lot_number + " " + task->title : std::string();
}

// Of changes only, to who has to agree to their cost.
std::optional<std::string> change_subject(store::Reader& reader, const store::Event& event) {
    const auto option = reader.find(Id<OrderOption>{event.entity_id});
    if (!option || option->purpose != OptionPurpose::change) return std::nullopt;
    const auto order = reader.find(option->order_id);
    return order ? order->number + " " + order->title : std::string();
}

// The events of an order happen in the buyer's organisation, those of a task in its customer's.
constexpr api::Notice own_notices[] = {
    {"sales_order.created", {"新需求", "A new need"}, api::Audience::platform, "orders.operate", order_subject},
    {"sales_order.quoted",
     {"订单已报价", "An order was quoted"},
     api::Audience::organisation,
     "orders.buy",
     order_subject},
    {"sales_order.expired",
     {"报价已过期", "A quote has expired"},
     api::Audience::organisation,
     "orders.buy",
     order_subject},
    {"sales_order.funded",
     {"订单已付款", "An order was funded"},
     api::Audience::platform,
     "orders.operate",
     order_subject},
    {"sales_order.released",
     {"订单已下达", "An order was released"},
     api::Audience::organisation,
     "orders.buy",
     order_subject},
    {"sales_order.refused",
     {"订单被拒绝", "An order was refused"},
     api::Audience::organisation,
     "orders.buy",
     order_subject},
    {"sales_order.partly_delivered",
     {"订单部分交付", "A part of an order was delivered"},
     api::Audience::organisation,
     "orders.buy",
     order_subject},
    {"sales_order.delivered",
     {"订单已交付", "An order was delivered"},
     api::Audience::organisation,
     "orders.buy",
     order_subject},
    {"sales_order.terminating",
     {"订单要提前终止", "An order is to be terminated"},
     api::Audience::organisation,
     "orders.buy",
     order_subject},
    {"order_option.agreed",
     {"生产安排有变更待确认", "A change waits for your agreement"},
     api::Audience::organisation,
     "orders.buy",
     nullptr},
    {"order_option.created",
     {"有变更待同意成本", "A change waits for your agreement to its cost"},
     api::Audience::platform,
     "orders.operate",
     change_subject},
    {"sales_order.not_replanned",
     {"暂时无人可以完成订单", "Nobody can finish an order now"},
     api::Audience::organisation,
     "orders.operate",
     order_subject},
    {"operation_task.declined",
     {"任务被谢绝", "A task was declined"},
     api::Audience::organisation,
     "orders.operate",
     task_subject},
    {"operation_task.expired",
     {"任务无人答复", "A task was not answered"},
     api::Audience::organisation,
     "orders.operate",
     task_subject},
    {"operation_task.held",
     {"任务暂停", "A task is on hold"},
     api::Audience::organisation,
     "orders.operate",
     task_subject},
    {"operation_task.scrapped",
     {"任务报废", "A task was scrapped"},
     api::Audience::organisation,
     "orders.operate",
     task_subject},
};

}  // namespace

void add_waiting(api::Routes& routes) {
    using api::TaskSource;
    routes.declare(TaskSource{"orders_to_choose",
                              {"待选择方案的订单", "Orders to choose an option for"},
                              "orders.buy",
                              false,
                              find_own<to_choose, order_entity>});
    routes.declare(TaskSource{
        "orders_to_fund", {"待付款的订单", "Orders to fund"}, "orders.buy", false, find_own<to_fund, order_entity>});
    routes.declare(TaskSource{"changes_to_agree",
                              {"待确认的变更", "Changes to agree to"},
                              "orders.buy",
                              false,
                              find_own<to_agree, order_entity>});
    routes.declare(TaskSource{"changes_to_answer",
                              {"待同意成本的变更", "Changes whose cost is to be agreed to"},
                              "orders.operate",
                              true,
                              find_own<to_agree_as_supplier, order_entity>});
    routes.declare(TaskSource{"deliveries_to_judge",
                              {"待验收的交付", "Deliveries to accept"},
                              "orders.buy",
                              false,
                              find_own<to_judge, order_entity>});
    routes.declare(TaskSource{"orders_to_quote",
                              {"待报价的需求", "Needs to quote"},
                              "orders.operate",
                              true,
                              find_own<to_quote, order_entity>});
    routes.declare(TaskSource{"orders_to_release",
                              {"待下达的订单", "Orders to release"},
                              "orders.operate",
                              true,
                              find_own<to_release, order_entity>});
    routes.declare(TaskSource{"tasks_to_place",
                              {"待重新安排的任务", "Tasks to place anew"},
                              "orders.operate",
                              false,
                              find_own<to_place, task_entity>});
    routes.declare(TaskSource{"counter_offers_to_answer",
                              {"待答复的还价", "Counter-offers to answer"},
                              "orders.operate",
                              true,
                              find_own<to_answer_counter, task_entity>});
    routes.declare(TaskSource{"tasks_to_accept",
                              {"待接单的任务", "Tasks to accept"},
                              "orders.supply",
                              true,
                              find_own<to_accept, task_entity>});
    routes.declare(
        TaskSource{"tasks_to_do", {"手上的任务", "Tasks in hand"}, "orders.work", true, find_own<to_do, task_entity>});
    routes.declare(own_notices);
}

}  // namespace dengyun::orders
