#include "flows/exchange/exchange.h"

#include "flows/exchange/documents.h"
#include "kernel/api/route.h"
#include "kernel/base/digest.h"
#include "kernel/http/text.h"

namespace dengyun::exchange {
namespace {

using sourcing::Rfx;

constexpr Message own_messages[] = {
    {"exchange.not_yours",
     {"您没有办理这种单据的权限，请让本单位有权限的同事导入。未作任何更改。",
      "Documents of this kind are not yours to handle; ask a colleague who may. Nothing was changed."}},
    {"exchange.not_taken",
     {"这种电子单据目前只能导出，不能导入。未作任何更改。",
      "Documents of this kind can be written here, but not taken in yet. Nothing was changed."}},
};

struct Became {
    std::string_view kind;
    std::int64_t id = 0;
    std::string number;
};

// What a kind of document becomes, and who may make that.
struct Taking {
    ubl::Kind kind;
    std::string_view permission;
    Result<Became> (*take)(const api::Call&, store::Unit&, const ubl::Document&);
};

Result<Became> take_rfq(const api::Call& call, store::Unit& unit, const ubl::Document& document) {
    DENGYUN_TRY(given, rfx_of(call, document));
    DENGYUN_TRY(rfx, sourcing::add_rfx(unit, std::move(given)));
    return Became{"rfx", rfx.id.value, rfx.number};
}

constexpr Taking takings[] = {
    {ubl::Kind::request_for_quotation, "sourcing.buy", take_rfq},
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
    if (taking == nullptr) return fail(ErrorKind::conflict, "exchange.not_taken");
    // The route lets in who may take in some kind; that this kind is another's to take in is a matter of the document.
    if (!call.principal->may(taking->permission)) return fail(ErrorKind::conflict, "exchange.not_yours");
    const auto digest = sha256_hex(call.request->body);
    const auto sender = sender_of(document);
    const auto kind = ubl::root_name(document.kind);
    return store.write<ReceivedDocument>(call.scope, [&](store::Unit& unit) -> Result<ReceivedDocument> {
        DENGYUN_TRY(before, received_before(unit, {kind, sender, document.id}, digest));
        if (before) return std::move(*before);
        DENGYUN_TRY(became, taking->take(call, unit, document));
        return note_received(unit, {.kind = std::string(kind),
                                    .number = document.id,
                                    .sender = sender,
                                    .digest = digest,
                                    .subject_kind = std::string(became.kind),
                                    .subject_id = {became.id},
                                    .subject_number = std::move(became.number)});
    });
}

api::Reply file_of(const ubl::Document& document) {
    api::Reply reply{.body = ubl::write(document), .content_type = "application/xml"};
    reply.headers.push_back({"Content-Disposition", http::content_disposition(document.id + ".xml", false)});
    reply.headers.push_back({"X-Content-Type-Options", "nosniff"});
    return reply;
}

}  // namespace

Result<ubl::Party> party_of(store::Reader& reader, Id<Organisation> organisation) {
    DENGYUN_TRY(enterprise, reader.find(Id<enterprise::Enterprise>{organisation.value}));
    return ubl::Party{
        .id = to_text(organisation), .name = enterprise.name, .company_code = enterprise.company_code.value_or("")};
}

std::span<const Message> document_messages() { return own_messages; }

void add_document_routes(api::Routes& routes) {
    routes.post<api::Nothing, ReceivedDocument>(
        "/api/v1/received-documents", api::needs("exchange.receive"),
        {"导入电子单据（UBL 2.1）", "Take in a business document (UBL 2.1)"},
        [](const api::Call& call, store::Store& store) { return receive(call, store); }, {.raw_body = true});
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

}  // namespace dengyun::exchange
