// What others have written to an organisation, in the order of its event log, for its own program to fetch. Nothing is
// kept for it: the log says what happened, the rows say what it is.
#include "flows/exchange/documents.h"
#include "kernel/api/route.h"
#include "kernel/store/events.h"

namespace dengyun::exchange {
namespace {

constexpr std::size_t documents_max = 100;  // in one answer
constexpr int pages_max = 10;               // of the log, read for one answer

struct OutgoingDocument {
    std::int64_t sequence = 0;  // of the event
    std::string kind;           // "Order": the root of the file
    std::string number;
    std::string sender;
    std::string path;    // of the file
    std::string entity;  // where it is shown
    std::string entity_id;
    std::string status;  // of that, by its choices
    Instant at{};
    static const meta::Entity description;
};
struct OutgoingDocuments {
    std::vector<OutgoingDocument> documents;
    std::int64_t sequence = 0;  // everything up to here was looked at: the next question's `after`
    bool has_more = false;
    static const meta::Entity description;
};

using O = OutgoingDocument;
constexpr auto document_fields = meta::fields(
    meta::field<&O::sequence>("sequence", {"序号", "Sequence"}), meta::field<&O::kind>("kind", {"单据类型", "Kind"}),
    meta::field<&O::number>("number", {"单据编号", "Number"}), meta::field<&O::sender>("sender", {"发送方", "Sender"}),
    meta::field<&O::path>("path", {"文件地址", "Address of the file"}),
    meta::field<&O::entity>("entity", {"所在单据类型", "Shown on (kind)"}),
    meta::field<&O::entity_id>("entity_id", {"所在单据", "Shown on"}),
    meta::field<&O::status>("status", {"状态", "Status"}), meta::field<&O::at>("at", {"时间", "At"}));
using A = OutgoingDocuments;
constexpr auto answer_fields =
    meta::fields(meta::field<&A::documents>("documents", {"单据", "Documents"},
                                            {.items_max = static_cast<std::uint32_t>(documents_max)}),
                 meta::field<&A::sequence>("sequence", {"读到序号", "Read up to"}),
                 meta::field<&A::has_more>("has_more", {"还有更多", "There is more"}));

constinit const meta::Entity OutgoingDocument::description{.name = "outgoing_document",
                                                           .label = {"待取单据", "Outgoing document"},
                                                           .fields = document_fields,
                                                           .stored = false};
constinit const meta::Entity OutgoingDocuments::description{.name = "outgoing_documents",
                                                            .label = {"待取单据", "Outgoing documents"},
                                                            .fields = answer_fields,
                                                            .stored = false};

// What an event has brought to the organisation whose log tells it; nullopt where that is its own doing.
using Found = Result<std::optional<OutgoingDocument>>;

// `shown`: the row whose page shows it.
template <class E>
Found found(ubl::Kind kind, std::string number, std::string path, const E& shown) {
    return OutgoingDocument{.kind = std::string(ubl::root_name(kind)),
                            .number = std::move(number),
                            .path = std::move(path) + "/ubl",
                            .entity = std::string(E::description.name),
                            .entity_id = to_text(shown.id),
                            .status = std::string(meta::name_of(shown.status))};
}

Found order_of(store::Reader& reader, Id<Organisation> own, Id<PurchaseOrder> id) {
    const auto order = reader.find(id);
    if (!order || order->supplier_id != own || order->terms_version == 0) return std::nullopt;
    return found(ubl::Kind::order, order->number, "/api/v1/purchase-orders/" + to_text(order->id), *order);
}

Found on_order(store::Reader& reader, Id<Organisation> own, std::int64_t id) { return order_of(reader, own, {id}); }

// New terms are told line by line; what they make is one order, or one change of it.
Found on_order_line(store::Reader& reader, Id<Organisation> own, std::int64_t id) {
    const auto line = reader.find(Id<purchase_orders::OrderLine>{id});
    if (!line) return std::nullopt;
    if (line->terms_version <= 1) return order_of(reader, own, line->order_id);
    const auto order = reader.find(line->order_id);
    if (!order || order->supplier_id != own) return std::nullopt;
    return found(ubl::Kind::order_change, change_number(*order, line->terms_version),
                 fmt::format("/api/v1/purchase-orders/{}/versions/{}", to_text(order->id), line->terms_version),
                 *order);
}

Found on_response(store::Reader& reader, Id<Organisation> own, std::int64_t id) {
    const auto response = reader.find(Id<OrderResponse>{id});
    if (!response || response->buyer_id != own) return std::nullopt;
    DENGYUN_TRY(order, reader.find(response->order_id));
    return found(
        ubl::Kind::order_response, to_text(response->id),
        fmt::format("/api/v1/purchase-orders/{}/responses/{}", to_text(response->order_id), to_text(response->id)),
        order);
}

Found on_shipment(store::Reader& reader, Id<Organisation> own, std::int64_t id) {
    const auto shipment = reader.find(Id<Shipment>{id});
    if (!shipment || shipment->receiver_id != own || shipment->subject_kind != "purchase_order") return std::nullopt;
    return found(ubl::Kind::despatch_advice, shipment->label_code, "/api/v1/shipments/" + to_text(shipment->id),
                 *shipment);
}

Found on_receipt(store::Reader& reader, Id<Organisation> own, std::int64_t id) {
    const auto receipt = reader.find(Id<shipments::Receipt>{id});
    if (!receipt || receipt->sender_id != own) return std::nullopt;
    DENGYUN_TRY(shipment, reader.find(receipt->shipment_id));
    if (shipment.subject_kind != "purchase_order") return std::nullopt;
    return found(ubl::Kind::receipt_advice, shipment.label_code,
                 "/api/v1/shipments/" + to_text(shipment.id) + "/receipt", shipment);
}

Found on_invoice(store::Reader& reader, Id<Organisation> own, std::int64_t id) {
    const auto invoice = reader.find(Id<SupplierInvoice>{id});
    if (!invoice || invoice->buyer_id != own) return std::nullopt;
    const auto kind =
        invoice->kind == invoicing::InvoiceKind::credit_note ? ubl::Kind::credit_note : ubl::Kind::invoice;
    return found(kind, invoice->number, "/api/v1/supplier-invoices/" + to_text(invoice->id), *invoice);
}

Found on_debit_note(store::Reader& reader, Id<Organisation> own, std::int64_t id) {
    const auto note = reader.find(Id<DebitNote>{id});
    if (!note || note->supplier_id != own) return std::nullopt;
    return found(ubl::Kind::debit_note, note->number, "/api/v1/debit-notes/" + to_text(note->id), *note);
}

// Both sides book a statement.
Found on_statement(store::Reader& reader, Id<Organisation>, std::int64_t id) {
    const auto statement = reader.find(Id<Statement>{id});
    if (!statement) return std::nullopt;
    return found(ubl::Kind::statement, statement->number, "/api/v1/statements/" + to_text(statement->id), *statement);
}

struct Telling {
    std::string_view event;
    Found (*find)(store::Reader&, Id<Organisation>, std::int64_t id);
};
constexpr Telling tellings[] = {
    {"purchase_order.issued", on_order},
    {"purchase_order_line.issued", on_order_line},
    {"purchase_order_line.change_asked", on_order_line},
    {"purchase_order_line.reissued", on_order_line},
    {"purchase_order_response.created", on_response},
    {"shipment.dispatched", on_shipment},
    {"receipt.posted", on_receipt},
    {"supplier_invoice.submitted", on_invoice},
    {"debit_note.created", on_debit_note},
    {"statement.created", on_statement},
    {"statement.confirmed", on_statement},
    {"statement.deemed_confirmed", on_statement},
};

Result<> add(store::Reader& reader, const store::Event& event, OutgoingDocuments& answer, bool newest) {
    for (const auto& telling : tellings) {
        if (telling.event != event.name) continue;
        DENGYUN_TRY(document, telling.find(reader, event.organisation_id, event.entity_id));
        if (!document) return {};
        document->sequence = event.sequence;
        document->sender = event.actor_name;
        document->at = event.at;
        // What is told several times over is fetched once, as it stands at the last time.
        const auto same = std::ranges::find(answer.documents, document->path, &OutgoingDocument::path);
        if (newest && same != answer.documents.end()) return {};
        std::erase_if(answer.documents, [&](const OutgoingDocument& one) { return one.path == document->path; });
        answer.documents.push_back(std::move(*document));
        return {};
    }
    return {};
}

Result<OutgoingDocuments> list(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(after, call.query_integer("after", 0, 0, std::numeric_limits<std::int64_t>::max()));
    // For people the newest first; for programs, which miss nothing, from where they were.
    const bool newest = call.query_parameter("newest") == "true";
    OutgoingDocuments answer{.sequence = after};
    for (int page = 0; page < pages_max; ++page) {
        DENGYUN_TRY(events,
                    store::read_events(
                        reader, {.after = answer.sequence, .descending = newest, .limit = store::page_limit_max}));
        answer.has_more = events.size() == store::page_limit_max;
        for (const auto& event : events) {
            if (answer.documents.size() == documents_max) {
                answer.has_more = true;
                return answer;
            }
            DENGYUN_CHECK(add(reader, event, answer, newest));
            answer.sequence = event.sequence;
        }
        if (!answer.has_more) break;
    }
    return answer;
}

}  // namespace

void add_outgoing_routes(api::Routes& routes) {
    routes.get<OutgoingDocuments>(
        "/api/v1/outgoing-documents", api::needs("exchange.read"),
        {"发给本单位的电子单据", "Documents that others have written to one's own organisation"}, list,
        {.reach = api::Reach::all,
         .parameters = {{"after", {"从这个序号之后继续", "Resume after this sequence"}},
                        {"newest", {"填 true 则最新的在前", "\"true\": the newest first"}}}});
}

}  // namespace dengyun::exchange
