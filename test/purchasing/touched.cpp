// Which orders a step has touched: those that the new events of all logs are about, whatever document they name.
#include <fmt/format.h>

#include "test/purchasing/documents.h"

namespace dengyun::purchase_walk {
namespace {

// The order of a document, by its id.
constexpr std::pair<std::string_view, std::string_view> ways[] = {
    {"purchase_order", "SELECT id FROM purchase_order WHERE id = ?"},
    {"purchase_order_line", "SELECT order_id FROM purchase_order_line WHERE id = ?"},
    {"purchase_order_version", "SELECT order_id FROM purchase_order_version WHERE id = ?"},
    {"purchase_order_response", "SELECT order_id FROM purchase_order_response WHERE id = ?"},
    {"shipment", "SELECT subject_id FROM shipment WHERE id = ?"},
    {"receipt", "SELECT s.subject_id FROM receipt r JOIN shipment s ON s.id = r.shipment_id WHERE r.id = ?"},
    {"inspection",
     "SELECT l.order_id FROM inspection i JOIN purchase_order_line l ON l.id = i.subject_id WHERE i.id = ?"},
    {"concession",
     "SELECT l.order_id FROM concession c JOIN inspection i ON i.id = c.inspection_id JOIN purchase_order_line l ON "
     "l.id = i.subject_id WHERE c.id = ?"},
    {"goods_return", "SELECT subject_id FROM goods_return WHERE id = ?"},
    {"statement_line",
     "SELECT l.order_id FROM statement_line s JOIN purchase_order_line l ON l.id = s.order_line_id WHERE s.id = ?"},
    {"statement",
     "SELECT l.order_id FROM statement_line s JOIN purchase_order_line l ON l.id = s.order_line_id WHERE "
     "s.statement_id = ?"},
};
// The invoice of a document.
constexpr std::pair<std::string_view, std::string_view> invoice_ways[] = {
    {"supplier_invoice", "SELECT id FROM supplier_invoice WHERE id = ?"},
    {"match_exception", "SELECT invoice_id FROM match_exception WHERE id = ?"},
    {"debit_note", "SELECT invoice_id FROM debit_note WHERE id = ?"},
};

using Happened = std::set<std::pair<std::string, std::int64_t>>;

// The documents that the logs tell of behind `heads`, which move on.
Result<Happened> happened(store::Reader& reader, std::map<std::int64_t, std::int64_t>& heads) {
    std::map<std::int64_t, std::int64_t> now;
    DENGYUN_CHECK(reader.query("SELECT organisation_id, sequence FROM event_head", {},
                               [&](const store::Row& row) { now[row.integer(0)] = row.integer(1); }));
    Happened found;
    for (const auto& [organisation, sequence] : now) {
        auto& head = heads[organisation];
        if (head < sequence)
            DENGYUN_CHECK(
                reader.query("SELECT entity, entity_id FROM event WHERE organisation_id = ? AND sequence > ?",
                             std::array{meta::Scalar(organisation), meta::Scalar(head)},
                             [&](const store::Row& row) { found.emplace(std::string(row.text(0)), row.integer(1)); }));
        head = sequence;
    }
    return found;
}

}  // namespace

std::set<Id<PurchaseOrder>> Touched::next(World& world) {
    return World::known(
        world.read<std::set<Id<PurchaseOrder>>>([&](store::Reader& reader) -> Result<std::set<Id<PurchaseOrder>>> {
            DENGYUN_TRY(documents, happened(reader, heads_));
            std::set<Id<PurchaseOrder>> orders;
            std::set<Id<OrderLine>> lines;
            const auto ask = [&](std::string_view sql, std::int64_t id) {
                return World::ids(reader, sql, std::array{meta::Scalar(id)});
            };
            for (const auto& [entity, id] : documents) {
                for (const auto& [name, sql] : ways)
                    if (name == entity)
                        for (const auto order : ask(sql, id)) orders.insert({order});
                for (const auto& [name, sql] : invoice_ways) {
                    if (name != entity) continue;
                    for (const auto invoice : ask(sql, id)) {
                        DENGYUN_TRY(row, reader.find(Id<invoicing::SupplierInvoice>{invoice}));
                        for (const auto& line : row.lines) lines.insert(line.order_line_id);
                    }
                }
            }
            for (const auto line : lines)
                for (const auto order : ask("SELECT order_id FROM purchase_order_line WHERE id = ?", line.value))
                    orders.insert({order});
            return std::move(orders);
        }));
}

}  // namespace dengyun::purchase_walk
