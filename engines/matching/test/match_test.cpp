// Goal: split and merged invoices, returns, credits and tolerances match as a bookkeeper would; each exception has its
// reason.
#include <gtest/gtest.h>

#include "engines/matching/api.h"

namespace dengyun::matching {
namespace {

// One order line (1) of item A at 10 yuan and 13 %, received in two parts: 60 (id 1, day 10) and 40 (id 2, day 20).
Input base() {
    Input input;
    input.order_lines = {{1, "A", "pc", {10'000'000}, 130'000}};
    input.receipts = {{1, 1, "pc", {60'000}, 10}, {2, 1, "pc", {40'000}, 20}};
    return input;
}

InvoiceLine line(std::int64_t id, std::int64_t quantity, std::int64_t day = 25) {
    InvoiceLine one{.id = id, .document = id, .number = "N" + std::to_string(id), .order_line = 1, .item = "A"};
    one.unit = "pc";
    one.quantity = {quantity};
    one.unit_price = {10'000'000};
    one.net = {quantity};  // 10 yuan each: a fen per thousandth
    one.tax_rate = 130'000;
    one.tax = *share_at(one.net, 130'000);
    one.day = day;
    return one;
}

std::string told(const Input& input) {
    const auto found = match(input);
    if (!found) return found.error().code;
    for (const auto& fault : faults_of(input, *found)) ADD_FAILURE() << fault;
    constexpr std::string_view names[] = {"unknown_order",   "duplicate", "unit",          "price",
                                          "tax_rate",        "amount",    "tax_amount",    "date",
                                          "missing_receipt", "quantity",  "credit_exceeds"};
    std::string text;
    for (const auto& one : found->exceptions)
        text += std::to_string(one.invoice_line) + ":" + std::string(names[static_cast<std::size_t>(one.reason)]) + " ";
    return text;
}

TEST(Match, SplitInvoicesLieOnTheReceiptsInOrder) {
    auto input = base();
    input.invoice_lines = {line(1, 30'000), line(2, 50'000), line(3, 20'000)};
    EXPECT_EQ(told(input), "");
    const auto found = *match(input);
    ASSERT_EQ(found.allocations.size(), 4U);
    EXPECT_EQ(found.allocations[1].receipt, 1);
    EXPECT_EQ(found.allocations[2].receipt, 2);
    ASSERT_EQ(found.sets.size(), 1U);  // all hang together
    EXPECT_EQ(found.sets[0].invoice_lines, (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(found.sets[0].quantity.value, 100'000);
    EXPECT_TRUE(found.uninvoiced.empty());
}

TEST(Match, OneLineMayLieOnManyOrderLines) {
    auto input = base();
    input.order_lines.push_back({2, "A", "pc", {10'000'000}, 130'000});
    input.receipts.push_back({3, 2, "pc", {25'000}, 21});
    auto merged = line(1, 125'000);
    merged.order_line = 0;
    input.invoice_lines = {merged};
    EXPECT_EQ(told(input), "");
    EXPECT_EQ(match(input)->sets[0].order_lines, (std::vector<std::int64_t>{1, 2}));
    // Who names his receipt is served before who names only an item.
    auto named = line(2, 25'000);
    named.order_line = 0;
    named.receipt = 3;
    input.invoice_lines.push_back(named);
    EXPECT_EQ(told(input), "1:quantity ");
    EXPECT_EQ(match(input)->outcomes[0].matched.value, 100'000);  // the undisputed part
}

TEST(Match, LessThanReceivedIsNoException) {
    auto input = base();
    input.invoice_lines = {line(1, 70'000)};
    EXPECT_EQ(told(input), "");
    ASSERT_EQ(match(input)->uninvoiced.size(), 1U);
    EXPECT_EQ(match(input)->uninvoiced[0].quantity.value, 30'000);
}

TEST(Match, ReturnsLowerWhatMayBeInvoiced) {
    auto input = base();
    input.returns = {{1, 1, {10'000}}, {1, 0, {5'000}}};
    input.invoice_lines = {line(1, 85'000)};
    EXPECT_EQ(told(input), "");
    input.invoice_lines = {line(1, 85'001)};
    EXPECT_EQ(told(input), "1:quantity ");
    input.tolerances.quantity_rate = 10'000;
    EXPECT_EQ(told(input), "");
}

TEST(Match, CreditsGiveBackWhatWasInvoiced) {
    auto input = base();
    auto credit = line(2, 30'000);
    credit.is_credit = true;
    input.invoice_lines = {line(1, 100'000), credit, line(3, 30'000)};
    EXPECT_EQ(told(input), "");
    credit.quantity = {130'001};
    input.invoice_lines = {line(1, 100'000), credit, line(3, 30'000)};
    EXPECT_EQ(told(input), "2:credit_exceeds ");
    // What is taken back whole is forgiven whatever it said.
    auto wrong = line(1, 50'000);
    wrong.unit = "kg";
    credit.quantity = {50'000};
    input.invoice_lines = {wrong, credit};
    EXPECT_EQ(told(input), "");
}

TEST(Match, EveryDifferenceHasItsReason) {
    auto input = base();
    const auto only = [&](InvoiceLine one) {
        input.invoice_lines = {std::move(one)};
        return told(input);
    };
    auto dear = line(1, 10'000);
    dear.unit_price = {10'000'001};
    EXPECT_EQ(only(dear), "1:price ");
    input.tolerances.price_rate = 1;
    dear.unit_price = {10'000'010};
    EXPECT_EQ(only(dear), "");
    auto cheap = line(1, 10'000);
    cheap.unit_price = {9'000'000};
    cheap.net = {9'000};
    cheap.tax = {1'170};
    EXPECT_EQ(only(cheap), "");
    auto taxed = line(1, 10'000);
    taxed.tax_rate = 60'000;
    taxed.tax = {600};
    EXPECT_EQ(only(taxed), "1:tax_rate ");
    auto rounded = line(1, 10'000);
    rounded.net.value += 1;
    EXPECT_EQ(only(rounded), "");
    rounded.net.value += 1;
    EXPECT_EQ(only(rounded), "1:amount ");
    auto untaxed = line(1, 10'000);
    untaxed.tax = {};
    EXPECT_EQ(only(untaxed), "1:tax_amount ");
    EXPECT_EQ(only(line(1, 70'000, 19)), "1:date ");
    input.tolerances.date_days = 1;
    EXPECT_EQ(only(line(1, 70'000, 19)), "");
    auto weighed = line(1, 10'000);
    weighed.unit = "kg";
    EXPECT_EQ(only(weighed), "1:unit ");
    auto unknown = line(1, 10'000);
    unknown.order_line = 9;
    EXPECT_EQ(only(unknown), "1:unknown_order ");
    EXPECT_EQ(only(line(1, 100'001)), "1:quantity ");
    input.receipts.clear();
    EXPECT_EQ(only(line(1, 1'000)), "1:missing_receipt ");
}

TEST(Match, TheSameInvoiceCountsOnce) {
    auto input = base();
    auto again = line(2, 60'000);
    again.number = "n-001";  // as N1, written otherwise
    auto first = line(1, 60'000);
    first.number = "N001";
    input.invoice_lines = {first, again};
    EXPECT_EQ(normal_number("00 12-a"), normal_number("12A"));
    EXPECT_EQ(told(input), "2:duplicate ");
    // Under another number, where nothing is left to lie on.
    input.invoice_lines = {line(1, 100'000), line(2, 100'000)};
    EXPECT_EQ(told(input), "2:duplicate ");
    // Two deliveries of the same size are no such thing.
    input.receipts = {{1, 1, "pc", {50'000}, 10}, {2, 1, "pc", {50'000}, 20}};
    input.invoice_lines = {line(1, 50'000), line(2, 50'000)};
    EXPECT_EQ(told(input), "");
}

TEST(Match, RefusesWhatIsNotConsistent) {
    auto input = base();
    input.receipts.push_back({3, 7, "pc", {1}, 1});
    EXPECT_EQ(told(input), "matching.bad_input");
    input = base();
    input.invoice_lines = {line(1, 1), line(1, 1)};
    EXPECT_EQ(told(input), "matching.bad_input");
    input = base();
    input.receipts.push_back({1, 1, "pc", {1}, 1});
    EXPECT_EQ(told(input), "matching.bad_input");
    input = base();
    input.returns = {{1, 9, {1}}};
    EXPECT_EQ(told(input), "matching.bad_input");
}

}  // namespace
}  // namespace dengyun::matching
