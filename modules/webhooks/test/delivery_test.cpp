// Goal: from an event to a signed request at a real receiver: exactly once when all goes well, again when it does not,
// in order per document, and into the dead-letter list in the end. Clock and randomness are the test's own.
#include "modules/webhooks/delivery.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kernel/base/digest.h"
#include "kernel/store/events.h"
#include "modules/webhooks/api.h"
#include "modules/webhooks/fan_out.h"
#include "modules/webhooks/rules.h"
#include "modules/webhooks/store.h"
#include "modules/webhooks/test/receiver.h"

namespace dengyun::webhooks {
namespace {

constexpr std::string_view secret = "whsec_test";

class DeliveryTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / fmt::format("dengyun-webhooks-{}", getpid());
        std::filesystem::create_directories(folder_);
        auto opened = store::Store::open({.url = "sqlite:" + (folder_ / "a.db").string()}, clock_, random_);
        ASSERT_TRUE(opened) << opened.error().code << opened.error().detail;
        store_ = std::move(*opened);
        const store::Migration list[] = {store::migrations()[0], {2, "webhooks", migrations()[0].script}};
        const auto migrated = store::migrate(*store_, list);
        ASSERT_TRUE(migrated) << migrated.error().code << migrated.error().detail;
        runner_ = std::make_unique<store::JobRunner>(*store_, clock_, random_, 1);
        add_jobs(*runner_, {.allow_private_addresses = true});
    }
    void TearDown() override {
        runner_.reset();
        store_.reset();
        std::filesystem::remove_all(folder_);
    }

    Webhook add_webhook(std::vector<std::string> events = {"*"}) {
        Webhook webhook;
        webhook.url = receiver_.url();
        webhook.events = std::move(events);
        webhook.secret = secret;
        const auto made = store_->write<Webhook>(own_, [&](store::Unit& unit) { return unit.insert(webhook); });
        EXPECT_TRUE(made) << made.error().code << made.error().detail;
        return *made;
    }
    // Something happens to a document of the organisation, and the subscriber sees it.
    void happen(std::int64_t document, std::string_view what, std::string data = "{}") {
        const auto done = store_->run_write(own_, [&](store::Unit& unit) -> Result<> {
            return unit.emit(own_.organisation(), "site", document, what, data);
        });
        ASSERT_TRUE(done) << done.error().code << done.error().detail;
        see_last_event();
    }
    void see_last_event() {
        const auto system = Scope::system("test").entering(own_.organisation());
        const auto done = store_->run_write(system, [&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(events, store::read_events(unit, {.descending = true, .limit = 1}));
            return fan_.out(unit, events.at(0));
        });
        ASSERT_TRUE(done) << done.error().code << done.error().detail;
    }
    std::vector<WebhookDelivery> deliveries() {
        auto page = store_->read<store::Page<WebhookDelivery>>(
            own_, [](store::Reader& reader) { return reader.list<WebhookDelivery>({.sort = "sequence"}); });
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
        while (runner_->run_due() > 0) {
        }
    }
    // Every attempt of what waits, to its end.
    void work_through(Duration span) {
        const auto end = clock_.now() + span;
        for (work(); clock_.now() < end; work()) clock_.advance(std::chrono::minutes(10));
    }

    std::filesystem::path folder_;
    ManualClock clock_{instant_of(1'767'225'600'000)};
    SystemRandom random_;
    Receiver receiver_;
    Fan fan_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<store::JobRunner> runner_;
    const Scope own_ = Scope::of({11}, {ActorKind::user, 1, "甲"});
    const Scope other_ = Scope::of({12}, {ActorKind::user, 2, "乙"});
};

TEST_F(DeliveryTest, TheMigrationMatchesTheDescriptions) {
    EXPECT_EQ(store::schema_difference(*store_, entities()).value_or("?"), "");
}

TEST_F(DeliveryTest, DeliversASignedRequestOnce) {
    add_webhook();
    happen(5, "created", R"({"name":"一号车间"})");
    work();
    work();
    const auto received = receiver_.received();
    ASSERT_EQ(received.size(), 1U);
    const auto& request = received[0];
    EXPECT_EQ(request.header("Dengyun-Event"), "site.created");
    EXPECT_EQ(request.header("Dengyun-Signature"),
              "t=1767225600,v1=" + hmac_sha256_hex(secret, "1767225600." + request.body));
    EXPECT_NE(request.body.find(R"("event":"site.created","data":{"name":"一号车间"})"), std::string::npos);
    const auto rows = deliveries();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(request.header("Dengyun-Delivery"), to_text(rows[0].id));
    EXPECT_EQ(rows[0].status, DeliveryStatus::delivered);
    EXPECT_EQ(rows[0].attempts, 1);
    EXPECT_EQ(rows[0].status_code, 200);
    EXPECT_EQ(rows[0].delivered_at, clock_.now());
}

TEST_F(DeliveryTest, TriesAgainAfterAFailure) {
    add_webhook();
    receiver_.answer_next(answer_with(500));
    happen(5, "created");
    work();
    auto rows = deliveries();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].status, DeliveryStatus::waiting);
    EXPECT_EQ(rows[0].status_code, 500);
    EXPECT_EQ(rows[0].error, "webhook.refused");
    EXPECT_EQ(rows[0].next_attempt_at, clock_.now() + back_off_first);

    clock_.advance(2 * back_off_first);
    work();
    rows = deliveries();
    EXPECT_EQ(rows[0].status, DeliveryStatus::delivered);
    EXPECT_EQ(rows[0].attempts, 2);
    EXPECT_FALSE(rows[0].error);
    EXPECT_EQ(receiver_.received().size(), 2U);
}

TEST_F(DeliveryTest, EndsInTheDeadLetterListAndTellsSo) {
    add_webhook();
    for (int i = 0; i < attempts_max; ++i) receiver_.answer_next(answer_with(503));
    happen(5, "created");
    work_through(std::chrono::hours(40));
    const auto rows = deliveries();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].status, DeliveryStatus::failed);
    EXPECT_EQ(rows[0].attempts, attempts_max);
    EXPECT_EQ(receiver_.received().size(), static_cast<std::size_t>(attempts_max));
    const auto last = store_->read<std::vector<store::Event>>(
        own_, [](store::Reader& reader) { return store::read_events(reader, {.descending = true, .limit = 1}); });
    ASSERT_TRUE(last);
    EXPECT_EQ(last->at(0).name, "webhook_delivery.failed");
}

// A later event of one document never overtakes an earlier one; other documents do not wait.
TEST_F(DeliveryTest, KeepsTheOrderOfOneDocument) {
    add_webhook();
    receiver_.answer_next(answer_with(500));
    happen(5, "created");
    work();
    happen(5, "changed");
    happen(6, "created");
    work();
    EXPECT_EQ(received_events(), (std::vector<std::string>{"site.created", "site.created"}));
    EXPECT_NE(receiver_.received()[1].body.find(R"("entity_id":"6")"), std::string::npos);

    clock_.advance(2 * back_off_first);
    work();
    EXPECT_EQ(received_events(),
              (std::vector<std::string>{"site.created", "site.created", "site.created", "site.changed"}));
    for (const auto& row : deliveries()) EXPECT_EQ(row.status, DeliveryStatus::delivered) << row.event;
}

TEST_F(DeliveryTest, AFinalFailureLetsTheNextOneFollow) {
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

TEST_F(DeliveryTest, SendsOnlyWhatIsWantedAndToItsOwnOrganisation) {
    add_webhook({"site.changed"});
    happen(5, "created");
    happen(5, "changed");
    const auto foreign = store_->run_write(
        other_, [&](store::Unit& unit) { return unit.emit(other_.organisation(), "site", 9, "changed", "{}"); });
    ASSERT_TRUE(foreign);
    const auto seen =
        store_->run_write(Scope::system("test").entering(other_.organisation()), [&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(events, store::read_events(unit, {.descending = true, .limit = 1}));
            return fan_.out(unit, events.at(0));
        });
    ASSERT_TRUE(seen);
    work();
    EXPECT_EQ(received_events(), std::vector<std::string>{"site.changed"});
}

TEST_F(DeliveryTest, AWebhookIsNotToldWhatWasBeforeIt) {
    happen(5, "created");
    clock_.advance(std::chrono::seconds(1));
    add_webhook();
    const auto seen =
        store_->run_write(Scope::system("test").entering(own_.organisation()), [&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(events, store::read_events(unit, {.limit = 1}));
            return fan_.out(unit, events.at(0));
        });
    ASSERT_TRUE(seen);
    EXPECT_TRUE(deliveries().empty());
}

// What webhooks want is remembered between events, and must never be remembered for too long.
TEST_F(DeliveryTest, AChangedWishHoldsFromItsEventOn) {
    happen(5, "created");  // nobody listens: remembered
    auto webhook = add_webhook({"site.changed"});
    see_last_event();  // webhook.created
    happen(5, "changed");
    EXPECT_EQ(deliveries().size(), 1U);
    webhook.events = {"site.removed"};
    const auto changed = store_->write<Webhook>(own_, [&](store::Unit& unit) { return unit.update(webhook); });
    ASSERT_TRUE(changed);
    see_last_event();
    happen(5, "changed");
    happen(5, "removed");
    const auto rows = deliveries();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1].event, "site.removed");
}

// Another process handled the events between, one of them about the webhook.
TEST_F(DeliveryTest, AGapInTheSequenceForgetsWhatWasRemembered) {
    happen(5, "created");
    add_webhook();  // its event is seen elsewhere
    happen(5, "changed");
    EXPECT_EQ(deliveries().size(), 1U);
}

TEST_F(DeliveryTest, AnInactiveOrRemovedWebhookSendsNothing) {
    auto webhook = add_webhook();
    happen(5, "created");
    webhook.active = false;
    const auto changed = store_->write<Webhook>(own_, [&](store::Unit& unit) { return unit.update(webhook); });
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

TEST_F(DeliveryTest, OldDeliveriesAreTidiedAway) {
    add_webhook();
    happen(5, "created");
    work();
    ASSERT_EQ(deliveries().size(), 1U);
    ASSERT_TRUE(start_tidying(*store_));
    clock_.advance(29 * flow::day);
    work();
    EXPECT_EQ(deliveries().size(), 1U);
    clock_.advance(2 * flow::day);
    work();
    EXPECT_TRUE(deliveries().empty());
}

}  // namespace
}  // namespace dengyun::webhooks
