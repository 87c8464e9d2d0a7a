// Goal: files go in and out unchanged and harmless, within the space of their organisation; a search finds the own rows
// and the public directory, and nothing else.
#include "kernel/base/digest.h"
#include "modules/enterprise/test/world.h"

namespace dengyun::enterprise::test {
namespace {

class Files : public Scenario {
  protected:
    Answer upload(std::string_view name, std::string_view bytes, std::string type = "application/octet-stream",
                  std::string who = "owner") {
        return world.post(fmt::format("/api/v1/files?name={}", name), bytes,
                          {.who = std::move(who), .content_type = std::move(type)});
    }
};
class Search : public Scenario {};
DENGYUN_BOTH_DATABASES(Files);
DENGYUN_BOTH_DATABASES(Search);

TEST_P(Files, ComeBackByteForByte) {
    std::string bytes = "%PDF-1.7\n";
    for (int i = 0; i < 60'000; ++i) bytes += static_cast<char>(i * 7);
    const auto made = upload("%E8%AF%81%E4%B9%A6.pdf", bytes, "text/html");
    ASSERT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(made.text("name"), "证书.pdf");
    EXPECT_EQ(made.text("media_type"), "application/pdf");  // the content says so, not the sender
    EXPECT_EQ(made.text("size_bytes"), std::to_string(bytes.size()));
    EXPECT_EQ(made.text("sha256"), sha256_hex(bytes));
    const auto read = world.get(made.location);
    EXPECT_EQ(read.status, 200U);
    EXPECT_EQ(read.body, bytes);
    EXPECT_EQ(read.content_type, "application/pdf");
    EXPECT_EQ(read.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(read.header("Content-Disposition"),
              "inline; filename=\"__.pdf\"; filename*=UTF-8''%E8%AF%81%E4%B9%A6.pdf");
    EXPECT_EQ(world.events(ningbo_mould).back(), "stored_file.created");
}

TEST_P(Files, AreNeverRunInThePage) {
    const auto page = upload("a.html", "<script>alert(1)</script>", "text/html");
    const auto read = world.get(page.location);
    EXPECT_EQ(read.content_type, "application/octet-stream");
    EXPECT_TRUE(read.header("Content-Disposition").starts_with("attachment"));
}

TEST_P(Files, AreRefusedWithoutNameContentOrSpace) {
    EXPECT_EQ(world.post("/api/v1/files", "x").issues(), "name:required");
    EXPECT_EQ(upload("a.txt", "").issues(), ":required");
    EXPECT_EQ(upload("..%2Fpasswd", "x").issues(), "name:malformed");
    EXPECT_EQ(upload("a%00b", "x").issues(), "name:malformed");
    ASSERT_EQ(upload("a.bin", std::string(90'000, 'a')).status, 201U);
    const auto before = world.event_count(ningbo_mould);
    EXPECT_EQ(upload("b.bin", std::string(10'001, 'b')).code(), "file.quota_exceeded");
    EXPECT_EQ(world.event_count(ningbo_mould), before);
    EXPECT_EQ(upload("b.bin", std::string(10'000, 'b')).status, 201U);
}

TEST_P(Files, StayWithinTheirOrganisation) {
    const auto made = upload("a.txt", "x");
    EXPECT_EQ(world.get(made.location, {.who = "rival"}).status, 404U);
    EXPECT_EQ(world.get(made.location, {.who = "operator"}).status, 404U);
    EXPECT_EQ(world.get(made.location, {.who = "viewer"}).status, 200U);
    EXPECT_EQ(upload("a.txt", "x", "text/plain", "viewer").status, 403U);
    EXPECT_EQ(upload("a.txt", "x", "text/plain", "").status, 401U);
}

TEST_P(Search, FindsOwnRowsAndThePublicDirectory) {
    ASSERT_EQ(world.post("/api/v1/sites", R"({"name":"电镀车间","region_code":"330206","address":"路"})").status, 201U);
    ASSERT_EQ(world.post("/api/v1/contacts", R"({"name":"电镀王师傅","phone":"13800138000"})").status, 201U);
    const auto found = world.get("/api/v1/search?q=%E7%94%B5%E9%95%80");  // 电镀
    ASSERT_EQ(found.status, 200U) << found.body;
    EXPECT_EQ(found.all("entity"), (std::vector<std::string>{"contact", "site", "enterprise"}));
    EXPECT_EQ(found.all("title"), (std::vector<std::string>{"电镀王师傅", "电镀车间", "台州光亮电镀有限公司"}));
    EXPECT_EQ(found.all("subtitle"), (std::vector<std::string>{"13800138000", "路", ""}));
    const auto rival = world.get("/api/v1/search?q=%E7%94%B5%E9%95%80", {.who = "rival"});
    EXPECT_EQ(rival.all("entity"), std::vector<std::string>{"enterprise"});
}

// Contacts are the kind that comes first here.
TEST_P(Search, TellsWhatIsCalledSoBeforeWhatBeginsSoBeforeTheRest) {
    for (const auto* name : {"A-1", "A-10 车间", "旧厂 A-1"})
        ASSERT_EQ(
            world.post("/api/v1/sites", fmt::format(R"({{"name":"{}","region_code":"330206","address":"路"}})", name))
                .status,
            201U);
    for (const auto* name : {"1 号 A 区", "小组A-1", "ａ－1"})
        ASSERT_EQ(world.post("/api/v1/contacts", fmt::format(R"({{"name":"{}","phone":"13800138000"}})", name)).status,
                  201U);
    const auto found = world.get("/api/v1/search?q=A-1");
    ASSERT_EQ(found.status, 200U) << found.body;
    const auto titles = found.all("title");
    ASSERT_EQ(titles.size(), 6U) << found.body;
    EXPECT_EQ(std::vector(titles.begin(), titles.begin() + 3), (std::vector<std::string>{"ａ－1", "A-1", "小组A-1"}));
    EXPECT_EQ(std::set(titles.begin() + 3, titles.begin() + 5), (std::set<std::string>{"A-10 车间", "旧厂 A-1"}));
    EXPECT_EQ(titles.back(), "1 号 A 区");
    const auto best = world.get("/api/v1/search?q=A-1&limit=1");
    EXPECT_EQ(best.all("title"), (std::vector<std::string>{"ａ－1", "A-1"}));
}

TEST_P(Search, RefusesWhatItCannotLookFor) {
    EXPECT_EQ(world.get("/api/v1/search").issues(), "q:required");
    EXPECT_EQ(world.get("/api/v1/search?q=").issues(), "q:required");
    EXPECT_EQ(world.get("/api/v1/search?q=" + std::string(201, 'a')).issues(), "q:too_long");
    EXPECT_EQ(world.get("/api/v1/search?q=a&limit=21").issues(), "limit:too_large");
    EXPECT_EQ(world.get("/api/v1/search?q=abc", {.who = ""}).status, 401U);
    EXPECT_EQ(world.get("/api/v1/search?q=a%22%20OR%201%3D1%20--").status, 200U);
}

}  // namespace
}  // namespace dengyun::enterprise::test
