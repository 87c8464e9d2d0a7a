// Goal: what is shipped, received, inspected and returned moves the lines of an order, within their bounds; what is too
// much is refused and changes nothing.
#include "flows/purchasing/test/world.h"

namespace dengyun::purchasing::test {
namespace {

class Goods : public Scenario {};
DENGYUN_BOTH_DATABASES(Goods);

TEST_P(Goods, AreShippedAsFarAsTheOrderGoes) {
    const auto order = confirmed(R"(,"over_rate":50000)");
    EXPECT_EQ(ship(order, 106).issues(), "lines.0.quantity:exceeds_open");
    EXPECT_EQ(ship(order, 10, "L1", buyer).status, 403U);
    EXPECT_EQ(ship(order, 10, "L1", stranger).status, 404U);
    const auto first = ship(order, 60);
    ASSERT_EQ(first.status, 201U) << first.body;
    EXPECT_EQ(counts(order), "0/0/0/0/0 confirmed");  // a draft is no shipment
    EXPECT_EQ(ship(order, 46, "L2").issues(), "lines.0.quantity:exceeds_open");
    const auto second = ship(order, 45, "L2");
    ASSERT_EQ(second.status, 201U);
    // A draft that is raised beyond the order is refused at the gate.
    ASSERT_EQ(patch("/api/v1/shipments/" + second.id(),
                    R"({"lines":[{"lot":"L2","goods":"支架","unit":"件","quantity":46000}]})", supplier)
                  .status,
              200U);
    act("/api/v1/shipments/" + first.id(), "dispatch", supplier);
    EXPECT_EQ(counts(order), "60/0/0/0/0 open");
    EXPECT_EQ(act("/api/v1/shipments/" + second.id(), "dispatch", supplier).issues(), "quantity:exceeds_confirmed");
    EXPECT_EQ(get("/api/v1/shipments/" + second.id(), supplier).text("status"), "draft");
    EXPECT_EQ(counts(order), "60/0/0/0/0 open");
    EXPECT_EQ(get(fmt::format("/api/v1/purchase-orders/{}/shipments", order), buyer).all("id"),
              std::vector{first.id()});
}

TEST_P(Goods, ThatAreShortDamagedOrOverAreCounted) {
    const auto order = confirmed(R"(,"over_rate":50000)");
    deliver(order, 50, 48, 3);  // two are missing, three are broken
    EXPECT_EQ(counts(order), "48/48/45/3/0 open");
    const auto rest = ship(order, 55, "L2");
    ASSERT_EQ(rest.status, 201U) << rest.body;
    act("/api/v1/shipments/" + rest.id(), "dispatch", supplier);
    EXPECT_EQ(sign(rest, 56).issues(), "lines.0.received:exceeds_shipped");
    EXPECT_EQ(counts(order), "103/48/45/3/0 open");
    EXPECT_EQ(sign(rest, 56, 0, true).text("status"), "signed");
    EXPECT_EQ(counts(order), "103/104/101/3/0 closed");
    EXPECT_EQ(line_of(order).over_received.value, 1'000);
    EXPECT_EQ(sign(rest, 56, 0, true).text("status"), "signed");  // scanned again
    EXPECT_EQ(counts(order), "103/104/101/3/0 closed");
    EXPECT_EQ(ship(order, 1, "L3").code(), "purchase_order_line.not_in_force");
}

TEST_P(Goods, ThatAreLostMayBeShippedAgain) {
    const auto order = confirmed();
    const auto lost = ship(order, 100);
    act("/api/v1/shipments/" + lost.id(), "dispatch", supplier);
    EXPECT_EQ(ship(order, 1, "L2").issues(), "lines.0.quantity:exceeds_open");
    EXPECT_EQ(post("/api/v1/shipments/" + lost.id() + "/actions", R"({"action":"lose","reason":"翻车"})", supplier)
                  .text("status"),
              "lost");
    EXPECT_EQ(counts(order), "0/0/0/0/0 open");
    deliver(order, 100, 100, 0, "L2");
    EXPECT_EQ(counts(order), "100/100/100/0/0 closed");
}

TEST_P(Goods, AreAcceptedAfterTheInspectionThatTheLineAsksFor) {
    const auto order = confirmed(R"(,"has_inspection":true)");
    deliver(order, 60, 60);
    EXPECT_EQ(counts(order), "60/60/0/0/0 open");
    const auto inspection = get("/api/v1/inspections", buyer).all("id");
    ASSERT_EQ(inspection.size(), 1U);
    const auto counted = post(fmt::format("/api/v1/inspections/{}/results/actions", inspection[0]),
                              R"({"inspected":20,"nonconforming":20,"defects":[)"
                              R"({"defect_class":"major","characteristic":"锈蚀","pieces":20}]})",
                              buyer);
    EXPECT_EQ(counted.status, 200U) << counted.body;
    EXPECT_EQ(post(fmt::format("/api/v1/inspections/{}/split/actions", inspection[0]), R"({"accepted_quantity":50000})",
                   buyer)
                  .text("status"),
              "split");
    EXPECT_EQ(counts(order), "60/60/50/10/0 open");
    deliver(order, 50, 50, 0, "L2");  // the rejected ones anew
    wait(inspections::verdict_time);  // nobody looks: accepted
    EXPECT_EQ(counts(order), "110/110/100/10/0 closed");
}

TEST_P(Goods, ThatGoBackAreNetted) {
    const auto order = confirmed();
    const auto shipment = deliver(order, 100, 100, 2);
    const auto ask = [&](std::int64_t pieces) {
        const auto made = post(
            fmt::format("/api/v1/shipments/{}/returns", shipment),
            fmt::format(R"({{"quantity":{},"value":10000,"wanted":"credit","reason":"锈蚀"}})", pieces * 1'000), buyer);
        EXPECT_EQ(made.status, 201U) << made.body;
        const auto item = "/api/v1/returns/" + made.id();
        act(item, "approve", supplier);
        act(item, "send", buyer);
        act(item, "receive", supplier);
        return act(item, "credit", supplier).text("status");
    };
    EXPECT_EQ(ask(2), "credited");  // the broken ones, which were rejected
    EXPECT_EQ(counts(order), "100/100/98/2/0 open");
    EXPECT_EQ(ask(10), "credited");
    EXPECT_EQ(counts(order), "100/100/98/2/10 open");
}

TEST_P(Goods, OfOtherDocumentsDoNotMoveOrders) {
    const auto order = confirmed();
    const auto plain =
        post("/api/v1/shipments",
             R"({"receiver_id":"11","lines":[{"lot":"X","goods":"支架","unit":"件","quantity":5000}]})", supplier);
    act("/api/v1/shipments/" + plain.id(), "dispatch", supplier);
    EXPECT_EQ(sign(plain, 5).text("status"), "signed");
    EXPECT_EQ(counts(order), "0/0/0/0/0 confirmed");
}

}  // namespace
}  // namespace dengyun::purchasing::test
