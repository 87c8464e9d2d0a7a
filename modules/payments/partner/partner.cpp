#include "modules/payments/partner/partner.h"

#include "kernel/base/csv.h"
#include "kernel/meta/date.h"
#include "kernel/meta/json.h"

namespace dengyun::payments {
namespace {

constexpr meta::Choice kinds[] = {{"top_up", {"充值", "Top-up"}},
                                  {"hold", {"预授权", "Hold"}},
                                  {"pay_out", {"付款", "Pay-out"}},
                                  {"split", {"分账", "Split"}},
                                  {"refund", {"退款", "Refund"}}};
constexpr meta::Choices kind_choices{"payment_kind", kinds};
constexpr meta::Choice states[] = {{"processing", {"处理中", "Processing"}},
                                   {"settled", {"已到账", "Settled"}},
                                   {"refused", {"已拒绝", "Refused"}},
                                   {"not_found", {"查无此单", "Not found"}}};
constexpr meta::Choices state_choices{"partner_state", states};

constexpr meta::Options fen{.flags = meta::required, .min = 0, .max = amount_max, .format = meta::Format::fen};
using S = SplitPart;
constexpr auto part_fields = meta::fields(
    meta::field<&S::payee_id>("payee_id", {"收款单位", "Payee"},
                              {.flags = meta::required, .reference = "organisation"}),
    meta::field<&S::bank_account>("bank_account", {"银行账号", "Bank account"},
                                  {.flags = meta::required, .length_max = 40}),
    meta::field<&S::amount>("amount", {"金额", "Amount"},
                            {.flags = meta::required, .min = 1, .max = amount_max, .format = meta::Format::fen}));
using I = Instruction;
constexpr auto instruction_fields =
    meta::fields(meta::field<&I::id>("id", {"编号", "Id"}, {.flags = meta::required, .length_max = 32}),
                 meta::field<&I::kind>("kind", {"种类", "Kind"}, {.flags = meta::required}),
                 meta::field<&I::amount>("amount", {"金额", "Amount"}, fen),
                 meta::field<&I::bank_account>("bank_account", {"银行账号", "Bank account"}, {.length_max = 40}),
                 meta::field<&I::original_id>("original_id", {"原单", "Original"}, {.length_max = 32}),
                 meta::field<&I::parts>("parts", {"分账明细", "Parts"}, {}),
                 meta::field<&I::valid_until>("valid_until", {"有效期至", "Valid until"}, {.flags = meta::required}));
using A = PartnerAnswer;
constexpr auto answer_fields = meta::fields(
    meta::field<&A::id>("id", {"编号", "Id"}, {.flags = meta::required, .length_max = 32}),
    meta::field<&A::state>("state", {"状态", "State"}, {.flags = meta::required}),
    meta::field<&A::amount>("amount", {"金额", "Amount"}, {.min = 0, .max = amount_max, .format = meta::Format::fen}),
    meta::field<&A::reference>("reference", {"银行流水号", "Reference"}, {.length_max = 64}),
    meta::field<&A::reason>("reason", {"原因", "Reason"}, {.length_max = 200}),
    meta::field<&A::settled_at>("settled_at", {"到账时间", "Settled at"}, {}));

std::unexpected<Error> bad_statement(std::string detail) {
    return fail(ErrorKind::invalid, "payment.bad_statement", {}, std::move(detail));
}

Result<StatementLine> line_of(const CsvRow& row) {
    const auto kind = meta::value_of<PaymentKind>(row.fields[2]);
    const auto amount = parse_decimal(row.fields[3], 0);
    const auto at = parse_instant(row.fields[4]);
    if (!kind || !amount || *amount < 0 || *amount > amount_max || !at || row.fields[0].empty())
        return bad_statement(fmt::format("line {}", row.line));
    return StatementLine{row.fields[0], row.fields[1], *kind, {*amount}, *at};
}

}  // namespace

const meta::Choices& choices_of(PaymentKind) { return kind_choices; }
const meta::Choices& choices_of(PartnerState) { return state_choices; }
constinit const meta::Entity SplitPart::description{
    .name = "payment_part", .label = {"分账明细", "Part"}, .fields = part_fields, .stored = false};
constinit const meta::Entity Instruction::description{
    .name = "payment_instruction", .label = {"支付指令", "Instruction"}, .fields = instruction_fields, .stored = false};
constinit const meta::Entity PartnerAnswer::description{
    .name = "partner_answer", .label = {"银行应答", "Answer"}, .fields = answer_fields, .stored = false};

// Two tables one after the other: the reader takes tables of one width.
Result<Statement> parse_statement(std::string_view csv) {
    std::size_t end = 0;
    for (int lines = 0; lines < 2; ++lines) {
        end = csv.find('\n', end);
        if (end == std::string_view::npos) return bad_statement("too short");
        ++end;
    }
    const auto head = parse_csv(csv.substr(0, end));
    const auto body = parse_csv(csv.substr(end));
    if (!head || !body) return bad_statement("not a table");
    if (head->size() != 2 || (*head)[0].fields != std::vector<std::string>{"day", "closing_fen"})
        return bad_statement("heading");
    if (body->empty() ||
        (*body)[0].fields != std::vector<std::string>{"reference", "id", "kind", "amount_fen", "settled_at"})
        return bad_statement("columns");
    const auto day = meta::parse_date((*head)[1].fields[0]);
    const auto closing = parse_decimal((*head)[1].fields[1], 0);
    if (!day || !closing) return bad_statement("heading");
    Statement statement{*day, {*closing}, {}};
    for (const auto& row : std::span(*body).subspan(1)) {
        DENGYUN_TRY(line, line_of(row));
        statement.lines.push_back(std::move(line));
    }
    return statement;
}

Result<PartnerAnswer> parse_answer(std::string_view json) {
    auto answer = meta::from_json<PartnerAnswer>(json, meta::Mode::create);
    if (!answer) return fail(ErrorKind::invalid, "payment.bad_answer", {}, answer.error().code);
    if (answer->state == PartnerState::settled && (answer->reference.empty() || !answer->settled_at))
        return fail(ErrorKind::invalid, "payment.bad_answer", {}, "settled without a reference or a time");
    return std::move(*answer);
}

}  // namespace dengyun::payments
