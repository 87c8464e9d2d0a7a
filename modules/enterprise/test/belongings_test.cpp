// Goal: sites, contacts and capabilities come and go as a resource should: once per key, by version, within their
// organisation, and with one headquarters and one primary contact.
#include "modules/enterprise/test/world.h"

namespace dengyun::enterprise::test {
namespace {

constexpr std::string_view plant =
    R"({"name":"一号厂房","region_code":"330206","address":"小港街道 1 号","area_m2":3000})";
constexpr std::string_view headquarters =
    R"({"name":"总部","region_code":"330206","address":"明州路 2 号","is_headquarters":true})";

class Belongings : public Scenario {};
DENGYUN_BOTH_DATABASES(Belongings);

TEST_P(Belongings, LiveThroughTheFiveRoutes) {
    const auto before = world.event_count(ningbo_mould);
    const auto made = world.post("/api/v1/sites", plant);
    ASSERT_EQ(made.status, 201U) << made.body;
    const auto path = "/api/v1/sites/" + made.id();
    EXPECT_EQ(made.location, path);
    EXPECT_EQ(made.etag, "\"v1\"");
    EXPECT_EQ(made.text("longitude"), "1.218442E2");

    EXPECT_EQ(world.get(path).text("name"), "一号厂房");
    EXPECT_EQ(world.get("/api/v1/sites").all("id"), std::vector<std::string>{made.id()});
    const auto changed = world.patch(path, R"({"area_m2":null,"name":"二号厂房"})", {.if_match = made.etag});
    EXPECT_EQ(changed.status, 200U);
    EXPECT_EQ(changed.text("area_m2"), "");
    EXPECT_EQ(changed.text("name"), "二号厂房");
    EXPECT_EQ(world.remove(path, {.if_match = made.etag}).status, 412U);
    EXPECT_EQ(world.remove(path, {}).status, 428U);
    EXPECT_EQ(world.remove(path, {.if_match = changed.etag}).status, 204U);
    EXPECT_EQ(world.get(path).status, 404U);
    EXPECT_EQ(world.events(ningbo_mould, before),
              (std::vector<std::string>{"site.created", "site.changed", "site.removed"}));
}

TEST_P(Belongings, AreMadeOncePerKey) {
    const auto before = world.event_count(ningbo_mould);
    const auto first = world.post("/api/v1/sites", plant, {.key = "k1"});
    const auto again = world.post("/api/v1/sites", plant, {.key = "k1"});
    EXPECT_EQ(again.status, 201U);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.location, first.location);
    EXPECT_EQ(again.header("Idempotent-Replay"), "true");
    const auto other = world.post("/api/v1/sites", headquarters, {.key = "k1"});
    EXPECT_EQ(other.status, 409U);
    EXPECT_EQ(other.code(), "request.idempotency_key_reused");
    EXPECT_EQ(world.event_count(ningbo_mould), before + 1);
}

TEST_P(Belongings, StayWithinTheirOrganisation) {
    const auto site = world.post("/api/v1/sites", plant);
    const auto contact = world.post("/api/v1/contacts", R"({"name":"李娜","phone":"13800138000"})");
    const auto before = world.event_count(ningbo_mould);
    const auto site_path = "/api/v1/sites/" + site.id();
    const auto contact_path = "/api/v1/contacts/" + contact.id();
    const Ask rival{.who = "rival", .if_match = "\"v1\""};
    for (const auto& path : {site_path, contact_path}) {
        EXPECT_EQ(world.patch(path, R"({"name":"x"})", rival).status, 404U) << path;
        EXPECT_EQ(world.remove(path, rival).status, 404U) << path;
    }
    EXPECT_EQ(world.get(site_path, rival).status, 200U);     // sites are public
    EXPECT_EQ(world.get(contact_path, rival).status, 404U);  // contacts are not
    EXPECT_TRUE(world.get("/api/v1/sites", rival).all("id").empty());
    EXPECT_EQ(world.get("/api/v1/sites?organisation_id=100", rival).all("id"), std::vector<std::string>{site.id()});
    EXPECT_EQ(world.get("/api/v1/contacts?organisation_id=100", rival).status, 422U);
    EXPECT_EQ(world.get("/api/v1/sites?organisation_id=x", rival).issues(), "organisation_id:malformed");
    EXPECT_EQ(world.event_count(ningbo_mould), before);
}

TEST_P(Belongings, NeedThePermission) {
    EXPECT_EQ(world.post("/api/v1/sites", plant, {.who = "viewer"}).status, 403U);
    EXPECT_EQ(world.post("/api/v1/sites", plant, {.who = ""}).status, 401U);
    EXPECT_EQ(world.get("/api/v1/sites", {.who = "viewer"}).status, 200U);
}

TEST_P(Belongings, HaveOneHeadquarters) {
    const auto first = world.post("/api/v1/sites", headquarters);
    const auto second = world.post("/api/v1/sites", plant);
    const auto before = world.event_count(ningbo_mould);
    const auto moved =
        world.patch("/api/v1/sites/" + second.id(), R"({"is_headquarters":true})", {.if_match = "\"v1\""});
    EXPECT_EQ(moved.status, 200U) << moved.body;
    EXPECT_EQ(world.get("/api/v1/sites?is_headquarters=true").all("id"), std::vector<std::string>{second.id()});
    EXPECT_EQ(world.get("/api/v1/sites/" + first.id()).etag, "\"v2\"");
    EXPECT_EQ(world.events(ningbo_mould, before), (std::vector<std::string>{"site.changed", "site.changed"}));
}

TEST_P(Belongings, HaveOnePrimaryContact) {
    ASSERT_EQ(world.post("/api/v1/contacts", R"({"name":"李娜","phone":"13800138000","is_primary":true})").status,
              201U);
    const auto second =
        world.post("/api/v1/contacts", R"({"name":"王强","email":"wang@example.cn","is_primary":true})");
    EXPECT_EQ(world.get("/api/v1/contacts?is_primary=true").all("id"), std::vector<std::string>{second.id()});
    EXPECT_EQ(world.get("/api/v1/contacts").all("id").size(), 2U);
    EXPECT_EQ(world.post("/api/v1/contacts", R"({"name":"无"})").issues(), "phone:no_way_to_reach");
}

TEST_P(Belongings, AreRefusedWithEveryIssue) {
    EXPECT_EQ(world.post("/api/v1/sites", R"({"name":" ","area_m2":0,"extra":1})").issues(),
              "name:required area_m2:too_small extra:unknown_member region_code:required address:required");
    EXPECT_EQ(world.post("/api/v1/sites", R"({"name":"a","name":"b"})").issues(), "name:duplicate_member");
    EXPECT_EQ(world.post("/api/v1/sites", "{").code(), "request.malformed_json");
    EXPECT_EQ(
        world.post("/api/v1/sites", R"({"name":"a","region_code":"123456","address":"b","latitude":30})").issues(),
        "region_code:unknown_reference longitude:required");
    EXPECT_EQ(world.post("/api/v1/capabilities", R"({"process":"magic"})").issues(), "process:unknown_choice");
    EXPECT_EQ(world.post("/api/v1/capabilities", R"({"process":"milling","monthly_capacity":9})").issues(),
              "capacity_unit:required");
    EXPECT_TRUE(world.get("/api/v1/sites").all("id").empty());
}

TEST_P(Belongings, CapabilitiesAreListedByWhatMatters) {
    const auto rough =
        world.post("/api/v1/capabilities", R"({"process":"milling","tolerance_um":50,"material":"45 钢"})");
    const auto fine =
        world.post("/api/v1/capabilities", R"({"process":"grinding","tolerance_um":2,"material":"模具钢"})");
    const auto unknown = world.post("/api/v1/capabilities", R"({"process":"turning"})");
    using Ids = std::vector<std::string>;
    EXPECT_EQ(world.get("/api/v1/capabilities?sort=-tolerance_um").all("id"),
              (Ids{rough.id(), fine.id(), unknown.id()}));
    EXPECT_EQ(world.get("/api/v1/capabilities?sort=tolerance_um").all("id"),
              (Ids{unknown.id(), fine.id(), rough.id()}));
    EXPECT_EQ(world.get("/api/v1/capabilities?process=milling").all("id"), Ids{rough.id()});
    EXPECT_EQ(world.get("/api/v1/capabilities?process=milling&process=turning&sort=id").all("id"),
              (Ids{rough.id(), unknown.id()}));
    EXPECT_EQ(world.get("/api/v1/capabilities?q=%E6%A8%A1%E5%85%B7").all("id"), Ids{fine.id()});  // 模具
    EXPECT_EQ(world.get("/api/v1/capabilities?process=magic").issues(), "process:unknown_choice");
}

TEST_P(Belongings, HaveABound) {
    const auto filled = world.store().run_write(Scope::of(ningbo_mould, {}), [](store::Unit& unit) -> Result<> {
        for (std::int64_t i = 0; i < sites_max; ++i)
            DENGYUN_CHECK(add_site(unit, ningbo_mould,
                                   Site{.name = fmt::format("厂区 {}", i), .region_code = "330206", .address = "路"}));
        return {};
    });
    ASSERT_TRUE(filled);
    const auto refused = world.post("/api/v1/sites", plant);
    EXPECT_EQ(refused.code(), "site.too_many");
    EXPECT_EQ(world.post("/api/v1/sites", plant, {.who = "rival"}).status, 201U);
}

}  // namespace
}  // namespace dengyun::enterprise::test
