// Goal: the programs of a buyer and a supplier carry an order to its invoice by documents alone: each finds what the
// other has written in its own list, in order and once; a ship note and a receipt move the goods, and what does not
// fit changes nothing.
#include "flows/exchange/test/world.h"

namespace dengyun::exchange::test {
namespace {

class Goods : public Scenario {};
DENGYUN_BOTH_DATABASES(Goods);
using Told = std::vector<std::string>;

TEST_P(Goods, GoFromTheOrderToTheReceiptByDocumentsAlone) {
    const auto id = issued();
    EXPECT_EQ(told(buyer), Told{});  // his own doing
    EXPECT_EQ(told(supplier), Told{"Order"});
    const auto sent = fetched(supplier);
    const auto read_up_to = last_;
    EXPECT_EQ(told(supplier, read_up_to), Told{});
    EXPECT_EQ(told(stranger), Told{});
    EXPECT_EQ(get(last_path_, stranger).status, 404U);

    ASSERT_EQ(receive(answer_to(sent), supplier).status, 201U);
    EXPECT_EQ(told(buyer), Told{"OrderResponse"});

    const auto shipped = receive(ship_note(sent, 60, "LS-1"), supplier);
    ASSERT_EQ(shipped.status, 201U) << shipped.body;
    // The same file once more makes nothing new, another one of that number is refused.
    EXPECT_EQ(receive(ship_note(sent, 60, "LS-1"), supplier).text("subject_id"), shipped.text("subject_id"));
    EXPECT_EQ(receive(ship_note(sent, 61, "LS-1"), supplier).code(), "exchange.changed");
    const auto too_much = receive(ship_note(sent, 41, "LS-2"), supplier);
    EXPECT_EQ(too_much.status, 422U) << too_much.body;
    EXPECT_EQ(receive(ship_note(sent, 10, "LS-3"), buyer).status, 422U);  // he is not the supplier
    EXPECT_EQ(told(buyer), (Told{"OrderResponse", "DespatchAdvice"}));
    const auto advice = fetched(buyer);
    EXPECT_EQ(advice.id, shipped.text("subject_number"));
    EXPECT_EQ(advice.order, sent.id);

    // The buyer's warehouse counts 58, three of them damaged.
    ubl::Document receipt = advice;
    receipt.kind = ubl::Kind::receipt_advice;
    receipt.id = "WE-1";
    receipt.despatch = advice.id;
    receipt.lines.at(0).quantity = ubl::Measure{Quantity{58'000}, "C62"};
    receipt.lines.at(0).rejected_quantity = ubl::Measure{Quantity{3'000}, "C62"};
    receipt.lines.at(0).reject_reason = "压伤";
    receipt.lines.at(0).despatch_line = "1";
    auto broken = receipt;
    broken.id = "WE-0";
    broken.lines.at(0).rejected_quantity = ubl::Measure{Quantity{59'000}, "C62"};
    EXPECT_EQ(receive(broken, buyer).status, 422U);
    broken.despatch = "no label";
    EXPECT_EQ(receive(broken, buyer).status, 422U);
    EXPECT_EQ(receive(receipt, supplier).status, 422U);
    const auto counted = receive(receipt, buyer);
    ASSERT_EQ(counted.status, 201U) << counted.body;
    EXPECT_EQ(receive(receipt, buyer).text("subject_id"), counted.text("subject_id"));
    EXPECT_EQ(told(supplier, read_up_to), Told{"ReceiptAdvice"});
    const auto seen = fetched(supplier);
    EXPECT_EQ(seen.lines.at(0).short_quantity, (ubl::Measure{Quantity{2'000}, "C62"}));
    EXPECT_EQ(seen.lines.at(0).reject_reason, "压伤");
    EXPECT_EQ(order(id).text("status"), "open");
}

TEST_P(Goods, TellsAnOrderAndEachChangeOnce) {
    const auto id = issued();
    const auto changed = post("/api/v1/purchase-orders/" + id + "/change/actions",
                              R"({"terms_version":1,"reason":"少要","lines":[{"position":1,"description_text":"支架",)"
                              R"("unit":"件","quantity":90000,"unit_price":10000000,)"
                              R"("schedules":[{"due_on":"2026-03-21","quantity":90000}]}]})",
                              buyer);
    ASSERT_LT(changed.status, 300U) << changed.body;
    EXPECT_EQ(told(supplier), (Told{"Order", "OrderChange"}));
    EXPECT_EQ(fetched(supplier).lines.at(0).quantity, (ubl::Measure{Quantity{90'000}, "C62"}));
    EXPECT_EQ(get("/api/v1/outgoing-documents?after=x", supplier).status, 422U);
}

}  // namespace
}  // namespace dengyun::exchange::test
