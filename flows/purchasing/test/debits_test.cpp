// Goal: a debit note takes no more than is owed of its invoice; until it is decided its amount is held back, agreed to
// it is offset, silence agrees, a dispute that nobody settles is the end of it. A concession's price is the one that is
// stated and matched; a receipt that is reversed counts no more; what went back is not invoiced again.
#include "flows/purchasing/test/world.h"

namespace dengyun::purchasing::test {
namespace {

class Debits : public Scenario {
  protected:
    // 100 pieces at 10 yuan: 1,130 yuan are due.
    std::string invoiced() {
        const auto order = confirmed();
        deliver(order, 100, 100);
        order_ = order;
        return submitted(order, "24-001", 100).id();
    }
    api::Answer debit(std::string_view invoice, std::int64_t pieces, std::string_view more = R"("reason":"shortage")",
                      const api::Caller& caller = buyer) {
        return post("/api/v1/debit-notes",
                    fmt::format(R"({{"invoice_id":"{}","lines":[{{"position":1,"quantity":{},{}}}]}})", invoice,
                                pieces * 1'000, more),
                    caller);
    }
    api::Answer decide(const api::Answer& note, std::string_view action, const api::Caller& caller,
                       std::string_view reason = "数量不对") {
        return post("/api/v1/debit-notes/" + note.id() + "/actions",
                    fmt::format(R"({{"action":"{}","reason":"{}"}})", action, reason), caller);
    }
    std::string order_;
};
DENGYUN_BOTH_DATABASES(Debits);

TEST_P(Debits, LowerWhatIsPaid) {
    const auto id = invoiced();
    const auto note = debit(id, 10);
    ASSERT_EQ(note.status, 201U) << note.body;
    EXPECT_EQ(note.text("number"), "DN-000001");
    EXPECT_EQ(note.text("status"), "issued");
    EXPECT_EQ(figure(id, "held_total"), 11'300);
    EXPECT_EQ(get("/api/v1/received-debit-notes", supplier).all("invoice_number"), std::vector<std::string>{"24-001"});
    EXPECT_EQ(get("/api/v1/debit-notes/" + note.id(), stranger).status, 404U);
    fund(500'000);
    EXPECT_EQ(pay(id, R"({"amount":101701})").code(), "supplier_invoice.exceeds_due");
    EXPECT_EQ(decide(note, "agree", buyer).status, 403U);
    EXPECT_EQ(decide(note, "agree", supplier).text("status"), "agreed");
    EXPECT_EQ(figure(id, "held_total"), 0);
    EXPECT_EQ(figure(id, "debited_total"), 11'300);
    EXPECT_EQ(figure(id, "paid_total"), 11'300);
    EXPECT_EQ(pay(id).text("status"), "paid");
    EXPECT_EQ(decide(note, "withdraw", buyer).code(), "flow.bad_transition");
    EXPECT_EQ(debit(id, 1).code(), "debit_note.not_due");
}

TEST_P(Debits, NeverTakeMoreThanIsOwed) {
    const auto id = invoiced();
    EXPECT_EQ(debit(id, 101).issues(), "lines.0.quantity:exceeds_invoiced");
    EXPECT_EQ(debit(id, 1, R"("reason":"price_difference")").issues(), "lines.0.unit_price:required");
    EXPECT_EQ(debit(id, 1, R"("reason":"price_difference","unit_price":10000001)").issues(),
              "lines.0.unit_price:exceeds_invoiced");
    EXPECT_EQ(debit(id, 1, R"("reason":"shortage")", supplier).issues(), "invoice_id:unknown_reference");
    EXPECT_EQ(post("/api/v1/debit-notes", fmt::format(R"({{"invoice_id":"{}","lines":[]}})", id), buyer).issues(),
              "lines:required");
    EXPECT_EQ(debit(id, 60).status, 201U);
    EXPECT_EQ(debit(id, 41).issues(), "lines.0.quantity:exceeds_owed");
    // What a credit note takes already is not taken twice.
    EXPECT_EQ(submitted(order_, "24-C01", 30, 10'000'000, "credit_note").text("status"), "matched");
    EXPECT_EQ(debit(id, 11).issues(), "lines:exceeds_owed");
    const auto rest = debit(id, 10, R"("reason":"price_difference","unit_price":5000000)");
    ASSERT_EQ(rest.status, 201U) << rest.body;
    EXPECT_EQ(rest.json.at("net_total").as_int64(), 5'000);
    EXPECT_EQ(figure(id, "held_total"), 67'800 + 5'650);
}

TEST_P(Debits, AreAgreedToBySilenceAndEndWithADisputeThatNobodySettles) {
    const auto id = invoiced();
    const auto silent = debit(id, 10);
    const auto disputed = debit(id, 20);
    EXPECT_EQ(decide(disputed, "dispute", supplier, "").issues(), "reason:required");
    EXPECT_EQ(decide(disputed, "dispute", supplier).text("status"), "disputed");
    EXPECT_EQ(get("/api/v1/tasks", buyer).body.find("debit_notes_to_settle") == std::string::npos, false);
    wait(invoicing::debit_answer_time);
    EXPECT_EQ(get("/api/v1/debit-notes/" + silent.id(), buyer).text("status"), "agreed");
    EXPECT_EQ(figure(id, "held_total"), 22'600);
    wait(invoicing::debit_dispute_time);
    EXPECT_EQ(get("/api/v1/debit-notes/" + disputed.id(), buyer).text("status"), "withdrawn");
    EXPECT_EQ(figure(id, "held_total"), 0);
    EXPECT_EQ(figure(id, "paid_total"), 11'300);
}

TEST_P(Debits, StandInTheStatementOfTheirMonth) {
    const auto order = confirmed();
    deliver(order, 60, 60);
    const auto statement = post("/api/v1/statements", R"({"partner_id":"12"})", buyer);
    ASSERT_EQ(statement.status, 201U) << statement.body;
    deliver(order, 40, 40, 0, "L2");
    const auto id = submitted(order, "24-001", 40).id();
    const auto path = "/api/v1/statements/" + statement.id() + "/debit-notes";
    EXPECT_TRUE(get(path, supplier).all("id").empty());
    const auto note = debit(id, 10);
    ASSERT_EQ(note.status, 201U) << note.body;
    EXPECT_EQ(get(path, supplier).all("id"), std::vector{note.id()});
    EXPECT_EQ(get(path, stranger).status, 404U);
    EXPECT_EQ(decide(note, "withdraw", buyer).text("status"), "withdrawn");
    EXPECT_TRUE(get(path, buyer).all("id").empty());
}

TEST_P(Debits, AreNotNeededWhereAConcessionLowersThePrice) {
    const auto order = confirmed(R"(,"has_inspection":true)");
    deliver(order, 100, 100);
    const auto inspection = "/api/v1/inspections/" + get("/api/v1/inspections", buyer).all("id").at(0);
    post(
        inspection + "/results/actions",
        R"({"inspected":20,"nonconforming":20,"defects":[{"defect_class":"major","characteristic":"锈蚀","pieces":20}]})",
        buyer);
    const auto offer = post(inspection + "/concessions", R"({"price_cut":20000,"reason":"可用"})", supplier);
    ASSERT_EQ(offer.status, 201U) << offer.body;
    ASSERT_EQ(act("/api/v1/concessions/" + offer.id(), "agree", buyer).text("status"), "agreed");
    const auto lines = get("/api/v1/statement-lines", buyer);
    EXPECT_EQ(lines.json.at("items").at(0).at("unit_price").as_int64(), 8'000'000);
    EXPECT_EQ(lines.json.at("items").at(0).at("net").as_int64(), 80'000);
    const auto dear = submitted(order, "24-001", 100);
    EXPECT_EQ(dear.text("status"), "blocked");
    EXPECT_EQ(get("/api/v1/match-exceptions", buyer).all("expected"), std::vector<std::string>{"8.000000"});
    EXPECT_EQ(figure(dear.id(), "agreed_total"), 90'400);
    act("/api/v1/supplier-invoices/" + dear.id(), "withdraw", supplier);
    EXPECT_EQ(submitted(order, "24-002", 100, 8'000'000).text("status"), "matched");
}

TEST_P(Debits, AreNotNeededForAReceiptThatIsReversed) {
    const auto order = confirmed();
    const auto shipment = deliver(order, 100, 98, 3);
    EXPECT_EQ(counts(order), "98/98/95/3/0 open");
    const auto receipt = "/api/v1/receipts/" + get("/api/v1/receipts", buyer).all("id").at(0);
    EXPECT_EQ(post(receipt + "/actions", R"({"action":"reverse","reason":"点错"})", buyer).text("status"), "reversed");
    EXPECT_EQ(counts(order), "100/0/0/0/0 open");
    EXPECT_EQ(get("/api/v1/statement-lines", buyer).json.at("items").at(0).at("quantity").as_int64(), 0);
    const auto again = get("/api/v1/shipments/" + shipment, buyer);
    EXPECT_EQ(again.text("status"), "arrived");
    EXPECT_EQ(sign(again, 100).text("status"), "signed");
    EXPECT_EQ(counts(order), "100/100/100/0/0 closed");
    EXPECT_EQ(get("/api/v1/statement-lines", buyer).json.at("items").at(0).at("quantity").as_int64(), 100'000);
    // The whole that was not the whole is open again; what is invoiced stays.
    const auto second = "/api/v1/receipts/" + get("/api/v1/receipts?status=posted", buyer).all("id").at(0);
    EXPECT_EQ(post(second + "/actions", R"({"action":"reverse","reason":"点错"})", buyer).text("status"), "reversed");
    EXPECT_EQ(counts(order), "100/0/0/0/0 open");
    EXPECT_EQ(sign(again, 100).text("status"), "signed");
    submitted(order, "24-001", 100);
    const auto third = "/api/v1/receipts/" + get("/api/v1/receipts?status=posted", buyer).all("id").at(0);
    EXPECT_EQ(post(third + "/actions", R"({"action":"reverse","reason":"点错"})", buyer).code(),
              "statement_line.stated");
    EXPECT_EQ(counts(order), "100/100/100/0/0 closed");
}

TEST_P(Debits, AreNotNeededForGoodsThatWentBack) {
    const auto order = confirmed();
    const auto shipment = deliver(order, 100, 100);
    EXPECT_EQ(submitted(order, "24-001", 100).text("status"), "matched");
    const auto back = post(fmt::format("/api/v1/shipments/{}/returns", shipment),
                           R"({"quantity":10000,"value":10000,"wanted":"credit","reason":"锈蚀"})", buyer);
    const auto item = "/api/v1/returns/" + back.id();
    act(item, "approve", supplier);
    act(item, "send", buyer);
    act(item, "receive", supplier);
    ASSERT_EQ(act(item, "credit", supplier).text("status"), "credited");
    EXPECT_EQ(line_of(order).credited.value, 10'000);
    EXPECT_EQ(submitted(order, "24-C01", 10, 10'000'000, "credit_note").text("status"), "matched");
    EXPECT_EQ(line_of(order).credited.value, 10'000);  // once
    const auto again = submitted(order, "24-002", 10);
    EXPECT_EQ(again.text("status"), "blocked");
    EXPECT_EQ(figure(again.id(), "agreed_total"), 0);
}

}  // namespace
}  // namespace dengyun::purchasing::test
