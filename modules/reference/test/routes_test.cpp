// Goal: anybody finds a region or an industry by name, code or from the top down, and a bad question gets a clear
// answer.
#include <gtest/gtest.h>

#include "kernel/api/test/in_process.h"
#include "modules/reference/api.h"

namespace dengyun::reference {
namespace {

class ReferenceRoutes : public testing::Test {
  protected:
    http::Response get(std::string address) { return api_.call(api::stranger, {.address = std::move(address)}); }
    api::InProcess api_{[](api::Routes& routes) { add_routes(routes); }, {}, {}};
};

std::size_t count(std::string_view body, std::string_view part) {
    std::size_t found = 0;
    for (auto at = body.find(part); at != std::string_view::npos; at = body.find(part, at + part.size())) ++found;
    return found;
}

TEST_F(ReferenceRoutes, SearchByName) {
    const auto found = get("/api/v1/regions?q=%E4%BD%99%E5%A7%9A");  // 余姚
    ASSERT_EQ(found.status, 200U) << found.body;
    EXPECT_NE(found.body.find(R"("code":"330281","name":"余姚市")"), std::string::npos) << found.body;
    EXPECT_NE(found.body.find(R"("path_name":"浙江省宁波市余姚市")"), std::string::npos) << found.body;
    EXPECT_TRUE(found.body.ends_with(R"("next":null})"));
}

TEST_F(ReferenceRoutes, OneCode) {
    EXPECT_EQ(count(get("/api/v1/industries?code=3525").body, R"("code":)"), 1U);
    EXPECT_EQ(get("/api/v1/industries?code=9999").body, R"({"items":[],"next":null})");
}

TEST_F(ReferenceRoutes, FromTheTopDownByPages) {
    const auto roots = get("/api/v1/regions?limit=200").body;
    EXPECT_EQ(count(roots, R"("level":1)"), count(roots, R"("code":)"));
    EXPECT_GE(count(roots, R"("code":)"), 31U);

    const auto whole = get("/api/v1/regions?parent=330000&limit=200").body;
    std::string after;
    std::size_t seen = 0;
    do {
        const auto page = get("/api/v1/regions?parent=330000&limit=4&after=" + after);
        ASSERT_EQ(page.status, 200U);
        EXPECT_LE(count(page.body, R"("code":)"), 4U);
        seen += count(page.body, R"("code":)");
        after = api::text_member(page.body, "next");
    } while (!after.empty());
    EXPECT_EQ(seen, count(whole, R"("code":)"));
    EXPECT_GE(seen, 11U);
}

TEST_F(ReferenceRoutes, RefusesWhatItDoesNotKnow) {
    EXPECT_EQ(get("/api/v1/regions?limit=0").status, 422U);
    EXPECT_EQ(get("/api/v1/regions?limit=201").status, 422U);
    EXPECT_EQ(get("/api/v1/regions?province=33").status, 422U);
    EXPECT_EQ(get("/api/v1/regions?q=" + std::string(201, 'x')).status, 422U);
    EXPECT_EQ(get("/api/v1/regions?parent=nowhere").body, R"({"items":[],"next":null})");
}

}  // namespace
}  // namespace dengyun::reference
