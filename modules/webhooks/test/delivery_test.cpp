// Goal: from an event to a signed request at a real receiver: exactly once when all goes well, again when it does not,
// in order per document, and into the dead-letter list in the end. Clock and randomness are the test's own.
#include "modules/webhooks/delivery.h"

#include <gtest/gtest.h>

#include "kernel/base/digest.h"
#include "kernel/store/events.h"
#include "kernel/store/test/harness.h"
#include "modules/webhooks/api.h"
#include "modules/webhooks/fan_out.h"
#include "modules/webhooks/rules.h"
#include "modules/webhooks/secret.h"
#include "modules/webhooks/store.h"
#include "modules/webhooks/test/receiver.h"

namespace dengyun::webhooks {
namespace {

constexpr std::string_view secret = "whsec_test";

// The kernel's tables are the first script; ours comes behind it, whatever its number in the platform.
std::span<const store::Migration> own_migrations() {
    static const store::Migration list[] = {{2, "webhooks", migrations()[0].script}};
    return list;
}

class DeliveryTest : public store::test::BothDatabases {
  protected:
    DeliveryTest() : BothDatabases({}, own_migrations()), runner_(store(), clock, random, 1) {
        add_jobs(runner_, vault_, {.allow_private_addresses = true});
    }

    Webhook add_webhook(std::vector<std::string> events = {"*"}) {
        Webhook webhook;
        webhook.url = receiver_.url();
        webhook.events = std::move(events);
        const auto made = store().write<Webhook>(ours, [&](store::Unit& unit) {
            webhook.id = unit.new_id<Webhook>();
            webhook.secret = sealed_secret(vault_, random, webhook.id, secret);
            return unit.insert(webhook);
        });
        EXPECT_TRUE(made) << made.error().code << made.error().detail;
        return *made;
    }
    // Something happens to a document of the organisation, and the subscriber sees it.
    void happen(std::int64_t document, std::string_view what, std::string data = "{}") {
        const auto done = store().run_write(ours, [&](store::Unit& unit) -> Result<> {
            return unit.emit(ours.organisation(), "site", document, what, data);
        });
        ASSERT_TRUE(done) << done.error().code << done.error().detail;
        see_last_event();
    }
    void see_last_event() {
        const auto system = Scope::system("test").entering(ours.organisation());
        const auto done = store().run_write(system, [&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(events, store::read_events(unit, {.descending = true, .limit = 1}));
            return fan_.out(unit, events.at(0));
        });
        ASSERT_TRUE(done) << done.error().code << done.error().detail;
    }
    std::vector<WebhookDelivery> deliveries() {
        auto page = store().read<store::Page<WebhookDelivery>>(
            ours, [](store::Reader& reader) { return reader.list<WebhookDelivery>({.sort = "sequence"}); });
        EXPECT_TRUE(page) << page.error().code << page.error().detail;
        return page->items;
    }
    std::vector<std::string> received_events() {
        std::vector<std::string> names;
        for (const auto& request : receiver_.received()) names.push_back(request.header("Dengyun-Event"));
        return names;
    }
    // Runs what is due, and all that becomes due by it.
    void work() {
        while (runner_.run_due() > 0) {
        }
    }
    // Every attempt of what waits, to its end.
    void work_through(Duration span) {
        const auto end = clock.now() + span;
        for (work(); clock.now() < end; work()) clock.advance(std::chrono::minutes(10));
    }

    const Vault vault_{std::string(vault_key_bytes, 'k')};
    Receiver receiver_;
    Fan fan_;
    store::JobRunner runner_;
};
DENGYUN_BOTH_DATABASES(DeliveryTest);

TEST_P(DeliveryTest, TheMigrationMatchesTheDescriptions) {
    EXPECT_EQ(store::schema_difference(store(), entities()).value_or("?"), "");
}

TEST_P(DeliveryTest, DeliversASignedRequestOnce) {
    add_webhook();
    happen(5, "created", R"({"name":"一号车间"})");
    work();
    work();
    const auto received = receiver_.received();
    ASSERT_EQ(received.size(), 1U);
    const auto& request = received[0];
    EXPECT_EQ(request.header("Dengyun-Event"), "site.created");
    EXPECT_EQ(request.header("Dengyun-Signature"),
              "t=1772352000,v1=" + hmac_sha256_hex(secret, "1772352000." + request.body));
    EXPECT_NE(request.body.find(R"("event":"site.created","data":{"name":"一号车间"})"), std::string::npos);
    const auto rows = deliveries();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(request.header("Dengyun-Delivery"), to_text(rows[0].id));
    EXPECT_EQ(rows[0].status, DeliveryStatus::delivered);
    EXPECT_EQ(rows[0].attempts, 1);
    EXPECT_EQ(rows[0].status_code, 200);
    EXPECT_EQ(rows[0].delivered_at, clock.now());
}

// Earlier versions kept the secret as it is.
TEST_P(DeliveryTest, SealsTheSecretsThatLieOpen) {
    const auto sealed = add_webhook();
    const auto left_open = add_webhook();
    ASSERT_TRUE(store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
        const meta::Scalar of[] = {secret, left_open.id.value};
        DENGYUN_CHECK(unit.execute("UPDATE webhook SET secret = ? WHERE id = ?", of));
        return {};
    }));
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(seal_open_secrets(store(), vault_, random));
        for (const auto& webhook : {sealed, left_open}) {
            const auto found =
                store().read<Webhook>(ours, [&](store::Reader& reader) { return reader.find(webhook.id); });
            ASSERT_TRUE(found);
            EXPECT_FALSE(found->secret.starts_with(secret_lead));
            EXPECT_EQ(opened_secret(vault_, *found), secret);
            if (webhook.id == sealed.id) EXPECT_EQ(found->secret, sealed.secret);
        }
    }
}

TEST_P(DeliveryTest, FailsWhereTheSecretDoesNotOpen) {
    add_webhook();
    store::JobRunner stranger(store(), clock, random, 1);
    const Vault other(std::string(vault_key_bytes, 'x'));
    add_jobs(stranger, other, {.allow_private_addresses = true});
    happen(5, "created");
    EXPECT_EQ(stranger.run_due(), 1U);
    EXPECT_EQ(deliveries().at(0).error, "vault.wrong_key");
    EXPECT_TRUE(receiver_.received().empty());
    clock.advance(2 * back_off_first);
    work();
    EXPECT_EQ(deliveries().at(0).status, DeliveryStatus::delivered);
}

TEST_P(DeliveryTest, TriesAgainAfterAFailure) {
    add_webhook();
    receiver_.answer_next(answer_with(500));
    happen(5, "created");
    work();
    auto rows = deliveries();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].status, DeliveryStatus::waiting);
    EXPECT_EQ(rows[0].status_code, 500);
    EXPECT_EQ(rows[0].error, "webhook.refused");
    EXPECT_EQ(rows[0].next_attempt_at, clock.now() + back_off_first);

    clock.advance(2 * back_off_first);
    work();
    rows = deliveries();
    EXPECT_EQ(rows[0].status, DeliveryStatus::delivered);
    EXPECT_EQ(rows[0].attempts, 2);
    EXPECT_FALSE(rows[0].error);
    EXPECT_EQ(receiver_.received().size(), 2U);
}

TEST_P(DeliveryTest, EndsInTheDeadLetterListAndTellsSo) {
    add_webhook();
    for (int i = 0; i < attempts_max; ++i) receiver_.answer_next(answer_with(503));
    happen(5, "created");
    work_through(std::chrono::hours(40));
    const auto rows = deliveries();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].status, DeliveryStatus::failed);
    EXPECT_EQ(rows[0].attempts, attempts_max);
    EXPECT_EQ(receiver_.received().size(), static_cast<std::size_t>(attempts_max));
    const auto last = store().read<std::vector<store::Event>>(
        ours, [](store::Reader& reader) { return store::read_events(reader, {.descending = true, .limit = 1}); });
    ASSERT_TRUE(last);
    EXPECT_EQ(last->at(0).name, "webhook_delivery.failed");
}

// A later event of one document never overtakes an earlier one; other documents do not wait.
TEST_P(DeliveryTest, KeepsTheOrderOfOneDocument) {
    add_webhook();
    receiver_.answer_next(answer_with(500));
    happen(5, "created");
    work();
    happen(5, "changed");
    happen(6, "created");
    work();
    EXPECT_EQ(received_events(), (std::vector<std::string>{"site.created", "site.created"}));
    EXPECT_NE(receiver_.received()[1].body.find(R"("entity_id":"6")"), std::string::npos);

    clock.advance(2 * back_off_first);
    work();
    EXPECT_EQ(received_events(),
              (std::vector<std::string>{"site.created", "site.created", "site.created", "site.changed"}));
    for (const auto& row : deliveries()) EXPECT_EQ(row.status, DeliveryStatus::delivered) << row.event;
}

TEST_P(DeliveryTest, AFinalFailureLetsTheNextOneFollow) {
    add_webhook();
    for (int i = 0; i < attempts_max; ++i) receiver_.answer_next(answer_with(500));
    happen(5, "created");
    happen(5, "changed");
    work_through(std::chrono::hours(40));
    const auto rows = deliveries();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].status, DeliveryStatus::failed);
    EXPECT_EQ(rows[1].status, DeliveryStatus::delivered);
}

TEST_P(DeliveryTest, SendsOnlyWhatIsWantedAndToItsOwnOrganisation) {
    add_webhook({"site.changed"});
    happen(5, "created");
    happen(5, "changed");
    const auto foreign = store().run_write(
        theirs, [&](store::Unit& unit) { return unit.emit(theirs.organisation(), "site", 9, "changed", "{}"); });
    ASSERT_TRUE(foreign);
    const auto seen =
        store().run_write(Scope::system("test").entering(theirs.organisation()), [&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(events, store::read_events(unit, {.descending = true, .limit = 1}));
            return fan_.out(unit, events.at(0));
        });
    ASSERT_TRUE(seen);
    work();
    EXPECT_EQ(received_events(), std::vector<std::string>{"site.changed"});
}

TEST_P(DeliveryTest, AWebhookIsNotToldWhatWasBeforeIt) {
    happen(5, "created");
    clock.advance(std::chrono::seconds(1));
    add_webhook();
    const auto seen =
        store().run_write(Scope::system("test").entering(ours.organisation()), [&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(events, store::read_events(unit, {.limit = 1}));
            return fan_.out(unit, events.at(0));
        });
    ASSERT_TRUE(seen);
    EXPECT_TRUE(deliveries().empty());
}

// What webhooks want is remembered between events, and must never be remembered for too long.
TEST_P(DeliveryTest, AChangedWishHoldsFromItsEventOn) {
    happen(5, "created");  // nobody listens: remembered
    auto webhook = add_webhook({"site.changed"});
    see_last_event();  // webhook.created
    happen(5, "changed");
    EXPECT_EQ(deliveries().size(), 1U);
    webhook.events = {"site.removed"};
    const auto changed = store().write<Webhook>(ours, [&](store::Unit& unit) { return unit.update(webhook); });
    ASSERT_TRUE(changed);
    see_last_event();
    happen(5, "changed");
    happen(5, "removed");
    const auto rows = deliveries();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1].event, "site.removed");
}

// Another process handled the events between, one of them about the webhook.
TEST_P(DeliveryTest, AGapInTheSequenceForgetsWhatWasRemembered) {
    happen(5, "created");
    add_webhook();  // its event is seen elsewhere
    happen(5, "changed");
    EXPECT_EQ(deliveries().size(), 1U);
}

TEST_P(DeliveryTest, AnInactiveOrRemovedWebhookSendsNothing) {
    auto webhook = add_webhook();
    happen(5, "created");
    webhook.active = false;
    const auto changed = store().write<Webhook>(ours, [&](store::Unit& unit) { return unit.update(webhook); });
    ASSERT_TRUE(changed);
    see_last_event();
    happen(5, "changed");  // makes no delivery
    work();
    const auto rows = deliveries();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].status, DeliveryStatus::cancelled);
    EXPECT_EQ(rows[0].error, "webhook.inactive");
    EXPECT_TRUE(receiver_.received().empty());
}

// The durable subscriber itself, in place of the test's own reading of the log.
TEST_P(DeliveryTest, TheSubscriberMissesNothingAcrossARestart) {
    add_webhook({"site.*"});
    const auto emit = [&](std::int64_t document) {
        return store().run_write(
            ours, [&](store::Unit& unit) { return unit.emit(ours.organisation(), "site", document, "created", "{}"); });
    };
    ASSERT_TRUE(emit(5));
    {
        FanOut fan_out(store(), clock);
        fan_out.run_due();
    }
    ASSERT_TRUE(emit(6));
    {
        FanOut fan_out(store(), clock);
        fan_out.run_due();
        fan_out.run_due();
    }
    work();
    EXPECT_EQ(received_events(), (std::vector<std::string>{"site.created", "site.created"}));
    EXPECT_EQ(deliveries().size(), 2U);
}

TEST_P(DeliveryTest, OldDeliveriesAreTidiedAway) {
    add_webhook();
    happen(5, "created");
    work();
    ASSERT_EQ(deliveries().size(), 1U);
    ASSERT_TRUE(start_tidying(store()));
    clock.advance(29 * flow::day);
    work();
    EXPECT_EQ(deliveries().size(), 1U);
    clock.advance(2 * flow::day);
    work();
    EXPECT_TRUE(deliveries().empty());
}

}  // namespace
}  // namespace dengyun::webhooks
