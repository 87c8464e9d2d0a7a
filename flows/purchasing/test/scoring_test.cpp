// Goal: what receipts and answers of purchase orders say of a supplier is written down once, with the buyer who saw it.
#include "flows/purchasing/scoring.h"

#include "flows/purchasing/test/world.h"

namespace dengyun::purchasing::test {
namespace {

using Texts = std::vector<std::string>;

TEST(Punctuality, IsOfThePartThatWasDue) {
    using std::chrono::sys_days, std::chrono::year;
    const auto day = [](int d) { return sys_days(year(2026) / 3 / d); };
    purchase_orders::OrderLine line;
    line.schedules = {{day(10), {60'000}}, {day(20), {40'000}}};
    line.due_on = day(20);
    EXPECT_EQ(punctuality_ppm(line, {0}, day(10)), 1'000'000);
    EXPECT_EQ(punctuality_ppm(line, {0}, day(13)), 700'000);
    EXPECT_EQ(punctuality_ppm(line, {59'999}, day(11)), 900'000);
    EXPECT_EQ(punctuality_ppm(line, {60'000}, day(20)), 1'000'000) << "the first part has come";
    EXPECT_EQ(punctuality_ppm(line, {200'000}, day(31)), 0);
}

class Scores : public Scenario {};
DENGYUN_BOTH_DATABASES(Scores);

TEST_P(Scores, KnowWhatReceiptsSay) {
    const auto order = confirmed();
    clock.advance(22 * flow::day);  // 2026-03-23: two days late
    deliver(order, 60, 60, 6, "L1");
    const auto entries = get("/api/v1/score-entries?sort=id", supplier);
    EXPECT_EQ(entries.all("criterion"), (Texts{"on_time", "quality"})) << entries.body;
    EXPECT_EQ(entries.all("value_ppm"), (Texts{"800000", "900000"}));
    EXPECT_EQ(entries.all("counterparty_id"), (Texts{"11", "11"}));
}

TEST_P(Scores, KnowHowSoonOrdersAreAnswered) {
    Scoring scoring(store(), clock);
    confirmed();
    scoring.run_due();
    const auto entries = get("/api/v1/score-entries", supplier);
    EXPECT_EQ(entries.all("criterion"), Texts{"response"});
    EXPECT_EQ(entries.all("value_ppm"), Texts{"1000000"});
    EXPECT_EQ(entries.all("what"), Texts{"PO-000001"});
}

}  // namespace
}  // namespace dengyun::purchasing::test
