#include "flows/exchange/exchange.h"

#include "flows/exchange/documents.h"
#include "kernel/api/route.h"
#include "kernel/api/two_sided.h"
#include "kernel/base/digest.h"
#include "kernel/http/text.h"

namespace dengyun::exchange {
namespace {

constexpr Message own_messages[] = {
    {"exchange.not_yours",
     {"您没有办理这种单据的权限，请让本单位有权限的同事导入。未作任何更改。",
      "Documents of this kind are not yours to handle; ask a colleague who may. Nothing was changed."}},
    {"exchange.bid_is_sealed",
     {"报价在报价方自己的设备上密封，平台不能读取，所以不能以文件导入；请在询价单页面报价。未作任何更改。",
      "A bid is sealed on the bidder's own device, where the platform cannot read it; so it is not taken in as a file. "
      "Bid on the page of the RFQ. Nothing was changed."}},
    {"exchange.nothing_quoted",
     {"这份报价还没有可导出的价格：密封报价在开标前谁也读不到，竞价还没有出价。",
      "This bid has no price to write yet: nobody can read a sealed one before it is opened, and in the auction "
      "nothing "
      "was offered."}},
    {"issue.statement_differs",
     {"与平台对账单上的 {detail} 元不同；如有异议，请在对账单页面提出。",
      "Differs from the {detail} yuan of the statement here; if you disagree, dispute the line on its page."}},
    {"issue.debit_differs",
     {"按发票的单价和税率应为 {detail} 元。", "By the invoice's price and tax rate it is {detail} yuan."}},
    {"issue.statement_lines", {"平台对账单有 {detail} 行。", "The statement here has {detail} lines."}},
};

// What a kind of document becomes, and who may make that.
struct Taking {
    ubl::Kind kind;
    std::string_view permission;
    Result<Became> (*take)(const api::Call&, store::Unit&, const ubl::Document&);
};

constexpr Taking takings[] = {
    {ubl::Kind::request_for_quotation, "sourcing.buy", take_rfq},
    {ubl::Kind::order, "purchase_orders.buy", take_order},
    {ubl::Kind::order_change, "purchase_orders.buy", take_order_change},
    {ubl::Kind::order_response, "purchase_orders.supply", take_order_response},
    {ubl::Kind::despatch_advice, "shipments.send", take_despatch},
    {ubl::Kind::receipt_advice, "shipments.receive", take_receipt},
    {ubl::Kind::statement, "invoicing.read", take_statement},  // which side's it is to confirm says the statement
    {ubl::Kind::invoice, "invoicing.supply", take_invoice},
    {ubl::Kind::credit_note, "invoicing.supply", take_invoice},
    {ubl::Kind::debit_note, "invoicing.buy", take_debit_note},
};

const Taking* taking_of(ubl::Kind kind) {
    for (const auto& one : takings)
        if (one.kind == kind) return &one;
    return nullptr;
}

// Who has sent a document: the seller says what he sends and bills, the buyer the rest. Codes before names before ids.
std::string sender_of(const ubl::Document& document) {
    const bool from_seller = document.kind == ubl::Kind::quotation || document.kind == ubl::Kind::order_response ||
                             document.kind == ubl::Kind::despatch_advice || document.kind == ubl::Kind::invoice ||
                             document.kind == ubl::Kind::credit_note || document.kind == ubl::Kind::statement;
    const auto& party = from_seller ? document.seller : document.buyer;
    if (!party.company_code.empty()) return party.company_code;
    return party.name.empty() ? party.id : party.name;
}

// The file is read before the unit: the writer waits for nobody's XML.
Result<ReceivedDocument> receive(const api::Call& call, store::Store& store) {
    DENGYUN_TRY(document, ubl::read(call.request->body));
    const auto* taking = taking_of(document.kind);
    if (taking == nullptr) return fail(ErrorKind::conflict, "exchange.bid_is_sealed");
    // The route lets in who may take in some kind; that this kind is another's to take in is a matter of the document.
    if (!call.principal->may(taking->permission)) return fail(ErrorKind::conflict, "exchange.not_yours");
    const auto digest = sha256_hex(call.request->body);
    const auto sender = sender_of(document);
    const auto kind = ubl::root_name(document.kind);
    return store.write<ReceivedDocument>(call.scope, [&](store::Unit& unit) -> Result<ReceivedDocument> {
        DENGYUN_TRY(before, received_before(unit, {kind, sender, document.id}, digest));
        if (before) return std::move(*before);
        DENGYUN_TRY(became, taking->take(call, unit, document));
        ReceivedDocument received{.kind = std::string(kind),
                                  .number = document.id,
                                  .sender = sender,
                                  .digest = digest,
                                  .subject_kind = std::string(became.kind),
                                  .subject_id = {became.id},
                                  .subject_number = std::move(became.number)};
        received.organisation_id = call.principal->organisation;
        return note_received(unit, std::move(received));
    });
}

api::Reply file_of(const ubl::Document& document) {
    api::Reply reply{.body = ubl::write(document), .content_type = "application/xml"};
    reply.headers.push_back({"Content-Disposition", http::content_disposition(document.id + ".xml", false)});
    reply.headers.push_back({"X-Content-Type-Options", "nosniff"});
    return reply;
}

// A row as a file, for both of its sides.
template <class E>
void add_file_route(api::Routes& routes, std::string path, std::string_view permission, Label summary,
                    Id<Organisation> E::* other, bool (*is_told)(const E&)) {
    routes.get<api::Nothing>(std::move(path), api::needs(permission), summary,
                             [=](const api::Call& call, store::Reader& reader) -> Result<api::Reply> {
                                 DENGYUN_TRY(row, api::find_as_party<E>(call, reader, other));
                                 const bool is_own = row.organisation_id == call.principal->organisation;
                                 if (!is_own && !is_told(row)) return fail(ErrorKind::not_found, "request.not_found");
                                 DENGYUN_TRY(document, document_of(reader, row));
                                 return file_of(document);
                             },
                             {.reach = api::Reach::all, .raw_body = true});
}

void add_rfq_file(api::Routes& routes) {
    routes.get<api::Nothing>("/api/v1/rfxs/{id}/ubl", api::needs("sourcing.read"),
                             {"导出询价单（UBL 2.1）", "An RFQ as a file (UBL 2.1)"},
                             [](const api::Call& call, store::Reader& reader) -> Result<api::Reply> {
                                 DENGYUN_TRY(id, call.id<Rfx>());
                                 DENGYUN_TRY(rfx, sourcing::find_visible(reader, id, call.principal->organisation));
                                 DENGYUN_TRY(document, document_of(reader, rfx));
                                 return file_of(document);
                             },
                             {.reach = api::Reach::all, .raw_body = true});
}

void add_bid_file(api::Routes& routes) {
    routes.get<api::Nothing>("/api/v1/bids/{id}/ubl", api::needs("sourcing.read"),
                             {"导出报价（UBL 2.1）", "A bid as a file (UBL 2.1)"},
                             [](const api::Call& call, store::Reader& reader) -> Result<api::Reply> {
                                 DENGYUN_TRY(bid, sourcing::find_bid(call, reader));
                                 DENGYUN_TRY(document, document_of(reader, bid));
                                 return file_of(document);
                             },
                             {.reach = api::Reach::all, .raw_body = true});
}

void add_change_file(api::Routes& routes) {
    routes.get<api::Nothing>("/api/v1/purchase-orders/{id}/versions/{number}/ubl", api::needs("purchase_orders.read"),
                             {"导出订单变更（UBL 2.1）", "A change of an order as a file (UBL 2.1)"},
                             [](const api::Call& call, store::Reader& reader) -> Result<api::Reply> {
                                 DENGYUN_TRY(order, purchase_orders::find_order(call, reader));
                                 DENGYUN_TRY(number, call.id<purchase_orders::OrderVersion>("number"));
                                 DENGYUN_TRY(version, purchase_orders::version_of(reader, order.id, number.value));
                                 DENGYUN_TRY(document, document_of(reader, order, version));
                                 return file_of(document);
                             },
                             {.reach = api::Reach::all, .raw_body = true});
}

void add_response_file(api::Routes& routes) {
    routes.get<api::Nothing>("/api/v1/purchase-orders/{id}/responses/{response}/ubl",
                             api::needs("purchase_orders.read"),
                             {"导出订单答复（UBL 2.1）", "An order response as a file (UBL 2.1)"},
                             [](const api::Call& call, store::Reader& reader) -> Result<api::Reply> {
                                 DENGYUN_TRY(order, purchase_orders::find_order(call, reader));
                                 DENGYUN_TRY(id, call.id<OrderResponse>("response"));
                                 DENGYUN_TRY(response, reader.find(id));
                                 if (response.order_id != order.id)
                                     return fail(ErrorKind::not_found, "request.not_found");
                                 DENGYUN_TRY(document, document_of(reader, order, response));
                                 return file_of(document);
                             },
                             {.reach = api::Reach::all, .raw_body = true});
}

void add_receipt_file(api::Routes& routes) {
    routes.get<api::Nothing>("/api/v1/shipments/{id}/receipt/ubl", api::needs("shipments.read"),
                             {"导出收货通知（UBL 2.1）", "What was received of a shipment as a file (UBL 2.1)"},
                             [](const api::Call& call, store::Reader& reader) -> Result<api::Reply> {
                                 DENGYUN_TRY(shipment,
                                             api::find_as_party<Shipment>(call, reader, &Shipment::receiver_id));
                                 DENGYUN_TRY(receipt, shipments::receipt_of(reader, shipment.id));
                                 if (!receipt) return fail(ErrorKind::not_found, "request.not_found");
                                 DENGYUN_TRY(document, document_of(reader, shipment, *receipt));
                                 return file_of(document);
                             },
                             {.reach = api::Reach::all, .raw_body = true});
}

}  // namespace

std::span<const Message> document_messages() { return own_messages; }

void add_document_routes(api::Routes& routes) {
    routes.post<api::Nothing, ReceivedDocument>(
        "/api/v1/received-documents", api::needs("exchange.receive"),
        {"导入电子单据（UBL 2.1）", "Take in a business document (UBL 2.1)"},
        [](const api::Call& call, store::Store& store) { return receive(call, store); },
        {.reach = api::Reach::crossing, .raw_body = true});
    add_outgoing_routes(routes);
    add_order_documents_route(routes);
    add_rfq_file(routes);
    add_bid_file(routes);
    add_file_route<PurchaseOrder>(routes, "/api/v1/purchase-orders/{id}/ubl", "purchase_orders.read",
                                  {"导出采购订单（UBL 2.1）", "A purchase order as a file (UBL 2.1)"},
                                  &PurchaseOrder::supplier_id,
                                  [](const PurchaseOrder& order) { return order.terms_version > 0; });
    add_change_file(routes);
    add_response_file(routes);
    add_file_route<Shipment>(routes, "/api/v1/shipments/{id}/ubl", "shipments.read",
                             {"导出发货通知（UBL 2.1）", "A shipment as a file (UBL 2.1)"}, &Shipment::receiver_id,
                             [](const Shipment& shipment) { return shipment.dispatched_at.has_value(); });
    add_receipt_file(routes);
    add_file_route<Statement>(routes, "/api/v1/statements/{id}/ubl", "invoicing.read",
                              {"导出对账单（UBL 2.1）", "A statement as a file (UBL 2.1)"}, &Statement::supplier_id,
                              [](const Statement&) { return true; });
    add_file_route<SupplierInvoice>(
        routes, "/api/v1/supplier-invoices/{id}/ubl", "invoicing.read",
        {"导出发票（UBL 2.1）", "An invoice as a file (UBL 2.1)"}, &SupplierInvoice::buyer_id,
        [](const SupplierInvoice& invoice) { return invoice.status != invoicing::InvoiceStatus::draft; });
    add_file_route<DebitNote>(routes, "/api/v1/debit-notes/{id}/ubl", "invoicing.read",
                              {"导出扣款单（UBL 2.1）", "A debit note as a file (UBL 2.1)"}, &DebitNote::supplier_id,
                              [](const DebitNote&) { return true; });
}

}  // namespace dengyun::exchange
