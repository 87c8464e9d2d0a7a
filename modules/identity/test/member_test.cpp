// Goal: members, roles and API keys over the routes, on both databases: who may do what to whom, the last owner, other
// organisations' rows, and that what is taken back is gone at once.
#include <gtest/gtest.h>

#include "modules/identity/test/platform.h"

namespace dengyun::identity {
namespace {

using namespace std::chrono_literals;
using test::Answer;
using test::Client;
using test::Platform;

class MemberTest : public ::testing::TestWithParam<store::test::Kind> {
  protected:
    void SetUp() override {
        founded_ = platform_.found("boss");
        platform_.found("stranger");
        ASSERT_EQ(boss_.sign_in("boss").status, 201U);
        ASSERT_EQ(stranger_.sign_in("stranger").status, 201U);
    }
    Answer add(Client& by, const std::string& login, const std::string& roles) {
        return by.post(
            "/api/v1/members",
            fmt::format(R"({{"login":"{0}","display_name":"{0} 同志","roles":{1},"password":"correct horse battery"}})",
                        login, roles));
    }
    Client signed_in(const std::string& login) {
        Client client(platform_);
        const auto answer = client.sign_in(login);
        EXPECT_EQ(answer.status, 201U) << answer.text;
        return client;
    }
    static std::string path(const Answer& created) { return "/api/v1/members/" + created.at("/id"); }

    Platform platform_{GetParam()};
    Platform::Founded founded_;
    Client boss_{platform_};
    Client stranger_{platform_};
};

DENGYUN_BOTH_DATABASES(MemberTest);

TEST_P(MemberTest, AddsListsChangesAndRemovesMembers) {
    const auto added = add(boss_, "planner1", R"(["planner"])");
    ASSERT_EQ(added.status, 201U) << added.text;
    EXPECT_EQ(added.header("Location"), path(added));
    EXPECT_EQ(added.header("ETag"), "\"v1\"");
    EXPECT_EQ(added.text.find("password"), std::string::npos);
    EXPECT_EQ(boss_.get("/api/v1/members").json.at("items").as_array().size(), 2U);
    EXPECT_EQ(boss_.get("/api/v1/members?sort=display_name&limit=1").json.at("items").as_array().size(), 1U);
    EXPECT_EQ(boss_.get("/api/v1/members?colour=red").issue("colour"), "unknown_member");

    Client planner = signed_in("planner1");
    EXPECT_EQ(planner.get("/api/v1/session").at("/roles/0"), "planner");
    EXPECT_EQ(planner.patch(path(added), R"({"roles":["owner"]})", "\"v1\"").status, 403U);

    EXPECT_EQ(boss_.patch(path(added), R"({"phone":"0574-88888888"})").code(), "request.precondition_required");
    const auto changed = boss_.patch(path(added), R"({"phone":"0574-88888888","roles":["planner","buyer"]})", "\"v1\"");
    ASSERT_EQ(changed.status, 200U) << changed.text;
    EXPECT_EQ(boss_.patch(path(added), R"({"phone":"1"})", "\"v1\"").code(), "request.changed_meanwhile");
    EXPECT_EQ(planner.get("/api/v1/session").at("/roles/1"), "buyer") << "at once";
    EXPECT_EQ(planner.get("/api/v1/session").at("/user/phone"), "0574-88888888");

    EXPECT_EQ(boss_.remove(path(added)).code(), "request.precondition_required");
    EXPECT_EQ(boss_.remove(path(added), changed.header("ETag")).status, 204U);
    EXPECT_EQ(planner.get("/api/v1/session").status, 401U) << "out at once";
    EXPECT_EQ(Client(platform_).sign_in("planner1").code(), "session.no_organisation");
    EXPECT_EQ(boss_.get(path(added)).status, 404U);
    const auto back = add(boss_, "planner1", R"(["worker"])");
    EXPECT_EQ(back.status, 201U) << back.text;
    EXPECT_EQ(signed_in("planner1").get("/api/v1/session").at("/roles/0"), "worker");
}

// A lost phone: whoever stands above the member takes the second factor off, and that is seen.
TEST_P(MemberTest, TakesASecondFactorOff) {
    const auto worker = add(boss_, "worker1", R"(["worker"])");
    add(boss_, "admin1", R"(["administrator"])");
    Client admin = signed_in("admin1");
    const auto set_factor = [&](const std::string& login) {
        ASSERT_TRUE(platform_.store->run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(user, find_user_by_login(unit, login));
            user->totp_secret = "sealed";
            user->recovery_code_hashes = {"hash"};
            DENGYUN_TRY(updated, unit.update(std::move(*user), "totp_on"));
            static_cast<void>(updated);
            return {};
        }));
    };
    const auto factor = path(worker) + "/second-factor";
    EXPECT_EQ(admin.remove(factor).code(), "totp.not_on");
    set_factor("worker1");
    set_factor("admin1");
    set_factor("boss");
    EXPECT_EQ(Client(platform_).sign_in("worker1").code(), "session.totp_required");
    EXPECT_EQ(stranger_.remove(factor).status, 404U);
    const auto item_of = [&](const std::string& login) {
        return "/api/v1/members/" + boss_.get("/api/v1/members?q=" + login).at("/items/0/id") + "/second-factor";
    };
    EXPECT_EQ(admin.remove(item_of("boss")).code(), "member.beyond_own_roles");
    EXPECT_EQ(admin.remove(item_of("admin1")).code(), "member.own_second_factor");
    EXPECT_EQ(boss_.remove(item_of("boss")).code(), "member.own_second_factor");
    const auto removed = admin.remove(factor);
    EXPECT_EQ(removed.status, 204U) << removed.text;
    EXPECT_EQ(Client(platform_).sign_in("worker1").status, 201U);
    EXPECT_EQ(platform_.event_names(founded_.organisation).back(), "user.signed_in");
    const auto events = platform_.event_names(founded_.organisation);
    EXPECT_EQ(std::ranges::count(events, "user.totp_removed"), 1);
}

TEST_P(MemberTest, RefusesBadInputAndChangesNothing) {
    EXPECT_EQ(add(boss_, "stranger", R"(["worker"])").issue("login"), "taken") << "an account of another organisation";
    EXPECT_EQ(add(boss_, "boss", R"(["worker"])").issue("login"), "taken");
    EXPECT_EQ(add(boss_, "张三", R"(["worker"])").issue("login"), "bad_login");
    EXPECT_EQ(add(boss_, "new1", R"(["emperor"])").issue("roles.0"), "unknown_role");
    EXPECT_EQ(add(boss_, "new1", R"(["bank"])").issue("roles.0"), "role_of_other_kind");
    EXPECT_EQ(add(boss_, "new1", R"(["platform_operator"])").issue("roles.0"), "role_of_other_kind");
    EXPECT_EQ(add(boss_, "new1", R"(["worker","worker"])").issue("roles.1"), "duplicate_role");
    EXPECT_EQ(add(boss_, "new1", "[]").issue("roles"), "required");
    EXPECT_EQ(
        boss_.post("/api/v1/members", R"({"login":"new1","display_name":"x","roles":["worker"],"password":"short"})")
            .issue("password"),
        "too_short");
    EXPECT_EQ(boss_.get("/api/v1/members").json.at("items").as_array().size(), 1U);
    EXPECT_EQ(boss_.get("/api/v1/members/12345").status, 404U);
    EXPECT_EQ(boss_.get("/api/v1/members/nonsense").status, 404U);
}

TEST_P(MemberTest, OtherOrganisationsDoNotExist) {
    const auto added = add(boss_, "worker1", R"(["worker"])");
    EXPECT_EQ(stranger_.get(path(added)).status, 404U);
    EXPECT_EQ(stranger_.patch(path(added), R"({"roles":["owner"]})", "\"v1\"").status, 404U);
    EXPECT_EQ(stranger_.remove(path(added), "\"v1\"").status, 404U);
    EXPECT_EQ(stranger_.post(path(added) + "/password-reset").status, 404U);
    EXPECT_EQ(stranger_.get("/api/v1/members").json.at("items").as_array().size(), 1U);
    EXPECT_EQ(Client(platform_).get(path(added)).status, 401U);
}

TEST_P(MemberTest, NobodyHandsOutMoreThanHeHolds) {
    add(boss_, "admin1", R"(["administrator"])");
    Client admin = signed_in("admin1");
    EXPECT_EQ(add(admin, "second", R"(["owner"])").code(), "member.beyond_own_roles");
    const auto members = admin.get("/api/v1/members?q=boss");
    const auto boss_path = "/api/v1/members/" + members.at("/items/0/id");
    EXPECT_EQ(admin.patch(boss_path, R"({"roles":["worker"]})", "\"v1\"").code(), "member.beyond_own_roles");
    EXPECT_EQ(admin.patch(boss_path, R"({"active":false})", "\"v1\"").code(), "member.beyond_own_roles");
    EXPECT_EQ(admin.remove(boss_path, "\"v1\"").code(), "member.beyond_own_roles");
    EXPECT_EQ(admin.post(boss_path + "/password-reset").code(), "member.beyond_own_roles");
    const auto self = admin.get("/api/v1/members?q=admin1");
    EXPECT_EQ(admin.patch("/api/v1/members/" + self.at("/items/0/id"), R"({"roles":["owner"]})", "\"v1\"").code(),
              "member.beyond_own_roles");
    EXPECT_EQ(add(admin, "worker1", R"(["worker"])").status, 201U);
    const auto role = boss_.post(
        "/api/v1/roles", R"({"code":"members_only","name":"人事","permissions":["members.edit","members.read"]})");
    ASSERT_EQ(role.status, 201U) << role.text;
    EXPECT_EQ(add(boss_, "clerk", R"(["members_only"])").status, 201U);
    Client clerk = signed_in("clerk");
    EXPECT_EQ(add(clerk, "friend", R"(["administrator"])").code(), "member.beyond_own_roles");
    EXPECT_EQ(add(clerk, "friend", R"(["members_only"])").status, 201U);
}

TEST_P(MemberTest, AnOrganisationKeepsAnOwner) {
    const auto boss_path = "/api/v1/members/" + boss_.get("/api/v1/members").at("/items/0/id");
    EXPECT_EQ(boss_.patch(boss_path, R"({"roles":["worker"]})", "\"v1\"").code(), "member.last_owner");
    EXPECT_EQ(boss_.patch(boss_path, R"({"active":false})", "\"v1\"").code(), "member.last_owner");
    EXPECT_EQ(boss_.remove(boss_path, "\"v1\"").code(), "member.last_owner");
    const auto second = add(boss_, "second", R"(["owner"])");
    EXPECT_EQ(boss_.patch(path(second), R"({"active":false})", "\"v1\"").status, 200U);
    EXPECT_EQ(boss_.remove(boss_path, "\"v1\"").code(), "member.last_owner") << "a suspended owner is none";
    EXPECT_EQ(boss_.patch(path(second), R"({"active":true})", "\"v2\"").status, 200U);
    EXPECT_EQ(boss_.patch(boss_path, R"({"roles":["worker"]})", "\"v1\"").status, 200U);
    EXPECT_EQ(boss_.get("/api/v1/api-keys").status, 403U) << "at once";
}

TEST_P(MemberTest, SuspendedMembersAreOutAtOnce) {
    const auto added = add(boss_, "worker1", R"(["worker"])");
    Client worker = signed_in("worker1");
    ASSERT_EQ(worker.get("/api/v1/session").status, 200U);
    ASSERT_EQ(boss_.patch(path(added), R"({"active":false})", "\"v1\"").status, 200U);
    EXPECT_EQ(worker.get("/api/v1/session").code(), "session.expired");
    EXPECT_EQ(worker.sign_in("worker1").code(), "session.no_organisation");
    ASSERT_EQ(boss_.patch(path(added), R"({"active":true})", "\"v2\"").status, 200U);
    EXPECT_EQ(worker.get("/api/v1/session").status, 401U) << "has to sign in again";
    EXPECT_EQ(worker.sign_in("worker1").status, 201U);
    const auto events = platform_.event_names(founded_.organisation);
    EXPECT_TRUE(std::ranges::find(events, "member.suspended") != events.end());
    EXPECT_TRUE(std::ranges::find(events, "member.reinstated") != events.end());
}

TEST_P(MemberTest, HandsOverAPasswordLink) {
    const auto added =
        boss_.post("/api/v1/members", R"({"login":"newcomer","display_name":"新人","roles":["worker"]})");
    ASSERT_EQ(added.status, 201U) << added.text;
    Client newcomer(platform_);
    EXPECT_EQ(newcomer.sign_in("newcomer", "").status, 422U);
    EXPECT_EQ(newcomer.sign_in("newcomer").status, 401U) << "no password yet";
    const auto first = boss_.post(path(added) + "/password-reset");
    const auto link = boss_.post(path(added) + "/password-reset");
    ASSERT_EQ(link.status, 200U) << link.text;
    EXPECT_EQ(link.at("/link"), "https://dengyun.example/password-reset#token=" + link.at("/token"));
    const auto confirm = [&](const Answer& reset) {
        return newcomer.post(
            "/api/v1/password-resets/confirmation",
            fmt::format(R"({{"token":"{}","new_password":"my very own password"}})", reset.at("/token")));
    };
    EXPECT_EQ(confirm(first).status, 409U) << "replaced by the second";
    platform_.clock.advance(23h);
    EXPECT_EQ(confirm(link).status, 204U);
    EXPECT_EQ(newcomer.sign_in("newcomer", "my very own password").status, 201U);
    const auto late = boss_.post(path(added) + "/password-reset");
    ASSERT_EQ(late.status, 401U) << "the owner was away too long";
    ASSERT_EQ(boss_.sign_in("boss").status, 201U);
    const auto stale = boss_.post(path(added) + "/password-reset");
    platform_.clock.advance(25h);
    EXPECT_EQ(confirm(stale).code(), "password_reset.invalid");
}

TEST_P(MemberTest, MembersFromElsewhereKeepTheirAccount) {
    const auto firm = platform_.found("wang", OrganisationKind::bookkeeping_firm, {"owner", "bookkeeping_firm"});
    ASSERT_TRUE(platform_.store->run_write(Scope::system("test"), [&](store::Unit& unit) {
        return add_membership(unit, firm.owner, founded_.organisation, {"bookkeeper"});
    }));
    const auto wang = boss_.get("/api/v1/members?q=wang");
    const auto wang_path = "/api/v1/members/" + wang.at("/items/0/id");
    EXPECT_EQ(boss_.post(wang_path + "/password-reset").code(), "member.account_elsewhere");
    EXPECT_EQ(boss_.patch(wang_path, R"({"display_name":"别名"})", "\"v1\"").code(), "member.account_elsewhere");
    EXPECT_EQ(boss_.patch(wang_path, R"({"roles":["viewer"]})", "\"v1\"").status, 200U);
    Client accountant = signed_in("wang");
    EXPECT_EQ(accountant.patch("/api/v1/session/user", R"({"display_name":"王会计"})").status, 200U);
    EXPECT_EQ(boss_.get(wang_path).at("/display_name"), "王会计") << "the copy follows the account";
}

TEST_P(MemberTest, DefinesRolesOfItsOwn) {
    const auto listed = boss_.get("/api/v1/roles?limit=200");
    ASSERT_EQ(listed.status, 200U) << listed.text;
    EXPECT_EQ(listed.json.at("items").as_array().size(), 7U) << "no platform roles in an enterprise";
    EXPECT_EQ(listed.at("/items/0/code"), "owner");
    EXPECT_EQ(listed.at("/items/0/built_in"), "true");
    EXPECT_EQ(boss_.get("/api/v1/roles/1").at("/code"), "owner");
    EXPECT_EQ(boss_.get("/api/v1/roles/8").status, 404U) << "platform_operator";
    EXPECT_EQ(boss_.patch("/api/v1/roles/1", R"({"name":"x"})", "\"v1\"").code(), "role_definition.built_in");
    EXPECT_EQ(boss_.remove("/api/v1/roles/1", "\"v1\"").code(), "role_definition.built_in");

    const auto made = boss_.post("/api/v1/roles", R"({"code":"quality","name":"质检","permissions":["members.read"]})");
    ASSERT_EQ(made.status, 201U) << made.text;
    const auto role = "/api/v1/roles/" + made.at("/id");
    EXPECT_EQ(boss_.post("/api/v1/roles", R"({"code":"quality","name":"再来","permissions":[]})").issue("code"),
              "taken");
    EXPECT_EQ(boss_.post("/api/v1/roles", R"({"code":"owner","name":"业主","permissions":[]})").issue("code"), "taken");
    EXPECT_EQ(boss_.post("/api/v1/roles", R"({"code":"Q!","name":"x","permissions":[]})").issue("code"),
              "bad_role_code");
    EXPECT_EQ(boss_.post("/api/v1/roles", R"({"code":"spy","name":"x","permissions":["platform.see_private"]})")
                  .issue("permissions.0"),
              "unknown_permission");
    EXPECT_EQ(stranger_.get(role).status, 404U);
    EXPECT_EQ(stranger_.patch(role, R"({"name":"x"})", "\"v1\"").status, 404U);

    const auto member = add(boss_, "inspector", R"(["quality"])");
    Client inspector = signed_in("inspector");
    EXPECT_EQ(inspector.get("/api/v1/members").status, 200U);
    EXPECT_EQ(inspector.get("/api/v1/roles").status, 403U);
    EXPECT_EQ(boss_.remove(role, "\"v1\"").code(), "role_definition.in_use");
    const auto widened = boss_.patch(role, R"({"permissions":["members.read","roles.read"]})", "\"v1\"");
    ASSERT_EQ(widened.status, 200U) << widened.text;
    EXPECT_EQ(inspector.get("/api/v1/roles").status, 200U) << "at once";
    EXPECT_EQ(boss_.patch(role, R"({"code":"other"})", "\"v2\"").issue("code"), "read_only");
    ASSERT_EQ(boss_.patch(path(member), R"({"roles":["worker"]})", "\"v1\"").status, 200U);
    EXPECT_EQ(boss_.remove(role, "\"v2\"").status, 204U);
}

TEST_P(MemberTest, ListsThePermissionsThatItCanGive) {
    const auto listed = boss_.get("/api/v1/permissions");
    ASSERT_EQ(listed.status, 200U);
    EXPECT_EQ(listed.at("/items/0/module"), "organisation");
    EXPECT_NE(listed.text.find("api_keys.edit"), std::string::npos);
    EXPECT_EQ(listed.text.find("platform.see_private"), std::string::npos);
}

TEST_P(MemberTest, ApiKeysActWithWhatTheyWereGivenUntilTheyEnd) {
    const std::string given = R"({"name":"ERP","permissions":["members.read"],"expires_at":"2026-06-01T00:00:00Z"})";
    const auto made = boss_.post("/api/v1/api-keys", given);
    ASSERT_EQ(made.status, 201U) << made.text;
    const auto secret = made.at("/secret");
    EXPECT_TRUE(secret.starts_with("dyk_" + made.at("/prefix") + "_")) << secret;
    const auto listed = boss_.get("/api/v1/api-keys");
    EXPECT_EQ(listed.text.find(secret.substr(13)), std::string::npos) << "shown once";
    EXPECT_EQ(listed.at("/items/0/created_by"), to_text(founded_.owner));
    EXPECT_EQ(platform_.all_event_data(founded_.organisation).find("key_hash"), std::string::npos);

    Client program(platform_);
    program.bearer = secret;
    EXPECT_EQ(program.get("/api/v1/members").json.at("items").as_array().size(), 1U);
    EXPECT_EQ(program.get("/api/v1/roles").status, 403U);
    EXPECT_EQ(program.get("/api/v1/session").code(), "session.person_required");
    EXPECT_EQ(program.post("/api/v1/session/totp").code(), "session.person_required");
    program.bearer = secret + "x";
    EXPECT_EQ(program.get("/api/v1/members").code(), "api_key.invalid");
    program.bearer = "something else";
    EXPECT_EQ(program.get("/api/v1/members").code(), "api_key.invalid");
    program.bearer = secret;
    platform_.clock.set(*parse_instant("2026-06-01T00:00:00Z"));
    EXPECT_EQ(program.get("/api/v1/members").code(), "api_key.invalid") << "expired";
}

TEST_P(MemberTest, ApiKeysAreBoundedAndTakenBack) {
    const auto post = [&](Client& by, const std::string& permissions, const std::string& expires_at) {
        return by.post("/api/v1/api-keys",
                       fmt::format(R"({{"name":"k","permissions":{},"expires_at":"{}"}})", permissions, expires_at));
    };
    EXPECT_EQ(post(boss_, R"(["members.read"])", "2026-01-01T00:00:00Z").issue("expires_at"), "in_the_past");
    EXPECT_EQ(post(boss_, R"(["members.read"])", "2027-06-01T00:00:00Z").issue("expires_at"), "beyond_a_year");
    EXPECT_EQ(post(boss_, R"(["platform.see_private"])", "2026-06-01T00:00:00Z").issue("permissions.0"),
              "unknown_permission");
    EXPECT_EQ(post(boss_, "[]", "2026-06-01T00:00:00Z").issue("permissions"), "required");
    add(boss_, "admin1", R"(["administrator"])");
    Client admin = signed_in("admin1");
    const auto made = post(admin, R"(["members.read","members.edit"])", "2026-06-01T00:00:00Z");
    ASSERT_EQ(made.status, 201U) << made.text;
    Client program(platform_);
    program.bearer = made.at("/secret");
    EXPECT_EQ(add(program, "second", R"(["owner"])").code(), "member.beyond_own_roles");
    EXPECT_EQ(add(program, "second", R"(["administrator"])").code(), "member.beyond_own_roles");
    const auto member = admin.get("/api/v1/members?q=admin1");
    ASSERT_EQ(boss_.patch("/api/v1/members/" + member.at("/items/0/id"), R"({"roles":["worker"]})", "\"v1\"").status,
              200U);
    EXPECT_EQ(program.get("/api/v1/members").status, 200U);
    EXPECT_EQ(add(program, "second", R"(["worker"])").status, 403U) << "its maker may not any more";
    const auto key = "/api/v1/api-keys/" + made.at("/id");
    EXPECT_EQ(stranger_.remove(key, "\"v1\"").status, 404U);
    EXPECT_EQ(boss_.remove(key, "\"v1\"").status, 204U);
    EXPECT_EQ(program.get("/api/v1/members").code(), "api_key.invalid") << "at once";
}

}  // namespace
}  // namespace dengyun::identity
