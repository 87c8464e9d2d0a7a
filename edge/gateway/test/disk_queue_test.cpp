// Goal: what was acknowledged is handed out, once and in order, whatever ends the process or the power; nothing else is
// handed out; the bound holds and what it costs is counted.
#include "edge/gateway/disk_queue.h"

#include <cstdlib>
#include <deque>
#include <gtest/gtest.h>

#include "engines/timeseries/test/memory_files.h"
#include "kernel/base/test/sanitized.h"

namespace dengyun::gateway {
namespace {

using timeseries::test::below;
using timeseries::test::MemoryFiles;
using timeseries::test::Random;

constexpr QueueOptions small{.bytes_max = 1 << 16, .segment_bytes = 1 << 10};

std::unique_ptr<DiskQueue> open(MemoryFiles& files, QueueOptions options = small) {
    auto opened = DiskQueue::open(files, options);
    EXPECT_TRUE(opened) << opened.error().detail;
    return std::move(*opened);
}

std::vector<std::string> drain(DiskQueue& queue, std::size_t bytes = 3'000) {
    std::vector<std::string> all;
    for (;;) {
        const auto batch = queue.read(bytes);
        EXPECT_TRUE(batch);
        if (batch->records.empty()) return all;
        all.insert(all.end(), batch->records.begin(), batch->records.end());
        EXPECT_TRUE(queue.release(batch->next));
    }
}

std::string record(int number) {
    return std::to_string(number) + std::string(static_cast<std::size_t>(number % 97), '.');
}

TEST(DiskQueue, HandsOutInOrderAndOnce) {
    MemoryFiles files;
    auto queue = open(files);
    std::vector<std::string> given;
    for (int i = 0; i < 500; ++i) {
        given.push_back(record(i));
        ASSERT_TRUE(queue->append(given.back()));
    }
    const auto batch = queue->read(200);
    ASSERT_TRUE(batch);
    EXPECT_GE(batch->records.size(), 1U);
    EXPECT_EQ(queue->read(200)->records, batch->records);  // not released: the same again
    ASSERT_TRUE(queue->release(batch->next));
    auto rest = drain(*queue);
    rest.insert(rest.begin(), batch->records.begin(), batch->records.end());
    EXPECT_EQ(rest, given);
    EXPECT_EQ(queue->state().bytes, 0U);
    queue.reset();
    queue = open(files);
    EXPECT_TRUE(drain(*queue).empty());
    const auto names = files.list();
    EXPECT_LE(names->size(), 4U);  // segments go when they are done
}

TEST(DiskQueue, DropsTheOldestAndCounts) {
    MemoryFiles files;
    auto queue = open(files);
    const int count = 5'000;
    for (int i = 0; i < count; ++i) ASSERT_TRUE(queue->append(record(i)));
    EXPECT_LE(queue->state().bytes, small.bytes_max);
    EXPECT_GT(queue->state().bytes, small.bytes_max / 2);
    const auto dropped = queue->state().dropped;
    const auto left = drain(*queue);
    EXPECT_EQ(dropped + left.size(), static_cast<std::size_t>(count));
    EXPECT_EQ(left.back(), record(count - 1));
    EXPECT_EQ(left.front(), record(static_cast<int>(dropped)));
    queue.reset();
    EXPECT_EQ(open(files)->state().dropped, dropped);  // stays known
}

TEST(DiskQueue, ADroppedBatchIsNotReleasedTwice) {
    MemoryFiles files;
    auto queue = open(files);
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(queue->append(record(i)));
    const auto batch = queue->read(100);
    ASSERT_TRUE(batch);
    for (int i = 100; i < 5'000; ++i) ASSERT_TRUE(queue->append(record(i)));
    ASSERT_TRUE(queue->release(batch->next));  // dropped meanwhile
    EXPECT_EQ(drain(*queue).front(), record(static_cast<int>(queue->state().dropped)));
}

TEST(DiskQueue, PassesOverATornEnd) {
    // Every length that a torn segment can have.
    MemoryFiles whole;
    auto queue = open(whole);
    for (int i = 0; i < 8; ++i) ASSERT_TRUE(queue->append(record(i)));
    queue.reset();
    const auto content = whole.open("queue-1");
    ASSERT_TRUE(content);
    const auto bytes = (*content)->bytes();
    for (std::size_t length = 0; length <= bytes.size(); ++length) {
        MemoryFiles files;
        auto file = files.create("queue-1");
        ASSERT_TRUE((*file)->append(bytes.first(length)));
        auto again = open(files);
        ASSERT_TRUE(again->append("after"));
        auto left = drain(*again);
        ASSERT_FALSE(left.empty());
        EXPECT_EQ(left.back(), "after");
        left.pop_back();
        std::size_t good = 0;
        std::size_t end = 0;
        while (good < 8 && (end += 8 + record(static_cast<int>(good)).size()) <= length) ++good;
        ASSERT_EQ(left.size(), good) << length;
        for (std::size_t i = 0; i < good; ++i) EXPECT_EQ(left[i], record(static_cast<int>(i)));
    }
}

TEST(DiskQueue, CountsADamagedSegmentOnceAndGoesOn) {
    MemoryFiles files;
    auto queue = open(files);
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(queue->append(record(i)));
    files.damage("queue-2", 30);
    ASSERT_TRUE(queue->read(100'000));
    const auto left = drain(*queue);
    EXPECT_EQ(queue->state().damaged, 1U);
    EXPECT_EQ(left.front(), record(0));
    EXPECT_EQ(left.back(), record(99));
    EXPECT_LT(left.size(), 100U);
}

// How many crashes: GATEWAY_CRASHES, for a long run.
int crashes() {
    const char* given = std::getenv("GATEWAY_CRASHES");
    return given != nullptr ? std::atoi(given) : dengyun::test::is_sanitized ? 400 : 2'000;
}

// Acts at random until an operation fails; then the process is killed or the power is lost. Afterwards the queue holds
// every record that was promised and not released, in order, and none that was never appended or comes after a gap.
TEST(DiskQueue, LosesNoAcknowledgedRecordWhereverItEnds) {
    for (int seed = 0; seed < crashes(); ++seed) {
        Random random(static_cast<std::uint64_t>(seed));
        MemoryFiles files;
        int next = 0;      // the number of the next record
        int appended = 0;  // below it: survives the end of the process
        int synced = 0;    // below it: survives a power cut
        int released = 0;  // below it: may be gone
        for (int life = 0; life < 4; ++life) {
            auto queue = open(files, {.bytes_max = 1 << 22, .segment_bytes = 1 << 10});
            const bool power = below(random, 2) == 0;
            files.fail_after(1 + below(random, 120));
            for (bool works = true; works;) {
                switch (below(random, 8)) {
                    case 0: {
                        const int upto = next;
                        works = queue->sync().has_value();
                        if (works) synced = upto;
                        break;
                    }
                    case 1: {
                        const auto batch = queue->read(500);
                        works = batch && queue->release(batch->next).has_value();
                        // Delivered by then, whether or not it was written down.
                        if (batch && !batch->records.empty())
                            released = std::max(released, std::stoi(batch->records.back()) + 1);
                        break;
                    }
                    default: {
                        const int number = next++;
                        works = queue->append(record(number)).has_value();
                        if (works) appended = next;
                    }
                }
            }
            queue.reset();
            if (power)
                files.lose_power(random);
            else
                files.restart();
            const int promised = power ? synced : appended;
            auto again = open(files, {.bytes_max = 1 << 22, .segment_bytes = 1 << 10});
            std::vector<int> numbers;
            for (const auto& one : drain(*again)) {
                numbers.push_back(std::stoi(one));
                ASSERT_EQ(one, record(numbers.back())) << seed;
            }
            ASSERT_TRUE(std::ranges::is_sorted(numbers)) << seed;
            ASSERT_TRUE(numbers.empty() || numbers.back() < next) << seed;
            for (int number = released; number < promised; ++number)
                ASSERT_TRUE(std::ranges::binary_search(numbers, number))
                    << "seed " << seed << " life " << life << ": " << number << " was promised and is gone";
            ASSERT_EQ(again->state().dropped, 0U);
            released = appended = synced = next;
        }
    }
}

}  // namespace
}  // namespace dengyun::gateway
