// Goal: a finished file is read once, whatever ends the program; one that grew is read on and one that was replaced
// anew; bad rows, times and columns are told and cost nothing else.
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sys/stat.h>

#include "edge/gateway/folder/source.h"
#include "edge/gateway/test/yard.h"
#include "kernel/base/test/sanitized.h"

namespace dengyun::gateway {
namespace {

namespace fs = std::filesystem;

class Folder : public test::Yard {
  protected:
    Folder() {
        auto pattern = (fs::temp_directory_path() / "dengyun-folder-XXXXXX").string();
        EXPECT_NE(mkdtemp(pattern.data()), nullptr);
        folder = pattern;
        described = configure<acquisition::FolderConnection>(fmt::format(
            R"({{"name":"exports","kind":"folder","device":"织机","folder":"{}","time_format":"local","time_column":"时间",
                "columns":[{{"column":"温度","point":"temperature"}},{{"column":"状态","point":"state","text":true}}]}})",
            folder.string()));
    }
    ~Folder() override { fs::remove_all(folder); }

    // Written a while ago by the clock of the gateway.
    void file(const std::string& name, const std::string& text, int age_s = 60) {
        std::ofstream(folder / name) << text;
        const auto at = clock.now() - std::chrono::seconds(age_s);
        const timespec times[2] = {{.tv_sec = milliseconds_of(at) / 1'000, .tv_nsec = 0},
                                   {.tv_sec = milliseconds_of(at) / 1'000, .tv_nsec = 0}};
        ASSERT_EQ(utimensat(AT_FDCWD, (folder / name).c_str(), times, 0), 0);
    }
    void look() { static_cast<void>(FolderSource(described, needs(), state).pass({})); }

    fs::path folder;
    acquisition::FolderConnection described;
};

constexpr auto heading = "时间,温度,状态\n";

TEST_F(Folder, ReadsEachFinishedFileOnce) {
    file("a.csv", std::string(heading) + "2026-03-01 08:00:00,21.5,运行\n2026/03/01 08:00:01.5, 22 ,\n");
    file("growing.csv", std::string(heading) + "2026-03-01 09:00:00,1,x\n", 1);
    file("notes.txt", "no table");
    look();
    EXPECT_EQ(recorded(),
              "织机\ntelemetry temperature=21.5,state=\"运行\" 1772323200000\ntelemetry temperature=22 "
              "1772323201500\n");
    EXPECT_EQ(said(), "gateway.file_read a.csv: 2\n");
    look();  // another process
    EXPECT_EQ(recorded(), "");
    clock.advance(std::chrono::seconds(5));
    look();
    EXPECT_EQ(recorded(), "织机\ntelemetry temperature=1,state=\"x\" 1772326800000\n");
}

TEST_F(Folder, ReadsOnWhatGrewAndAnewWhatWasReplaced) {
    const std::string first = std::string(heading) + "2026-03-01 08:00:00,1,a\n";
    file("a.csv", first, 600);
    look();
    recorded();
    file("a.csv", first + "2026-03-01 08:00:01,2,b\n", 500);
    look();
    EXPECT_EQ(recorded(), "织机\ntelemetry temperature=2,state=\"b\" 1772323201000\n");
    file("a.csv", std::string(heading) + "2026-03-02 08:00:00,3,c\n2026-03-02 08:00:01,4,d\n2026-03-02 08:00:02,5,e\n",
         400);
    look();
    EXPECT_NE(recorded().find("temperature=3"), std::string::npos);
}

TEST_F(Folder, TellsWhatIsWrong) {
    file("a.csv", "时间,温度\n2026-03-01 08:00:00,1\n", 100);
    file("b.csv", std::string(heading) + "2026-03-01 08:00:00,1,a\nyesterday,2,b\n2026-03-01 08:00:02,none,c\n", 90);
    file("c.csv", std::string(heading) + "2026-03-01 08:00:03,1,a\n2026-03-01 08:00:04,\"2\n", 80);
    look();
    const auto all = recorded();
    EXPECT_NE(all.find("state=\"c\" 1772323202000"), std::string::npos) << all;
    EXPECT_NE(all.find("1772323203000"), std::string::npos) << all;
    const auto told = said();
    EXPECT_NE(told.find("gateway.file_refused a.csv: csv.malformed line.1 csv_missing_column 状态"), std::string::npos)
        << told;
    EXPECT_NE(told.find("gateway.rows_without_time b.csv: 1"), std::string::npos) << told;
    EXPECT_NE(told.find("gateway.file_refused c.csv: csv.malformed"), std::string::npos) << told;
    look();
    EXPECT_EQ(said(), "");  // once
    described.folder = folder / "none";
    look();
    EXPECT_NE(said().find("gateway.folder_unreadable exports"), std::string::npos);
}

// Wherever the disk fails or the power goes: after the next start every row is in the queue.
TEST_F(Folder, LosesNoRowWhereverItEnds) {
    std::string text = heading;
    constexpr int rows = 3'500;
    for (int i = 0; i < rows; ++i) text += fmt::format("2026-03-01 08:{:02}:{:02},{},a\n", i / 60, i % 60, i);
    file("a.csv", text);
    for (std::uint64_t cut = 1; cut < 40; cut += dengyun::test::is_sanitized ? 4 : 1) {
        timeseries::test::Random random(cut);
        timeseries::test::MemoryFiles queue_files;
        timeseries::test::MemoryFiles positions;
        const auto once = [&](std::uint64_t fail_after) {
            auto opened = DiskQueue::open(queue_files, {});
            Recorder own(**opened, journal);
            if (fail_after > 0) {
                queue_files.fail_after(fail_after);
                positions.fail_after(fail_after);
            }
            static_cast<void>(FolderSource(described, {own, journal, clock}, positions).pass({}));
        };
        once(cut);
        queue_files.lose_power(random);
        positions.lose_power(random);
        once(0);
        auto queue_again = DiskQueue::open(queue_files, {});
        const auto batch = (*queue_again)->read(1 << 24);
        std::string all;
        for (const auto& record : batch->records) all += record;
        for (int i = 0; i < rows; i += 7)
            ASSERT_NE(all.find(fmt::format("temperature={},", i)), std::string::npos) << "cut " << cut << " row " << i;
    }
}

TEST(TimeInFile, IsReadInEveryForm) {
    using acquisition::TimeFormat;
    EXPECT_EQ(time_in("2026-03-01T00:00:00Z", TimeFormat::rfc3339, 480), 1'772'323'200'000);
    EXPECT_EQ(time_in("2026-03-01T08:00:00+08:00", TimeFormat::rfc3339, 0), 1'772'323'200'000);
    EXPECT_EQ(time_in("2026/03/01 08:00:00", TimeFormat::local, 480), 1'772'323'200'000);
    EXPECT_EQ(time_in("1772323200.25", TimeFormat::unix_s, 0), 1'772'323'200'250);
    EXPECT_EQ(time_in("1772323200000", TimeFormat::unix_ms, 0), 1'772'323'200'000);
    for (const auto* bad : {"", "-1", "1e300", "nan", "x"}) EXPECT_FALSE(time_in(bad, TimeFormat::unix_s, 0)) << bad;
    EXPECT_FALSE(time_in("2026-13-01 08:00:00", TimeFormat::local, 480));
}

}  // namespace
}  // namespace dengyun::gateway
