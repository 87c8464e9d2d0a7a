// Goal: what is invoiced lies on what was received, at the order's price; what does not fit blocks its part of the
// payment until it is decided, and the undisputed part is due by the dated rules. Twice, too much, too dear: refused or
// blocked.
#include "flows/purchasing/test/world.h"

namespace dengyun::purchasing::test {
namespace {

class Invoices : public Scenario {
  protected:
    api::Answer invoice(std::string_view id) { return get(fmt::format("/api/v1/supplier-invoices/{}", id), buyer); }
    std::string reasons(std::string_view id) {
        std::string all;
        for (const auto& one :
             get(fmt::format("/api/v1/match-exceptions?status=open&invoice_id={}&sort=id", id), buyer).all("reason"))
            all += one + " ";
        return all;
    }
    std::string exception(std::string_view id) {
        return get(fmt::format("/api/v1/match-exceptions?status=open&invoice_id={}", id), buyer).all("id").front();
    }
    std::int64_t due(std::string_view id) { return figure(id, "agreed_total"); }
};
DENGYUN_BOTH_DATABASES(Invoices);

TEST_P(Invoices, ThatFitAreDueAndPaid) {
    const auto order = confirmed();
    deliver(order, 100, 100);
    const auto draft = write(order, "24-001", 100);
    EXPECT_EQ(get("/api/v1/supplier-invoices/" + draft.id(), buyer).status, 404U);  // a draft is his own
    const auto submitted = submit(draft);
    EXPECT_EQ(submitted.text("status"), "matched") << submitted.body;
    const auto id = submitted.id();
    EXPECT_EQ(due(id), 113'000);
    EXPECT_EQ(invoice(id).text("due_on"), "2026-03-31");  // 30 days from the delivery on 1 March
    EXPECT_EQ(line_of(order).invoiced.value, 100'000);
    EXPECT_EQ(get("/api/v1/statement-lines", buyer).all("status"), std::vector<std::string>{"payable"});
    EXPECT_EQ(pay(id, "{}", supplier).status, 404U);
    EXPECT_EQ(pay(id).code(), "transfer.insufficient_funds");
    EXPECT_EQ(invoice(id).json.at("paid_total").as_int64(), 0);
    fund(200'000);
    EXPECT_EQ(pay(id, R"({"amount":113001})").code(), "supplier_invoice.exceeds_due");
    EXPECT_EQ(pay(id, R"({"amount":13000})").text("status"), "matched");
    EXPECT_EQ(pay(id).text("status"), "paid");
    EXPECT_EQ(pay(id).code(), "supplier_invoice.exceeds_due");
}

TEST_P(Invoices, OfOneNumberCountOnce) {
    const auto order = confirmed();
    deliver(order, 100, 100);
    submit(write(order, "0024-001", 60));
    EXPECT_EQ(write(order, "24 001", 40).issues(), "number:invoiced_before");
    const auto again = submit(write(order, "24-002", 60));
    EXPECT_EQ(again.text("status"), "blocked");
    EXPECT_EQ(reasons(again.id()), "quantity ");  // 40 are left
    EXPECT_EQ(due(again.id()), 45'200);           // the undisputed part
    const auto third = submit(write(order, "24-003", 60));
    EXPECT_EQ(reasons(third.id()), "duplicate ");
    EXPECT_EQ(due(third.id()), 0);
    EXPECT_EQ(line_of(order).invoiced.value, 100'000);
    EXPECT_EQ(write(order, "24-004", 1, 10'000'000, R"(,"order_line_id":"7")").status, 422U);
}

TEST_P(Invoices, WithoutGoodsWaitForThem) {
    const auto order = confirmed();
    const auto early = submit(write(order, "24-001", 100));
    EXPECT_EQ(early.text("status"), "blocked");
    EXPECT_EQ(reasons(early.id()), "missing_receipt ");
    const auto item = "/api/v1/match-exceptions/" + exception(early.id());
    EXPECT_EQ(act(item, "accept", buyer).code(), "match_exception.not_acceptable");
    EXPECT_EQ(post(item + "/actions", R"({"action":"refuse","reason":"不认"})", supplier).status, 403U);
    clock.advance(19 * flow::day);  // the day of the invoice
    deliver(order, 60, 60);
    EXPECT_EQ(reasons(early.id()), "quantity ");
    EXPECT_EQ(due(early.id()), 67'800);
    deliver(order, 40, 40, 0, "L2");
    EXPECT_EQ(reasons(early.id()), "");
    EXPECT_EQ(invoice(early.id()).text("status"), "matched");
    EXPECT_EQ(due(early.id()), 113'000);
}

TEST_P(Invoices, ThatAreTooDearAreDueAtTheOrdersPrice) {
    const auto order = confirmed();
    deliver(order, 100, 100);
    const auto dear = submit(write(order, "24-001", 100, 11'000'000));
    EXPECT_EQ(reasons(dear.id()), "price ");
    EXPECT_EQ(due(dear.id()), 113'000);
    EXPECT_EQ(get("/api/v1/received-match-exceptions", supplier).all("expected"),
              std::vector<std::string>{"10.000000"});
    fund(500'000);
    EXPECT_EQ(pay(dear.id(), R"({"amount":113001})").code(), "supplier_invoice.exceeds_due");
    EXPECT_EQ(pay(dear.id()).text("status"), "blocked");  // what is undisputed is paid in any case
    const auto item = "/api/v1/match-exceptions/" + exception(dear.id());
    EXPECT_EQ(act(item, "accept", buyer).text("status"), "accepted");
    EXPECT_EQ(due(dear.id()), 124'300);
    EXPECT_EQ(pay(dear.id()).text("status"), "paid");
}

TEST_P(Invoices, WhoseExceptionsNobodyDecidesAreDueWithoutThem) {
    const auto order = confirmed();
    deliver(order, 100, 100);
    const auto dear = submit(write(order, "24-001", 100, 11'000'000));
    wait(invoicing::exception_time);
    EXPECT_EQ(invoice(dear.id()).text("status"), "matched");
    EXPECT_EQ(due(dear.id()), 113'000);
    EXPECT_EQ(reasons(dear.id()), "");
}

TEST_P(Invoices, ThatAreRefusedOrWithdrawnFreeTheGoods) {
    const auto order = confirmed();
    deliver(order, 100, 100);
    const auto first = submit(write(order, "24-001", 100, 11'000'000));
    const auto second = submit(write(order, "24-002", 90));
    EXPECT_EQ(reasons(second.id()), "quantity ");
    EXPECT_EQ(post("/api/v1/supplier-invoices/" + first.id() + "/actions", R"({"action":"refuse"})", buyer).issues(),
              "reason:required");
    EXPECT_EQ(act("/api/v1/supplier-invoices/" + first.id(), "withdraw", supplier).text("status"), "withdrawn");
    EXPECT_EQ(invoice(second.id()).text("status"), "matched");
    EXPECT_EQ(line_of(order).invoiced.value, 90'000);
    EXPECT_EQ(reasons(first.id()), "");
}

TEST_P(Invoices, AreOffsetAgainstCreditNotes) {
    const auto order = confirmed();
    deliver(order, 100, 100);
    const auto first = submit(write(order, "24-001", 60));
    const auto second = submit(write(order, "24-002", 40));
    const auto credit = submit(write(order, "24-C01", 10, 10'000'000, R"(,"tax_rate":130000)", "credit_note"));
    EXPECT_EQ(credit.text("status"), "matched") << credit.body;
    EXPECT_EQ(due(credit.id()), 11'300);
    EXPECT_EQ(line_of(order).credited.value, 10'000);
    fund(101'700);  // without what is credited
    EXPECT_EQ(pay(first.id()).text("status"), "paid");
    EXPECT_EQ(pay(second.id()).text("status"), "paid");
    EXPECT_EQ(invoice(credit.id()).text("status"), "paid");
}

// Credits free goods for an invoice that waits for them and was paid in part: whichever of its lines they are laid on
// each time, it never has more of them than there are, and its time limit can end.
TEST_P(Invoices, PaidInPartNeverHaveMoreThanThereIs) {
    const auto order = confirmed();
    deliver(order, 100, 100);
    fund(1'000'000);
    const auto whole = submitted(order, "24-001", 100);
    ASSERT_EQ(pay(whole.id()).text("status"), "paid");
    const auto line = [&](std::int64_t pieces) {
        return fmt::format(R"({{"order_line_id":"{}","description_text":"支架","unit":"件","quantity":{},)"
                           R"("unit_price":10000000,"tax_rate":130000,"net":{},"tax":{}}})",
                           to_text(line_of(order).id), pieces * 1'000, pieces * 1'000, pieces * 130);
    };
    ASSERT_EQ(submitted(order, "24-C01", 10, 10'000'000, "credit_note").text("status"), "matched");
    const auto again = submit(post("/api/v1/supplier-invoices",
                                   fmt::format(R"({{"number":"24-002","buyer_id":"11","invoiced_on":"2026-03-20",)"
                                               R"("lines":[{},{},{}]}})",
                                               line(10), line(10), line(30)),
                                   supplier));
    ASSERT_EQ(again.text("status"), "blocked") << again.body;
    for (const auto* credit : {"24-C02", "24-C03"}) {
        if (const auto open = figure(again.id(), "agreed_total") - figure(again.id(), "paid_total"); open > 0)
            ASSERT_EQ(pay(again.id(), fmt::format(R"({{"amount":{}}})", open)).status, 200U);
        ASSERT_EQ(submitted(order, credit, 10, 10'000'000, "credit_note").text("status"), "matched");
        const auto now = line_of(order);
        EXPECT_LE(now.invoiced.value - now.credited.value, now.accepted.value) << credit;
    }
    wait(invoicing::exception_time);
    EXPECT_NE(invoice(again.id()).text("status"), "blocked");
    EXPECT_LE(figure(again.id(), "agreed_total"), 3 * 11'300 + 3);
}

// Deliveries, then the payment: who should do something is told before it is late, who waits once it is.
TEST_P(Invoices, AndDeliveriesThatAreLateWaitForPeople) {
    const auto waits = [&](std::string_view task, const api::Caller& who) {
        return get("/api/v1/tasks", who).body.find(fmt::format(R"("{}")", task)) != std::string::npos;
    };
    const auto order = confirmed();
    EXPECT_FALSE(waits("deliveries_to_make", supplier));
    clock.advance(18 * flow::day);  // 2026-03-19; due on the 21st
    EXPECT_TRUE(waits("deliveries_to_make", supplier));
    clock.advance(2 * flow::day);
    EXPECT_FALSE(waits("deliveries_overdue", buyer));
    clock.advance(flow::day);
    EXPECT_TRUE(waits("deliveries_overdue", buyer));
    EXPECT_FALSE(waits("deliveries_overdue", supplier));
    EXPECT_EQ(get("/api/v1/purchase-orders?due_on_before=2026-03-21", buyer).all("id").size(), 0U);
    EXPECT_EQ(get("/api/v1/purchase-orders?due_on_before=2026-03-22", buyer).all("id").size(), 1U);
    EXPECT_EQ(get("/api/v1/received-purchase-orders?due_on_before=2026-03-22", supplier).all("id").size(), 1U);
    EXPECT_EQ(get("/api/v1/purchase-orders?due_on_before=soon", buyer).issues(), "due_on_before:malformed");
    deliver(order, 100, 100);
    EXPECT_FALSE(waits("deliveries_overdue", buyer));
    EXPECT_FALSE(waits("deliveries_to_make", supplier));

    invoiced_on = "2026-03-22";                                // not before the goods came
    const auto id = submit(write(order, "24-001", 100)).id();  // due on 2026-04-21
    EXPECT_FALSE(waits("invoices_to_pay", buyer));
    clock.advance(25 * flow::day);
    EXPECT_TRUE(waits("invoices_to_pay", buyer));
    EXPECT_FALSE(waits("payments_overdue", supplier));
    clock.advance(6 * flow::day);
    EXPECT_TRUE(waits("payments_overdue", supplier));
    EXPECT_EQ(get("/api/v1/received-supplier-invoices?due_on_before=2026-04-22", buyer).all("id").size(), 1U);
    fund(200'000);
    EXPECT_EQ(pay(id).text("status"), "paid");
    EXPECT_FALSE(waits("invoices_to_pay", buyer));
    EXPECT_FALSE(waits("payments_overdue", supplier));
}

// Half of the time for an answer is gone.
TEST_P(Invoices, AndOrdersThatNobodyAnswersWaitForTheBuyer) {
    const auto made = post("/api/v1/purchase-orders",
                           R"({"title":"支架","supplier_id":"12","lines":[{"description_text":"支架","unit":"件",)"
                           R"("quantity":1000,"unit_price":10000000,)"
                           R"("schedules":[{"due_on":"2026-03-21","quantity":1000}]}]})",
                           buyer);
    ASSERT_EQ(post("/api/v1/purchase-orders/" + made.id() + "/issuing/actions", {}, buyer).status, 200U);
    clock.advance(2 * flow::day);
    EXPECT_EQ(get("/api/v1/tasks", buyer).body.find("orders_unanswered"), std::string::npos);
    clock.advance(flow::day);
    EXPECT_NE(get("/api/v1/tasks", buyer).body.find("orders_unanswered"), std::string::npos);
}

}  // namespace
}  // namespace dengyun::purchasing::test
