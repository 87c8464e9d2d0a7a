// Goal: everybody finds what waits for him and can be done by him, and nobody what is another's.
#include "modules/enterprise/test/world.h"

namespace dengyun::enterprise::test {
namespace {

class Tasks : public Scenario {
  protected:
    // "source:count source:count"
    std::string waiting_for(const std::string& who) {
        const auto answer = world.get("/api/v1/tasks", {.who = who});
        EXPECT_EQ(answer.status, 200U) << answer.body;
        std::string text;
        for (const auto& group : answer.json.at("groups").as_array())
            text += fmt::format("{}{}:{}", text.empty() ? "" : " ", std::string(group.at("source").as_string()),
                                group.at("count").to_number<int>());
        return text;
    }
    std::string certificate(std::string_view last_day, std::string_view number = "Q-1") {
        const auto file = world.post("/api/v1/files?name=a.pdf", "%PDF-1.4", {.content_type = "application/pdf"});
        const auto made =
            world.post("/api/v1/certificates",
                       fmt::format(R"({{"kind":"iso_9001","number":"{}","issuer":"中国质量认证中心","expires_on":"{}",)"
                                   R"("file_id":"{}"}})",
                                   number, last_day, file.id()));
        EXPECT_EQ(made.status, 201U) << made.body;
        return "/api/v1/certificates/" + made.id();
    }
    void act(const std::string& path, std::string_view action, const Ask& ask = {}) {
        const auto acted = world.post(path + "/actions?organisation_id=100",
                                      fmt::format(R"({{"action":"{}","reason":"看不清"}})", action), ask);
        EXPECT_EQ(acted.status, 200U) << acted.body;
    }
};
DENGYUN_BOTH_DATABASES(Tasks);

TEST_P(Tasks, FollowACertificateFromHandToHand) {
    EXPECT_EQ(waiting_for("owner"), "");
    const auto path = certificate("2026-04-15");
    EXPECT_EQ(waiting_for("owner"), "certificates_unfinished:1");
    EXPECT_EQ(waiting_for("operator"), "");
    EXPECT_EQ(waiting_for("viewer"), "");
    act(path, "submit");
    EXPECT_EQ(waiting_for("owner"), "");
    EXPECT_EQ(waiting_for("rival"), "");
    EXPECT_EQ(waiting_for("operator"), "certificate_reviews:1");
    const auto board = world.get("/api/v1/tasks", {.who = "operator"});
    const auto& task = board.json.at("groups").as_array().front().at("tasks").as_array().front();
    EXPECT_EQ(task.at("title").as_string(), "宁波精工模具有限公司 · ISO 9001 quality management");
    EXPECT_EQ(task.at("entity").as_string(), "certificate");
    EXPECT_EQ(task.at("organisation_id").as_string(), "100");
    EXPECT_EQ(task.at("due_at").as_string(), to_text(world.clock.now() + 15 * flow::day));
    act(path, "verify", {.who = "operator"});
    EXPECT_EQ(waiting_for("operator"), "");
    // Its last day is within the sixty days before which one is asked to renew.
    EXPECT_EQ(waiting_for("owner"), "certificates_expiring:1");
}

TEST_P(Tasks, CountMoreThanTheyShow) {
    for (int i = 0; i < 7; ++i) certificate("2027-01-01", fmt::format("Q-{}", i));
    const auto board = world.get("/api/v1/tasks");
    const auto& group = board.json.at("groups").as_array().front();
    EXPECT_EQ(group.at("count").to_number<int>(), 7);
    EXPECT_EQ(group.at("tasks").as_array().size(), api::tasks_shown_max);
    EXPECT_EQ(world.get("/api/v1/tasks", {.who = ""}).status, 401U);
}

}  // namespace
}  // namespace dengyun::enterprise::test
