// Goal: what lies within the tolerances is told exactly, counters keep the line invariants, headers follow lines, and
// the difference of two versions says what a person would.
#include <gtest/gtest.h>

#include "modules/purchase_orders/api.h"

namespace dengyun::purchase_orders {
namespace {

meta::Date day(int of_march) { return std::chrono::sys_days(std::chrono::year(2026) / 3 / of_march); }

OrderLine asked() {
    OrderLine line{.position = 1,
                   .description_text = "支架",
                   .unit = "件",
                   .quantity = {100'000},
                   .unit_price = {10'000'000},
                   .schedules = {{day(11), {60'000}}, {day(21), {40'000}}},
                   .over_rate = 50'000,
                   .under_rate = 100'000,
                   .price_rate = 20'000,
                   .date_days = 2};
    line.terms_version = 1;
    return line;
}

Offer as_asked() {
    const auto line = asked();
    return {line.quantity, line.unit_price, line.schedules};
}

TEST(Tolerance, OfTheQuantityIsExact) {
    auto offer = as_asked();
    offer.quantity = {105'000};
    offer.schedules[1].quantity = {45'000};
    EXPECT_TRUE(is_within_tolerance(asked(), offer));
    offer.quantity.value += 1;
    offer.schedules[1].quantity.value += 1;
    EXPECT_FALSE(is_within_tolerance(asked(), offer));
    offer = {{90'000}, {10'000'000}, {{day(11), {60'000}}, {day(21), {30'000}}}};
    EXPECT_TRUE(is_within_tolerance(asked(), offer));
    offer.quantity.value -= 1;
    offer.schedules[1].quantity.value -= 1;
    EXPECT_FALSE(is_within_tolerance(asked(), offer));
}

TEST(Tolerance, OfThePriceIsExactAndNeverTooLow) {
    auto offer = as_asked();
    offer.unit_price = {10'200'000};
    EXPECT_TRUE(is_within_tolerance(asked(), offer));
    offer.unit_price = {10'200'001};
    EXPECT_FALSE(is_within_tolerance(asked(), offer));
    offer.unit_price = {1};
    EXPECT_TRUE(is_within_tolerance(asked(), offer));
}

TEST(Tolerance, OfDatesLooksAtHowMuchIsThereByWhen) {
    auto offer = as_asked();
    offer.schedules = {{day(13), {60'000}}, {day(23), {40'000}}};
    EXPECT_TRUE(is_within_tolerance(asked(), offer));
    offer.schedules[0].due_on = day(14);
    EXPECT_FALSE(is_within_tolerance(asked(), offer));
    offer.schedules = {{day(5), {100'000}}};  // all of it early
    EXPECT_TRUE(is_within_tolerance(asked(), offer));
    offer.schedules = {{day(13), {59'999}}, {day(14), {40'001}}};
    EXPECT_FALSE(is_within_tolerance(asked(), offer));
}

TEST(Terms, AddUpAndLieAhead) {
    std::vector<Issue> issues;
    auto line = asked();
    const auto now = instant_of(1'772'323'200'000);  // 2026-03-01
    check_terms(line, "lines.0.", now, issues);
    EXPECT_TRUE(issues.empty());
    EXPECT_EQ(line.due_on, day(21));
    line.schedules = {{day(21), {40'000}}, {day(21), {59'000}}};
    check_terms(line, "lines.0.", now, issues);
    ASSERT_EQ(issues.size(), 2U);
    EXPECT_EQ(issues[0].field + issues[0].code, "lines.0.schedules.1.due_ontaken");
    EXPECT_EQ(issues[1].field + issues[1].code, "lines.0.schedulesmust_add_up");
}

TEST(Counters, KeepTheLineInvariants) {
    auto line = asked();
    put_in_force(line, {});
    const auto broken = [](OrderLine one) {
        const auto checked = check_counters(one);
        return checked ? std::string("ok") : checked.error().issues.front().code;
    };
    line.shipped = {105'000};
    EXPECT_EQ(broken(line), "ok");
    line.shipped = {105'001};
    EXPECT_EQ(broken(line), "exceeds_confirmed");
    line.rejected = {1};  // to be delivered anew
    line.received = {1};
    EXPECT_EQ(broken(line), "ok");
    line.received = {105'002};
    EXPECT_EQ(broken(line), "exceeds_open");
    line.over_received = {1};  // signed for
    EXPECT_EQ(broken(line), "ok");
    line.accepted = {105'002};
    EXPECT_EQ(broken(line), "exceeds_open");
    line.accepted = {100'000};
    line.returned = {10'000};
    line.invoiced = {90'001};
    EXPECT_EQ(broken(line), "exceeds_net");
    line.credited = {1};
    EXPECT_EQ(broken(line), "ok");
}

OrderStatus header(std::vector<LineStatus> statuses) {
    std::vector<OrderLine> lines;
    for (const auto status : statuses) lines.push_back({.status = status});
    return status_of(lines);
}

TEST(Header, FollowsItsLines) {
    using enum LineStatus;
    EXPECT_EQ(header({draft, draft}), OrderStatus::draft);
    EXPECT_EQ(header({issued, confirmed}), OrderStatus::issued);
    EXPECT_EQ(header({changed, open}), OrderStatus::issued);
    EXPECT_EQ(header({issued, countered}), OrderStatus::countered);
    EXPECT_EQ(header({confirmed, rejected}), OrderStatus::confirmed);
    EXPECT_EQ(header({confirmed, closed}), OrderStatus::open);
    EXPECT_EQ(header({open, cancelled}), OrderStatus::open);
    EXPECT_EQ(header({closed, closed_short}), OrderStatus::closed);
    EXPECT_EQ(header({rejected, closed}), OrderStatus::closed);
    EXPECT_EQ(header({rejected, cancelled}), OrderStatus::cancelled);
}

TEST(Difference, IsReadable) {
    auto before = input_of(asked());
    auto after = before;
    after.quantity = {120'000};
    after.schedules = {{day(11), {60'000}}, {day(25), {60'000}}};
    after.tax_rate = 60'000;
    auto added = before;
    added.position = 2;
    EXPECT_EQ(changes_between(std::array{before}, std::array{after, added}),
              (std::vector<Change>{
                  {1, ChangedField::quantity, "100.000", "120.000"},
                  {1, ChangedField::tax_rate, "13.0000 %", "6.0000 %"},
                  {1, ChangedField::schedules, "2026-03-11: 60.000; 2026-03-21: 40.000",
                   "2026-03-11: 60.000; 2026-03-25: 60.000"},
                  {2, ChangedField::line, std::nullopt, "支架 100.000 件"},
              }));
    EXPECT_EQ(changes_between(std::array{before, added}, std::array{before}),
              (std::vector<Change>{{2, ChangedField::line, "支架 100.000 件", std::nullopt}}));
}

}  // namespace
}  // namespace dengyun::purchase_orders
