// Goal: whatever the bank does (it loses requests or answers, answers late or with garbage, notifies twice and out of
// order, goes down) every payment is sent at most once and concluded once, and the daily reconciliation finds every
// difference that was planted and none that was not.
#include <random>

#include "test/payments/bank_world.h"

namespace dengyun::payments::test {
namespace {

INSTANTIATE_TEST_SUITE_P(, BankTest, testing::Values(store::test::Kind::sqlite, store::test::Kind::postgresql),
                         store::test::name_of);

TEST_P(BankTest, MoneyComesInAndGoesOut) {
    const auto in = world.pay(PaymentKind::top_up, 10'000);
    world.work();
    EXPECT_EQ(world.find(in.id).status, PaymentStatus::settled);
    EXPECT_EQ(world.balance("cash:101"), 10'000);
    EXPECT_EQ(world.balance("custodian"), -10'000);

    const auto out = world.pay(PaymentKind::pay_out, 4'000);
    EXPECT_EQ(world.available("cash:101"), 6'000);
    world.work();
    EXPECT_EQ(world.find(out.id).status, PaymentStatus::settled);
    EXPECT_EQ(world.balance("custodian"), -6'000);
    world.pay(PaymentKind::split, 3'000);
    world.pay(PaymentKind::refund, 1'000, in.id);
    world.work();
    EXPECT_EQ(world.balance("cash:101"), 2'000);

    const auto held = world.pay(PaymentKind::hold, 500);
    world.work();
    EXPECT_EQ(world.balance("cash:101"), 2'000);
    world.pay(PaymentKind::top_up, 300, held.id);
    world.work();
    EXPECT_EQ(world.balance("cash:101"), 2'300);
    EXPECT_EQ(ledger::verify_book(world.store(), ledger::custody_book)->fault, "");
    EXPECT_EQ(world.reconcile_today().differences, 0);
}

TEST_P(BankTest, AnUnknownOutcomeIsAskedForAndNeverSentAgain) {
    for (const auto* behaviour : {"lose_answer", "late", "error", "garbage", "unproved"}) {
        world.behave(fmt::format("\"{}\"", behaviour));
        const auto payment = world.pay(PaymentKind::top_up, 1'000);
        world.work();
        EXPECT_EQ(world.find(payment.id).status, PaymentStatus::unknown) << behaviour;
        world.tell("answer");  // too late for anybody
        world.advance(Duration(20'000));
        world.work();
        EXPECT_EQ(world.find(payment.id).status, PaymentStatus::settled) << behaviour;
        EXPECT_EQ(world.submissions(payment.id), 1) << behaviour;
    }
    EXPECT_EQ(world.balance("cash:101"), 5'000);
}

TEST_P(BankTest, WhatNeverArrivedIsGivenUpWhenItCannotArriveAnyMore) {
    world.pay(PaymentKind::top_up, 1'000);
    world.work();
    world.behave("\"lose_request\"");
    const auto lost = world.pay(PaymentKind::pay_out, 600);
    world.work();
    for (int hours = 0; hours < 25; ++hours) {
        EXPECT_EQ(world.find(lost.id).status, PaymentStatus::unknown) << hours;
        EXPECT_EQ(world.available("cash:101"), 400);
        world.advance(Duration(3'600'000));
        world.work();
    }
    world.advance(Duration(2 * 3'600'000));
    world.work();
    EXPECT_EQ(world.find(lost.id).status, PaymentStatus::refused);
    EXPECT_EQ(world.available("cash:101"), 1'000);
    EXPECT_EQ(world.submissions(lost.id), 0);
}

TEST_P(BankTest, ARefusalFreesWhatWasHeld) {
    world.pay(PaymentKind::top_up, 1'000);
    world.work();
    world.behave("\"refuse\"");
    const auto refused = world.pay(PaymentKind::split, 900);
    world.work();
    EXPECT_EQ(world.find(refused.id).status, PaymentStatus::refused);
    EXPECT_EQ(world.find(refused.id).status_reason, "account_closed");
    EXPECT_EQ(world.available("cash:101"), 1'000);
}

TEST_P(BankTest, NotificationsCountOnceInAnyOrder) {
    world.behave(R"("process","process","process")");
    std::vector<Payment> payments;
    for (int i = 0; i < 3; ++i) payments.push_back(world.pay(PaymentKind::top_up, 100 + i));
    world.work();
    for (const auto& payment : payments) EXPECT_EQ(world.find(payment.id).status, PaymentStatus::processing);
    world.tell("finish");
    world.notify(3, [](std::vector<std::size_t>& turns) { std::ranges::reverse(turns); });
    for (const auto& payment : payments) EXPECT_EQ(world.find(payment.id).status, PaymentStatus::settled);
    EXPECT_EQ(world.balance("cash:101"), 303);
    world.advance(Duration(20'000));
    world.work();
    EXPECT_EQ(world.balance("cash:101"), 303);
}

TEST_P(BankTest, ABankThatIsDownOrGoneHoldsNothingUp) {
    world.tell("down", R"({"down":true})");
    const auto hung = world.pay(PaymentKind::top_up, 100);
    world.work();
    EXPECT_EQ(world.find(hung.id).status, PaymentStatus::unknown);
    world.tell("down", R"({"down":false})");

    const auto port = world.port();
    world.kill_bank();
    const auto waiting = world.pay(PaymentKind::top_up, 200);
    world.work();
    EXPECT_EQ(world.find(waiting.id).status, PaymentStatus::created) << "nothing has left us, so it may be sent";
    world.start_bank(port);
    world.advance(Duration(3'600'000));
    world.work();
    EXPECT_EQ(world.find(waiting.id).status, PaymentStatus::settled);
    EXPECT_EQ(world.submissions(waiting.id), 1);
}

TEST_P(BankTest, ReconciliationFindsEveryPlantedDifference) {
    std::vector<Payment> payments;
    for (int i = 0; i < 8; ++i) {
        payments.push_back(world.pay(PaymentKind::top_up, 1'000 + i));
        world.work();
    }
    const auto clean = world.reconcile_today();
    EXPECT_EQ(clean.differences, 0);
    EXPECT_EQ(clean.matched, 8);
    // Unknown here, settled there.
    world.behave("\"lose_answer\"");
    const auto unknown = world.pay(PaymentKind::top_up, 77);
    world.work();
    const auto alter = [&](const char* what, std::string id) {
        world.tell("alter", fmt::format(R"({{"day":"2026-03-01","what":"{}","id":"{}"}})", what, id));
    };
    alter("drop", instruction_id(payments[0].id));
    alter("amount", instruction_id(payments[1].id));
    alter("kind", instruction_id(payments[2].id));
    alter("duplicate", instruction_id(payments[3].id));
    alter("add", "DY999");
    const auto run = world.reconcile_today();
    auto found = world.differences();
    std::ranges::sort(found);
    const auto reference = [&](std::size_t i) { return world.find(payments[i].id).reference; };
    std::vector<std::string> expected{"amount_differs " + reference(1),  "balance_differs ",
                                      "duplicate_there " + reference(3), "kind_differs " + reference(2),
                                      "missing_here BK-STRANGER",        "missing_here BK00000009",
                                      "missing_there " + reference(0)};
    EXPECT_EQ(found, expected);
    EXPECT_EQ(run.differences, 7);
    EXPECT_EQ(run.runs, 2);
    // The unknown one was asked for at once; the same day again finds what is left, and no difference twice.
    world.work();
    EXPECT_EQ(world.find(unknown.id).status, PaymentStatus::settled);
    world.reconcile_today();
    EXPECT_EQ(world.differences().size(), 5U);
    alter("closing", "");
    world.reconcile_today();
    EXPECT_EQ(world.differences().size(), 6U);
}

TEST_P(BankTest, AStormOfBadAnswersLosesAndDoublesNothing) {
    std::mt19937 random(42);
    constexpr std::array behaviours{"settle", "refuse",  "process",  "lose_request", "lose_answer",
                                    "error",  "garbage", "unproved", "late"};
    const int count = GetParam() == store::test::Kind::sqlite ? 120 : 40;
    std::vector<Payment> payments;
    for (int i = 0; i < count; ++i) {
        // Answers that never come cost their time limit: few of them.
        const auto* behaviour = behaviours[random() % behaviours.size()];
        if (std::string_view(behaviour).starts_with("lose") && random() % 4 != 0) behaviour = "process";
        if (std::string_view(behaviour) == "late" && random() % 4 != 0) behaviour = "settle";
        if (i < 5) behaviour = "settle";  // something to pay out of
        world.behave(fmt::format("\"{}\"", behaviour));
        const bool in = i < 5 || random() % 3 != 0;
        payments.push_back(world.pay(in ? PaymentKind::top_up : PaymentKind::pay_out,
                                     in ? 10'000 : static_cast<std::int64_t>(1 + random() % 100)));
        world.work();
        if (random() % 5 == 0) world.tell("finish");
        if (random() % 7 == 0)
            world.notify(2, [&](std::vector<std::size_t>& turns) { std::ranges::shuffle(turns, random); });
    }
    world.tell("finish");
    world.notify(2, [&](std::vector<std::size_t>& turns) { std::ranges::shuffle(turns, random); });
    for (int i = 0; i < 30; ++i) {
        world.advance(Duration(3'600'000));
        world.work();
    }
    std::int64_t expected = 0;
    for (const auto& payment : payments) {
        const auto now = world.find(payment.id);
        EXPECT_TRUE(now.status == PaymentStatus::settled || now.status == PaymentStatus::refused);
        EXPECT_LE(world.submissions(payment.id), 1);
        if (now.status != PaymentStatus::settled) continue;
        expected += now.kind == PaymentKind::top_up ? now.amount.value : -now.amount.value;
    }
    EXPECT_EQ(world.balance("cash:101"), expected);
    EXPECT_EQ(world.available("cash:101"), expected);
    EXPECT_EQ(world.balance("custodian"), -expected);
    EXPECT_EQ(ledger::verify_book(world.store(), ledger::custody_book)->fault, "");
    EXPECT_TRUE(world.differences().empty());
}

}  // namespace
}  // namespace dengyun::payments::test
