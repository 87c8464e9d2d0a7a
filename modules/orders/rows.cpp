#include "modules/orders/rows.h"

#include <fmt/format.h>

#include "kernel/api/flow_routes.h"
#include "modules/terms/api.h"

namespace dengyun::orders {
namespace {

// Somebody else's row is as unknown as none at all.
template <class E>
Result<std::optional<E>> own(store::Reader& reader, Id<E> id, Id<Organisation> owner) {
    auto found = reader.find(id);
    if (!found && found.error().kind != ErrorKind::not_found) return std::unexpected(std::move(found).error());
    if (!found || found->organisation_id != owner) return std::nullopt;
    return std::optional(std::move(*found));
}

// "20,000": as people read it on every page.
std::string pieces_text(Quantity quantity) {
    auto text = std::to_string(quantity.value / one_piece);
    for (auto at = std::ssize(text) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), 1, ',');
    return text;
}

std::optional<std::string> english_title(const items::Operation& operation, const items::Item& item) {
    if (!operation.name_en && !item.name_en) return std::nullopt;
    return fmt::format("{} · {}", operation.name_en.value_or(operation.name), item.name_en.value_or(item.name));
}

OperationTask task_of(const SalesOrder& order, const items::Item& item, const items::Operation& operation,
                      const PlannedLot& lot) {
    OperationTask task{.order_id = order.id,
                       .buyer_id = order.organisation_id,
                       .workshop_id = lot.workshop_id,
                       .title = fmt::format("{} · {}", operation.name, item.name),
                       .title_en = english_title(operation, item),
                       .item_id = item.id,
                       .revision_id = order.revision_id,
                       .operation_id = operation.id,
                       .operation_number = operation.number,
                       .operation_name = operation.name,
                       .operation_name_en = operation.name_en,
                       .process = operation.process,
                       .instruction = operation.instruction,
                       .has_inspection = operation.has_inspection,
                       .lot = lot.lot,
                       .lot_number = fmt::format("{}-{:03}-{}", order.number, operation.number, lot.lot),
                       .site_id = lot.site_id,
                       .machine_id = lot.machine_id,
                       .slot_id = lot.slot_id,
                       .has_material = !lot.needs_material,
                       .planned_in = lot.quantity_in,
                       .planned_out = lot.quantity_out,
                       .planned_start_at = lot.starts_at,
                       .planned_end_at = lot.ends_at,
                       .price = lot.price};
    task.organisation_id = order.supplier_id;
    return task;
}

}  // namespace

Result<> complete_order(store::Reader& reader, SalesOrder& order, const SalesOrder* before) {
    DENGYUN_CHECK(check_order(order, reader.now()));
    const auto owner = order.organisation_id ? order.organisation_id : reader.scope().organisation();
    order.organisation_id = owner;
    std::vector<Issue> issues;
    DENGYUN_TRY(item, own(reader, order.item_id, owner));
    if (!item) issues.push_back({"item_id", "unknown_reference"});
    DENGYUN_TRY(revision, own(reader, order.revision_id, owner));
    if (!revision || revision->item_id != order.item_id) issues.push_back({"revision_id", "unknown_reference"});
    DENGYUN_TRY(site, own(reader, order.site_id, owner));
    if (!site) issues.push_back({"site_id", "unknown_reference"});
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    order.title = fmt::format("{} × {} {}", item->name, pieces_text(order.quantity), item->unit);
    order.title_en.reset();
    if (item->name_en) order.title_en = fmt::format("{} × {}", *item->name_en, pieces_text(order.quantity));
    order.supplier_id = platform_organisation;
    if (!order.tolerance_rate) {
        const auto* rule = terms::rule_at("quantity_tolerance", china_date(reader.now()));
        order.tolerance_rate = rule != nullptr ? rule->value : 0;
    }
    if (before != nullptr) return {};
    const std::array of_owner{meta::Scalar(owner.value)};
    DENGYUN_TRY(count, number_of(reader, "SELECT COUNT(*) FROM sales_order WHERE organisation_id = ?", of_owner));
    if (count >= orders_max) return fail(ErrorKind::limit, "sales_order.too_many");
    DENGYUN_TRY(last,
                number_of(reader,
                          "SELECT COALESCE(CAST(SUBSTR(MAX(number), 4) AS BIGINT), 0) FROM sales_order WHERE "
                          "organisation_id = ? AND id = (SELECT MAX(id) FROM sales_order WHERE organisation_id = ?)",
                          std::array{of_owner[0], of_owner[0]}));
    order.number = fmt::format("SO-{:06}", last + 1);
    return {};
}

Result<SalesOrder> add_order(store::Unit& unit, SalesOrder order) {
    DENGYUN_CHECK(complete_order(unit, order, nullptr));
    order.status = OrderStatus::draft;
    DENGYUN_TRY(made, unit.insert(std::move(order)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    return std::move(made);
}

Result<OrderOption> add_option(store::Unit& unit, const SalesOrder& order, OrderOption option) {
    DENGYUN_CHECK(check_option(option));
    using enum OrderStatus;
    const bool quoting = order.status == draft || order.status == quoted;
    const bool running = order.status == released || order.status == in_production || order.status == partly_delivered;
    if (option.purpose == OptionPurpose::quote ? !quoting : !running)
        return fail(ErrorKind::conflict, "sales_order.not_open");
    DENGYUN_TRY(open, open_options_of(unit, order, option.purpose));
    if (open.size() >= options_max) return fail(ErrorKind::limit, "order_option.too_many");
    option.organisation_id = order.organisation_id;
    option.order_id = order.id;
    option.supplier_id = order.supplier_id;
    option.status = OptionStatus::open;
    DENGYUN_TRY(made, unit.insert(std::move(option)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    return std::move(made);
}

Result<std::vector<OperationTask>> make_tasks(store::Unit& unit, const SalesOrder& order, const OrderOption& option) {
    DENGYUN_TRY(item, unit.find(order.item_id));
    std::vector<OperationTask> tasks;
    for (std::size_t i = 0; i < option.lots.size(); ++i) {
        const auto& lot = option.lots[i];
        DENGYUN_TRY(operation, unit.find(lot.operation_id));
        auto task = task_of(order, item, operation, lot);
        task.is_last = true;
        for (const auto& move : option.moves) {
            const auto here = static_cast<std::int64_t>(i);
            if (move.from == here && move.to != -1) task.is_last = false;
            if (move.to != here) continue;
            const auto& from = tasks[static_cast<std::size_t>(move.from)];
            task.inputs.push_back(
                {.task_id = from.id, .operation_number = from.operation_number, .quantity = move.quantity});
        }
        DENGYUN_TRY(made, unit.insert(std::move(task)));
        tasks.push_back(std::move(made));
    }
    return tasks;
}

Result<std::vector<OperationTask>> tasks_of(store::Reader& reader, Id<SalesOrder> order) {
    return rows_of<OperationTask>(reader,
                                  "SELECT id FROM operation_task WHERE order_id = ? ORDER BY operation_number, lot, id",
                                  std::array{meta::Scalar(order.value)});
}

Result<std::vector<Id<SalesOrder>>> running_orders_at(store::Reader& reader, Id<Organisation> workshop,
                                                      std::optional<Id<items::Revision>> revision) {
    std::vector<Id<SalesOrder>> found;
    DENGYUN_CHECK(reader.query(
        "SELECT DISTINCT t.order_id FROM operation_task t JOIN sales_order o ON o.id = t.order_id WHERE t.workshop_id "
        "= ? AND t.status IN ('planned', 'ready', 'offered', 'accepted', 'running', 'held') AND o.status IN "
        "('released', 'in_production', 'partly_delivered') AND (? = 0 OR t.revision_id = ?) ORDER BY t.order_id LIMIT "
        "?",
        std::array{meta::Scalar(workshop.value), meta::Scalar(revision ? std::int64_t{1} : std::int64_t{0}),
                   meta::Scalar(revision ? revision->value : std::int64_t{0}), meta::Scalar(running_max)},
        [&](const store::Row& row) { found.emplace_back(row.integer(0)); }));
    return found;
}

Result<std::vector<SalesOrder>> running_orders(store::Reader& reader, Id<Organisation> supplier, std::size_t most) {
    return rows_of<SalesOrder>(reader,
                               "SELECT id FROM sales_order WHERE supplier_id = ? AND status IN ('released', "
                               "'in_production', 'partly_delivered') ORDER BY due_on, id LIMIT ?",
                               std::array{meta::Scalar(supplier.value), meta::Scalar(static_cast<std::int64_t>(most))});
}

Result<std::vector<SalesOrder>> open_needs(store::Reader& reader, Id<Organisation> supplier, std::size_t most) {
    return rows_of<SalesOrder>(reader,
                               "SELECT id FROM sales_order WHERE supplier_id = ? AND status IN ('draft', 'quoted') "
                               "ORDER BY due_on, id LIMIT ?",
                               std::array{meta::Scalar(supplier.value), meta::Scalar(static_cast<std::int64_t>(most))});
}

Result<std::vector<OperationTask>> tasks_to_place(store::Reader& reader, Id<Organisation> supplier, std::size_t most) {
    return rows_of<OperationTask>(
        reader,
        "SELECT id FROM operation_task WHERE organisation_id = ? AND status IN ('declined', "
        "'expired', 'revoked', 'scrapped') ORDER BY planned_end_at, id LIMIT ?",
        std::array{meta::Scalar(supplier.value), meta::Scalar(static_cast<std::int64_t>(most))});
}

Result<std::vector<OperationTask>> successors_of(store::Reader& reader, const OperationTask& task) {
    DENGYUN_TRY(all, tasks_of(reader, task.order_id));
    std::erase_if(all, [&](const OperationTask& other) {
        return std::ranges::find(other.inputs, task.id, &TaskInput::task_id) == other.inputs.end();
    });
    return std::move(all);
}

Result<std::vector<OrderOption>> open_options_of(store::Reader& reader, const SalesOrder& order,
                                                 OptionPurpose purpose) {
    return rows_of<OrderOption>(
        reader,
        "SELECT id FROM order_option WHERE organisation_id = ? AND order_id = ? AND purpose = ? AND status IN ('open', "
        "'agreed') ORDER BY id",
        std::array{meta::Scalar(order.organisation_id.value), meta::Scalar(order.id.value),
                   meta::Scalar(meta::name_of(purpose))});
}

Result<std::vector<WorkReport>> reports_of(store::Reader& reader, Id<OperationTask> task) {
    return rows_of<WorkReport>(reader, "SELECT id FROM work_report WHERE task_id = ? ORDER BY id",
                               std::array{meta::Scalar(task.value)});
}

}  // namespace dengyun::orders
