#include "modules/escrow/views.h"

namespace dengyun::escrow {
namespace {

constexpr meta::Options fen{.flags = meta::required, .min = 1, .max = amount_max, .format = meta::Format::fen};
constexpr meta::Options part{.flags = meta::required, .min = 0, .max = amount_max, .format = meta::Format::fen};
constexpr meta::Options text{.flags = meta::required, .length_max = 500, .format = meta::Format::multiline};
constexpr meta::Options plain{.flags = meta::read_only};

constexpr auto release_fields =
    meta::fields(meta::field<&ReleaseInput::amount>("amount", {"验收金额", "Accepted value"}, fen));
constexpr auto retention_fields =
    meta::fields(meta::field<&RetentionInput::amount>("amount", {"金额", "Amount"}, fen),
                 meta::field<&RetentionInput::to_buyer>("to_buyer", {"退还买方", "Back to the buyer"}, {}));
constexpr auto dispute_fields =
    meta::fields(meta::field<&DisputeInput::amount>("amount", {"争议金额", "Amount in dispute"}, fen),
                 meta::field<&DisputeInput::reason>("reason", {"原因", "Reason"}, text));
constexpr auto statement_fields = meta::fields(meta::field<&StatementInput::statement>(
    "statement", {"陈述", "Statement"},
    {.flags = meta::required, .length_max = 2'000, .format = meta::Format::multiline}));
constexpr auto proposal_fields =
    meta::fields(meta::field<&ProposalInput::to_supplier>("to_supplier", {"归供方", "To the supplier"}, part));
constexpr auto decision_fields =
    meta::fields(meta::field<&DecisionInput::to_supplier>("to_supplier", {"归供方", "To the supplier"}, part),
                 meta::field<&DecisionInput::to_buyer>("to_buyer", {"归买方", "To the buyer"}, part),
                 meta::field<&DecisionInput::decision>("decision", {"裁决说明", "Decision"}, text));
constexpr auto note_fields =
    meta::fields(meta::field<&NoteInput::kind>("kind", {"种类", "Kind"}, {.flags = meta::required}),
                 meta::field<&NoteInput::amount>("amount", {"金额", "Amount"}, fen),
                 meta::field<&NoteInput::reason>("reason", {"原因", "Reason"}, text));

constexpr meta::Choice places[] = {
    {"on_hold", {"预占中", "On hold"}},
    {"in_escrow", {"托管中", "In escrow"}},
    {"in_deposit", {"定金", "Deposit"}},
    {"frozen", {"争议冻结", "Frozen"}},
    {"in_retention", {"质保金", "Retention"}},
    {"with_tasks", {"任务托管", "With the tasks"}},
    {"to_supplier", {"已付供方", "Paid to the supplier"}},
    {"to_commission", {"平台佣金", "Commission"}},
    {"to_buyer", {"已退买方", "Back with the buyer"}},
};
constexpr meta::Choices place_choices{"escrow_place", places};
constexpr auto money_fields =
    meta::fields(meta::field<&MoneyAt::place>("place", {"所在", "Place"}, plain),
                 meta::field<&MoneyAt::amount>("amount", {"金额", "Amount"},
                                               {.flags = meta::read_only, .format = meta::Format::fen}),
                 meta::field<&MoneyAt::account_id>("account_id", {"账户", "Account"},
                                                   {.flags = meta::read_only, .reference = "ledger_account"}));
using W = Whereabouts;
constexpr auto whereabouts_fields = meta::fields(
    meta::field<&W::escrow_id>("escrow_id", {"托管", "Escrow"}, {.flags = meta::read_only, .reference = "escrow"}),
    meta::field<&W::total>("total", {"合同金额", "Total"}, {.flags = meta::read_only, .format = meta::Format::fen}),
    meta::field<&W::places>("places", {"资金分布", "Where the money is"}, plain),
    meta::field<&W::transfers>("transfers", {"资金流水", "Transfers"}, plain));

Result<std::int64_t> held_in(store::Reader& reader, const std::optional<Id<ledger::Account>>& account,
                             std::int64_t& balance) {
    if (!account) return 0;
    DENGYUN_TRY(found, ledger::read_balance(reader, ledger::custody_book, *account));
    balance = found.balance - found.debits_pending;
    return found.debits_pending;
}

// What credits have brought back to the buyer, out of the retention or otherwise from the supplier.
Result<std::int64_t> credited(store::Reader& reader, const Escrow& escrow) {
    std::int64_t sum = 0;
    DENGYUN_CHECK(
        reader.query("SELECT CAST(COALESCE(SUM(recovered), 0) AS BIGINT) FROM escrow_note WHERE "
                     "organisation_id = ? AND escrow_id = ? AND kind = 'credit'",
                     std::array{meta::Scalar(escrow.organisation_id.value), meta::Scalar(escrow.id.value)},
                     [&](const store::Row& row) { sum = row.integer(0); }));
    return sum;
}

}  // namespace

const meta::Choices& choices_of(Place) { return place_choices; }

constinit const meta::Entity ReleaseInput::description{
    .name = "escrow_release_input", .label = {"放款", "Release"}, .fields = release_fields, .stored = false};
constinit const meta::Entity RetentionInput::description{
    .name = "escrow_retention_input", .label = {"质保金", "Retention"}, .fields = retention_fields, .stored = false};
constinit const meta::Entity DisputeInput::description{
    .name = "escrow_dispute_input", .label = {"争议", "Dispute"}, .fields = dispute_fields, .stored = false};
constinit const meta::Entity StatementInput::description{.name = "escrow_dispute_statement_input",
                                                         .label = {"陈述", "Statement"},
                                                         .fields = statement_fields,
                                                         .stored = false};
constinit const meta::Entity ProposalInput::description{.name = "escrow_dispute_proposal_input",
                                                        .label = {"协商方案", "Proposal"},
                                                        .fields = proposal_fields,
                                                        .stored = false};
constinit const meta::Entity DecisionInput::description{
    .name = "escrow_decision_input", .label = {"裁决", "Decision"}, .fields = decision_fields, .stored = false};
constinit const meta::Entity NoteInput::description{
    .name = "escrow_note_input", .label = {"扣款与奖金单", "Note"}, .fields = note_fields, .stored = false};
constinit const meta::Entity MoneyAt::description{
    .name = "escrow_money_at", .label = {"资金所在", "Money at"}, .fields = money_fields, .stored = false};
constinit const meta::Entity Whereabouts::description{
    .name = "escrow_whereabouts", .label = {"资金分布", "Whereabouts"}, .fields = whereabouts_fields, .stored = false};

Result<Whereabouts> whereabouts(store::Reader& reader, const Escrow& escrow) {
    Whereabouts answer{.escrow_id = escrow.id, .total = escrow.total};
    std::int64_t in_escrow = 0;
    std::int64_t in_deposit = 0;
    std::int64_t in_retention = 0;
    DENGYUN_TRY(frozen, held_in(reader, escrow.escrow_account_id, in_escrow));
    DENGYUN_TRY(frozen_deposit, held_in(reader, escrow.deposit_account_id, in_deposit));
    DENGYUN_TRY(held, held_in(reader, escrow.retention_account_id, in_retention));
    static_cast<void>(held);
    DENGYUN_TRY(back, credited(reader, escrow));
    const auto add = [&](Place place, std::int64_t fen_amount, std::optional<Id<ledger::Account>> account = {}) {
        answer.places.push_back({place, {fen_amount}, account});
    };
    add(Place::on_hold, escrow.status == EscrowStatus::held ? escrow.total.value : 0);
    add(Place::in_escrow, in_escrow, escrow.escrow_account_id);
    add(Place::in_deposit, in_deposit, escrow.deposit_account_id);
    add(Place::frozen, frozen + frozen_deposit, escrow.escrow_account_id);
    add(Place::in_retention, in_retention, escrow.retention_account_id);
    add(Place::with_tasks, escrow.sub_funded.value);
    add(Place::to_supplier, escrow.accepted.value - escrow.retained.value - escrow.commission.value -
                                escrow.sub_recovered.value - escrow.penalty.value + escrow.bonus.value +
                                escrow.retention_paid.value - back);
    add(Place::to_commission, escrow.commission.value);
    add(Place::to_buyer, escrow.refunded.value + escrow.penalty.value + back);
    DENGYUN_TRY(transfers, ledger::transfers_of(reader, ledger::custody_book, "escrow", escrow.id.value, 100));
    answer.transfers = std::move(transfers);
    return answer;
}

}  // namespace dengyun::escrow
