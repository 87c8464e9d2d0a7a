// Statements and their lines, for both sides. The routes cross organisations and look at the caller's side themselves.
#include "modules/invoicing/routes.h"

#include "modules/invoicing/rows.h"

namespace dengyun::invoicing {
namespace {

const api::RouteOptions crossing{.reach = api::Reach::crossing};
const auto reads = api::needs("invoicing.read");

// Whose statement with whom: the other side is named, one's own side is what is asked.
struct ProposalInput {
    Id<Organisation> partner_id{};
    bool as_supplier = false;
    std::optional<meta::Date> until;
    static const meta::Entity description;
};
using P = ProposalInput;
constexpr auto proposal_fields =
    meta::fields(meta::field<&P::partner_id>("partner_id", {"对方单位", "Partner"},
                                             {.flags = meta::required, .reference = "organisation"}),
                 meta::field<&P::as_supplier>("as_supplier", {"本单位是供方", "One is the supplier"}, {}),
                 meta::field<&P::until>("until", {"截至日期，不写则为今天", "Until; today where absent"}, {}));
constinit const meta::Entity ProposalInput::description{.name = "statement_proposal_input",
                                                        .label = {"发起对账", "Propose a statement"},
                                                        .fields = proposal_fields,
                                                        .stored = false};

struct DisputeInput {
    Quantity claimed{};
    std::string reason;
    static const meta::Entity description;
};
using D = DisputeInput;
constexpr auto dispute_fields = meta::fields(
    meta::field<&D::claimed>(
        "claimed", {"本方认可的数量", "Quantity"},
        {.flags = meta::required, .min = 0, .max = purchase_orders::quantity_max, .format = meta::Format::milli}),
    meta::field<&D::reason>("reason", {"说明", "Reason"},
                            {.flags = meta::required, .length_max = 500, .format = meta::Format::multiline}));
constinit const meta::Entity DisputeInput::description{
    .name = "statement_dispute_input", .label = {"提出异议", "Dispute"}, .fields = dispute_fields, .stored = false};

struct InvoicingInput {
    std::string number;
    meta::Date invoiced_on{};
    static const meta::Entity description;
};
using I = InvoicingInput;
constexpr auto invoicing_fields =
    meta::fields(meta::field<&I::number>("number", {"发票号码", "Number"}, {.flags = meta::required, .length_max = 40}),
                 meta::field<&I::invoiced_on>("invoiced_on", {"开票日期", "Invoiced on"}, {.flags = meta::required}));
constinit const meta::Entity InvoicingInput::description{.name = "statement_invoicing_input",
                                                         .label = {"按对账单开票", "Invoice a statement"},
                                                         .fields = invoicing_fields,
                                                         .stored = false};

Result<Statement> find_statement(const api::Call& call, store::Reader& reader) {
    return api::find_as_party<Statement>(call, reader, &Statement::supplier_id);
}

Result<Statement> propose_own(const api::Call& call, store::Unit& unit, const ProposalInput& input) {
    const auto own = call.principal->organisation;
    const auto buyer = input.as_supplier ? input.partner_id : own;
    const auto supplier = input.as_supplier ? own : input.partner_id;
    const auto today = china_date(unit.now());
    return propose(unit, buyer, supplier, std::min(input.until.value_or(today), today));
}

Result<Statement> confirm_own(const api::Call& call, store::Unit& unit) {
    DENGYUN_TRY(statement, find_statement(call, unit));
    const bool by_supplier = statement.supplier_id == call.principal->organisation;
    if (!call.principal->may(by_supplier ? "invoicing.supply" : "invoicing.buy"))
        return fail(ErrorKind::forbidden, "request.forbidden");
    return confirm(unit, std::move(statement), by_supplier);
}

Result<StatementLine> dispute_own(const api::Call& call, store::Unit& unit, const DisputeInput& input) {
    DENGYUN_TRY(line, api::find_as_party<StatementLine>(call, unit, &StatementLine::supplier_id));
    const bool other_side = line.organisation_id != call.principal->organisation;
    return dispute(unit, std::move(line), input.claimed, input.reason, {*call.principal, false, other_side});
}

}  // namespace

void add_statement_routes(api::Routes& routes) {
    api::add_two_sided<Statement>(routes, {.path = "/api/v1/statements",
                                           .incoming = "/api/v1/received-statements",
                                           .own_summary = {"与供方的对账单", "Statements with one's suppliers"},
                                           .incoming_summary = {"与客户的对账单", "Statements with one's customers"},
                                           .read = "invoicing.read",
                                           .other_field = "supplier_id",
                                           .other = &Statement::supplier_id,
                                           .move = [](store::Unit& unit, Statement statement, std::int64_t action,
                                                      const flow::Mover& mover) -> Result<Statement> {
                                               if (!mover.is_system)
                                                   return fail(ErrorKind::conflict, "statement.by_confirmation");
                                               static_cast<void>(action);
                                               return deem_confirmed(unit, std::move(statement));
                                           }});
    api::add_two_sided<StatementLine>(
        routes, {.path = "/api/v1/statement-lines",
                 .incoming = "/api/v1/received-statement-lines",
                 .own_summary = {"采购的对账明细", "Statement lines of one's purchases"},
                 .incoming_summary = {"供货的对账明细", "Statement lines of one's supplies"},
                 .read = "invoicing.read",
                 .other_field = "supplier_id",
                 .other = &StatementLine::supplier_id,
                 .move = [](store::Unit& unit, StatementLine line, std::int64_t action, const flow::Mover& mover) {
                     return move_line(unit, std::move(line), static_cast<LineAction>(action), mover);
                 }});
    routes.post<ProposalInput, Statement>("/api/v1/statements", reads, {"发起对账", "Propose a statement"}, propose_own,
                                          crossing);
    routes.list<StatementLine>(
        "/api/v1/statements/{id}/lines", reads, {"对账单明细", "The lines of a statement"},
        [](const api::Call& call, store::Reader& reader, const store::Query&) -> Result<store::Page<StatementLine>> {
            DENGYUN_TRY(statement, find_statement(call, reader));
            DENGYUN_TRY(lines, lines_of(reader, statement.id));
            return store::Page<StatementLine>{std::move(lines), std::nullopt};
        },
        {.reach = api::Reach::all});
    routes.post<api::Nothing, Statement>("/api/v1/statements/{id}/confirmation/actions", reads,
                                         {"确认对账单", "Confirm a statement"}, confirm_own, crossing);
    routes.post<DisputeInput, StatementLine>("/api/v1/statement-lines/{id}/dispute/actions", reads,
                                             {"对对账行提出异议", "Dispute a statement line"}, dispute_own, crossing);
    routes.post<InvoicingInput, SupplierInvoice>(
        "/api/v1/statements/{id}/invoices", api::needs("invoicing.supply"), {"按对账单开票", "Invoice a statement"},
        [](const api::Call& call, store::Unit& unit, const InvoicingInput& input) -> Result<SupplierInvoice> {
            DENGYUN_TRY(statement, find_statement(call, unit));
            if (statement.supplier_id != call.principal->organisation)
                return fail(ErrorKind::forbidden, "request.forbidden");
            return invoice_statement(unit, statement, input.number, input.invoiced_on);
        },
        crossing);
}

}  // namespace dengyun::invoicing
