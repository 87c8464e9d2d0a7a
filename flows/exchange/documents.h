#pragma once
// What the kinds of documents have in common, and the two ways of each kind. Private to this flow.
//
// What a document becomes passes the same gate as what is typed: it is written as JSON of a creation and read by the
// entity's description, so that limits, rules and the permissions of fields hold. Their errors name our fields.
#include <boost/json/serialize.hpp>

#include "kernel/api/call.h"
#include "kernel/meta/json.h"
#include "kernel/store/unit.h"
#include "modules/enterprise/api.h"
#include "modules/exchange/api.h"
#include "modules/invoicing/api.h"
#include "modules/purchase_orders/api.h"
#include "modules/shipments/api.h"
#include "modules/sourcing/api.h"

namespace dengyun::exchange {

using invoicing::DebitNote;
using invoicing::Statement;
using invoicing::SupplierInvoice;
using purchase_orders::OrderResponse;
using purchase_orders::PurchaseOrder;
using shipments::Shipment;
using sourcing::Bid;
using sourcing::Rfx;

// A unit of measure as other programs write it ("C62", UN/ECE recommendation 20) and as we do ("件"); what neither side
// knows stays as it is.
[[nodiscard]] std::string unit_code(std::string_view unit);
[[nodiscard]] std::string unit_name(std::string_view code);
[[nodiscard]] ubl::Measure measure_of(Quantity quantity, std::string_view unit);

// Who stands in a document. Error: not_found.
[[nodiscard]] Result<ubl::Party> party_of(store::Reader& reader, Id<Organisation> organisation);
// By the company code, else by our id. Error: invalid with an issue on `place` (unknown_reference: nobody, or several).
// The scope must read all.
[[nodiscard]] Result<Id<Organisation>> organisation_of(store::Reader& reader, const ubl::Party& party,
                                                       std::string_view place);

// "title\nmore": how our two texts stand in one note.
[[nodiscard]] std::string note_of(const std::string& title, const std::optional<std::string>& more);
struct TitleAndNote {
    std::string title;  // of the note's first line, else the document's number
    std::optional<std::string> note;
};
[[nodiscard]] TitleAndNote title_of(const ubl::Document& document);

template <meta::Described E>
Result<E> read_as(const boost::json::object& given, const api::Call& call) {
    return meta::from_json<E>(boost::json::serialize(given), meta::Mode::create, call.viewer());
}

// --- Ours as documents

[[nodiscard]] Result<ubl::Document> document_of(store::Reader& reader, const Rfx& rfx);
// Error: conflict "exchange.nothing_quoted" while nobody can read it, or where it has no prices by line.
[[nodiscard]] Result<ubl::Document> document_of(store::Reader& reader, const Bid& bid);
[[nodiscard]] Result<ubl::Document> document_of(store::Reader& reader, const PurchaseOrder& order);
// What a version has changed. Error: not_found for the first one, which is the order.
[[nodiscard]] Result<ubl::Document> document_of(store::Reader& reader, const PurchaseOrder& order,
                                                const purchase_orders::OrderVersion& version);
[[nodiscard]] std::string change_number(const PurchaseOrder& order, std::int64_t version);  // "PO-000012-V2"
[[nodiscard]] Result<ubl::Document> document_of(store::Reader& reader, const PurchaseOrder& order,
                                                const OrderResponse& response);
// Of a shipment for a purchase order. Error: not_found for another one.
[[nodiscard]] Result<ubl::Document> document_of(store::Reader& reader, const Shipment& shipment);
[[nodiscard]] Result<ubl::Document> document_of(store::Reader& reader, const Shipment& shipment,
                                                const shipments::Receipt& receipt);
[[nodiscard]] Result<ubl::Document> document_of(store::Reader& reader, const SupplierInvoice& invoice);
[[nodiscard]] Result<ubl::Document> document_of(store::Reader& reader, const DebitNote& note);
[[nodiscard]] Result<ubl::Document> document_of(store::Reader& reader, const Statement& statement);

// --- Documents as ours

struct Became {
    std::string_view kind;  // the entity
    std::int64_t id = 0;
    std::string number;
};
// Drafts of the caller's organisation. Errors: invalid with issues on what the document lacks, by the paths of UBL, or
// on our fields; those of a creation by hand.
[[nodiscard]] Result<Became> take_rfq(const api::Call& call, store::Unit& unit, const ubl::Document& document);
[[nodiscard]] Result<Became> take_order(const api::Call& call, store::Unit& unit, const ubl::Document& document);
[[nodiscard]] Result<Became> take_invoice(const api::Call& call, store::Unit& unit, const ubl::Document& document);
// A new version of the order that it names by our number or by the buyer's own: the lines that it brings are asked for
// as it says, with what it does not speak of as it was. Errors: as change(); conflict "purchase_order.terms_changed"
// where it is not the next version.
[[nodiscard]] Result<Became> take_order_change(const api::Call& call, store::Unit& unit, const ubl::Document& document);
// What the buyer takes off the invoice that it names by its number: issued at once, as it is by hand. Errors: as
// add_debit_note(); invalid with an issue on an amount that is not what the invoice's price and rate make
// (debit_differs).
[[nodiscard]] Result<Became> take_debit_note(const api::Call& call, store::Unit& unit, const ubl::Document& document);
// The other side's program says the same as our statement: the caller has confirmed it. Errors: invalid with issues on
// what differs; of the state table.
[[nodiscard]] Result<Became> take_statement(const api::Call& call, store::Unit& unit, const ubl::Document& document);
// An answer to the order that it names. Errors: as respond(); conflict "purchase_order.terms_changed" where it accepts
// another quantity or price than is asked for now.
[[nodiscard]] Result<Became> take_order_response(const api::Call& call, store::Unit& unit,
                                                 const ubl::Document& document);

// The supplier's ship note against the order that it names, dispatched at once. Errors: as purchasing::ship.
[[nodiscard]] Result<Became> take_despatch(const api::Call& call, store::Unit& unit, const ubl::Document& document);
// What the buyer has counted of the shipment that it names by its label; more than was sent is not taken in by a
// program. Errors: as shipments::sign.
[[nodiscard]] Result<Became> take_receipt(const api::Call& call, store::Unit& unit, const ubl::Document& document);

// The order of that number between a buyer and a supplier, once it is issued. Error: invalid with an issue on `place`.
[[nodiscard]] Result<PurchaseOrder> order_between(store::Reader& reader, Id<Organisation> buyer,
                                                  Id<Organisation> supplier, const std::string& number,
                                                  std::string_view place);

// What others have written to the caller's organisation.
void add_outgoing_routes(api::Routes& routes);
// All that belongs to a purchase order.
void add_order_documents_route(api::Routes& routes);

}  // namespace dengyun::exchange
