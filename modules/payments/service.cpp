#include "modules/payments/service.h"

#include <fmt/format.h>

namespace dengyun::payments {
namespace {

using ledger::TransferKind;

constexpr Duration query_first{15'000};
constexpr Duration query_interval_max{3'600'000};
constexpr Duration hold_validity = 7 * flow::day;

Result<ledger::Account> cash_of(store::Unit& unit, Id<Organisation> organisation) {
    return ledger::open_account(unit, ledger::custody_book,
                                {.code = fmt::format("cash:{}", organisation.value),
                                 .name = "现金户",
                                 .kind = ledger::AccountKind::cash,
                                 .holder = organisation});
}

Result<> step(store::Unit& unit, Payment& payment, PaymentAction action) {
    DENGYUN_TRY(to, flow::next_state(Payment::states, static_cast<std::int64_t>(payment.status),
                                     static_cast<std::int64_t>(action), &payment, unit.now(),
                                     {meta::all_seeing(), true, false}));
    payment.status = static_cast<PaymentStatus>(to);
    return {};
}

Result<> schedule(store::Unit& unit, std::string_view kind, Id<Payment> id, Instant at) {
    return unit.schedule({std::string(kind), to_text(id), at, "{}"});
}

// Ever rarer, until it is known.
Result<> schedule_query(store::Unit& unit, const Payment& payment) {
    const auto doublings = std::min<std::int64_t>(payment.queries, 10);
    const auto wait = std::min(query_interval_max, Duration(query_first.count() << doublings));
    return schedule(unit, query_job, payment.id, unit.now() + wait);
}

ledger::VoucherRequest voucher_of(store::Unit& unit, const Payment& payment, std::string memo) {
    return {.id = unit.new_id<ledger::Voucher>(),
            .memo = std::move(memo),
            .evidence_entity = "payment",
            .evidence_id = payment.id.value,
            .transfers = {},
            .actor_id = unit.scope().actor().id};
}

ledger::TransferRequest& add(store::Unit& unit, ledger::VoucherRequest& voucher, TransferKind kind, Money amount) {
    return voucher.transfers.emplace_back(ledger::TransferRequest{.id = unit.new_id<ledger::Transfer>(),
                                                                  .kind = kind,
                                                                  .amount = amount,
                                                                  .evidence_entity = voucher.evidence_entity,
                                                                  .evidence_id = voucher.evidence_id,
                                                                  .memo = voucher.memo});
}

Result<> post(store::Unit& unit, const ledger::VoucherRequest& voucher) {
    if (voucher.transfers.empty()) return {};
    DENGYUN_TRY(posted, ledger::post(unit, ledger::custody_book, voucher));
    static_cast<void>(posted);
    return {};
}

bool leaves_custody(PaymentKind kind) {
    return kind == PaymentKind::pay_out || kind == PaymentKind::split || kind == PaymentKind::refund;
}

// Before the partner hears of it: nothing is paid out that somebody spends meanwhile.
Result<> hold(store::Unit& unit, Payment& payment) {
    DENGYUN_TRY(cash, cash_of(unit, payment.organisation_id));
    DENGYUN_TRY(custodian, custodian_account(unit));
    auto voucher = voucher_of(unit, payment, "payment.memo_hold");
    std::vector<Money> amounts;
    for (const auto& part : payment.parts) amounts.push_back(part.amount);
    if (amounts.empty()) amounts.push_back(payment.amount);
    for (const auto amount : amounts) {
        auto& transfer = add(unit, voucher, TransferKind::pending, amount);
        transfer.debit_account_id = cash.id;
        transfer.credit_account_id = custodian.id;
        payment.hold_ids.push_back(transfer.id);
    }
    return post(unit, voucher);
}

Result<> check_original(store::Reader& reader, const Payment& payment) {
    if (!payment.original_id) return {};
    DENGYUN_TRY(original, reader.find(*payment.original_id));
    const auto expected = payment.kind == PaymentKind::refund ? PaymentKind::top_up : PaymentKind::hold;
    const bool fits = original.organisation_id == payment.organisation_id && original.kind == expected &&
                      original.status == PaymentStatus::settled && payment.amount <= original.amount &&
                      (payment.kind == PaymentKind::refund || payment.kind == PaymentKind::top_up);
    if (!fits) return fail(ErrorKind::conflict, "payment.not_refundable");
    return {};
}

Result<> settle_in_ledger(store::Unit& unit, Payment& payment) {
    auto voucher = voucher_of(unit, payment, fmt::format("payment.memo_settled {}", payment.reference));
    if (leaves_custody(payment.kind)) {
        for (const auto id : payment.hold_ids) add(unit, voucher, TransferKind::post, {}).pending_id = id;
        return post(unit, voucher);
    }
    if (payment.kind == PaymentKind::top_up && payment.original_id) {
        DENGYUN_TRY(held, unit.find(*payment.original_id));
        add(unit, voucher, TransferKind::post, payment.amount).pending_id = held.hold_ids.at(0);
        return post(unit, voucher);
    }
    DENGYUN_TRY(cash, cash_of(unit, payment.organisation_id));
    DENGYUN_TRY(custodian, custodian_account(unit));
    const bool reserved = payment.kind == PaymentKind::hold;
    auto& transfer = add(unit, voucher, reserved ? TransferKind::pending : TransferKind::direct, payment.amount);
    transfer.debit_account_id = custodian.id;
    transfer.credit_account_id = cash.id;
    if (reserved) {
        transfer.expires_at = unit.now() + hold_validity;
        payment.hold_ids.push_back(transfer.id);
    }
    return post(unit, voucher);
}

Result<> void_in_ledger(store::Unit& unit, const Payment& payment) {
    auto voucher = voucher_of(unit, payment, "payment.memo_refused");
    for (const auto id : payment.hold_ids) add(unit, voucher, TransferKind::void_, {}).pending_id = id;
    return post(unit, voucher);
}

bool is_final(PaymentStatus status) { return status == PaymentStatus::settled || status == PaymentStatus::refused; }

Result<Payment> contradict(store::Unit& unit, Payment payment, const PartnerAnswer& answer) {
    const meta::Scalar key[] = {platform_organisation.value, payment.id.value};
    bool known = false;
    DENGYUN_CHECK(
        unit.query("SELECT 1 FROM payment_difference WHERE organisation_id = ? AND payment_id = ? AND "
                   "kind = 'contradiction'",
                   key, [&](const store::Row&) { known = true; }));
    if (known) return payment;
    Difference difference{.kind = DifferenceKind::contradiction,
                          .day = china_date(unit.now()),
                          .payment_id = payment.id,
                          .reference = answer.reference,
                          .amount_here = payment.amount,
                          .amount_there = answer.amount};
    difference.organisation_id = platform_organisation;
    DENGYUN_TRY(kept, unit.insert(std::move(difference)));
    static_cast<void>(kept);
    return payment;
}

Scope job_scope(std::string_view job) { return Scope::system(job); }

}  // namespace

Result<ledger::Account> custodian_account(store::Unit& unit) {
    return ledger::open_account(unit, ledger::custody_book,
                                {.code = "custodian",
                                 .name = "存管银行",
                                 .kind = ledger::AccountKind::custodian,
                                 .holder = platform_organisation,
                                 .balance_min = std::nullopt,
                                 .balance_max = Money{0}});
}

Result<Payment> create_payment(store::Unit& unit, Payment payment) {
    DENGYUN_CHECK(check_payment(payment));
    DENGYUN_CHECK(check_original(unit, payment));
    payment.id = unit.new_id<Payment>();
    payment.valid_until = unit.now() + validity;
    if (leaves_custody(payment.kind)) DENGYUN_CHECK(hold(unit, payment));
    DENGYUN_TRY(made, unit.insert(std::move(payment)));
    DENGYUN_CHECK(schedule(unit, send_job, made.id, unit.now()));
    return std::move(made);
}

// The mark "sent" is durable before anything leaves: whoever finds it there asks and does not send.
Result<> send(store::Store& store, Partner& partner, Id<Payment> id) {
    std::optional<Payment> to_send;
    DENGYUN_CHECK(store.run_write(job_scope(send_job), [&](store::Unit& unit) -> Result<> {
        to_send.reset();
        DENGYUN_TRY(payment, unit.find(id));
        if (payment.status == PaymentStatus::sent) return schedule_query(unit, payment);
        if (payment.status != PaymentStatus::created) return {};
        DENGYUN_CHECK(step(unit, payment, PaymentAction::send));
        DENGYUN_TRY(sent, unit.update(std::move(payment), "sent"));
        to_send = std::move(sent);
        return {};
    }));
    if (!to_send) return {};
    const auto answer = partner.submit(instruction_of(*to_send));
    const bool never_left = !answer && answer.error().code == "payment.not_sent";
    DENGYUN_CHECK(store.run_write(job_scope(send_job), [&](store::Unit& unit) -> Result<> {
        if (answer) {
            DENGYUN_TRY(concluded, conclude(unit, id, *answer));
            static_cast<void>(concluded);
            return {};
        }
        DENGYUN_TRY(payment, unit.find(id));
        // A notification may have been faster.
        if (payment.status != PaymentStatus::sent) return {};
        DENGYUN_CHECK(step(unit, payment, never_left ? PaymentAction::give_back : PaymentAction::lose));
        DENGYUN_TRY(kept, unit.update(std::move(payment), never_left ? "returned" : "unknown"));
        return never_left ? Result<>{} : schedule_query(unit, kept);
    }));
    // The runner tries again, ever rarer: nothing has left us.
    if (never_left) return std::unexpected(answer.error());
    return {};
}

Result<> query(store::Store& store, Partner& partner, Id<Payment> id) {
    const auto scope = job_scope(query_job);
    DENGYUN_TRY(payment, store.read<Payment>(scope, [&](store::Reader& reader) { return reader.find(id); }));
    if (is_final(payment.status) || payment.status == PaymentStatus::created) return {};
    const auto answer = partner.query(instruction_id(id));
    return store.run_write(scope, [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(present, unit.find(id));
        if (is_final(present.status)) return {};
        ++present.queries;
        if (answer && answer->state != PartnerState::not_found && answer->state != PartnerState::processing) {
            DENGYUN_TRY(concluded, conclude(unit, id, *answer));
            static_cast<void>(concluded);
            return {};
        }
        // It never arrived, and from now on it cannot any more.
        const bool too_late = unit.now() > present.valid_until + validity_margin;
        if (answer && answer->state == PartnerState::not_found && too_late) {
            DENGYUN_TRY(concluded, conclude(unit, id,
                                            {.id = answer->id,
                                             .state = PartnerState::refused,
                                             .amount = present.amount,
                                             .reason = "not_found"}));
            static_cast<void>(concluded);
            return {};
        }
        if (answer && answer->state == PartnerState::processing && present.status != PaymentStatus::processing) {
            DENGYUN_CHECK(step(unit, present, PaymentAction::accept));
        } else if (present.status == PaymentStatus::sent) {
            DENGYUN_CHECK(step(unit, present, PaymentAction::lose));
        }
        const std::string_view event = present.status == PaymentStatus::processing ? "processing" : "unknown";
        DENGYUN_TRY(kept, unit.update(std::move(present), event));
        return schedule_query(unit, kept);
    });
}

Result<Payment> conclude(store::Unit& unit, Id<Payment> id, const PartnerAnswer& answer) {
    DENGYUN_TRY(payment, unit.find(id));
    const bool settles = answer.state == PartnerState::settled;
    // What was moved is not what was asked for: somebody has to look at it.
    if (settles && answer.amount != payment.amount) return contradict(unit, std::move(payment), answer);
    if (is_final(payment.status)) {
        const bool agrees = answer.state == PartnerState::processing || answer.state == PartnerState::not_found ||
                            settles == (payment.status == PaymentStatus::settled);
        if (agrees) return std::move(payment);
        return contradict(unit, std::move(payment), answer);
    }
    if (answer.state == PartnerState::not_found) return std::move(payment);
    if (answer.state == PartnerState::processing) {
        if (payment.status != PaymentStatus::processing) {
            DENGYUN_CHECK(step(unit, payment, PaymentAction::accept));
            payment.reference = answer.reference;
            DENGYUN_TRY(kept, unit.update(std::move(payment), "processing"));
            DENGYUN_CHECK(schedule_query(unit, kept));
            return std::move(kept);
        }
        return std::move(payment);
    }
    // Told by a notification before our own request has been marked: it was sent all the same.
    if (payment.status == PaymentStatus::created) DENGYUN_CHECK(step(unit, payment, PaymentAction::send));
    DENGYUN_CHECK(step(unit, payment, settles ? PaymentAction::settle : PaymentAction::refuse));
    payment.reference = answer.reference;
    payment.settled_at = settles ? answer.settled_at : std::nullopt;
    if (!settles) payment.status_reason = answer.reason;
    DENGYUN_CHECK(settles ? settle_in_ledger(unit, payment) : void_in_ledger(unit, payment));
    DENGYUN_CHECK(unit.cancel(query_job, to_text(payment.id)));
    return unit.update(std::move(payment), settles ? "settled" : "refused");
}

}  // namespace dengyun::payments
