// Goal: one POST over a real socket: what arrives, and that neither a redirect, a private address, an endless answer
// nor a silent receiver leads us astray.
#include "modules/webhooks/post.h"

#include <gtest/gtest.h>

#include "modules/webhooks/test/receiver.h"

namespace dengyun::webhooks {
namespace {

Post post_to(std::string url) {
    return {.url = std::move(url),
            .headers = {"Content-Type: application/json"},
            .body = R"({"a":"值"})",
            .allow_private_addresses = true};
}

TEST(WebhookPost, SendsHeadersAndBodyAndAnswersTheStatus) {
    Receiver receiver;
    receiver.answer_next(answer_with(202, "", "thank you"));
    const auto status = send(post_to(receiver.url()));
    ASSERT_TRUE(status) << status.error().detail;
    EXPECT_EQ(*status, 202U);
    const auto received = receiver.received();
    ASSERT_EQ(received.size(), 1U);
    EXPECT_TRUE(received[0].head.starts_with("POST /hook HTTP/1.1\r\n"));
    EXPECT_EQ(received[0].header("Content-Type"), "application/json");
    EXPECT_EQ(received[0].header("Expect"), "");
    EXPECT_EQ(received[0].body, R"({"a":"值"})");
}

TEST(WebhookPost, FollowsNoRedirect) {
    Receiver elsewhere;
    Receiver receiver;
    receiver.answer_next(answer_with(302, "Location: " + elsewhere.url() + "\r\n"));
    const auto status = send(post_to(receiver.url()));
    ASSERT_TRUE(status);
    EXPECT_EQ(*status, 302U);
    EXPECT_TRUE(elsewhere.received().empty());
}

TEST(WebhookPost, RefusesAPrivateAddressBeforeConnecting) {
    Receiver receiver;
    auto post = post_to(receiver.url());
    post.allow_private_addresses = false;
    const auto status = send(post);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, "webhook.private_address");
    EXPECT_TRUE(receiver.received().empty());
}

// A name is judged by what it resolves to and not by how it looks.
TEST(WebhookPost, RefusesANameThatResolvesToAPrivateAddress) {
    Receiver receiver;
    auto post = post_to("http://localhost:" + std::to_string(receiver.port()) + "/hook");
    post.allow_private_addresses = false;
    const auto status = send(post);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, "webhook.private_address");
}

TEST(WebhookPost, ReadsABoundedAnswer) {
    Receiver receiver;
    receiver.answer_next("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(1 << 20, 'x'));
    const auto status = send(post_to(receiver.url()));
    ASSERT_TRUE(status);
    EXPECT_EQ(*status, 200U);
}

TEST(WebhookPost, GivesUpOnASilentReceiver) {
    Receiver receiver;
    receiver.be_silent_next();
    auto post = post_to(receiver.url());
    post.time_max = std::chrono::milliseconds(50);
    const auto status = send(post);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, "webhook.timeout");
}

TEST(WebhookPost, TellsWhatIsNoHttp) {
    Receiver receiver;
    receiver.answer_next("hello\r\n\r\n");
    const auto status = send(post_to(receiver.url()));
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, "webhook.bad_answer");
}

TEST(WebhookPost, TellsThatNobodyListens) {
    std::string url;
    {
        const Receiver receiver;
        url = receiver.url();
    }
    const auto status = send(post_to(url));
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, "webhook.unreachable");
}

TEST(WebhookUrl, IsCheckedBeforeItIsStored) {
    const auto objection = [](const std::string& url) { return objection_to(url, false).value_or(""); };
    EXPECT_EQ(objection("https://example.com/hook?x=1"), "");
    EXPECT_EQ(objection("http://8.8.8.8:8080/"), "");
    for (const auto* url :
         {"ftp://example.com/", "https://user:word@example.com/", "https://example.com/#part", "https://", "nonsense"})
        EXPECT_EQ(objection(url), "malformed") << url;
    for (const auto* url : {"http://127.0.0.1/", "http://localhost:9000/", "http://[::1]/",
                            "http://169.254.169.254/latest", "http://0x7f000001/", "http://2130706433/"})
        EXPECT_EQ(objection(url), "private_address") << url;
    EXPECT_FALSE(objection_to("http://127.0.0.1/", true));
}

}  // namespace
}  // namespace dengyun::webhooks
