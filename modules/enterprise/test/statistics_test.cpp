// Goal: the cluster in figures counts what everybody may see and nothing else, for all of it and for one region.
#include "modules/enterprise/test/world.h"

namespace dengyun::enterprise::test {
namespace {

class Statistics : public Scenario {
  protected:
    // "code=count code=count"
    static std::string shares(const Answer& answer, std::string_view member) {
        std::string text;
        for (const auto& share : answer.json.at(member).as_array())
            text += fmt::format("{}{}={}", text.empty() ? "" : " ", std::string(share.at("code").as_string()),
                                share.at("count").to_number<int>());
        return text;
    }
    void offer(std::string_view process, const std::string& who) {
        const auto made =
            world.post("/api/v1/capabilities", fmt::format(R"({{"process":"{}"}})", process), {.who = who});
        ASSERT_EQ(made.status, 201U) << made.body;
    }
};
DENGYUN_BOTH_DATABASES(Statistics);

TEST_P(Statistics, CountTheClusterAndItsParts) {
    offer("milling", "owner");
    offer("milling", "rival");
    offer("electroplating", "rival");
    ASSERT_EQ(world.post("/api/v1/sites", R"({"name":"总厂","region_code":"330206","address":"路"})").status, 201U);
    const auto all = world.get("/api/v1/enterprise-statistics", {.who = "viewer"});
    ASSERT_EQ(all.status, 200U) << all.body;
    EXPECT_EQ(all.text("enterprises"), "2");
    EXPECT_EQ(all.text("sites"), "1");
    EXPECT_EQ(all.text("capabilities"), "3");
    EXPECT_EQ(all.text("certificates"), "0");
    EXPECT_EQ(shares(all, "regions"), "330206=1 331002=1");
    EXPECT_EQ(shares(all, "processes"), "milling=2 electroplating=1");
    EXPECT_EQ(all.json.at("processes").as_array().front().at("name").as_string(), "Milling");
    // Twelve months up to this one, in which both joined (2026-03-01 in China).
    const auto& months = all.json.at("months").as_array();
    ASSERT_EQ(months.size(), 12U);
    EXPECT_EQ(months.back().at("code").as_string(), "2026-03");
    EXPECT_EQ(months.back().at("count").to_number<int>(), 2);
    EXPECT_EQ(months.front().at("code").as_string(), "2025-04");

    const auto taizhou = world.get("/api/v1/enterprise-statistics?region_code=331000");
    EXPECT_EQ(taizhou.text("enterprises"), "1");
    EXPECT_EQ(shares(taizhou, "processes"), "electroplating=1 milling=1");
    EXPECT_EQ(world.get("/api/v1/enterprise-statistics?region_code=330000").text("enterprises"), "2");
    EXPECT_EQ(world.get("/api/v1/enterprise-statistics?region_code=110000").text("enterprises"), "0");
}

TEST_P(Statistics, RefuseAPlaceThatIsNone) {
    EXPECT_EQ(world.get("/api/v1/enterprise-statistics?region_code=999999").issues(), "region_code:unknown_reference");
    EXPECT_EQ(world.get("/api/v1/enterprise-statistics", {.who = ""}).status, 401U);
    EXPECT_EQ(world.get("/api/v1/enterprise-activity?limit=101").status, 422U);
}

TEST_P(Statistics, TellTheLatestFirst) {
    world.clock.advance(std::chrono::hours(1));
    offer("milling", "rival");
    const auto latest = world.get("/api/v1/enterprise-activity?limit=2");
    ASSERT_EQ(latest.status, 200U) << latest.body;
    EXPECT_EQ(latest.all("kind"), (std::vector<std::string>{"offers_process", "joined"}));
    EXPECT_EQ(latest.all("enterprise_name").front(), "台州光亮电镀有限公司");
    EXPECT_EQ(latest.all("detail").front(), "Milling");
    EXPECT_EQ(latest.all("region_code").front(), "331002");
}

}  // namespace
}  // namespace dengyun::enterprise::test
