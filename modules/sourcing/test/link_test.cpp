// Goal: who is invited by mail answers without an account, by a link that opens his own invitation and nothing else.
#include "modules/sourcing/test/world.h"

namespace dengyun::sourcing::test {
namespace {

class Links : public Scenario {
  protected:
    api::Answer view(std::string_view token) {
        return post("/api/v1/invitation-links/views", fmt::format(R"({{"token":"{}"}})", token), api::stranger);
    }
    std::string invited(std::string_view rfx, std::string_view email = "a@b.cn") {
        const auto made =
            post("/api/v1/invitations",
                 fmt::format(R"({{"rfx_id":"{}","email":"{}","company_name":"小厂"}})", rfx, email), buyer);
        EXPECT_EQ(made.status, 201U) << made.body;
        pass(Duration{0});
        return made.id();
    }
};
DENGYUN_BOTH_DATABASES(Links);

TEST_P(Links, AreAnsweredWithoutAnAccount) {
    const auto rfx = published(R"(,"ceiling":99900)");
    const auto invitation = invited(rfx);
    ASSERT_EQ(mail().sent.size(), 1U);
    EXPECT_NE(mail().sent.front().text.find("https://dengyun.test/answer#token="), std::string::npos);
    const auto seen = view(token());
    ASSERT_EQ(seen.status, 200U) << seen.body;
    EXPECT_EQ(seen.text("buyer_name"), "采购方");
    EXPECT_TRUE(seen.body.find("\"ceiling\":99900") == std::string::npos) << seen.body;
    const auto bidder = seen.text("bidder");
    EXPECT_EQ(bidder, "invitation:" + invitation);
    const auto sealed = seal(rfx, bidder, offers({1, 2}));
    const auto sent = post("/api/v1/invitation-links/bids",
                           fmt::format(R"({{"token":"{}","terms_version":1,"sealed":"{}","commitment":"{}"}})", token(),
                                       sealed.sealed, sealed.commitment),
                           api::stranger);
    ASSERT_EQ(sent.status, 200U) << sent.body;
    EXPECT_EQ(sent.json.at("bid").at("status").as_string(), "submitted");
    EXPECT_EQ(sent.text("invitation_status"), "answered");
    const auto old = token();
    pass(flow::day);  // the key is asked for by a mail, with a fresh link
    ASSERT_EQ(mail().sent.size(), 2U);
    EXPECT_NE(token(), old);
    EXPECT_EQ(view(old).code(), "invitation.link_invalid");
    const auto opened = post("/api/v1/invitation-links/keys",
                             fmt::format(R"({{"token":"{}","key":"{}"}})", token(), sealed.key), api::stranger);
    EXPECT_EQ(opened.json.at("bid").at("status").as_string(), "opened") << opened.body;
    const auto compared = get("/api/v1/rfxs/" + rfx + "/comparison", buyer);
    EXPECT_EQ(compared.json.at("rows").at(0).at("bidder_name").as_string(), "小厂");
}

TEST_P(Links, OpenOneInvitationAndNoOther) {
    const auto rfx = published();
    const auto first = invited(rfx, "a@b.cn");
    const auto own = token();
    const auto second = invited(rfx, "c@d.cn");
    EXPECT_EQ(view(own).text("bidder"), "invitation:" + first);
    EXPECT_EQ(view(token()).text("bidder"), "invitation:" + second);
    EXPECT_EQ(view("").issues(), "token:required");
    EXPECT_EQ(view("guess").status, 404U);
    act("/api/v1/invitations/" + first, "revoke", buyer);
    EXPECT_EQ(view(own).code(), "invitation.link_invalid");
    // The token's text is nowhere in the database.
    const auto read = store().run_read(Scope::system("test"), [&](store::Reader& reader) -> Result<> {
        return reader.query("SELECT token_hash FROM invitation WHERE token_hash IS NOT NULL", {},
                            [&](const store::Row& row) { EXPECT_NE(row.text(0), token()); });
    });
    ASSERT_TRUE(read);
}

TEST_P(Links, ExpireAndAreTriedInVain) {
    const auto rfx = published();
    invited(rfx);
    const auto own = token();
    int refused = 0;
    for (int i = 0; i < 40; ++i)
        if (view("guess" + std::to_string(i)).code() == "invitation.too_many_tries") ++refused;
    EXPECT_EQ(refused, 10);
    clock.advance(flow::day);
    EXPECT_EQ(view(own).status, 200U);
    clock.advance(30 * flow::day);
    EXPECT_EQ(view(own).code(), "invitation.link_invalid");
}

TEST_P(Links, Decline) {
    const auto rfx = published();
    const auto invitation = invited(rfx);
    const auto declined =
        post("/api/v1/invitation-links/actions",
             fmt::format(R"({{"token":"{}","action":"decline","reason":"产能不足"}})", token()), api::stranger);
    EXPECT_EQ(declined.text("invitation_status"), "declined") << declined.body;
    EXPECT_EQ(get("/api/v1/invitations/" + invitation, buyer).text("status_reason"), "产能不足");
    for (const auto* action : {"disqualify", "win", "nonsense"})
        EXPECT_GE(post("/api/v1/invitation-links/actions",
                       fmt::format(R"({{"token":"{}","action":"{}"}})", token(), action), api::stranger)
                      .status,
                  400U);
}

}  // namespace
}  // namespace dengyun::sourcing::test
