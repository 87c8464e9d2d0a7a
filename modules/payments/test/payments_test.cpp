// Goal: the rules of a payment, its state machine as a matrix and a drawing, and the schema of the descriptions.
#include <gtest/gtest.h>

#include "kernel/flow/test/drawn.h"
#include "kernel/store/test/harness.h"
#include "modules/payments/api.h"

namespace dengyun::payments {
namespace {

TEST(Payment, EveryStateMeetsEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Payment::states), R"(
            send        give_back   lose        accept      settle      refuse
created     sent        -           -           -           -           -
sent        -           created     unknown     processing  settled     refused
unknown     -           -           -           processing  settled     refused
processing  -           -           -           -           settled     refused
settled     -           -           -           -           -           -
refused     -           -           -           -           -           -
)");
}

TEST(Payment, IsDrawnInTheDocumentation) {
    flow::expect_drawn(Payment::states, "Payment (支付单)", "modules/payments/payment.cpp");
}

TEST(Payment, OfEachKindSaysWhatItNeeds) {
    const auto issues = [](const Payment& payment) {
        std::string text;
        if (const auto checked = check_payment(payment); !checked)
            for (const auto& issue : checked.error().issues) text += issue.field + ':' + issue.code + ' ';
        return text;
    };
    EXPECT_EQ(issues({.kind = PaymentKind::top_up, .amount = {5}}), "");
    EXPECT_EQ(issues({.kind = PaymentKind::pay_out, .amount = {5}}), "bank_account:required ");
    EXPECT_EQ(issues({.kind = PaymentKind::refund, .amount = {5}}), "original_id:required ");
    EXPECT_EQ(issues({.kind = PaymentKind::split, .amount = {5}}), "parts:required parts:must_add_up ");
    EXPECT_EQ(issues({.kind = PaymentKind::split, .amount = {5}, .parts = {{{1}, "6", {4}}, {{2}, "7", {1}}}}), "");
    EXPECT_EQ(issues({.kind = PaymentKind::top_up, .amount = {5}, .parts = {{{1}, "6", {5}}}}), "parts:read_only ");
    EXPECT_EQ(payment_of(instruction_id({77}))->value, 77);
    for (const auto* bad : {"", "DY", "77", "DY-1", "DYx"}) EXPECT_FALSE(payment_of(bad)) << bad;
}

std::vector<store::Migration> all_migrations() {
    std::vector<store::Migration> all;
    for (const auto part : {ledger::migrations(), payments::migrations()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}
class PaymentSchema : public store::test::BothDatabases {
  protected:
    PaymentSchema() : BothDatabases({}, all_migrations()) {}
};
DENGYUN_BOTH_DATABASES(PaymentSchema);

TEST_P(PaymentSchema, IsTheOneOfTheDescriptions) {
    const auto difference = store::schema_difference(store(), entities());
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
}

}  // namespace
}  // namespace dengyun::payments
