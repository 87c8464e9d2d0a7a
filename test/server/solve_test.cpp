// Goal: `dengyun solve schedule` reads every format, gzipped or not, ends with the documented line on standard output,
// writes a schedule that is feasible, and says where a file is wrong.
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <zlib.h>

#include "test/http_client.h"
#include "test/server_process.h"

namespace dengyun::test {
namespace {

class SolveTest : public testing::Test {
  protected:
    std::string file(const std::string& name, const std::string& text) {
        const auto path = (folder_.path() / name).string();
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
    static std::string read(const std::string& path) {
        std::ifstream stream(path);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    TemporaryFolder folder_;
};

std::string last_line(const std::string& output) {
    const auto end = output.find_last_not_of('\n');
    const auto begin = output.find_last_of('\n', end);
    return output.substr(begin == std::string::npos ? 0 : begin + 1, end - begin);
}

TEST_F(SolveTest, SolvesAJobShopAndWritesTheSchedule) {
    const auto problem = file("a.txt", "2 2\n0 3 1 2\n1 4 0 1\n");
    const auto ran = run_program({"solve", "schedule", problem, "--seconds", "5", "--out", path("plan.json")});
    ASSERT_EQ(ran.exit_code, 0) << ran.output;
    const auto line = last_line(ran.output);
    EXPECT_TRUE(line.starts_with(R"({"makespan":6,"lower_bound":6,"objective":6,"optimal":true,"seconds":)")) << line;
    EXPECT_EQ(read(path("plan.json")),
              "{\"operations\":[\n"
              "{\"job\":0,\"op\":0,\"machine\":0,\"start\":0,\"end\":3},\n"
              "{\"job\":0,\"op\":1,\"machine\":1,\"start\":4,\"end\":6},\n"
              "{\"job\":1,\"op\":0,\"machine\":1,\"start\":0,\"end\":4},\n"
              "{\"job\":1,\"op\":1,\"machine\":0,\"start\":4,\"end\":5}\n]}\n");
}

TEST_F(SolveTest, ReadsGzippedFilesAndTheOtherFormats) {
    const auto flexible = file("b.txt", "1 2 2\n2 2 1 5 2 4 1 1 3\n");
    const auto ran = run_program({"solve", "schedule", flexible, "--format", "fjsp", "--iterations", "10"});
    EXPECT_TRUE(last_line(ran.output).starts_with(R"({"makespan":7,"lower_bound":7,)")) << ran.output;
    const auto packed = path("c.txt.gz");
    auto* stream = gzopen(packed.c_str(), "wb");
    ASSERT_NE(stream, nullptr);
    gzputs(stream, "2 2\n3 0 3 1 2 0 5\n1 1 4\n");
    gzclose(stream);
    const auto unpacked = run_program({"solve", "schedule", packed, "--format", "jsp_var", "--iterations", "10"});
    EXPECT_TRUE(last_line(unpacked.output).starts_with(R"({"makespan":10,)")) << unpacked.output;
}

TEST_F(SolveTest, SaysWhatIsWrong) {
    const auto wrong = file("d.txt", "2 2\n0 3 1 x\n1 4 0 1\n");
    const auto ran = run_program({"solve", "schedule", wrong, "--format", "jsp", "--iterations", "10"});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_NE(ran.output.find("line.2.column.7"), std::string::npos) << ran.output;
    EXPECT_EQ(run_program({"solve", "schedule", path("none.txt")}).exit_code, 1);
    const auto fine = file("e.txt", "1 1\n0 3\n");
    EXPECT_EQ(run_program({"solve", "schedule", fine, "--iterations", "1", "--out", path("no/such/folder")}).exit_code,
              1);
    EXPECT_EQ(run_program({"solve", "schedule", fine, "--threads", "0"}).exit_code, 2);
    std::ofstream(path("cut.gz"), std::ios::binary) << "\x1f\x8b\x08";
    EXPECT_EQ(run_program({"solve", "schedule", path("cut.gz")}).exit_code, 1);
}

}  // namespace
}  // namespace dengyun::test
