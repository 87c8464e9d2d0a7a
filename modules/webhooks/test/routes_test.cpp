// Goal: webhooks as their owner manages them: the secret is shown once, addresses and patterns are checked, the number
// is bounded, and what failed can be sent again or given up.
#include <gtest/gtest.h>

#include "kernel/api/test/in_process.h"
#include "kernel/base/digest.h"
#include "kernel/store/events.h"
#include "modules/webhooks/api.h"
#include "modules/webhooks/fan_out.h"
#include "modules/webhooks/rules.h"
#include "modules/webhooks/test/receiver.h"

namespace dengyun::webhooks {
namespace {

using api::member;
using api::Role;
using api::text_member;
using http::Method;

class WebhookRoutesTest : public testing::Test {
  protected:
    http::Response post(std::string address, std::string body) {
        return api_.call(owner_, {.method = Method::post, .address = std::move(address), .body = std::move(body)});
    }
    http::Response get(std::string address) { return api_.call(owner_, {.address = std::move(address)}); }
    http::Response create(std::string_view url, std::string_view events = R"(["*"])") {
        return post("/api/v1/webhooks", fmt::format(R"({{"url":"{}","events":{},"active":true}})", url, events));
    }
    // Something happens in the organisation, and the subscriber sees it.
    static void happen(store::Store& store) {
        const auto scope = Scope::system("test").entering({11});
        ASSERT_TRUE(
            store.run_write(scope, [](store::Unit& unit) { return unit.emit({11}, "site", 5, "created", "{}"); }));
        Fan fan;
        const auto seen = store.run_write(scope, [&fan](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(events, store::read_events(unit, {.descending = true, .limit = 1}));
            return fan.out(unit, events.at(0));
        });
        ASSERT_TRUE(seen) << seen.error().code;
    }
    std::vector<std::string> event_names() {
        auto events = api_.store().read<std::vector<store::Event>>(
            Scope::system("test").entering({11}), [](store::Reader& reader) { return store::read_events(reader, {}); });
        std::vector<std::string> names;
        for (auto& event : *events) names.push_back(std::move(event.name));
        return names;
    }
    std::string only_delivery() {
        const auto page = get("/api/v1/webhook-deliveries").body;
        const auto at = page.find("\"id\":\"") + 6;
        return page.substr(at, page.find('"', at) - at);
    }
    std::string issues_of(const http::Response& response) {
        const auto at = response.body.find("\"issues\":");
        return at == std::string::npos ? "" : response.body.substr(at);
    }

    SystemRandom random_;
    const Vault vault_{std::string(vault_key_bytes, 'k')};
    api::InProcess api_{[this](api::Routes& routes) { add_routes(routes, random_, vault_, {}); }, migrations(),
                        messages()};
    const api::Caller owner_ = member(Role::owner, 11);
};

TEST_F(WebhookRoutesTest, ShowsTheSecretOnceAndPutsItIntoNoEvent) {
    const auto created = create("https://example.com/hook");
    ASSERT_EQ(created.status, 201U) << created.body;
    const auto secret = text_member(created.body, "secret");
    EXPECT_TRUE(secret.starts_with("whsec_"));
    EXPECT_GE(secret.size(), 40U);
    const auto item = "/api/v1/webhooks/" + text_member(created.body, "id");
    EXPECT_EQ(get(item).body.find("secret"), std::string::npos);
    EXPECT_EQ(get("/api/v1/webhooks").body.find("secret"), std::string::npos);
    auto events = api_.store().read<std::vector<store::Event>>(
        Scope::system("test").entering({11}), [](store::Reader& reader) { return store::read_events(reader, {}); });
    ASSERT_EQ(events->size(), 1U);
    EXPECT_EQ(events->at(0).name, "webhook.created");
    EXPECT_EQ(events->at(0).data.find(secret), std::string::npos);
}

TEST_F(WebhookRoutesTest, KeepsTheSecretNowhereInTheOpen) {
    const auto request = [](std::string address, std::string body) {
        return api::InProcessCall{.method = Method::post,
                                  .address = std::move(address),
                                  .body = std::move(body),
                                  .headers = {{"Idempotency-Key", "once"}}};
    };
    const auto created = api_.call(
        owner_, request("/api/v1/webhooks", R"({"url":"https://example.com/hook","events":["*"],"active":true})"));
    ASSERT_EQ(created.status, 201U) << created.body;
    const auto address = "/api/v1/webhooks/" + text_member(created.body, "id") + "/actions";
    const auto rotated = api_.call(owner_, request(address, R"({"action":"rotate"})"));
    ASSERT_EQ(rotated.status, 200U) << rotated.body;
    std::string kept;
    const auto read = api_.store().run_read(Scope::system("test"), [&](store::Reader& reader) -> Result<> {
        const auto note = [&](const store::Row& row) { kept += row.text(0); };
        DENGYUN_CHECK(reader.query("SELECT secret FROM webhook", {}, note));
        EXPECT_FALSE(kept.empty());
        return reader.query("SELECT body FROM kept_answer", {}, note);
    });
    ASSERT_TRUE(read);
    EXPECT_EQ(kept.find("whsec_"), std::string::npos) << kept;
}

TEST_F(WebhookRoutesTest, RefusesPrivateAddressesAndBadPatternsAllAtOnce) {
    const auto response = create("http://127.0.0.1/hook", R"(["site.*","Site"])");
    EXPECT_EQ(response.status, 422U);
    EXPECT_NE(issues_of(response).find(R"("field":"url","code":"private_address")"), std::string::npos)
        << response.body;
    EXPECT_NE(issues_of(response).find(R"("field":"events.1","code":"event_pattern")"), std::string::npos);
    EXPECT_EQ(get("/api/v1/webhooks").body, R"({"items":[],"next":null})");
}

TEST_F(WebhookRoutesTest, ChecksAChangeLikeACreation) {
    const auto item = "/api/v1/webhooks/" + text_member(create("https://example.com/hook").body, "id");
    const auto change = [&](std::string body) {
        return api_.call(
            owner_,
            {.method = Method::patch, .address = item, .body = std::move(body), .headers = {{"If-Match", "\"v1\""}}});
    };
    EXPECT_EQ(change(R"({"url":"http://10.0.0.1/"})").status, 422U);
    EXPECT_EQ(change(R"({"secret":"mine"})").status, 422U);
    EXPECT_EQ(change(R"({"active":false,"description":"停用"})").status, 200U);
    EXPECT_EQ(change(R"({"active":true})").status, 412U);
}

TEST_F(WebhookRoutesTest, BoundsTheirNumber) {
    for (std::size_t i = 0; i < webhooks_max; ++i)
        EXPECT_EQ(create(fmt::format("https://example.com/{}", i)).status, 201U);
    const auto one_more = create("https://example.com/more");
    EXPECT_EQ(one_more.status, 429U);
    EXPECT_EQ(text_member(one_more.body, "code"), "webhook.too_many");
}

TEST_F(WebhookRoutesTest, RotatesTheSecret) {
    const auto created = create("https://example.com/hook");
    const auto address = "/api/v1/webhooks/" + text_member(created.body, "id") + "/actions";
    const auto rotated = post(address, R"({"action":"rotate"})");
    ASSERT_EQ(rotated.status, 200U) << rotated.body;
    EXPECT_TRUE(text_member(rotated.body, "secret").starts_with("whsec_"));
    EXPECT_NE(text_member(rotated.body, "secret"), text_member(created.body, "secret"));
    EXPECT_EQ(event_names(), (std::vector<std::string>{"webhook.created", "webhook.secret_rotated"}));
    EXPECT_EQ(post(address, R"({"action":"show"})").status, 422U);
}

// From the dead-letter list back to the receiver, by hand.
TEST_F(WebhookRoutesTest, SendsAFailedDeliveryAgain) {
    Receiver receiver;
    const auto with_routes = [this](api::Routes& routes) {
        add_routes(routes, random_, vault_, {.allow_private_addresses = true});
    };
    api::InProcess demo(with_routes, migrations(), messages());
    const auto created =
        demo.call(owner_, {.method = Method::post,
                           .address = "/api/v1/webhooks",
                           .body = fmt::format(R"({{"url":"{}","events":["site.*"],"active":true}})", receiver.url())});
    ASSERT_EQ(created.status, 201U) << created.body;
    store::JobRunner runner(demo.store(), demo.clock(), demo.random(), 1);
    add_jobs(runner, vault_, {.allow_private_addresses = true});
    happen(demo.store());
    for (int i = 0; i < attempts_max; ++i) {
        receiver.answer_next(answer_with(500));
        while (runner.run_due() > 0) {
        }
        demo.clock().advance(std::chrono::hours(5));
    }
    const auto failed = demo.call(owner_, {.address = "/api/v1/webhook-deliveries?status=failed"}).body;
    ASSERT_NE(failed.find(R"("actions":["retry","cancel"])"), std::string::npos) << failed;
    const auto at = failed.find("\"id\":\"") + 6;
    const auto id = failed.substr(at, failed.find('"', at) - at);
    const auto retried = demo.call(owner_, {.method = Method::post,
                                            .address = "/api/v1/webhook-deliveries/" + id + "/actions",
                                            .body = R"({"action":"retry"})"});
    EXPECT_EQ(retried.status, 200U) << retried.body;
    while (runner.run_due() > 0) {
    }
    EXPECT_EQ(text_member(demo.call(owner_, {.address = "/api/v1/webhook-deliveries/" + id}).body, "status"),
              "delivered");
    const auto request = receiver.received().back();
    const auto signature = request.header("Dengyun-Signature");
    const auto seconds = signature.substr(2, signature.find(',') - 2);
    EXPECT_EQ(signature, "t=" + seconds + ",v1=" +
                             hmac_sha256_hex(text_member(created.body, "secret"), seconds + '.' + request.body));
}

TEST_F(WebhookRoutesTest, GivesUpAWaitingDelivery) {
    ASSERT_EQ(create("https://example.com/hook", R"(["site.created"])").status, 201U);
    happen(api_.store());
    const auto address = "/api/v1/webhook-deliveries/" + only_delivery() + "/actions";
    const auto cancelled = post(address, R"({"action":"cancel"})");
    EXPECT_EQ(text_member(cancelled.body, "status"), "cancelled") << cancelled.body;
    EXPECT_EQ(post(address, R"({"action":"cancel"})").status, 409U);
    EXPECT_EQ(event_names().back(), "webhook_delivery.cancelled");
}

TEST_F(WebhookRoutesTest, RemovingAWebhookCancelsWhatWaits) {
    const auto item =
        "/api/v1/webhooks/" + text_member(create("https://example.com/hook", R"(["site.created"])").body, "id");
    happen(api_.store());
    const auto removed =
        api_.call(owner_, {.method = Method::delete_, .address = item, .headers = {{"If-Match", "\"v1\""}}});
    EXPECT_EQ(removed.status, 204U);
    const auto page = get("/api/v1/webhook-deliveries").body;
    EXPECT_NE(page.find(R"("status":"cancelled")"), std::string::npos);
    EXPECT_NE(page.find(R"("error":"webhook.removed")"), std::string::npos);
}

}  // namespace
}  // namespace dengyun::webhooks
