// What waits for people because of statements and invoices, and what they are told.
#include "modules/invoicing/routes.h"

namespace dengyun::invoicing {
namespace {

Result<api::FoundTasks> found_by(const api::Call& call, store::Reader& reader, std::string_view sql,
                                 std::string_view entity, Duration waits) {
    api::FoundTasks found;
    const std::array<meta::Scalar, 2> values{call.principal->organisation.value, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        found.add({.title = std::string(row.text(2)),
                   .entity = std::string(entity),
                   .entity_id = id_to_text(row.integer(0)),
                   .organisation_id = {row.integer(1)},
                   .due_at = instant_of(row.integer(3)) + waits});
    }));
    return found;
}

// The columns: id, organisation, title, since when.
constexpr std::string_view to_confirm_by_buyer =
    "SELECT id, organisation_id, number, created_at FROM statement WHERE organisation_id = ? AND status = 'proposed' "
    "AND buyer_confirmed_at IS NULL ORDER BY created_at, id LIMIT ?";
constexpr std::string_view to_confirm_by_supplier =
    "SELECT id, organisation_id, number, created_at FROM statement WHERE supplier_id = ? AND status = 'proposed' AND "
    "supplier_confirmed_at IS NULL ORDER BY created_at, id LIMIT ?";
constexpr std::string_view to_decide =
    "SELECT id, organisation_id, number, created_at FROM match_exception WHERE organisation_id = ? AND status = "
    "'open' ORDER BY created_at, id LIMIT ?";
constexpr std::string_view to_agree =
    "SELECT id, organisation_id, number, created_at FROM debit_note WHERE supplier_id = ? AND status = 'issued' ORDER "
    "BY created_at, id LIMIT ?";
constexpr std::string_view to_settle =
    "SELECT id, organisation_id, number, updated_at FROM debit_note WHERE organisation_id = ? AND status = 'disputed' "
    "ORDER BY updated_at, id LIMIT ?";

// Invoices with something open that is due before a day of `ahead` days from now; the columns: id, organisation,
// number, day.
Result<api::FoundTasks> due(const api::Call& call, store::Reader& reader, std::string_view sql, std::int64_t ahead) {
    api::FoundTasks found;
    const std::int64_t before = china_date(reader.now()).time_since_epoch().count() + ahead;
    const std::array<meta::Scalar, 3> values{call.principal->organisation.value, before, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        // Due by the end of the day in China.
        const auto ends = Instant(meta::Date(std::chrono::days(row.integer(3) + 1))) - std::chrono::hours(8);
        found.add({.title = std::string(row.text(2)),
                   .entity = std::string(SupplierInvoice::description.name),
                   .entity_id = id_to_text(row.integer(0)),
                   .organisation_id = {row.integer(1)},
                   .due_at = ends});
    }));
    return found;
}
constexpr std::string_view to_pay =
    "SELECT id, organisation_id, number, due_on FROM supplier_invoice WHERE buyer_id = ? AND kind = 'invoice' AND "
    "status "
    "IN ('matched', 'blocked') AND due_on < ? AND agreed_total > paid_total + held_total ORDER BY due_on, id LIMIT ?";
constexpr std::string_view payments_overdue =
    "SELECT id, organisation_id, number, due_on FROM supplier_invoice WHERE organisation_id = ? AND kind = 'invoice' "
    "AND "
    "status IN ('matched', 'blocked') AND due_on < ? AND agreed_total > paid_total + held_total ORDER BY due_on, id "
    "LIMIT ?";
constexpr std::int64_t days_ahead = 8;  // today and a week on

void add_source(api::Routes& routes, std::string_view name, Label label, std::string_view permission, bool reads_all,
                std::string_view sql, std::string_view entity, Duration waits) {
    routes.declare(api::TaskSource{.name = name,
                                   .label = label,
                                   .permission = permission,
                                   .reads_all = reads_all,
                                   .find = [=](const api::Call& call, store::Reader& reader) {
                                       return found_by(call, reader, sql, entity, waits);
                                   }});
}

template <class E>
std::optional<std::string> number_of(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<E>{event.entity_id});
    return found ? found->number : std::string();
}
std::optional<std::string> received(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<SupplierInvoice>{event.entity_id});
    if (!found || found->organisation_id == event.organisation_id) return std::nullopt;
    return found->number;
}
std::optional<std::string> line_subject(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<StatementLine>{event.entity_id});
    return found ? found->order_number + " " + found->description_text : std::string();
}
// Told to the supplier; the buyer's own log has it, too.
std::optional<std::string> debited(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<DebitNote>{event.entity_id});
    if (!found || found->organisation_id == event.organisation_id) return std::nullopt;
    return found->number + " · " + found->invoice_number;
}
std::optional<std::string> debit_number(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<DebitNote>{event.entity_id});
    return found ? found->number + " · " + found->invoice_number : std::string();
}

using api::Audience;
constexpr std::string_view read = "invoicing.read";
constexpr std::string_view buy = "invoicing.buy";
constexpr std::string_view supply = "invoicing.supply";
constexpr api::Notice own_notices[] = {
    {"statement.created",
     {"对账单待确认", "A statement waits to be confirmed"},
     Audience::organisation,
     read,
     number_of<Statement>},
    {"statement.confirmed_by_one",
     {"一方已确认对账单", "One side has confirmed a statement"},
     Audience::organisation,
     read,
     number_of<Statement>},
    {"statement.confirmed",
     {"对账单双方已确认", "Both have confirmed a statement"},
     Audience::organisation,
     read,
     number_of<Statement>},
    {"statement.deemed_confirmed",
     {"逾期视同确认对账单", "A statement is deemed confirmed"},
     Audience::organisation,
     read,
     number_of<Statement>},
    {"statement_line.disputed",
     {"对账行有异议", "A statement line is disputed"},
     Audience::organisation,
     read,
     line_subject},
    {"supplier_invoice.submitted", {"收到供方发票", "An invoice has come"}, Audience::organisation, read, received},
    {"supplier_invoice.blocked",
     {"发票有差异，暂不支付", "An invoice does not fit and is blocked"},
     Audience::organisation,
     read,
     number_of<SupplierInvoice>},
    {"supplier_invoice.matched",
     {"发票已匹配，列入应付", "An invoice fits and is due"},
     Audience::organisation,
     read,
     number_of<SupplierInvoice>},
    {"supplier_invoice.refused",
     {"发票被拒付", "An invoice was refused"},
     Audience::organisation,
     read,
     number_of<SupplierInvoice>},
    {"supplier_invoice.paid",
     {"发票已付款", "An invoice was paid"},
     Audience::organisation,
     read,
     number_of<SupplierInvoice>},
    {"debit_note.created", {"收到扣款单", "A debit note has come"}, Audience::organisation, supply, debited},
    {"debit_note.disputed",
     {"供方对扣款有异议", "A debit note is disputed"},
     Audience::organisation,
     buy,
     debit_number},
    {"debit_note.agreed", {"扣款已确认", "A debit note is agreed to"}, Audience::organisation, read, debit_number},
    {"debit_note.deemed_agreed",
     {"逾期未答复，视同同意扣款", "Nobody answered: a debit note is deemed agreed"},
     Audience::organisation,
     read,
     debit_number},
    {"debit_note.withdrawn", {"扣款已撤回", "A debit note was withdrawn"}, Audience::organisation, read, debit_number},
    {"debit_note.lapsed",
     {"扣款争议逾期未决，扣款失效", "A disputed debit note was not settled in time and is off"},
     Audience::organisation,
     read,
     debit_number},
};

}  // namespace

void add_waiting(api::Routes& routes) {
    routes.declare(api::TaskSource{
        .name = "invoices_to_pay",
        .label = {"待付的供方发票", "Invoices to pay"},
        .permission = "invoicing.pay",
        .reads_all = true,
        .find = [](const api::Call& call, store::Reader& reader) { return due(call, reader, to_pay, days_ahead); }});
    routes.declare(api::TaskSource{
        .name = "payments_overdue",
        .label = {"客户逾期未付的发票", "Payments overdue"},
        .permission = "invoicing.supply",
        .find = [](const api::Call& call, store::Reader& reader) { return due(call, reader, payments_overdue, 0); }});
    add_source(routes, "statements_to_confirm", {"待确认的对账单（采购）", "Statements to confirm (purchases)"},
               "invoicing.buy", false, to_confirm_by_buyer, "statement", confirmation_time);
    add_source(routes, "received_statements_to_confirm", {"待确认的对账单（供货）", "Statements to confirm (supplies)"},
               "invoicing.supply", true, to_confirm_by_supplier, "statement", confirmation_time);
    add_source(routes, "exceptions_to_decide", {"待处理的发票差异", "Exceptions of invoices to decide"},
               "invoicing.buy", false, to_decide, "match_exception", exception_time);
    add_source(routes, "debit_notes_to_agree", {"待确认的扣款单", "Debit notes to agree to"}, supply, true, to_agree,
               "debit_note", debit_answer_time);
    add_source(routes, "debit_notes_to_settle", {"供方有异议的扣款单", "Disputed debit notes"}, buy, false, to_settle,
               "debit_note", debit_dispute_time);
    routes.declare(own_notices);
}

}  // namespace dengyun::invoicing
