// Goal: the audit trail shows the own organisation's events and nobody else's, newest first, whole, provable and
// exported without a formula in it.
#include <gtest/gtest.h>

#include "kernel/api/test/in_process.h"
#include "kernel/base/csv.h"
#include "modules/audit/api.h"

namespace dengyun::audit {
namespace {

using api::member;
using api::Role;
using api::text_member;

class AuditTest : public testing::Test {
  protected:
    void happen(std::int64_t organisation, std::string_view entity, std::int64_t id, std::string_view what,
                std::string actor = "王") {
        const auto scope = Scope::of({organisation}, {ActorKind::user, 1, std::move(actor)});
        const auto done = api_.store().run_write(scope, [&](store::Unit& unit) {
            return unit.emit({organisation}, entity, id, what, R"({"name":["旧","新"]})");
        });
        ASSERT_TRUE(done);
    }
    http::Response get(std::string address, const api::Caller& caller = member(Role::owner, 11)) {
        return api_.call(caller, {.address = std::move(address)});
    }
    // "3 site.changed" for every event of a page, in its order.
    static std::vector<std::string> lines(const http::Response& response) {
        std::vector<std::string> out;
        for (auto at = response.body.find("\"sequence\":"); at != std::string::npos;
             at = response.body.find("\"sequence\":", at + 1)) {
            const auto end = response.body.find(',', at);
            const auto event = response.body.find("\"event\":\"", at) + 9;
            out.push_back(response.body.substr(at + 11, end - at - 11) + ' ' +
                          response.body.substr(event, response.body.find('"', event) - event));
        }
        return out;
    }
    api::InProcess api_{[](api::Routes& routes) { add_routes(routes); }, {}, messages()};
    using Lines = std::vector<std::string>;
};

TEST_F(AuditTest, ShowsTheNewestFirstWithContentAndActor) {
    happen(11, "site", 7, "created");
    happen(11, "contact", 8, "created");
    const auto response = get("/api/v1/events");
    EXPECT_EQ(response.status, 200U);
    EXPECT_EQ(lines(response), (Lines{"2 contact.created", "1 site.created"}));
    EXPECT_NE(response.body.find(R"("actor_kind":"user","actor_name":"王")"), std::string::npos);
    EXPECT_NE(response.body.find(R"("data":{"name":["旧","新"]})"), std::string::npos);
}

TEST_F(AuditTest, NarrowsAndPages) {
    for (int i = 0; i < 3; ++i) happen(11, "site", 7, "changed");
    happen(11, "site", 9, "changed");
    happen(11, "contact", 7, "changed");
    EXPECT_EQ(lines(get("/api/v1/events?entity=site&entity_id=7&sort=sequence")),
              (Lines{"1 site.changed", "2 site.changed", "3 site.changed"}));
    const auto first = get("/api/v1/events?limit=2");
    EXPECT_EQ(lines(first), (Lines{"5 contact.changed", "4 site.changed"}));
    EXPECT_EQ(lines(get("/api/v1/events?limit=2&after=" + text_member(first.body, "next"))),
              (Lines{"3 site.changed", "2 site.changed"}));
}

TEST_F(AuditTest, ShowsNothingOfAnotherOrganisation) {
    happen(11, "site", 7, "created");
    EXPECT_TRUE(lines(get("/api/v1/events", member(Role::owner, 12))).empty());
    EXPECT_EQ(get("/api/v1/events", member(Role::worker, 11)).status, 403U);
    EXPECT_EQ(get("/api/v1/events", api::stranger).status, 401U);
}

TEST_F(AuditTest, RefusesWhatItDoesNotKnow) {
    for (const auto* query : {"sort=at", "after=x", "entity_id=0", "q=site", "colour=red", "limit=0", "limit=201"}) {
        const auto response = get(std::string("/api/v1/events?") + query);
        EXPECT_EQ(response.status, 422U) << query;
        EXPECT_EQ(text_member(response.body, "code"), "request.invalid") << query;
    }
}

TEST_F(AuditTest, ProvesTheChainAndFindsATamperedEvent) {
    for (int i = 0; i < 3; ++i) happen(11, "site", 7, "changed");
    EXPECT_EQ(get("/api/v1/events/verification").body,
              R"({"ok":true,"events":3,"first_bad_sequence":null,"reason":null})");
    const auto tampered = api_.store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(rows,
                    unit.execute("UPDATE event SET actor_name = '李' WHERE organisation_id = 11 AND sequence = 2", {}));
        EXPECT_EQ(rows, 1);
        return {};
    });
    ASSERT_TRUE(tampered);
    const auto response = get("/api/v1/events/verification");
    EXPECT_NE(response.body.find(R"("ok":false)"), std::string::npos);
    EXPECT_NE(response.body.find(R"("first_bad_sequence":2,"reason":"hash")"), std::string::npos);
}

TEST_F(AuditTest, ExportsATableThatASpreadsheetDoesNotRun) {
    happen(11, "site", 7, "created", "=HYPERLINK(\"http://x\")");
    happen(11, "site", 7, "changed");
    const auto response = get("/api/v1/events.csv");
    EXPECT_EQ(response.status, 200U);
    EXPECT_EQ(response.content_type, "text/csv; charset=utf-8");
    const auto rows = parse_csv(response.body);
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 3U);
    EXPECT_EQ(rows->at(0).fields.at(0), "序号");
    EXPECT_EQ(rows->at(1).fields.at(6), "site.changed");
    EXPECT_EQ(rows->at(1).fields.at(7), R"({"name":["旧","新"]})");
    EXPECT_EQ(rows->at(2).fields.at(3), "'=HYPERLINK(\"http://x\")");
}

}  // namespace
}  // namespace dengyun::audit
