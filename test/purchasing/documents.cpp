#include "test/purchasing/documents.h"

#include <fmt/format.h>

namespace dengyun::purchase_walk {
namespace {

// "id, id, …" for an IN list: ids are numbers.
template <class Ids>
std::string list_of(const Ids& ids) {
    std::string text = "0";
    for (const auto id : ids) text += fmt::format(", {}", id.value);
    return text;
}

template <class E>
std::vector<E> those(World& world, std::string_view table, const std::string& condition) {
    return world.rows<E>(fmt::format("SELECT id FROM {} WHERE {} ORDER BY id", table, condition));
}

Documents load(World& world, const std::string& of_orders, bool is_whole) {
    const auto where = [&](std::string_view condition, const std::string& ids) {
        return is_whole ? std::string("1 = 1") : fmt::format("{} IN ({})", condition, ids);
    };
    Documents all{.is_whole = is_whole};
    all.orders = those<PurchaseOrder>(world, "purchase_order", where("id", of_orders));
    std::set<Id<OrderLine>> lines;
    for (auto& line : those<OrderLine>(world, "purchase_order_line", where("order_id", of_orders))) {
        lines.insert(line.id);
        all.lines[line.id] = std::move(line);
    }
    all.versions = those<purchase_orders::OrderVersion>(world, "purchase_order_version", where("order_id", of_orders));
    all.responses =
        those<purchase_orders::OrderResponse>(world, "purchase_order_response", where("order_id", of_orders));
    all.shipments = those<shipments::Shipment>(world, "shipment", where("subject_id", of_orders));
    std::set<Id<shipments::Shipment>> shipped;
    for (const auto& one : all.shipments) shipped.insert(one.id);
    all.receipts = those<shipments::Receipt>(world, "receipt", where("shipment_id", list_of(shipped)));
    const auto of_lines = list_of(lines);
    all.inspections = those<inspections::Inspection>(world, "inspection", where("subject_id", of_lines));
    std::set<Id<inspections::Inspection>> inspected;
    for (const auto& one : all.inspections) inspected.insert(one.id);
    all.concessions = those<inspections::Concession>(world, "concession", where("inspection_id", list_of(inspected)));
    all.returns = those<returns::GoodsReturn>(world, "goods_return", where("subject_id", of_orders));
    all.statement_lines = those<invoicing::StatementLine>(world, "statement_line", where("order_line_id", of_lines));
    // Which lines an invoice is about stands in its own.
    std::string about = "1 = 0";
    for (const auto id : lines) about += fmt::format(" OR lines LIKE '%\"{}\"%'", id.value);
    all.invoices = those<invoicing::SupplierInvoice>(world, "supplier_invoice", is_whole ? "1 = 1" : about);
    std::set<Id<invoicing::SupplierInvoice>> billed;
    for (const auto& one : all.invoices) billed.insert(one.id);
    all.exceptions = those<invoicing::MatchException>(world, "match_exception", where("invoice_id", list_of(billed)));
    all.debits = those<invoicing::DebitNote>(world, "debit_note", where("invoice_id", list_of(billed)));
    if (!is_whole) return all;
    all.blankets = those<purchase_orders::BlanketOrder>(world, "blanket_order", "1 = 1");
    all.statements = those<invoicing::Statement>(world, "statement", "1 = 1");
    return all;
}

}  // namespace

Documents all_documents(World& world) { return load(world, "0", true); }

Documents documents_of(World& world, const std::set<Id<PurchaseOrder>>& orders) {
    return load(world, list_of(orders), false);
}

}  // namespace dengyun::purchase_walk
