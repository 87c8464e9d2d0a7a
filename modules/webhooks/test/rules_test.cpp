// Goal: what a webhook wants, what is sent, how it is signed and when it is tried again, decided without a database.
#include "modules/webhooks/rules.h"

#include <gtest/gtest.h>

#include "kernel/base/digest.h"
#include "modules/webhooks/delivery.h"

namespace dengyun::webhooks {
namespace {

store::Event site_created() {
    return {.organisation_id = {7},
            .sequence = 42,
            .at = instant_of(1'767'225'600'250),
            .actor_kind = ActorKind::user,
            .actor_id = 3,
            .actor_name = "王\"师傅",
            .entity = "site",
            .entity_id = 99,
            .name = "site.created",
            .data = R"({"name":[null,"一号车间"]})",
            .hash = "00"};
}

TEST(WebhookPatterns, AreAllOneEntityOrOneEvent) {
    for (const auto* good : {"*", "site.*", "site.created", "webhook_delivery.failed"})
        EXPECT_TRUE(is_pattern(good)) << good;
    for (const auto* bad :
         {"", "site", "*.created", "Site.created", "site.", ".created", "site.a.b", "site.cre*", "**"})
        EXPECT_FALSE(is_pattern(bad)) << bad;
}

TEST(WebhookPatterns, AnyOfThemIsEnough) {
    const auto event = site_created();
    const auto wanted = [&](std::vector<std::string> patterns) { return wants(patterns, event); };
    EXPECT_TRUE(wanted({"*"}));
    EXPECT_TRUE(wanted({"order.*", "site.*"}));
    EXPECT_TRUE(wanted({"site.created"}));
    EXPECT_FALSE(wanted({"site.removed"}));
    EXPECT_FALSE(wanted({"sit.*"}));
    EXPECT_FALSE(wanted({}));
}

// A webhook for everything must not be told about its own deliveries: every one would cause the next.
TEST(WebhookPatterns, NeverDeliverDeliveries) {
    auto event = site_created();
    event.entity = "webhook_delivery";
    event.name = "webhook_delivery.failed";
    EXPECT_FALSE(wants(std::vector<std::string>{"*", "webhook_delivery.*"}, event));
}

TEST(WebhookBody, HoldsTheEvent) {
    EXPECT_EQ(body_of(site_created()),
              R"({"organisation_id":"7","sequence":42,"at":"2026-01-01T00:00:00.250Z","actor_kind":"user",)"
              R"("actor_name":"王\"师傅","entity":"site","entity_id":"99","event":"site.created",)"
              R"("data":{"name":[null,"一号车间"]}})");
}

TEST(WebhookBody, LeavesOutContentThatIsTooLarge) {
    auto event = site_created();
    event.data = "{\"text\":\"" + std::string(body_bytes_max, 'x') + "\"}";
    const auto body = body_of(event);
    EXPECT_LE(body.size(), body_bytes_max);
    EXPECT_TRUE(body.ends_with(R"("data":null,"data_omitted":true})"));
}

TEST(WebhookSignature, CoversTimeAndBody) {
    const auto at = instant_of(1'767'225'600'250);
    EXPECT_EQ(signature_of("secret", at, "{}"), "t=1767225600,v1=" + hmac_sha256_hex("secret", "1767225600.{}"));
    EXPECT_NE(signature_of("secret", at, "{}"), signature_of("secret", at + std::chrono::seconds(1), "{}"));
    EXPECT_NE(signature_of("secret", at, "{}"), signature_of("other", at, "{}"));
}

TEST(WebhookRetries, SpreadOverAboutADayAndEnd) {
    Duration whole{0};
    std::int64_t attempts = 1;
    for (; const auto pause = pause_after(attempts); ++attempts) {
        EXPECT_GE(*pause, back_off_first);
        EXPECT_LE(*pause, back_off_max);
        whole += *pause;
    }
    EXPECT_EQ(attempts, attempts_max);
    EXPECT_GE(whole, std::chrono::hours(20));
    EXPECT_LE(whole, std::chrono::hours(28));
}

TEST(WebhookDeliveryStates, EveryStateMeetsEveryAction) {
    EXPECT_EQ(flow::matrix(WebhookDelivery::states),
              "           deliver    give_up    retry      cancel\n"
              "waiting    delivered  failed     -          cancelled\n"
              "delivered  -          -          -          -\n"
              "failed     -          -          waiting    cancelled\n"
              "cancelled  -          -          waiting    -\n");
}

}  // namespace
}  // namespace dengyun::webhooks
