// Invoices, for both sides; a draft is its supplier's own.
#include "modules/invoicing/routes.h"

#include "modules/invoicing/rows.h"

namespace dengyun::invoicing {
namespace {

const api::RouteOptions crossing{.reach = api::Reach::crossing};

Result<SupplierInvoice> find_invoice(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(invoice, api::find_as_party<SupplierInvoice>(call, reader, &SupplierInvoice::buyer_id));
    const bool is_own = invoice.organisation_id == call.principal->organisation;
    if (!is_own && invoice.status == InvoiceStatus::draft) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(invoice);
}

Result<store::Page<SupplierInvoice>> list_received(const api::Call& call, store::Reader& reader,
                                                   const store::Query& query) {
    auto own = query;
    bool asked = false;
    std::erase_if(own.filters, [&](const store::Query::Filter& one) {
        asked = asked || one.field == "status";
        return one.field == "buyer_id" || (one.field == "status" && one.value == "draft");
    });
    const bool nothing_left =
        asked && std::ranges::find(own.filters, "status", &store::Query::Filter::field) == own.filters.end();
    if (nothing_left) return store::Page<SupplierInvoice>{};
    own.filters.push_back({"buyer_id", to_text(call.principal->organisation)});
    if (!asked)
        for (const auto& status : choices_of(InvoiceStatus{}).entries)
            if (status.name != "draft") own.filters.push_back({"status", std::string(status.name)});
    return reader.list<SupplierInvoice>(own);
}

Result<SupplierInvoice> act(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(invoice, find_invoice(call, unit));
    DENGYUN_TRY(action, api::detail::action_named(SupplierInvoice::states, input.action));
    if (call.request->header("if-match")) {
        DENGYUN_TRY(version, call.expected_version());
        if (invoice.version != version) return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
    }
    invoice.status_reason = input.reason;
    const bool other_side = invoice.organisation_id != call.principal->organisation;
    return move_invoice(unit, std::move(invoice), static_cast<InvoiceAction>(action),
                        {*call.principal, false, other_side});
}

}  // namespace

void add_invoice_routes(api::Routes& routes) {
    const auto reads = api::needs("invoicing.read");
    routes.declare(SupplierInvoice::description, &SupplierInvoice::states);
    routes.list<SupplierInvoice>("/api/v1/supplier-invoices", reads,
                                 {"本单位开出的发票", "Invoices that one has written"},
                                 [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                     return reader.list<SupplierInvoice>(query);
                                 },
                                 {.list_of = "supplier_invoice", .exported = true});
    routes.list<SupplierInvoice>("/api/v1/received-supplier-invoices", reads,
                                 {"供方开给本单位的发票", "Invoices that one has received"}, list_received,
                                 {.reach = api::Reach::all, .list_of = "supplier_invoice", .exported = true});
    routes.get<SupplierInvoice>("/api/v1/supplier-invoices/{id}", reads, {"查看发票", "Read an invoice"},
                                [](const api::Call& call, store::Reader& reader) { return find_invoice(call, reader); },
                                {.reach = api::Reach::all});
    routes.post<SupplierInvoice, SupplierInvoice>(
        "/api/v1/supplier-invoices", api::needs("invoicing.supply"), {"登记发票", "Write an invoice"},
        [](const api::Call& call, store::Unit& unit, const SupplierInvoice& given) {
            auto invoice = given;
            invoice.organisation_id = call.principal->organisation;
            return add_invoice(unit, std::move(invoice));
        },
        crossing);
    routes.remove(
        "/api/v1/supplier-invoices/{id}", api::needs("invoicing.supply"),
        {"删除发票草稿", "Remove a draft of an invoice"},
        [](const api::Call& call, store::Unit& unit) -> Result<> {
            DENGYUN_TRY(invoice, api::find_expected<SupplierInvoice>(call, unit));
            if (invoice.organisation_id != call.principal->organisation)
                return fail(ErrorKind::not_found, "request.not_found");
            if (invoice.status != InvoiceStatus::draft) return fail(ErrorKind::conflict, "supplier_invoice.submitted");
            return unit.remove(invoice);
        },
        crossing);
    routes.post<api::ActionInput, SupplierInvoice>("/api/v1/supplier-invoices/{id}/actions", reads,
                                                   {"办理发票", "Act on an invoice"}, act, crossing);
    routes.add_timer(
        SupplierInvoice::description.name,
        [](store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) -> Result<> {
            auto invoice = unit.find(Id<SupplierInvoice>{id});
            if (!invoice || static_cast<std::int64_t>(invoice->status) != state) return {};
            DENGYUN_CHECK(move_invoice(unit, std::move(*invoice), static_cast<InvoiceAction>(action), system_mover()));
            return {};
        });
}

void add_exception_routes(api::Routes& routes) {
    api::add_two_sided<MatchException>(
        routes,
        {.path = "/api/v1/match-exceptions",
         .incoming = "/api/v1/received-match-exceptions",
         .own_summary = {"本单位收到的发票的差异", "Exceptions of invoices that one has received"},
         .incoming_summary = {"本单位开出的发票的差异", "Exceptions of invoices that one has written"},
         .read = "invoicing.read",
         .other_field = "supplier_id",
         .other = &MatchException::supplier_id,
         .move = [](store::Unit& unit, MatchException exception, std::int64_t action, const flow::Mover& mover) {
             return decide(unit, std::move(exception), static_cast<ExceptionAction>(action), mover);
         }});
}

}  // namespace dengyun::invoicing
