// Goal: a process that fills the queue of a gateway on a real disk and is killed two hundred times at any moment loses
// no record that it said to hold.
#include <algorithm>
#include <csignal>
#include <gtest/gtest.h>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

#include "edge/gateway/disk_queue.h"
#include "engines/timeseries/shelf/posix_files.h"
#include "test/server_process.h"

namespace dengyun::gateway {
namespace {

constexpr int kills = 200;

// Reads until the process has said `enough` lines, kills it, and answers all that it said.
std::string said_until_killed(const std::filesystem::path& folder, long first, int enough) {
    const auto writer =
        dengyun::test::start_program(DENGYUN_QUEUE_WRITER, {folder.string(), std::to_string(first)}, false);
    std::string text;
    char buffer[512];
    bool killed = false;
    for (ssize_t size = 1; size > 0;) {
        size = read(writer.output, buffer, sizeof buffer);
        if (size > 0) text.append(buffer, static_cast<std::size_t>(size));
        if (!killed && std::ranges::count(text, '\n') >= enough) {
            kill(writer.pid, SIGKILL);
            killed = true;
        }
    }
    int status = 0;
    waitpid(writer.pid, &status, 0);
    close(writer.output);
    close(writer.input);
    EXPECT_TRUE(killed && WIFSIGNALED(status)) << text;
    return text.substr(0, text.rfind('\n') + 1);
}

TEST(QueueKill, LosesNoRecordThatItSaidToHold) {
    const dengyun::test::TemporaryFolder folder;
    const auto place = folder.path() / "queue";
    std::set<long> held;
    long released = 0;
    for (int round = 0; round < kills; ++round) {
        const long first = 1 + round * 1'000'000L;
        const auto text = said_until_killed(place, first, 1 + round * 29 % 181);
        for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
            const long number = std::atol(text.c_str() + at + 2);
            if (text[at] == 'a') held.insert(number);
            if (text[at] == 'r') released = number;
        }
        if (round % 10 != 9) continue;
        const auto files = timeseries::open_files(place);
        ASSERT_TRUE(files);
        const auto queue = DiskQueue::open(**files, {.bytes_max = 64ULL << 20U, .segment_bytes = 16ULL << 10U});
        ASSERT_TRUE(queue);
        EXPECT_EQ((*queue)->state().dropped, 0U);
        const auto batch = (*queue)->read(64 << 20);
        ASSERT_TRUE(batch);
        std::set<long> present;
        long before = 0;
        for (const auto& record : batch->records) {
            const long number = std::atol(record.c_str());
            ASSERT_GT(number, before);
            before = number;
            present.insert(number);
            ASSERT_EQ(record.size(), std::to_string(number).size() + static_cast<std::size_t>(number % 500));
        }
        for (const auto number : held)
            if (number > released)
                ASSERT_TRUE(present.contains(number)) << number << " was held and is gone, round " << round;
        // What was delivered, as far as the process knew.
        std::erase_if(held, [&](long number) { return number <= released; });
    }
    EXPECT_GT(released, 0);
}

}  // namespace
}  // namespace dengyun::gateway
