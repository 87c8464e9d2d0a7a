// Goal: an order is written, issued and changed by its buyer, and seen by its supplier from then on; a change is a
// version that needs an answer; what is late, stale or too much is refused and changes nothing.
#include "modules/purchase_orders/test/world.h"

namespace dengyun::purchase_orders::test {
namespace {

class Orders : public Scenario {};
DENGYUN_BOTH_DATABASES(Orders);

TEST_P(Orders, AreTheBuyersAloneUntilTheyAreIssued) {
    const auto made = write();
    ASSERT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(made.text("number"), "PO-000001");
    EXPECT_EQ(made.text("status"), "draft");
    EXPECT_EQ(made.json.at("net_total").as_int64(), 125'000);  // 1,250.00 yuan
    EXPECT_EQ(made.json.at("tax_total").as_int64(), 16'250);
    const auto id = made.id();
    EXPECT_EQ(get(path(id), supplier).status, 404U);
    EXPECT_EQ(get(path(id, "/lines"), supplier).status, 404U);
    EXPECT_TRUE(get("/api/v1/received-purchase-orders", supplier).all("id").empty());
    EXPECT_TRUE(get("/api/v1/received-purchase-orders?status=draft", supplier).all("id").empty());
    EXPECT_TRUE(get("/api/v1/received-purchase-order-lines", supplier).all("id").empty());
    EXPECT_EQ(post(path(id, "/issuing/actions"), {}, supplier).status, 404U);
    EXPECT_EQ(post(path(id, "/issuing/actions"), {}, buyer).text("status"), "issued");
    EXPECT_EQ(get("/api/v1/received-purchase-orders", supplier).all("id"), std::vector{id});
    EXPECT_EQ(get(path(id, "/lines"), supplier).all("status"), std::vector<std::string>{"issued"});
    EXPECT_EQ(get(path(id), stranger).status, 404U);
    EXPECT_EQ(get(path(id), other_supplier).status, 404U);
    EXPECT_NE(get("/api/v1/tasks", supplier).body.find("purchase_orders_to_answer"), std::string::npos);
    EXPECT_EQ(post(path(id, "/issuing/actions"), {}, buyer).code(), "purchase_order.issued");
    EXPECT_EQ(remove(path(id), buyer).code(), "purchase_order.issued");
    EXPECT_EQ(patch(path(id), R"({"title":"别的"})", buyer).code(), "purchase_order.issued");
}

TEST_P(Orders, AreRefusedWithEveryIssueAtOnce) {
    EXPECT_EQ(write(line(R"(,"tax_rate":900000)")).issues(), "lines.0.tax_rate:too_large");
    const auto bad = post("/api/v1/purchase-orders",
                          R"({"title":"错","supplier_id":"11","lines":[{"description_text":"支架","unit":"件",)"
                          R"("quantity":100000,"unit_price":1,"item_id":"77","schedules":[{"due_on":"2026-02-01",)"
                          R"("quantity":1000}]}]})",
                          buyer);
    EXPECT_EQ(bad.issues(),
              "supplier_id:same_party lines.0.item_id:unknown_reference lines.0.schedules.0.due_on:in_past "
              "lines.0.schedules:must_add_up");
    EXPECT_EQ(post("/api/v1/purchase-orders", R"({"title":"空","supplier_id":"12","lines":[]})", buyer).issues(),
              "lines:required");
    EXPECT_TRUE(get("/api/v1/purchase-orders", buyer).all("id").empty());
}

TEST_P(Orders, InDraftAreEditedAndRemoved) {
    const auto id = write().id();
    const auto changed = patch(path(id), fmt::format(R"({{"title":"四月","lines":[{},{}]}})", line(), line()), buyer);
    ASSERT_EQ(changed.status, 200U) << changed.body;
    EXPECT_EQ(changed.text("title"), "四月");
    EXPECT_EQ(get(path(id, "/lines"), buyer).all("position").size(), 2U);
    EXPECT_EQ(send(http::Method::patch, path(id), R"({"title":"旧"})", buyer, {{"If-Match", "\"v1\""}}).status, 412U);
    EXPECT_EQ(remove(path(id), buyer).status, 204U);
    EXPECT_EQ(get(path(id), buyer).status, 404U);
    EXPECT_EQ(write().text("number"), "PO-000001");  // numbers count what is there
}

TEST_P(Orders, ThatChangeBeforeTheAnswerAreAskedAnew) {
    const auto id = issued();
    const auto more = line(R"(,"position":1,"tax_rate":60000)");
    EXPECT_EQ(change(id, more, 2).code(), "purchase_order.terms_changed");
    EXPECT_EQ(change(id, line(R"(,"position":1)")).issues(), "lines:same_terms");
    EXPECT_EQ(change(id, line(R"(,"position":7)")).issues(), "lines.0.position:unknown_line");
    EXPECT_EQ(change(id, more, 1, supplier).status, 403U);
    const auto changed = change(id, more + "," + line());
    ASSERT_EQ(changed.status, 200U) << changed.body;
    EXPECT_EQ(changed.json.at("terms_version").as_int64(), 2);
    EXPECT_EQ(line_status(id, 1), "issued");
    EXPECT_EQ(line_status(id, 2), "issued");
    // The answer to what was asked before is refused, and changes nothing.
    EXPECT_EQ(respond(id, R"({"position":1,"code":"5"})", 1).code(), "purchase_order.terms_changed");
    EXPECT_EQ(line_status(id), "issued");
    EXPECT_EQ(respond(id, R"({"position":1,"code":"5"},{"position":2,"code":"5"})", 2).status, 201U);
    EXPECT_EQ(status(id), "confirmed");
    const auto difference = get(path(id, "/difference"), supplier);
    ASSERT_EQ(difference.status, 200U) << difference.body;
    const auto& changes = difference.json.at("changes").as_array();
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].at("field").as_string(), "tax_rate");
    EXPECT_EQ(changes[0].at("before").as_string(), "13.0000 %");
    EXPECT_EQ(changes[1].at("field").as_string(), "line");
    EXPECT_EQ(get(path(id, "/versions"), supplier).all("number").size(), 2U);
    EXPECT_EQ(get(path(id, "/difference?to=9"), supplier).status, 404U);
}

TEST_P(Orders, InForceStayAsTheyAreUntilAChangeIsAnswered) {
    const auto id = confirmed();
    const auto dearer = R"({"position":1,"description_text":"冲压支架","unit":"件","quantity":120000,)"
                        R"("unit_price":13000000,"schedules":[{"due_on":"2026-03-21","quantity":120000}]})";
    ASSERT_EQ(change(id, dearer).status, 200U);
    EXPECT_EQ(line_status(id), "changed");
    EXPECT_EQ(line_of(id).confirmed_quantity.value, 100'000);
    EXPECT_EQ(count(id, {.shipped = 100'000}), "ok");  // on the terms in force
    EXPECT_EQ(count(id, {.shipped = 1}), "quantity:exceeds_confirmed");
    EXPECT_EQ(respond(id, R"({"position":1,"code":"7"})", 2).issues(), "lines.0.reason:required");
    ASSERT_EQ(respond(id, R"({"position":1,"code":"7","reason":"产能已满"})", 2).status, 201U);
    EXPECT_EQ(line_status(id), "open");
    EXPECT_EQ(line_of(id).quantity.value, 100'000);
    EXPECT_EQ(line_of(id).confirmed_version, 1);
    // Asked once more, and taken.
    ASSERT_EQ(change(id, dearer, 2).status, 200U);
    ASSERT_EQ(respond(id, R"({"position":1,"code":"5"})", 3).status, 201U);
    EXPECT_EQ(line_of(id).confirmed_quantity.value, 120'000);
    EXPECT_EQ(count(id, {.shipped = 20'000}), "ok");
    // Not below what is under way.
    const auto less = R"({"position":1,"description_text":"冲压支架","unit":"件","quantity":110000,)"
                      R"("unit_price":13000000,"schedules":[{"due_on":"2026-03-21","quantity":110000}]})";
    EXPECT_EQ(change(id, less, 3).issues(), "lines.0.quantity:below_shipped");
    ASSERT_EQ(change(id, dearer, 2).code(), "purchase_order.terms_changed");
}

TEST_P(Orders, WhoseShipmentsOvertookAChangeCannotAgreeToLess) {
    const auto id = confirmed();
    ASSERT_EQ(count(id, {.shipped = 50'000}), "ok");
    const auto less = R"({"position":1,"description_text":"冲压支架","unit":"件","quantity":60000,)"
                      R"("unit_price":12500000,"schedules":[{"due_on":"2026-03-21","quantity":60000}]})";
    ASSERT_EQ(change(id, less).status, 200U);
    ASSERT_EQ(count(id, {.shipped = 50'000}), "ok");  // the terms in force go on until the answer
    EXPECT_EQ(respond(id, R"({"position":1,"code":"5"})", 2).issues(), "lines.0.quantity:below_shipped");
    const auto row = to_text(line_of(id).id);
    EXPECT_EQ(move(row, "confirm", supplier).issues(), "quantity:below_shipped");
    EXPECT_EQ(line_status(id), "changed");
    EXPECT_EQ(line_of(id).confirmed_quantity.value, 100'000);
    // Rejected goods make room for it.
    ASSERT_EQ(count(id, {.received = 40'000, .rejected = 40'000}), "ok");
    ASSERT_EQ(respond(id, R"({"position":1,"code":"5"})", 2).status, 201U);
    EXPECT_EQ(line_of(id).confirmed_quantity.value, 60'000);
}

TEST_P(Orders, WhoseChangeNobodyAnswersKeepTheirTerms) {
    const auto id = confirmed();
    ASSERT_EQ(change(id, line(R"(,"position":1,"tax_rate":60000)")).status, 200U);
    wait(answer_time);
    EXPECT_EQ(line_status(id), "confirmed");
    EXPECT_EQ(line_of(id).tax_rate, 130'000);
    ASSERT_EQ(change(id, line(R"(,"position":1,"tax_rate":60000)"), 2).status, 200U);
    EXPECT_EQ(move(to_text(line_of(id).id), "withdraw", buyer).text("status"), "confirmed");
    EXPECT_EQ(line_of(id).tax_rate, 130'000);
}

TEST_P(Orders, AreDeliveredCompletedAndClosedShort) {
    const auto id = confirmed(line(R"(,"under_rate":100000)"));
    const auto row = to_text(line_of(id).id);
    EXPECT_EQ(count(id, {.shipped = 60'000}), "ok");
    EXPECT_EQ(status(id), "open");
    EXPECT_EQ(count(id, {.received = 60'001}), "quantity:exceeds_open");
    EXPECT_EQ(move(row, "close_short", buyer).code(), "purchase_order_line.on_the_way");
    EXPECT_EQ(count(id, {.received = 60'000, .accepted = 60'000}), "ok");
    EXPECT_EQ(move(row, "finish", buyer).code(), "purchase_order_line.not_enough");
    EXPECT_EQ(move(row, "close_short", buyer).code(), "purchase_order_line.not_late");
    EXPECT_EQ(count(id, {.invoiced = 60'001}), "quantity:exceeds_net");
    EXPECT_EQ(count(id, {.shipped = 30'000, .received = 30'000, .accepted = 30'000}), "ok");
    EXPECT_EQ(move(row, "finish", supplier).status, 403U);
    EXPECT_EQ(move(row, "finish", buyer).text("status"), "closed");
    EXPECT_EQ(status(id), "closed");

    const auto late = confirmed();
    clock.advance(25 * flow::day);
    EXPECT_EQ(move(to_text(line_of(late).id), "close_short", buyer).text("status"), "closed_short");
    EXPECT_EQ(count(late, {.shipped = 1'000}), "purchase_order_line.not_in_force");
}

TEST_P(Orders, ThatNobodyDeliversAreClosedShortInTheEnd) {
    const auto id = confirmed();
    wait(20 * flow::day + lateness_time + flow::day);
    EXPECT_EQ(line_status(id), "closed_short");
    EXPECT_EQ(status(id), "closed");
}

}  // namespace
}  // namespace dengyun::purchase_orders::test
