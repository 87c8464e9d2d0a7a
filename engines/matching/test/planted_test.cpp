// Goal: of a statement of 1,000 lines with planted differences of every kind, exactly those are left, within a second.
#include <chrono>
#include <gtest/gtest.h>
#include <map>
#include <random>

#include "engines/matching/api.h"

namespace dengyun::matching {
namespace {

struct Planted {
    Input input;
    std::multimap<std::int64_t, Reason> expected;  // by invoice line
    std::int64_t next_receipt = 1;
    std::int64_t next_line = 1;
};

constexpr std::int64_t groups = 500;

InvoiceLine invoice(const OrderLine& order, std::int64_t id, std::int64_t document, std::int64_t quantity,
                    std::int64_t day) {
    InvoiceLine one{.id = id, .document = document, .number = "24" + std::to_string(1'000'000 + document)};
    one.order_line = order.id;
    one.item = order.item;
    one.unit = order.unit;
    one.quantity = {quantity};
    one.unit_price = order.unit_price;
    one.net = *line_value(order.unit_price, one.quantity);
    one.tax_rate = order.tax_rate;
    one.tax = *share_at(one.net, order.tax_rate);
    one.day = day;
    return one;
}

void plant(Planted& all, InvoiceLine& line, std::int64_t kind, const OrderLine& order) {
    const auto expect = [&](Reason reason) { all.expected.emplace(line.id, reason); };
    switch (kind) {
        case 0:
            line.unit_price.value += line.unit_price.value / 50 + 1;
            line.net = *line_value(line.unit_price, line.quantity);
            line.tax = *share_at(line.net, line.tax_rate);
            return expect(Reason::price);
        case 1:
            line.tax_rate = order.tax_rate == 130'000 ? 60'000 : 130'000;
            line.tax = *share_at(line.net, line.tax_rate);
            return expect(Reason::tax_rate);
        case 2:
            line.day = 1;
            return expect(Reason::date);
        case 3:
            line.quantity.value += 5'000;
            line.net = *line_value(line.unit_price, line.quantity);
            line.tax = *share_at(line.net, line.tax_rate);
            return expect(Reason::quantity);
        case 4:
            line.unit = "箱";
            return expect(Reason::unit);
        case 5:
            line.net.value += 2;  // beyond what rounding explains
            line.tax = *share_at(line.net, line.tax_rate);
            return expect(Reason::amount);
        case 6:
            line.tax.value -= 2;
            return expect(Reason::tax_amount);
        case 7:
            line.order_line = 999'999;
            return expect(Reason::unknown_order);
        default:
            line.net.value += 1;  // rounded otherwise: no exception
            line.tax = *share_at(line.net, line.tax_rate);
    }
}

// An order line with its receipts and invoice lines: plain, split, or received in parts.
void add_group(Planted& all, std::int64_t id, std::mt19937_64& random) {
    const auto any = [&](std::int64_t from, std::int64_t to) {
        return from + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(to - from + 1));
    };
    const OrderLine order{id, "M" + std::to_string(id), "件", {any(100, 90'000'000)}, id % 2 == 0 ? 130'000 : 60'000};
    all.input.order_lines.push_back(order);
    const auto quantity = any(10, 5'000) * 1'000;
    const auto part = quantity / 3;
    const auto receive = [&](std::int64_t amount, std::int64_t day) {
        all.input.receipts.push_back({all.next_receipt++, id, "件", {amount}, day});
    };
    if (id % 25 == 0) {  // nothing has come
        all.expected.emplace(all.next_line, Reason::missing_receipt);
    } else if (id % 3 == 0) {
        receive(part, 5);
        receive(quantity - part, 9);
    } else {
        receive(quantity, 8);
    }
    const bool is_split = id % 25 != 0 && id % 10 != 0 && id % 2 == 1;
    if (is_split) {
        for (const auto amount : {part, quantity - part})
            all.input.invoice_lines.push_back(
                invoice(order, all.next_line++, id * 2 + (amount == part ? 0 : 1), amount, 20));
        return;
    }
    auto line = invoice(order, all.next_line++, id * 2, quantity, 20);
    if (id % 10 == 0 && id % 25 != 0) plant(all, line, id / 10 % 9, order);
    all.input.invoice_lines.push_back(line);
}

Planted planted() {
    Planted all;
    std::mt19937_64 random(7);
    for (std::int64_t id = 1; id <= groups; ++id) add_group(all, id, random);
    // A line over three orders of one thing; a document that was sent twice; and lines once more under other numbers.
    auto merged = all.input.order_lines.front();
    merged.item = "合并";
    for (std::int64_t id = groups + 1; id <= groups + 3; ++id) {
        merged.id = id;
        all.input.order_lines.push_back(merged);
        all.input.receipts.push_back({all.next_receipt++, id, "件", {10'000}, 9});
    }
    auto line = invoice(merged, all.next_line++, 5'000, 30'000, 20);
    line.order_line = 0;
    all.input.invoice_lines.push_back(line);
    const auto first = all.input.invoice_lines;
    for (std::size_t i = 0; all.input.invoice_lines.size() < 1'000; ++i) {
        auto again = first[i];
        if (all.expected.contains(again.id)) continue;
        again.id = all.next_line++;
        again.document += 10'000;
        if (i % 2 == 1) again.number = "other " + std::to_string(again.id);
        all.expected.emplace(again.id, Reason::duplicate);
        all.input.invoice_lines.push_back(again);
    }
    return all;
}

TEST(Planted, DifferencesAreWhatIsLeftOfAThousandLines) {
    const auto all = planted();
    ASSERT_EQ(all.input.invoice_lines.size(), 1'000U);
    const auto start = std::chrono::steady_clock::now();
    const auto found = match(all.input);
    const auto took = std::chrono::steady_clock::now() - start;
    ASSERT_TRUE(found);
    EXPECT_LT(took, std::chrono::seconds(1));
    std::multimap<std::int64_t, Reason> left;
    for (const auto& one : found->exceptions) left.emplace(one.invoice_line, one.reason);
    EXPECT_EQ(left, all.expected);
    for (const auto& fault : faults_of(all.input, *found)) ADD_FAILURE() << fault;
    std::map<Reason, int> kinds;
    for (const auto& [line, reason] : left) ++kinds[reason];
    EXPECT_EQ(kinds.size(), 10U);  // all but credit_exceeds, which the small tests have
}

}  // namespace
}  // namespace dengyun::matching
