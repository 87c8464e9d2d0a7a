// Goal: whatever is matched, the checker finds nothing; and of lines that name their order line, as much is laid as any
// way of laying them could: the least of what was invoiced and received (an oracle by sums).
#include <gtest/gtest.h>
#include <map>
#include <random>

#include "engines/matching/api.h"

namespace dengyun::matching {
namespace {

Input random_input(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto any = [&](std::int64_t from, std::int64_t to) {
        return from + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(to - from + 1));
    };
    Input input;
    input.tolerances = {any(0, 1) * 20'000, any(0, 1) * 10'000, any(0, 3), any(0, 2)};
    const auto lines = any(1, 4);
    for (std::int64_t id = 1; id <= lines; ++id)
        input.order_lines.push_back({id,
                                     any(0, 1) == 0 ? "A" : "B",
                                     any(0, 9) == 0 ? "kg" : "pc",
                                     {any(1, 3) * 1'000'000},
                                     any(0, 1) == 0 ? 130'000 : 60'000});
    for (std::int64_t id = 1, n = any(0, 6); id <= n; ++id)
        input.receipts.push_back({id, any(1, lines), "pc", {any(0, 5) * 1'000}, any(1, 9)});
    for (std::int64_t n = any(0, 2); n > 0; --n) {
        Return back{any(1, lines), 0, {any(0, 2) * 1'000}};
        if (any(0, 1) == 0)
            for (const auto& receipt : input.receipts)
                if (receipt.order_line == back.order_line) back.receipt = receipt.id;
        input.returns.push_back(back);
    }
    for (std::int64_t id = 1, n = any(0, 8); id <= n; ++id) {
        const auto& order = input.order_lines[static_cast<std::size_t>(any(0, lines - 1))];
        InvoiceLine one{.id = id, .document = any(1, 6), .number = std::to_string(any(1, 20))};
        const auto named = any(0, 2);
        if (named == 0 && !input.receipts.empty())
            one.receipt = any(1, static_cast<std::int64_t>(input.receipts.size()));
        else if (named == 1)
            one.order_line = any(1, lines + 1);
        else
            one.item = order.item;
        one.unit = any(0, 9) == 0 ? "kg" : "pc";
        one.quantity = {any(0, 6) * 1'000};
        one.unit_price = {order.unit_price.value + any(0, 1) * any(-1, 30'000)};
        one.net = {line_value(one.unit_price, one.quantity)->value + any(0, 1) * any(-2, 2)};
        one.tax_rate = any(0, 5) == 0 ? 60'000 : order.tax_rate;
        one.tax = {share_at(one.net, one.tax_rate)->value + any(0, 1) * any(-2, 2)};
        one.day = any(1, 12);
        one.is_credit = any(0, 6) == 0;
        input.invoice_lines.push_back(one);
    }
    return input;
}

TEST(Random, MatchesHaveNoFault) {
    for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
        const auto input = random_input(seed);
        const auto found = match(input);
        ASSERT_TRUE(found) << seed;
        for (const auto& fault : faults_of(input, *found)) ADD_FAILURE() << "seed " << seed << ": " << fault;
        if (HasFailure()) return;
    }
}

TEST(Random, LinesThatNameTheirOrderLineLieAsFullyAsTheyCan) {
    for (std::uint64_t seed = 1; seed <= 5'000; ++seed) {
        auto input = random_input(seed);
        input.tolerances.quantity_rate = 0;
        input.returns.clear();
        std::map<std::int64_t, std::int64_t> wanted;
        std::map<std::int64_t, std::int64_t> received;
        for (auto& line : input.order_lines) line.unit = "pc";
        for (const auto& receipt : input.receipts) received[receipt.order_line] += receipt.quantity.value;
        for (auto& line : input.invoice_lines) {
            line.receipt = 0;
            line.order_line = 1 + line.id % static_cast<std::int64_t>(input.order_lines.size());
            line.unit = "pc";
            line.is_credit = false;
            line.document = line.id;
            line.number = "N" + std::to_string(line.id);
            wanted[line.order_line] += line.quantity.value;
        }
        const auto found = match(input);
        ASSERT_TRUE(found);
        std::map<std::int64_t, std::int64_t> laid;
        for (const auto& one : found->allocations)
            for (const auto& receipt : input.receipts)
                if (receipt.id == one.receipt) laid[receipt.order_line] += one.quantity.value;
        for (const auto& order : input.order_lines)
            ASSERT_EQ(laid[order.id], std::min(wanted[order.id], received[order.id])) << "seed " << seed;
    }
}

}  // namespace
}  // namespace dengyun::matching
