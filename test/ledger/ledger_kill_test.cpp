// Goal: a process that posts and is killed a hundred times at any moment leaves a book that proves itself and holds
// every transfer that was acknowledged, each once.
#include <csignal>
#include <gtest/gtest.h>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

#include "modules/ledger/api.h"
#include "test/server_process.h"

namespace dengyun::ledger {
namespace {

constexpr int kills = 100;

TEST(LedgerKill, KeepsEveryAcknowledgedTransferAndProvesTheBook) {
    const dengyun::test::TemporaryFolder folder;
    const auto file = (folder.path() / "ledger.db").string();
    const SystemClock clock;
    SystemRandom random;
    std::set<std::int64_t> acknowledged;
    for (int round = 0; round < kills; ++round) {
        const auto writer =
            dengyun::test::start_program(DENGYUN_LEDGER_WRITER, {file, std::to_string(1 + round * 1'000'000)}, false);
        // After a number of acknowledgements that differs from round to round.
        const int enough = 1 + round * 13 % 97;
        std::string text;
        char buffer[4096];
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
        ASSERT_TRUE(killed && WIFSIGNALED(status)) << "round " << round << ": " << text;
        for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
            ASSERT_TRUE(acknowledged.insert(std::stoll(text.substr(at, end - at))).second);
        if (round % 10 != 9) continue;
        const auto opened = store::Store::open({.url = "sqlite:" + file}, clock, random);
        ASSERT_TRUE(opened) << opened.error().code;
        const auto verified = verify_book(**opened, custody_book);
        ASSERT_TRUE(verified);
        EXPECT_EQ(verified->fault, "") << verified->sequence;
        EXPECT_GE(verified->transfers, static_cast<std::int64_t>(acknowledged.size()));
        const auto present = (*opened)->run_read(Scope::system("test"), [&](store::Reader& reader) -> Result<> {
            for (const auto id : acknowledged) {
                DENGYUN_TRY(found, find_transfer(reader, custody_book, {id}));
                EXPECT_TRUE(found.has_value()) << id << " was acknowledged and is gone";
            }
            return {};
        });
        EXPECT_TRUE(present);
        (*opened)->stop();
    }
    EXPECT_GT(acknowledged.size(), 1'000U);
}

}  // namespace
}  // namespace dengyun::ledger
