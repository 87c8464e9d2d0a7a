// Goal: a certificate goes through its life as the table says, each side making its own moves, time making the rest,
// and nobody seeing what is not yet vouched for.
#include "modules/enterprise/test/world.h"

namespace dengyun::enterprise::test {
namespace {

constexpr std::string_view pdf = "%PDF-1.4 certificate";

class Certificates : public Scenario {
  protected:
    std::string upload() {
        const auto file = world.post("/api/v1/files?name=iso9001.pdf", pdf, {.content_type = "application/pdf"});
        EXPECT_EQ(file.status, 201U) << file.body;
        return file.id();
    }
    // A complete draft of Ningbo Mould, valid until 2027-02-28.
    std::string draft() {
        const auto made = world.post(
            "/api/v1/certificates",
            fmt::format(R"({{"kind":"iso_9001","number":"Q-1","issuer":"中国质量认证中心","issued_on":"2026-01-02",)"
                        R"("expires_on":"2027-02-28","file_id":"{}"}})",
                        upload()));
        EXPECT_EQ(made.status, 201U) << made.body;
        return "/api/v1/certificates/" + made.id();
    }
    Answer act(const std::string& path, std::string_view action, const Ask& ask = {}) {
        return world.post(path + "/actions", fmt::format(R"({{"action":"{}"}})", action), ask);
    }
    // The operator names whose document it is.
    Answer decide(const std::string& path, std::string_view body) {
        return world.post(path + "/actions?organisation_id=100", body, {.who = "operator"});
    }
};
DENGYUN_BOTH_DATABASES(Certificates);

TEST_P(Certificates, AreVerifiedByThePlatformAndExpireByThemselves) {
    const auto path = draft();
    const auto before = world.event_count(ningbo_mould);
    EXPECT_EQ(world.get(path).actions(), "submit");
    EXPECT_EQ(act(path, "submit").text("status"), "submitted");
    EXPECT_EQ(world.get(path).actions(), "withdraw");
    EXPECT_EQ(world.get(path, {.who = "viewer"}).actions(), "");
    EXPECT_EQ(world.get(path, {.who = "operator"}).actions(), "verify reject");
    EXPECT_EQ(world.get("/api/v1/certificate-reviews", {.who = "operator"}).all("organisation_id"),
              std::vector<std::string>{"100"});
    EXPECT_EQ(world.get("/api/v1/certificate-reviews").status, 403U);

    const auto verified = decide(path, R"({"action":"verify"})");
    EXPECT_EQ(verified.status, 200U) << verified.body;
    EXPECT_EQ(verified.text("status"), "verified");
    EXPECT_EQ(verified.actions(), "revoke");

    world.clock.set(parse_instant("2027-02-28T23:59:59.999+08:00").value());
    EXPECT_EQ(world.run_due_jobs(), 0U);
    world.clock.advance(Duration(1));
    EXPECT_EQ(world.run_due_jobs(), 1U);
    EXPECT_EQ(world.get(path).text("status"), "expired");
    EXPECT_EQ(decide(path, R"({"action":"revoke"})").text("status"), "revoked");
    EXPECT_EQ(world.events(ningbo_mould, before),
              (std::vector<std::string>{"certificate.submitted", "certificate.verified", "certificate.expired",
                                        "certificate.revoked"}));
}

TEST_P(Certificates, LapseWhenNobodyDecides) {
    const auto path = draft();
    act(path, "submit");
    world.clock.advance(15 * flow::day - Duration(1));
    EXPECT_EQ(world.run_due_jobs(), 0U);
    world.clock.advance(Duration(1));
    EXPECT_EQ(world.run_due_jobs(), 1U);
    EXPECT_EQ(world.get(path).text("status"), "draft");
    EXPECT_EQ(world.events(ningbo_mould).back(), "certificate.lapsed");
}

// The timer of a state that was left must not touch the next one.
TEST_P(Certificates, ForgetTheTimerOfAStateThatWasLeft) {
    const auto path = draft();
    act(path, "submit");
    EXPECT_EQ(act(path, "withdraw").text("status"), "draft");
    world.clock.advance(10 * flow::day);
    act(path, "submit");
    world.clock.advance(10 * flow::day);
    EXPECT_EQ(world.run_due_jobs(), 0U);
    EXPECT_EQ(world.get(path).text("status"), "submitted");
}

TEST_P(Certificates, AreRejectedWithAReasonAndRevised) {
    const auto path = draft();
    act(path, "submit");
    const auto rejected = decide(path, R"({"action":"reject","reason":"扫描件不清楚"})");
    EXPECT_EQ(rejected.text("status"), "rejected");
    EXPECT_EQ(world.get(path).text("status_reason"), "扫描件不清楚");
    EXPECT_EQ(world.get(path).actions(), "revise");
    EXPECT_EQ(act(path, "revise").text("status"), "draft");
    EXPECT_EQ(world.get(path).text("status_reason"), "");
}

TEST_P(Certificates, AreNotSubmittedIncomplete) {
    const auto bare = world.post("/api/v1/certificates", R"({"kind":"other","number":"1","issuer":"甲"})");
    ASSERT_EQ(bare.status, 201U) << bare.body;
    EXPECT_EQ(bare.actions(), "");
    const auto path = "/api/v1/certificates/" + bare.id();
    const auto refused = act(path, "submit");
    EXPECT_EQ(refused.status, 409U);
    EXPECT_EQ(refused.code(), "certificate.no_file");
    const auto with_file = world.patch(path, fmt::format(R"({{"file_id":"{}"}})", upload()), {.if_match = "\"v1\""});
    EXPECT_EQ(act(path, "submit").code(), "certificate.no_last_day");
    world.patch(path, R"({"expires_on":"2026-02-28"})", {.if_match = with_file.etag});
    EXPECT_EQ(act(path, "submit").code(), "certificate.no_longer_valid");
}

TEST_P(Certificates, AreEditedAsDraftsOnly) {
    const auto path = draft();
    const auto submitted = act(path, "submit");
    const auto before = world.event_count(ningbo_mould);
    const Ask now{.if_match = submitted.etag};
    EXPECT_EQ(world.patch(path, R"({"number":"Q-2"})", now).code(), "certificate.not_draft");
    EXPECT_EQ(world.remove(path, now).code(), "certificate.not_draft");
    EXPECT_EQ(world.patch(path, R"({"status":"verified"})", now).status, 409U);
    EXPECT_EQ(world.event_count(ningbo_mould), before);
    const auto withdrawn = act(path, "withdraw", {.if_match = submitted.etag});
    EXPECT_EQ(world.patch(path, R"({"status":"verified"})", {.if_match = withdrawn.etag}).issues(), "status:read_only");
    EXPECT_EQ(world.remove(path, {.if_match = withdrawn.etag}).status, 204U);
}

TEST_P(Certificates, AreMovedByThoseWhoMay) {
    const auto path = draft();
    EXPECT_EQ(act(path, "submit", {.who = "viewer"}).status, 403U);
    EXPECT_EQ(act(path, "submit", {.who = "rival"}).status, 404U);
    EXPECT_EQ(world.post(path + "/actions?organisation_id=100", R"({"action":"submit"})", {.who = "rival"}).status,
              404U);
    // Nor does naming a version tell a stranger that it is there.
    EXPECT_EQ(world
                  .post(path + "/actions?organisation_id=100", R"({"action":"submit"})",
                        {.who = "rival", .if_match = "\"v99\""})
                  .status,
              404U);
    act(path, "submit");
    EXPECT_EQ(act(path, "verify").status, 403U);  // not by oneself
    EXPECT_EQ(act(path, "fly").issues(), "action:unknown_choice");
    EXPECT_EQ(act(path, "revise").code(), "flow.bad_transition");
    EXPECT_EQ(act(path, "withdraw", {.if_match = "\"v1\""}).status, 412U);
    EXPECT_EQ(world.get(path).text("status"), "submitted");
}

TEST_P(Certificates, ShowOthersOnlyWhatIsVouchedFor) {
    const auto path = draft();
    const Ask rival{.who = "rival"};
    const auto listed = [&](std::string_view query) {
        return world.get(fmt::format("/api/v1/certificates?organisation_id=100{}", query), rival).all("status");
    };
    // What is hidden reads like what is not there.
    EXPECT_EQ(world.get(path, rival).code(), "certificate.not_found");
    EXPECT_EQ(world.get("/api/v1/certificates/999", rival).code(), "certificate.not_found");
    EXPECT_EQ(world.get(path + "/scan", rival).code(), "certificate.not_found");
    EXPECT_EQ(world.get(path, rival).status, 404U);
    EXPECT_EQ(world.get(path + "/scan", rival).status, 404U);
    EXPECT_EQ(world.get(path, {.who = "operator"}).status, 404U);
    EXPECT_TRUE(listed("").empty());
    EXPECT_TRUE(listed("&status=draft").empty());
    act(path, "submit");
    EXPECT_EQ(world.get(path, rival).status, 404U);
    EXPECT_EQ(world.get(path + "/scan", {.who = "operator"}).body, pdf);
    decide(path, R"({"action":"verify","reason":"核对无误"})");
    const auto seen = world.get(path, rival);
    EXPECT_EQ(seen.status, 200U);
    EXPECT_FALSE(seen.json.as_object().contains("status_reason"));
    EXPECT_EQ(seen.actions(), "");
    EXPECT_EQ(world.get(path + "/scan", rival).body, pdf);
    EXPECT_EQ(listed(""), std::vector<std::string>{"verified"});
    EXPECT_EQ(listed("&status=verified&status=draft"), std::vector<std::string>{"verified"});
    EXPECT_TRUE(world.get("/api/v1/certificates", rival).all("id").empty());
}

TEST_P(Certificates, PointToFilesOfTheirOwn) {
    const auto foreign =
        world.post("/api/v1/files?name=a.pdf", pdf, {.who = "rival", .content_type = "application/pdf"});
    const auto body = fmt::format(R"({{"kind":"other","number":"1","issuer":"甲","file_id":"{}"}})", foreign.id());
    EXPECT_EQ(world.post("/api/v1/certificates", body).issues(), "file_id:unknown_reference");
    EXPECT_EQ(
        world
            .post("/api/v1/certificates",
                  R"({"kind":"other","number":"1","issuer":"甲","issued_on":"2026-03-02","expires_on":"2026-03-01"})")
            .issues(),
        "issued_on:in_future expires_on:before_issue");
}

}  // namespace
}  // namespace dengyun::enterprise::test
