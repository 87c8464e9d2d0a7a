// What the module is made of: permissions, texts, entities, routes.
#include "kernel/api/route.h"
#include "modules/invoicing/routes.h"

namespace dengyun::invoicing {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"invoicing.read",
     {"查看对账和发票", "Read statements and invoices"},
     api::leading_roles | RoleSet{Role::planner, Role::buyer, Role::bookkeeper, Role::viewer, Role::service_provider}},
    {"invoicing.buy",
     {"确认采购对账、处理发票差异", "Confirm statements of purchases, decide exceptions"},
     api::leading_roles | RoleSet{Role::buyer, Role::bookkeeper}},
    {"invoicing.supply",
     {"确认供货对账、开票", "Confirm statements of supplies, write invoices"},
     api::leading_roles | RoleSet{Role::planner, Role::bookkeeper, Role::service_provider}},
    {"invoicing.pay", {"支付供方发票", "Pay invoices"}, api::leading_roles | RoleSet{Role::bookkeeper}},
};

constexpr Message own_messages[] = {
    {"statement.nothing_open", {"没有待对账的交货。", "Nothing was delivered that waits for a statement."}},
    {"statement.nothing_to_invoice", {"没有已确认而未开票的行。", "No confirmed line is left to invoice."}},
    {"statement.by_confirmation", {"请用“确认对账单”办理。", "Confirm the statement to do this."}},
    {"statement_line.own_dispute",
     {"异议是本方提出的，由对方决定是否同意。", "It is your own dispute; the other side agrees or not."}},
    {"statement_line.stated",
     {"这批货已对账或开票，收货不能撤销；请用退货或扣款处理。",
      "These goods are disputed, confirmed or invoiced: return them or write a debit note instead."}},
    {"statement_line.by_dispute", {"请写明数量和说明。", "Say the quantity and why."}},
    {"supplier_invoice.submitted",
     {"已提交的发票不能删除；可以撤回。", "A submitted invoice cannot be removed; withdraw it."}},
    {"supplier_invoice.paid_in_part",
     {"已付过一部分，不能拒付或撤回；请开红字发票。", "A part was paid; write a credit note instead."}},
    {"supplier_invoice.credited",
     {"红字发票已冲减这张发票，不能拒付或撤回。",
      "A credit note takes back what this invoice says: it can be neither refused nor withdrawn."}},
    {"supplier_invoice.exceeds_due", {"超过应付金额，未作改动。", "More than is due. Nothing was changed."}},
    {"supplier_invoice.too_long", {"行数超过上限，请分几张开。", "Too many lines for one invoice; write several."}},
    {"match_exception.not_acceptable",
     {"没有收到的货不能接受付款；等到货、由供方红冲，或拒付。",
      "Goods that were not received cannot be accepted: wait for them, ask for a credit note, or refuse."}},
    {"debit_note.not_due",
     {"只能对已匹配、尚未付清的发票扣款；有差异的先处理差异，已付清的请供方开红字发票。",
      "Only of a matched invoice that is not paid yet. Decide its exceptions first; of a paid one ask for a credit "
      "note."}},
    {"debit_note.too_many", {"扣款单数量已达上限。", "There are too many debit notes."}},
    {"issue.exceeds_invoiced", {"超过发票上的 {detail}。", "More than the {detail} of the invoice."}},
    {"issue.exceeds_owed",
     {"超过尚欠供方的 {detail} 元（已减去付款、红冲和其他扣款）。",
      "More than the {detail} yuan that are still owed, net of payments, credits and other debit notes."}},
    {"issue.invoiced_before", {"这个发票号码已经用过。", "This number was used before."}},
};

constexpr const meta::Entity* own_entities[] = {&Statement::description, &StatementLine::description,
                                                &SupplierInvoice::description, &MatchException::description,
                                                &DebitNote::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    add_statement_routes(routes);
    add_invoice_routes(routes);
    add_exception_routes(routes);
    add_debit_note_routes(routes);
    add_waiting(routes);
}

}  // namespace dengyun::invoicing
