// Every document that belongs to a purchase order, of whichever module: what it is, how it stands, and its file. A
// reader is told of those that he may read where they lie.
#include <algorithm>
#include <tuple>

#include "flows/exchange/documents.h"
#include "flows/purchasing/purchasing.h"
#include "kernel/api/route.h"
#include "modules/inspections/api.h"
#include "modules/returns/api.h"

namespace dengyun::exchange {
namespace {

constexpr std::size_t documents_max = 1'000;  // of one order that are told, the newest first

struct OrderDocument {
    std::string entity;  // "shipment"
    std::string entity_id;
    Id<Organisation> organisation_id{};  // whose it is
    std::string number;
    std::optional<std::string> status;     // by the choices of its entity
    std::optional<std::string> on_entity;  // where it is shown: its own page, or another document's
    std::optional<std::string> on_id;
    Instant at{};
    std::optional<Money> amount;      // with tax; a credit or debit note's is taken off
    std::optional<std::string> path;  // of its UBL file
    static const meta::Entity description;
};
struct OrderDocuments {
    std::vector<OrderDocument> documents;
    bool has_more = false;
    static const meta::Entity description;
};

using D = OrderDocument;
constexpr auto document_fields = meta::fields(
    meta::field<&D::entity>("entity", {"单据类型", "Kind"}),
    meta::field<&D::entity_id>("entity_id", {"单据", "Document"}),
    meta::field<&D::organisation_id>("organisation_id", {"单位", "Organisation"}),
    meta::field<&D::number>("number", {"单据编号", "Number"}), meta::field<&D::status>("status", {"状态", "Status"}),
    meta::field<&D::on_entity>("on_entity", {"所在单据类型", "Shown on (kind)"}),
    meta::field<&D::on_id>("on_id", {"所在单据", "Shown on"}), meta::field<&D::at>("at", {"时间", "At"}),
    meta::field<&D::amount>("amount", {"金额（含税）", "Amount, with tax"}, {.format = meta::Format::fen}),
    meta::field<&D::path>("path", {"文件地址", "Address of the file"}));
using A = OrderDocuments;
constexpr auto answer_fields =
    meta::fields(meta::field<&A::documents>("documents", {"单据", "Documents"},
                                            {.items_max = static_cast<std::uint32_t>(documents_max)}),
                 meta::field<&A::has_more>("has_more", {"还有更多", "There is more"}));

constinit const meta::Entity OrderDocument::description{.name = "order_document",
                                                        .label = {"订单的单据", "Document of an order"},
                                                        .fields = document_fields,
                                                        .stored = false};
constinit const meta::Entity OrderDocuments::description{.name = "order_documents",
                                                         .label = {"订单的单据", "Documents of an order"},
                                                         .fields = answer_fields,
                                                         .stored = false};

// Gathers them for one caller.
class Gathering {
  public:
    Gathering(const api::Call& call, store::Reader& reader, const PurchaseOrder& order)
        : call_(call), reader_(reader), order_(order), own_(call.principal->organisation) {}

    Result<OrderDocuments> all() {
        DENGYUN_TRY(lines, purchase_orders::lines_of(reader_, order_.id));
        DENGYUN_CHECK(terms());
        if (may("shipments.read")) DENGYUN_CHECK(goods());
        if (may("inspections.read")) DENGYUN_CHECK(verdicts(lines));
        if (may("returns.read")) DENGYUN_CHECK(going_back());
        if (may("invoicing.read")) DENGYUN_CHECK(money(lines));
        // The newest first; of one moment the one made last.
        std::ranges::sort(found_.documents, std::greater{},
                          [](const auto& one) { return std::tuple(one.at, id_from_text(one.entity_id).value_or(0)); });
        if (found_.documents.size() > documents_max) {
            found_.documents.resize(documents_max);
            found_.has_more = true;
        }
        return std::move(found_);
    }

  private:
    [[nodiscard]] bool may(std::string_view permission) const { return call_.principal->may(permission); }

    template <class E>
    OrderDocument& add(const E& row, std::string number, Instant at) {
        auto& made = found_.documents.emplace_back();
        made.entity = E::description.name;
        made.entity_id = to_text(row.id);
        made.organisation_id = row.organisation_id;
        made.number = std::move(number);
        made.at = at;
        return made;
    }
    template <class E>
    OrderDocument& add_with_page(const E& row, std::string number, Instant at) {
        auto& made = add(row, std::move(number), at);
        made.status = meta::name_of(row.status);
        made.on_entity = made.entity;
        made.on_id = made.entity_id;
        return made;
    }
    static std::string file(std::string_view path, std::string_view id) { return fmt::format("{}/{}/ubl", path, id); }

    // The order's own: versions and how they were answered.
    Result<> terms() {
        const auto own = "/api/v1/purchase-orders/" + to_text(order_.id);
        store::Query query;
        query.filters = {{"order_id", to_text(order_.id)}};
        query.limit = store::page_limit_max;
        DENGYUN_TRY(versions, reader_.list<purchase_orders::OrderVersion>(query));
        for (const auto& version : versions.items) {
            auto& made = add(version, change_number(order_, version.number), version.created_at);
            made.path = version.number == 1 ? own + "/ubl" : fmt::format("{}/versions/{}/ubl", own, version.number);
        }
        DENGYUN_TRY(responses, reader_.list<OrderResponse>(query));
        for (const auto& response : responses.items) {
            auto& made = add(response, change_number(order_, response.terms_version), response.created_at);
            made.status = meta::name_of(response.code);
            made.path = file(own + "/responses", to_text(response.id));
        }
        found_.has_more = versions.next.has_value() || responses.next.has_value();
        return {};
    }

    Result<> goods() {
        DENGYUN_TRY(shipments, shipments::shipments_for(reader_, purchasing::order_subject, {order_.id.value}));
        for (const auto& shipment : shipments) {
            const bool is_draft = shipment.status == shipments::ShipmentStatus::draft;
            // A draft is its sender's own.
            if (is_draft && shipment.organisation_id != own_) continue;
            const auto path = "/api/v1/shipments/" + to_text(shipment.id);
            auto& made =
                add_with_page(shipment, shipment.label_code, shipment.dispatched_at.value_or(shipment.created_at));
            if (!is_draft) made.path = path + "/ubl";
            DENGYUN_TRY(receipt, shipments::receipt_of(reader_, shipment.id));
            const bool is_told =
                receipt && (receipt->status != shipments::ReceiptStatus::draft || receipt->organisation_id == own_);
            if (!is_told) continue;
            auto& counted = add(*receipt, shipment.label_code, receipt->posted_at.value_or(receipt->created_at));
            counted.status = meta::name_of(receipt->status);
            counted.on_entity = Shipment::description.name;
            counted.on_id = to_text(shipment.id);
            counted.path = path + "/receipt/ubl";
        }
        return {};
    }

    Result<> verdicts(std::span<const purchase_orders::OrderLine> lines) {
        for (const auto& line : lines) {
            DENGYUN_TRY(inspections, inspections::inspections_for(reader_, purchasing::line_subject, {line.id.value}));
            for (const auto& one : inspections) add_with_page(one, one.lot, one.decided_at.value_or(one.created_at));
        }
        return {};
    }

    Result<> going_back() {
        store::Query query;
        query.filters = {{"subject_kind", std::string(purchasing::order_subject)}, {"subject_id", to_text(order_.id)}};
        query.limit = store::page_limit_max;
        DENGYUN_TRY(returns, reader_.list<returns::GoodsReturn>(query));
        for (const auto& one : returns.items) add_with_page(one, one.lot, one.created_at).amount = one.value;
        found_.has_more = found_.has_more || returns.next.has_value();
        return {};
    }

    Result<> money(std::span<const purchase_orders::OrderLine> lines) {
        DENGYUN_CHECK(statements(lines));
        DENGYUN_TRY(invoices, invoicing::invoices_of(reader_, lines));
        for (const auto& invoice : invoices) {
            // A draft is its supplier's own.
            if (invoice.status == invoicing::InvoiceStatus::draft && invoice.organisation_id != own_) continue;
            DENGYUN_TRY(amount, dengyun::add(invoice.net_total, invoice.tax_total));
            auto& made = add_with_page(invoice, invoice.number, invoice.submitted_at.value_or(invoice.created_at));
            const bool is_credit = invoice.kind == invoicing::InvoiceKind::credit_note;
            made.amount = is_credit ? Money{-amount.value} : amount;
            made.path = file("/api/v1/supplier-invoices", made.entity_id);
            DENGYUN_CHECK(debits(invoice));
        }
        return {};
    }

    Result<> statements(std::span<const purchase_orders::OrderLine> lines) {
        std::vector<Id<Statement>> ids;
        for (const auto& line : lines) {
            store::Query query;
            query.filters = {{"order_line_id", to_text(line.id)}};
            query.limit = store::page_limit_max;
            DENGYUN_TRY(stated, reader_.list<invoicing::StatementLine>(query));
            for (const auto& one : stated.items)
                if (one.statement_id) ids.push_back(*one.statement_id);
        }
        std::ranges::sort(ids);
        const auto twice = std::ranges::unique(ids);
        ids.erase(twice.begin(), twice.end());
        for (const auto id : ids) {
            DENGYUN_TRY(statement, reader_.find(id));
            DENGYUN_TRY(amount, dengyun::add(statement.net_total, statement.tax_total));
            auto& made = add_with_page(statement, statement.number, statement.created_at);
            made.amount = amount;
            made.path = file("/api/v1/statements", made.entity_id);
        }
        return {};
    }

    Result<> debits(const SupplierInvoice& invoice) {
        store::Query query;
        query.filters = {{"invoice_id", to_text(invoice.id)}};
        query.limit = store::page_limit_max;
        DENGYUN_TRY(notes, reader_.list<invoicing::DebitNote>(query));
        for (const auto& note : notes.items) {
            auto& made = add_with_page(note, note.number, note.created_at);
            made.amount = Money{-invoicing::total_of(note).value};
            made.path = file("/api/v1/debit-notes", made.entity_id);
        }
        return {};
    }

    const api::Call& call_;
    store::Reader& reader_;
    const PurchaseOrder& order_;
    const Id<Organisation> own_;
    OrderDocuments found_;
};

}  // namespace

void add_order_documents_route(api::Routes& routes) {
    routes.get<OrderDocuments>("/api/v1/purchase-orders/{id}/documents", api::needs("purchase_orders.read"),
                               {"采购订单的全部单据", "All documents of a purchase order"},
                               [](const api::Call& call, store::Reader& reader) -> Result<OrderDocuments> {
                                   DENGYUN_TRY(order, purchase_orders::find_order(call, reader));
                                   return Gathering(call, reader, order).all();
                               },
                               {.reach = api::Reach::all});
}

}  // namespace dengyun::exchange
