// Goal: every binding is read by exactly one request that holds all its registers, no request is too long or reads over
// a gap that is too wide, and no way of cutting needs fewer requests (by trying all on small cases).
#include "engines/acquisition/requests.h"

#include <gtest/gtest.h>
#include <random>
#include <set>

#include "engines/acquisition/words.h"

namespace dengyun::acquisition {
namespace {

std::int32_t length_of(const Binding& binding) { return is_bits(binding.table) ? 1 : words_of(binding.type); }

// Dynamic programming over the sorted bindings: the fewest requests.
std::size_t fewest(const std::vector<Binding>& sorted, RequestLimits limits) {
    std::vector<std::size_t> best(sorted.size() + 1, 0);
    for (std::size_t end = 1; end <= sorted.size(); ++end) {
        best[end] = SIZE_MAX;
        for (std::size_t start = 0; start < end; ++start) {
            std::int32_t last = sorted[start].address;
            bool fits = true;
            for (std::size_t i = start; i < end; ++i) {
                fits = fits && sorted[i].table == sorted[start].table && sorted[i].address - last <= limits.gap_max;
                last = std::max(last, sorted[i].address + length_of(sorted[i]));
            }
            const auto most = is_bits(sorted[start].table) ? bits_per_request_max : limits.registers_max;
            if (fits && last - sorted[start].address <= most) best[end] = std::min(best[end], best[start] + 1);
        }
    }
    return best[sorted.size()];
}

TEST(Requests, AreFewAndHoldEveryBinding) {
    std::mt19937 random(7);
    for (int round = 0; round < 2'000; ++round) {
        const RequestLimits limits{.gap_max = static_cast<std::int32_t>(random() % 12),
                                   .registers_max = static_cast<std::int32_t>(4 + random() % 122)};
        std::vector<Binding> bindings(1 + random() % 30);
        for (auto& binding : bindings) {
            binding.table = static_cast<Table>(random() % 4);
            binding.address = static_cast<std::int32_t>(random() % (round % 2 == 0 ? 60 : 2'000));
            binding.type = static_cast<WordType>(random() % 7);
        }
        const auto requests = merged(bindings, limits);
        std::multiset<std::size_t> members;
        for (const auto& request : requests) {
            ASSERT_LE(request.count, is_bits(request.table) ? bits_per_request_max : limits.registers_max);
            for (const auto member : request.bindings) {
                members.insert(member);
                const auto& binding = bindings[member];
                ASSERT_EQ(binding.table, request.table);
                ASSERT_GE(binding.address, request.address);
                ASSERT_LE(binding.address + length_of(binding), request.address + request.count);
            }
        }
        ASSERT_EQ(members.size(), bindings.size());
        ASSERT_EQ(std::set(members.begin(), members.end()).size(), bindings.size());
        auto sorted = bindings;
        std::ranges::sort(sorted, {}, [](const Binding& one) { return std::pair(one.table, one.address); });
        ASSERT_EQ(requests.size(), fewest(sorted, limits)) << round;
    }
}

TEST(Requests, AHundredAndTwentyFiveRegistersAreOne) {
    std::vector<Binding> bindings(126);
    for (std::size_t i = 0; i < bindings.size(); ++i) bindings[i].address = static_cast<std::int32_t>(i);
    const auto requests = merged(bindings, {});
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(requests[0].count, 125);
    EXPECT_EQ(requests[1].count, 1);
}

TEST(Requests, AreHalvedWithoutTheGap) {
    std::vector<Binding> bindings(3);
    bindings[0].address = 0;
    bindings[1].address = 5;
    bindings[2].address = 6;
    const auto whole = merged(bindings, {});
    ASSERT_EQ(whole.size(), 1U);
    const auto [low, high] = halves(whole[0], bindings);
    EXPECT_EQ(low.count, 1);
    EXPECT_EQ(high.address, 5);
    EXPECT_EQ(high.count, 2);
}

}  // namespace
}  // namespace dengyun::acquisition
