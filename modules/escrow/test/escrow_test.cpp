// Goal: an escrow goes its way on both databases, the ledger holds what the row says after every step, and nobody gets
// what is frozen, retained or another's.
#include <gtest/gtest.h>

#include "kernel/api/flow_routes.h"
#include "kernel/store/jobs.h"
#include "kernel/store/test/harness.h"
#include "modules/escrow/api.h"
#include "modules/escrow/views.h"

namespace dengyun::escrow {
namespace {

constexpr Id<Organisation> buyer{101};
constexpr Id<Organisation> supplier{102};
constexpr Id<Organisation> workshop{103};

std::vector<store::Migration> all_migrations() {
    std::vector<store::Migration> all;
    for (const auto part : {ledger::migrations(), escrow::migrations()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

class EscrowTest : public store::test::BothDatabases {
  protected:
    EscrowTest() : BothDatabases({}, all_migrations()) {}

    template <class T>
    Result<T> unit(const std::function<Result<T>(store::Unit&)>& work) {
        auto done = store().write<T>(Scope::crossing(buyer, {ActorKind::user, 7, "张三"}), work);
        if (!done && done.error().code == "internal") ADD_FAILURE() << done.error().detail;
        return done;
    }
    void top_up(Id<Organisation> organisation, std::int64_t fen) {
        const auto done = unit<ledger::Posted>([&](store::Unit& u) -> Result<ledger::Posted> {
            DENGYUN_TRY(cash, cash_of(u, organisation));
            DENGYUN_TRY(bank, ledger::open_account(u, ledger::custody_book,
                                                   {.code = "custodian",
                                                    .name = "银行",
                                                    .kind = ledger::AccountKind::custodian,
                                                    .holder = platform_organisation,
                                                    .balance_min = std::nullopt,
                                                    .balance_max = Money{0}}));
            return ledger::post(u, ledger::custody_book,
                                {.transfers = {{.id = u.new_id<ledger::Transfer>(),
                                                .debit_account_id = bank.id,
                                                .credit_account_id = cash.id,
                                                .amount = {fen}}}});
        });
        ASSERT_TRUE(done) << done.error().code << done.error().detail;
    }
    Escrow made(Escrow given, Id<Organisation> owner = buyer) {
        given.organisation_id = owner;
        given.title = "铣削一批";
        if (!given.supplier_id) given.supplier_id = supplier;
        auto done = unit<Escrow>([&](store::Unit& u) { return create(u, given); });
        EXPECT_TRUE(done) << (done ? "" : done.error().code + done.error().detail);
        return done.value_or(Escrow{});
    }
    using Step = Result<Escrow> (*)(store::Unit&, Escrow, const flow::Mover&);
    std::string take(Step step, Id<Escrow> id, bool other_side = false) {
        const auto done = unit<Escrow>([&](store::Unit& u) -> Result<Escrow> {
            DENGYUN_TRY(escrow, u.find(id));
            return step(u, std::move(escrow), {meta::all_seeing(), false, other_side});
        });
        return done ? std::string(meta::name_of(done->status)) : done.error().code;
    }
    std::string give(Id<Escrow> id, std::int64_t fen) {
        const auto done = unit<Escrow>([&](store::Unit& u) -> Result<Escrow> {
            DENGYUN_TRY(escrow, u.find(id));
            return release(u, std::move(escrow), {fen}, {meta::all_seeing(), false, false});
        });
        return done ? std::string(meta::name_of(done->status)) : done.error().code;
    }
    Escrow find(Id<Escrow> id) {
        return unit<Escrow>([&](store::Unit& u) { return u.find(id); }).value_or(Escrow{});
    }
    std::int64_t balance(const std::string& code) {
        const auto read = unit<std::int64_t>([&](store::Unit& u) -> Result<std::int64_t> {
            DENGYUN_TRY(account, ledger::find_account(u, ledger::custody_book, code));
            if (!account) return 0;
            DENGYUN_TRY(held, ledger::read_balance(u, ledger::custody_book, account->id));
            return held.balance - held.debits_pending;
        });
        return read.value_or(-1);
    }
    // What the picture shows adds up, and comes from the ledger.
    std::string places(Id<Escrow> id) {
        std::string text;
        const auto read = store().run_read(Scope::system("test"), [&](store::Reader& reader) -> Result<> {
            DENGYUN_TRY(escrow, reader.find(id));
            DENGYUN_TRY(all, whereabouts(reader, escrow));
            for (const auto& one : all.places)
                if (one.amount.value != 0) text += fmt::format("{}={} ", meta::name_of(one.place), one.amount.value);
            return {};
        });
        EXPECT_TRUE(read) << (read ? "" : read.error().code + read.error().detail);
        return text;
    }
    void TearDown() override { EXPECT_EQ(ledger::verify_book(store(), ledger::custody_book)->fault, ""); }
};
DENGYUN_BOTH_DATABASES(EscrowTest);

TEST_P(EscrowTest, GoesFromHoldToRelease) {
    top_up(buyer, 120'000);
    const auto escrow = made({.total = {100'000}, .deposit = {20'000}, .retention_rate = 50'000});
    EXPECT_EQ(escrow.commission_rate, 3'000);
    EXPECT_EQ(take(fund, escrow.id), "flow.bad_transition");
    EXPECT_EQ(take(hold, escrow.id), "held");
    EXPECT_EQ(places(escrow.id), "on_hold=100000 ");
    EXPECT_EQ(balance("cash:101"), 20'000);
    EXPECT_EQ(take(fund, escrow.id), "funded");
    EXPECT_EQ(places(escrow.id), "in_escrow=80000 in_deposit=20000 ");

    EXPECT_EQ(give(escrow.id, 40'000), "part_released");
    // 40,000 = 8,000 of the deposit + 2,000 retained + 30,000; commission 120.
    EXPECT_EQ(places(escrow.id),
              "in_escrow=48000 in_deposit=12000 in_retention=2000 to_supplier=37880 to_commission=120 ");
    EXPECT_EQ(balance("payable:102"), 37'880);
    EXPECT_EQ(give(escrow.id, 60'001), "escrow.exceeds_open");
    EXPECT_EQ(give(escrow.id, 60'000), "released");
    EXPECT_EQ(places(escrow.id), "in_retention=5000 to_supplier=94700 to_commission=300 ");
    EXPECT_EQ(give(escrow.id, 1), "escrow.exceeds_open");

    const auto retention = [&](std::int64_t fen, bool to_buyer) {
        return unit<Escrow>([&](store::Unit& u) -> Result<Escrow> {
            DENGYUN_TRY(found, u.find(escrow.id));
            return pay_retention(u, found, {fen}, to_buyer);
        });
    };
    EXPECT_TRUE(retention(1'500, true));
    EXPECT_TRUE(retention(3'500, false));
    EXPECT_EQ(retention(1, false).error().code, "escrow.exceeds_retention");
    EXPECT_EQ(balance("payable:102"), 98'200);
    EXPECT_EQ(balance("cash:101"), 21'500);
}

TEST_P(EscrowTest, HoldNeedsMoneyAndLapses) {
    top_up(buyer, 500);
    const auto large = made({.total = {501}});
    EXPECT_EQ(take(hold, large.id), "transfer.insufficient_funds");
    const auto escrow = made({.total = {500}, .deposit = {100}});
    EXPECT_EQ(take(hold, escrow.id), "held");
    EXPECT_EQ(balance("cash:101"), 0);
    clock.advance(hold_time);
    const auto state = static_cast<std::int64_t>(EscrowStatus::held);
    const auto lapse = static_cast<std::int64_t>(EscrowAction::lapse);
    ASSERT_TRUE(store().run_write(Scope::system("timer"),
                                  [&](store::Unit& u) { return fire_timer(u, escrow.id.value, state, lapse); }));
    EXPECT_EQ(find(escrow.id).status, EscrowStatus::created);
    EXPECT_EQ(balance("cash:101"), 500);
    EXPECT_EQ(take(hold, escrow.id), "held");
    EXPECT_EQ(take(cancel, escrow.id), "cancelled");
    EXPECT_EQ(balance("cash:101"), 500);
}

TEST_P(EscrowTest, ClosingShortRefundsTheRest) {
    top_up(buyer, 1'000);
    const auto escrow = made({.total = {999}, .deposit = {100}});
    take(hold, escrow.id);
    take(fund, escrow.id);
    EXPECT_EQ(give(escrow.id, 333), "part_released");
    EXPECT_EQ(take(refund, escrow.id), "request.forbidden") << "the buyer does not take it back alone";
    EXPECT_EQ(take(refund, escrow.id, true), "refunded");
    EXPECT_EQ(balance("cash:101"), 1 + 666);
    EXPECT_EQ(balance("payable:102"), 332);  // commission 1
    EXPECT_EQ(places(escrow.id), "to_supplier=332 to_commission=1 to_buyer=666 ");
}

TEST_P(EscrowTest, ADisputeFreezesItsAmountAndNothingElse) {
    top_up(buyer, 1'000);
    const auto escrow = made({.total = {1'000}, .deposit = {300}});
    take(hold, escrow.id);
    take(fund, escrow.id);
    const auto dispute = [&](std::int64_t fen) {
        return unit<Dispute>([&](store::Unit& u) -> Result<Dispute> {
            DENGYUN_TRY(found, u.find(escrow.id));
            return freeze(u, found, {.amount = {fen}, .reason = "毛刺"});
        });
    };
    const auto first = dispute(250);
    ASSERT_TRUE(first) << first.error().code;
    const auto second = dispute(150);
    ASSERT_TRUE(second);
    EXPECT_EQ(dispute(601).error().code, "escrow.exceeds_open");
    EXPECT_EQ(find(escrow.id).frozen.value, 400);
    EXPECT_EQ(give(escrow.id, 601), "escrow.exceeds_open");
    EXPECT_EQ(give(escrow.id, 600), "part_released") << "all that is not in dispute";
    EXPECT_EQ(take(refund, escrow.id, true), "escrow.frozen");

    const auto settle = [&](Id<Dispute> id, std::int64_t a, std::int64_t b) {
        return unit<Dispute>([&](store::Unit& u) -> Result<Dispute> {
            DENGYUN_TRY(found, u.find(id));
            if (found.status == DisputeStatus::open) {
                DENGYUN_TRY(asked, act(u, found, DisputeAction::escalate, {}, false));
                found = asked;
            }
            DENGYUN_TRY(decided, decide(u, found, {a}, {b}, "按检验结果"));
            return execute(u, decided);
        });
    };
    EXPECT_EQ(settle(first->id, 100, 149).error().code, "request.invalid");
    const auto decided = settle(first->id, 100, 150);
    ASSERT_TRUE(decided) << decided.error().code << decided.error().detail;
    EXPECT_EQ(settle(first->id, 100, 150).error().code, "escrow_dispute.decided");
    EXPECT_EQ(find(escrow.id).status, EscrowStatus::part_released);
    const auto last = settle(second->id, 150, 0);
    ASSERT_TRUE(last) << last.error().code << last.error().detail;
    EXPECT_EQ(find(escrow.id).status, EscrowStatus::released);
    EXPECT_EQ(balance("cash:101"), 150);
    EXPECT_EQ(balance("payable:102") + balance("commission:1"), 850);
    EXPECT_EQ(balance(fmt::format("escrow:{}", escrow.id.value)), 0);
    EXPECT_EQ(balance(fmt::format("deposit:{}", escrow.id.value)), 0);
}

TEST_P(EscrowTest, OnlyAgreedNotesAreSettled) {
    top_up(buyer, 1'500);
    const auto escrow = made({.total = {1'000}});
    take(hold, escrow.id);
    take(fund, escrow.id);
    const auto note = [&](NoteKind kind, std::int64_t fen, NoteStatus status) {
        const auto done = unit<Note>([&](store::Unit& u) {
            Note one{.escrow_id = escrow.id,
                     .supplier_id = supplier,
                     .kind = kind,
                     .amount = {fen},
                     .reason = "迟交",
                     .status = status};
            one.organisation_id = buyer;
            return u.insert(std::move(one));
        });
        EXPECT_TRUE(done);
    };
    note(NoteKind::penalty, 100, NoteStatus::agreed);
    note(NoteKind::penalty, 50, NoteStatus::contested);
    note(NoteKind::penalty, 70, NoteStatus::proposed);
    note(NoteKind::bonus, 30, NoteStatus::agreed);
    EXPECT_EQ(give(escrow.id, 1'000), "released");
    EXPECT_EQ(balance("payable:102"), 1'000 - 3 - 100 + 30);
    EXPECT_EQ(balance("cash:101"), 500 + 100 - 30);
    EXPECT_EQ(find(escrow.id).penalty.value, 100);
}

TEST_P(EscrowTest, TasksAreFundedFromTheOrderAndNoFurther) {
    top_up(buyer, 10'000);
    const auto order = made({.total = {10'000}, .margin = {500}, .reserve = {500}});
    const auto task = [&](std::int64_t fen) {
        return made({.supplier_id = workshop, .parent_id = order.id, .total = {fen}}, supplier);
    };
    const auto first = task(6'000);
    EXPECT_EQ(take(hold, first.id), "escrow.parent_not_funded");
    take(hold, order.id);
    take(fund, order.id);
    EXPECT_EQ(take(hold, first.id), "held");
    EXPECT_EQ(take(fund, first.id), "funded");
    const auto second = task(3'001);
    EXPECT_EQ(take(hold, second.id), "escrow.exceeds_parent");
    const auto third = task(3'000);
    EXPECT_EQ(take(hold, third.id), "held");
    EXPECT_EQ(take(fund, third.id), "funded");
    EXPECT_EQ(give(first.id, 6'000), "released");
    EXPECT_EQ(take(refund, third.id, true), "refunded");
    EXPECT_EQ(find(order.id).sub_funded.value, 6'000);
    EXPECT_EQ(give(order.id, 10'000), "released");
    EXPECT_EQ(balance("payable:103"), 6'000 - 18);
    EXPECT_EQ(balance("payable:102"), 4'000 - 30);
    EXPECT_EQ(balance(fmt::format("escrow:{}", order.id.value)), 0);
    EXPECT_EQ(balance("commission:1"), 48);
}

TEST_P(EscrowTest, WhatIsNeverDeliveredGoesBack) {
    top_up(buyer, 1'000);
    const auto escrow = made({.total = {1'000}, .due_on = china_date(clock.now())});
    take(hold, escrow.id);
    take(fund, escrow.id);
    store::test::SeededRandom seeded{1};
    api::Routes routes;
    add_routes(routes);
    store::JobRunner jobs(store(), clock, seeded, 1);
    jobs.add(std::string(api::timer_job_kind), api::timer_job(routes));
    clock.advance(overdue_time - flow::day);
    jobs.run_due();
    EXPECT_EQ(find(escrow.id).status, EscrowStatus::funded);
    clock.advance(flow::day);
    jobs.run_due();
    EXPECT_EQ(find(escrow.id).status, EscrowStatus::refunded);
    EXPECT_EQ(balance("cash:101"), 1'000);
}

TEST_P(EscrowTest, TheMigrationIsTheOneOfTheDescriptions) {
    for (const auto part : {ledger::entities(), escrow::entities()}) {
        const auto difference = store::schema_difference(store(), part);
        ASSERT_TRUE(difference);
        EXPECT_EQ(*difference, "");
    }
}

}  // namespace
}  // namespace dengyun::escrow
