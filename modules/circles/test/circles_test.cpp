// Goal: a leading firm gathers firms of its own, each by its own consent; many at once from a spreadsheet, all or none,
// with duplicates told; who is not on the platform joins by a link that opens one invitation and nothing else.
#include <fmt/format.h>

#include "modules/circles/test/world.h"

namespace dengyun::circles {
namespace {

using test::code_of_12;
using test::code_of_13;
using test::firm;
using test::leader;
using test::other_firm;
using test::stranger;
using Texts = std::vector<std::string>;

class Circles : public test::Scenario {
  protected:
    api::Answer view(std::string_view token) {
        return post("/api/v1/circle-invitation-links/views", fmt::format(R"({{"token":"{}"}})", token), api::stranger);
    }
    api::Answer join(std::string_view token, const api::Caller& caller) {
        return post("/api/v1/circle-invitation-links/actions", fmt::format(R"({{"token":"{}"}})", token), caller);
    }
};
DENGYUN_BOTH_DATABASES(Circles);

constexpr auto guest = R"({"company_name":"丙厂","company_code":"91330281MA2CCCCC0C","email":"c@example.com"})";

TEST_P(Circles, AreJoinedByConsent) {
    const auto id = circle();
    EXPECT_EQ(post("/api/v1/circles", R"({"name":"核心供应商"})", leader).status, 409U);
    const auto asked = invite(id, R"({"member_id":"12"})");
    ASSERT_EQ(asked.status, 201U) << asked.body;
    EXPECT_EQ(asked.text("company_name"), "甲厂");
    EXPECT_FALSE(is_member(id, 12));
    EXPECT_EQ(invite(id, R"({"member_id":"12"})").issues(), "member_id:taken");
    EXPECT_EQ(invite(id, fmt::format(R"({{"company_code":"{}"}})", code_of_12)).issues(), "company_code:taken");
    EXPECT_EQ(invite(id, R"({"member_id":"11"})").issues(), "member_id:same_party");
    EXPECT_EQ(invite(id, R"({"member_id":"999"})").issues(), "member_id:unknown_reference");
    EXPECT_EQ(invite(id, R"({"member_id":"13"})", firm).status, 404U);
    EXPECT_EQ(invite(id, R"({"member_id":"13"})", api::member(api::Role::worker, 11)).status, 403U);

    EXPECT_EQ(get("/api/v1/circle-memberships", firm).all("id"), Texts{asked.id()});
    EXPECT_EQ(get("/api/v1/circle-memberships", other_firm).all("id"), Texts{});
    EXPECT_NE(get("/api/v1/tasks", firm).body.find("circle_invitations"), std::string::npos);
    EXPECT_EQ(move(asked.id(), "accept", leader).code(), "request.forbidden");
    EXPECT_EQ(move(asked.id(), "accept", stranger).status, 404U);
    EXPECT_EQ(move(asked.id(), "accept", firm).text("status"), "joined");
    EXPECT_TRUE(is_member(id, 12));
    EXPECT_EQ(events({11}).back(), "circle_member.joined");

    EXPECT_EQ(remove("/api/v1/circles/" + id, leader).code(), "circle.has_members");
    EXPECT_EQ(move(asked.id(), "leave", firm).text("status"), "left");
    EXPECT_FALSE(is_member(id, 12));
    const auto again = invite(id, R"({"member_id":"12"})");
    EXPECT_EQ(move(again.id(), "accept", firm).text("status"), "joined");
    EXPECT_EQ(move(again.id(), "remove", leader).text("status"), "removed");
    EXPECT_FALSE(is_member(id, 12));
}

TEST_P(Circles, InvitationsThatNobodyAnswersLapse) {
    const auto asked = invite(circle(), R"({"member_id":"12"})").id();
    pass(answer_time + std::chrono::hours(1));
    EXPECT_EQ(get("/api/v1/circle-members/" + asked, leader).text("status"), "lapsed");
    EXPECT_EQ(move(asked, "accept", firm).code(), "flow.bad_transition");
}

TEST_P(Circles, TakeManyFromASpreadsheetAllOrNone) {
    const auto id = circle();
    EXPECT_EQ(invite(id, R"({"member_id":"13"})").status, 201U);
    const auto rows = fmt::format(
        "甲厂,{},\n乙厂,{},\n丙厂,91330281MA2CCCCC0C,c@example.com\n"
        "丙厂又一行,91330281MA2CCCCC0C,c2@example.com\n丁厂,123,d@example.com\n戊厂,,\n",
        code_of_12, code_of_13);
    const auto tried = import(id, rows, true);
    ASSERT_EQ(tried.status, 200U) << tried.body;
    EXPECT_EQ(tried.text("rows"), "6");
    EXPECT_EQ(tried.text("bad_rows"), "4") << tried.body;  // 乙厂 is asked already, 丙厂 stands twice
    EXPECT_EQ(get("/api/v1/circle-members", leader).all("id").size(), 1U);
    const auto refused = import(id, rows, false);
    EXPECT_EQ(refused.code(), "import.bad_rows");
    EXPECT_EQ(refused.issues(),
              "3.company_code:taken 5.company_code:taken 6.company_code:company_code_length 7.company_code:required "
              "7.email:required");
    EXPECT_EQ(get("/api/v1/circle-members", leader).all("id").size(), 1U);
    EXPECT_EQ(import(id, rows, true, firm).status, 404U);

    const auto good = fmt::format("甲厂,{},\n丙厂,91330281MA2CCCCC0C,c@example.com\n", code_of_12);
    EXPECT_EQ(import(id, good, true).text("created"), "2");
    const auto done = import(id, good, false);
    ASSERT_EQ(done.status, 200U) << done.body;
    // Who is on the platform is asked there, the other by mail.
    EXPECT_EQ(get("/api/v1/circle-memberships", firm).all("company_name"), Texts{"甲厂"});
    pass(Duration{1});
    ASSERT_EQ(mail().sent.size(), 1U);
    EXPECT_EQ(mail().sent[0].to, "c@example.com");
    EXPECT_EQ(import(id, good, true).text("bad_rows"), "2");
}

TEST_P(Circles, AreJoinedByALinkOnce) {
    const auto id = circle();
    const auto asked = invite(id, guest);
    ASSERT_EQ(asked.status, 201U) << asked.body;
    pass(Duration{1});
    const auto first = token();
    const auto shown = view(first);
    EXPECT_EQ(shown.text("company_name"), "丙厂") << shown.body;
    EXPECT_EQ(shown.text("leader_name"), "龙头企业");
    EXPECT_EQ(view("nonsense").code(), "circle_member.link_invalid");
    EXPECT_EQ(move(asked.id(), "send_again", leader).status, 200U);
    pass(Duration{1});
    ASSERT_EQ(mail().sent.size(), 2U);
    EXPECT_EQ(view(first).code(), "circle_member.link_invalid") << "a new mail ends the one before";

    EXPECT_EQ(join(token(), leader).status, 403U);  // a buyer joins nothing
    EXPECT_EQ(join(token(), api::member(api::Role::owner, 11)).code(), "circle_member.own_circle");
    EXPECT_EQ(join(token(), stranger).text("status"), "joined");
    EXPECT_TRUE(is_member(id, 14));
    EXPECT_EQ(view(token()).code(), "circle_member.link_invalid");
}

TEST_P(Circles, LinksEnd) {
    const auto asked = invite(circle(), guest);
    pass(Duration{1});
    EXPECT_EQ(move(asked.id(), "revoke", leader).text("status"), "revoked");
    EXPECT_EQ(view(token()).code(), "circle_member.link_invalid");
    for (int i = 0; i < 40; ++i)
        if (view("x").code() == "circle_member.too_many_tries") return;
    FAIL() << "an address may try for ever";
}

}  // namespace
}  // namespace dengyun::circles
