#include "modules/ledger/views.h"

namespace dengyun::ledger {
namespace {

constexpr meta::Options plain{.flags = meta::read_only};
constexpr meta::Options fen{.flags = meta::read_only, .format = meta::Format::fen};
constexpr meta::Options account{.reference = "ledger_account"};

using B = AccountBalance;
constexpr auto balance_fields = meta::fields(
    meta::field<&B::account_id>("account_id", {"账户", "Account"},
                                {.flags = meta::read_only, .reference = "ledger_account"}),
    meta::field<&B::at>("at", {"时点", "At"}, plain), meta::field<&B::balance>("balance", {"余额", "Balance"}, fen),
    meta::field<&B::available>("available", {"可用余额", "Available"}, fen),
    meta::field<&B::debits_pending>("debits_pending", {"预占支出", "Held, to go out"}, fen),
    meta::field<&B::credits_pending>("credits_pending", {"预占收入", "Held, to come in"}, fen),
    meta::field<&B::entries>("entries", {"笔数", "Entries"}, plain));

using T = TransferInput;
constexpr auto transfer_fields = meta::fields(
    meta::field<&T::id>("id", {"编号", "Id"},
                        {.flags = meta::required,
                         .help = {"由调用方选定；重复提交同一编号不会重复入账",
                                  "Chosen by the caller: the same id is never posted twice"}}),
    meta::field<&T::kind>("kind", {"种类", "Kind"}, {}),
    meta::field<&T::debit_account_id>("debit_account_id", {"借方账户", "Debit account"}, account),
    meta::field<&T::credit_account_id>("credit_account_id", {"贷方账户", "Credit account"}, account),
    meta::field<&T::amount>("amount", {"金额", "Amount"}, {.min = 0, .max = amount_max, .format = meta::Format::fen}),
    meta::field<&T::pending_id>("pending_id", {"对应预占", "Of pending"}, {.reference = "ledger_transfer"}),
    meta::field<&T::reverses_id>("reverses_id", {"冲销", "Reverses"}, {.reference = "ledger_transfer"}),
    meta::field<&T::expires_at>("expires_at", {"到期时间", "Expires at"}, {}),
    meta::field<&T::effective_on>("effective_on", {"记账日期", "Effective on"}, {}),
    meta::field<&T::memo>("memo", {"摘要", "Memo"}, {}));

using V = VoucherInput;
constexpr auto voucher_fields = meta::fields(
    meta::field<&V::id>("id", {"编号", "Id"}, {}), meta::field<&V::memo>("memo", {"摘要", "Memo"}, {}),
    meta::field<&V::transfers>("transfers", {"分录", "Transfers"}, {.flags = meta::required, .items_max = 1'000}));
constexpr auto batch_fields = meta::fields(meta::field<&BatchInput::vouchers>(
    "vouchers", {"凭证", "Vouchers"}, {.flags = meta::required, .items_max = 1'000}));

using O = VoucherOutcome;
constexpr auto outcome_fields =
    meta::fields(meta::field<&O::posted>("posted", {"已入账", "Posted"}, plain),
                 meta::field<&O::repeated>("repeated", {"此前已入账", "Had been posted before"}, plain),
                 meta::field<&O::first_sequence>("first_sequence", {"首笔序号", "First sequence"}, plain),
                 meta::field<&O::code>("code", {"原因", "Reason"}, plain),
                 meta::field<&O::field>("field", {"位置", "Where"}, plain));
constexpr auto batch_outcome_fields = meta::fields(meta::field<&BatchOutcome::outcomes>(
    "outcomes", {"结果", "Outcomes"}, {.flags = meta::read_only, .items_max = 1'000}));

using K = KindTotal;
constexpr auto kind_fields = meta::fields(meta::field<&K::kind>("kind", {"类别", "Kind"}, plain),
                                          meta::field<&K::accounts>("accounts", {"账户数", "Accounts"}, plain),
                                          meta::field<&K::balance>("balance", {"余额", "Balance"}, fen),
                                          meta::field<&K::pending>("pending", {"预占", "Held"}, fen));
using S = BookSummary;
constexpr auto summary_fields =
    meta::fields(meta::field<&S::transfers>("transfers", {"转账笔数", "Transfers"}, plain),
                 meta::field<&S::hash>("hash", {"链尾哈希", "Hash of the last"}, plain),
                 meta::field<&S::sum>("sum", {"全部账户合计", "Sum of all accounts"}, fen),
                 meta::field<&S::totals>("totals", {"按类别", "By kind"}, {.flags = meta::read_only}));

}  // namespace

constinit const meta::Entity AccountBalance::description{.name = "ledger_account_balance",
                                                         .label = {"账户余额", "Balance of an account"},
                                                         .fields = balance_fields,
                                                         .stored = false};
constinit const meta::Entity TransferInput::description{
    .name = "ledger_transfer_input", .label = {"转账", "Transfer"}, .fields = transfer_fields, .stored = false};
constinit const meta::Entity VoucherInput::description{
    .name = "ledger_voucher_input", .label = {"凭证", "Voucher"}, .fields = voucher_fields, .stored = false};
constinit const meta::Entity BatchInput::description{
    .name = "ledger_batch_input", .label = {"批量凭证", "Batch"}, .fields = batch_fields, .stored = false};
constinit const meta::Entity VoucherOutcome::description{
    .name = "ledger_voucher_outcome", .label = {"结果", "Outcome"}, .fields = outcome_fields, .stored = false};
constinit const meta::Entity BatchOutcome::description{
    .name = "ledger_batch_outcome", .label = {"批量结果", "Outcomes"}, .fields = batch_outcome_fields, .stored = false};
constinit const meta::Entity KindTotal::description{
    .name = "ledger_kind_total", .label = {"类别合计", "Total of a kind"}, .fields = kind_fields, .stored = false};
constinit const meta::Entity BookSummary::description{.name = "ledger_book_summary",
                                                      .label = {"账簿总览", "Summary of the book"},
                                                      .fields = summary_fields,
                                                      .stored = false};

VoucherRequest request_of(const VoucherInput& input, std::int64_t actor_id) {
    VoucherRequest request{.id = input.id.value_or(Id<Voucher>{}), .memo = input.memo, .actor_id = actor_id};
    for (const auto& one : input.transfers)
        request.transfers.push_back({.id = one.id,
                                     .kind = one.kind,
                                     .debit_account_id = one.debit_account_id.value_or(Id<Account>{}),
                                     .credit_account_id = one.credit_account_id.value_or(Id<Account>{}),
                                     .amount = one.amount.value_or(Money{}),
                                     .pending_id = one.pending_id,
                                     .reverses_id = one.reverses_id,
                                     .expires_at = one.expires_at,
                                     .effective_on = one.effective_on,
                                     .memo = one.memo});
    return request;
}

}  // namespace dengyun::ledger
