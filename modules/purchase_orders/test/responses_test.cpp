// Goal: a supplier answers line by line, all or nothing; within the tolerances his terms are in force, beyond them the
// buyer decides; silence has a default on each side.
#include "modules/purchase_orders/test/world.h"

namespace dengyun::purchase_orders::test {
namespace {

class Responses : public Scenario {
  protected:
    // 95 pieces at 12.60, all on 2026-03-24.
    static constexpr std::string_view other_terms =
        R"({"position":1,"code":"3","quantity":95000,"unit_price":12600000,"reason":"模具返修",)"
        R"("schedules":[{"due_on":"2026-03-24","quantity":95000}]})";
};
DENGYUN_BOTH_DATABASES(Responses);

TEST_P(Responses, AnswerEveryLineThatTheyNameOrNone) {
    const auto id = issued(line() + "," + line() + "," + line());
    EXPECT_EQ(respond(id, R"({"position":1,"code":"5"})", 1, buyer).status, 403U);
    EXPECT_EQ(respond(id, R"({"position":1,"code":"5"})", 1, stranger).status, 404U);
    EXPECT_EQ(respond(id, "").issues(), "lines:required");
    EXPECT_EQ(respond(id, R"({"position":1,"code":"5"},{"position":1,"code":"5"},{"position":9,"code":"5"},)"
                          R"({"position":2,"code":"7"})")
                  .issues(),
              "lines.1.position:taken lines.2.position:unknown_line lines.3.reason:required");
    EXPECT_EQ(line_status(id, 1), "issued");
    const auto mixed = respond(id, R"({"position":1,"code":"5"},{"position":2,"code":"7","reason":"不做了"})");
    ASSERT_EQ(mixed.status, 201U) << mixed.body;
    EXPECT_EQ(mixed.text("code"), "CA");
    EXPECT_EQ(line_status(id, 1), "confirmed");
    EXPECT_EQ(line_status(id, 2), "rejected");
    EXPECT_EQ(status(id), "issued");  // the third line waits
    EXPECT_EQ(get(path(id), buyer).text("response_code"), "CA");
    EXPECT_EQ(respond(id, R"({"position":1,"code":"5"})").issues(), "lines.0.position:not_waiting");
    EXPECT_EQ(respond(id, R"({"position":3,"code":"5"})").text("code"), "AP");
    EXPECT_EQ(status(id), "confirmed");
    EXPECT_EQ(get(path(id, "/responses"), buyer).all("code"), (std::vector<std::string>{"AP", "CA"}));
    EXPECT_EQ(events({11}).back(), "purchase_order.followed");
}

TEST_P(Responses, WithinTheTolerancesAreInForceAtOnce) {
    const auto id = issued(line(R"(,"under_rate":50000,"price_rate":10000,"date_days":14)"));
    ASSERT_EQ(respond(id, other_terms).status, 201U);
    EXPECT_EQ(line_status(id), "confirmed");
    const auto row = line_of(id);
    EXPECT_EQ(row.confirmed_quantity.value, 95'000);
    EXPECT_EQ(row.confirmed_unit_price.value, 12'600'000);
    EXPECT_EQ(row.confirmed_schedules.size(), 1U);
}

TEST_P(Responses, BeyondTheTolerancesAreForTheBuyerToTakeUp) {
    const auto id = issued();
    EXPECT_EQ(respond(id, R"({"position":1,"code":"3","quantity":95000})").issues(), "lines.0.schedules:must_add_up");
    EXPECT_EQ(respond(id, R"({"position":1,"code":"3"})").issues(), "lines.0.code:same_terms");
    ASSERT_EQ(respond(id, other_terms).status, 201U);
    EXPECT_EQ(status(id), "countered");
    EXPECT_EQ(line_of(id).confirmed_version, 0);
    EXPECT_NE(get("/api/v1/tasks", buyer).body.find("purchase_orders_to_decide"), std::string::npos);
    const auto row = to_text(line_of(id).id);
    EXPECT_EQ(move(row, "accept", supplier).status, 403U);
    EXPECT_EQ(move(row, "reissue", buyer).code(), "purchase_order_line.by_change");
    EXPECT_EQ(move(row, "counter", supplier).code(), "purchase_order_line.by_response");
    ASSERT_EQ(move(row, "accept", buyer).text("status"), "confirmed");
    EXPECT_EQ(line_of(id).confirmed_quantity.value, 95'000);
    EXPECT_EQ(get(path(id), buyer).json.at("net_total").as_int64(), 119'700);

    const auto asked_anew = issued();
    ASSERT_EQ(respond(asked_anew, other_terms).status, 201U);
    ASSERT_EQ(change(asked_anew, line(R"(,"position":1,"price_rate":10000)")).status, 200U);
    EXPECT_EQ(line_status(asked_anew), "issued");
    EXPECT_FALSE(line_of(asked_anew).counter_quantity.has_value());
}

TEST_P(Responses, ToAChangeStayWithinTheTolerances) {
    const auto id = confirmed(line(R"(,"price_rate":50000)"));
    ASSERT_EQ(change(id, line(R"(,"position":1,"price_rate":50000,"tax_rate":60000)")).status, 200U);
    EXPECT_EQ(respond(id, R"({"position":1,"code":"3","unit_price":14000000})", 2).issues(),
              "lines.0.code:change_within_only");
    ASSERT_EQ(respond(id, R"({"position":1,"code":"3","unit_price":13000000})", 2).status, 201U);
    EXPECT_EQ(line_of(id).confirmed_unit_price.value, 13'000'000);
    EXPECT_EQ(line_of(id).confirmed_tax_rate, 60'000);
}

TEST_P(Responses, ThatNeverComeHaveADefault) {
    const auto id = issued();
    wait(answer_time);
    EXPECT_EQ(line_status(id), "rejected");
    EXPECT_EQ(status(id), "cancelled");
    EXPECT_EQ(respond(id, R"({"position":1,"code":"5"})").issues(), "lines.0.position:not_waiting");  // late
    const auto countered = issued();
    ASSERT_EQ(respond(countered, other_terms).status, 201U);
    wait(decision_time);
    EXPECT_EQ(line_status(countered), "cancelled");
}

TEST_P(Responses, AreNotNeededForWhatTheBuyerWithdraws) {
    const auto id = issued();
    EXPECT_EQ(move(to_text(line_of(id).id), "withdraw", buyer).text("status"), "cancelled");
    EXPECT_EQ(status(id), "cancelled");
    EXPECT_EQ(get(path(id), buyer).json.at("net_total").as_int64(), 0);
    const auto given_up = confirmed();
    const auto row = to_text(line_of(given_up).id);
    EXPECT_EQ(move(row, "give_up", supplier, "").issues(), "reason:required");
    EXPECT_EQ(move(row, "give_up", supplier).text("status"), "closed_short");
}

}  // namespace
}  // namespace dengyun::purchase_orders::test
