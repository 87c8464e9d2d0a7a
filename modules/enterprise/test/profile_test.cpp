// Goal: the directory shows everybody's public side, the own profile changes with care, and others' stays theirs.
#include "modules/enterprise/test/world.h"

namespace dengyun::enterprise::test {
namespace {

class Profile : public Scenario {
  protected:
    static constexpr std::string_view own = "/api/v1/enterprises/100";
    static constexpr std::string_view other = "/api/v1/enterprises/200";
};
DENGYUN_BOTH_DATABASES(Profile);

TEST_P(Profile, IsReadByItsOrganisationsId) {
    const auto answer = world.get(own);
    EXPECT_EQ(answer.status, 200U) << answer.body;
    EXPECT_EQ(answer.text("name"), "宁波精工模具有限公司");
    EXPECT_EQ(answer.id(), "100");
    EXPECT_EQ(answer.text("organisation_id"), "100");
    EXPECT_EQ(answer.etag, "\"v1\"");
    EXPECT_EQ(answer.text("longitude"), "1.218442E2");
    EXPECT_EQ(answer.text("warnings"), "[]");
    EXPECT_EQ(world.get("/api/v1/enterprises/999").status, 404U);
    EXPECT_EQ(world.get("/api/v1/enterprises/abc").status, 404U);
    EXPECT_EQ(world.get("/api/v1/enterprises/999").code(), "enterprise.not_found");
    EXPECT_EQ(world.get("/api/v1/nothing/999").code(), "request.not_found");
    EXPECT_EQ(world.get(own, {.who = ""}).status, 401U);
}

TEST_P(Profile, ChangesFieldByFieldAndSaysSoInTheLog) {
    const auto before = world.event_count(ningbo_mould);
    const auto answer = world.patch(
        own,
        R"({"employees":38,"phone":"0574-87654321","registered_capital_fen":500000000,"name_en":"Ningbo Precision Mould"})",
        {.if_match = "\"v1\""});
    EXPECT_EQ(answer.status, 200U) << answer.body;
    EXPECT_EQ(answer.text("employees"), "38");
    EXPECT_EQ(answer.text("name"), "宁波精工模具有限公司");
    EXPECT_EQ(answer.etag, "\"v2\"");
    EXPECT_EQ(world.events(ningbo_mould, before), std::vector<std::string>{"enterprise.changed"});
}

TEST_P(Profile, WarnsAboutAnOddCompanyCode) {
    const auto answer = world.patch(own, R"({"company_code":"91350100M000100Y44"})", {.if_match = "\"v1\""});
    EXPECT_EQ(answer.status, 200U);
    EXPECT_NE(answer.body.find(
                  R"("warnings":[{"field":"company_code","code":"company_code_check","text":"The check character)"),
              std::string::npos)
        << answer.body;
}

TEST_P(Profile, RefusesAStaleOrMissingVersion) {
    const auto before = world.event_count(ningbo_mould);
    EXPECT_EQ(world.patch(own, R"({"employees":1})", {}).code(), "request.precondition_required");
    EXPECT_EQ(world.patch(own, R"({"employees":1})", {}).status, 428U);
    const auto stale = world.patch(own, R"({"employees":1})", {.if_match = "\"v9\""});
    EXPECT_EQ(stale.status, 412U);
    EXPECT_EQ(stale.code(), "request.changed_meanwhile");
    EXPECT_EQ(world.get(own).text("employees"), "");
    EXPECT_EQ(world.event_count(ningbo_mould), before);
}

TEST_P(Profile, RefusesBadInputWithEveryIssueAndChangesNothing) {
    const auto answer =
        world.patch(own, R"({"region_code":"999999","employees":-1,"email":"x","colour":"red","demonstration":true})",
                    {.if_match = "\"v1\""});
    EXPECT_EQ(answer.status, 422U);
    EXPECT_EQ(answer.issues(), "employees:too_small email:malformed colour:unknown_member demonstration:read_only");
    EXPECT_EQ(world.patch(own, R"({"region_code":"999999"})", {.if_match = "\"v1\""}).issues(),
              "region_code:unknown_reference");
    EXPECT_EQ(world.get(own).etag, "\"v1\"");
    EXPECT_EQ(world.get(own).text("region_code"), "330206");
}

TEST_P(Profile, NeedsThePermissionAndTheOwnOrganisation) {
    const auto before = world.event_count(taizhou_plating);
    EXPECT_EQ(world.patch(own, R"({"employees":1})", {.who = "viewer", .if_match = "\"v1\""}).status, 403U);
    EXPECT_EQ(world.patch(other, R"({"employees":1})", {.if_match = "\"v1\""}).status, 404U);
    EXPECT_EQ(world.patch(own, R"({"employees":1})", {.who = "operator", .if_match = "\"v1\""}).status, 404U);
    EXPECT_EQ(world.event_count(taizhou_plating), before);
}

TEST_P(Profile, ShowsPrivateFieldsAtHomeOnlyAndToThoseWhoMay) {
    ASSERT_EQ(
        world.patch(own, R"({"phone":"0574-87654321","registered_capital_fen":5000})", {.if_match = "\"v1\""}).status,
        200U);
    EXPECT_EQ(world.get(own).text("phone"), "0574-87654321");
    for (const auto* who : {"viewer", "worker", "rival"}) {
        const auto answer = world.get(own, {.who = who});
        EXPECT_EQ(answer.status, 200U);
        for (const auto* hidden : {"phone", "email", "registered_capital_fen"})
            EXPECT_FALSE(answer.json.as_object().contains(hidden)) << who << ' ' << hidden;
    }
    EXPECT_EQ(world.get("/api/v1/enterprises?phone=0574-87654321", {.who = "rival"}).issues(), "phone:unknown_member");
    EXPECT_EQ(world.get("/api/v1/enterprises?sort=registered_capital_fen", {.who = "rival"}).issues(),
              "sort:unknown_choice");
    const auto found = world.get("/api/v1/enterprises?q=87654321", {.who = "rival"});
    EXPECT_TRUE(found.all("id").empty());
}

TEST_P(Profile, DirectoryIsFilteredBySectionsOfTheTables) {
    ASSERT_EQ(world.patch(own, R"({"industry_code":"3525"})", {.if_match = "\"v1\""}).status, 200U);
    const auto ids = [&](std::string_view query) {
        return world.get(fmt::format("/api/v1/enterprises?sort=id&{}", query)).all("id");
    };
    using Ids = std::vector<std::string>;
    EXPECT_EQ(ids(""), (Ids{"100", "200"}));
    EXPECT_EQ(ids("region_code=330000"), (Ids{"100", "200"}));
    EXPECT_EQ(ids("region_code=330200"), Ids{"100"});
    EXPECT_EQ(ids("region_code=331002"), Ids{"200"});
    EXPECT_EQ(ids("industry_code=C"), Ids{"100"});
    EXPECT_EQ(ids("industry_code=35"), Ids{"100"});
    EXPECT_EQ(ids("industry_code=34"), Ids{});
    EXPECT_EQ(ids("q=%E7%94%B5%E9%95%80"), Ids{"200"});  // 电镀
}

TEST_P(Profile, DirectoryIsPagedAndSorted) {
    const auto first = world.get("/api/v1/enterprises?limit=1&sort=name");
    EXPECT_EQ(first.all("id").size(), 1U);
    const auto second = world.get("/api/v1/enterprises?limit=1&sort=name&after=" + first.text("next"));
    EXPECT_EQ(second.all("id").size(), 1U);
    EXPECT_NE(first.all("id"), second.all("id"));
    EXPECT_EQ(second.text("next"), "");
    EXPECT_EQ(world.get("/api/v1/enterprises?limit=0").issues(), "limit:too_small");
    EXPECT_EQ(world.get("/api/v1/enterprises?limit=201").issues(), "limit:too_large");
    EXPECT_EQ(world.get("/api/v1/enterprises?sort=colour").issues(), "sort:unknown_choice");
    EXPECT_EQ(world.get("/api/v1/enterprises?colour=red").issues(), "colour:unknown_member");
    EXPECT_EQ(world.get("/api/v1/enterprises?after=nonsense").issues(), "after:malformed");
}

TEST_P(Profile, IsMadeOncePerOrganisation) {
    const auto made = world.store().run_write(Scope::system("registration"), [](store::Unit& unit) -> Result<> {
        const auto twice = create_profile(unit, ningbo_mould, NewProfile{.name = "又一家"});
        return twice ? Result<>{} : std::unexpected(twice.error());
    });
    EXPECT_EQ(made.error().kind, ErrorKind::conflict);
    EXPECT_EQ(world.get(own).text("name"), "宁波精工模具有限公司");
}

}  // namespace
}  // namespace dengyun::enterprise::test
