// Goal: a subscriber handles every event once, in order per organisation, and a failure holds up that organisation
// only.
#include "kernel/store/test/tool_test.h"

namespace dengyun::store::test {
namespace {

using namespace std::chrono_literals;

class SubscriberTest : public WithTools {
  protected:
    void wait_until(const std::function<bool()>& reached) {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(changed_.wait_for(lock, 60s, reached));
    }
    void note(const Event& event) {
        const std::lock_guard lock(mutex_);
        seen_[event.organisation_id.value].push_back(event.sequence);
        changed_.notify_all();
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::int64_t, std::vector<std::int64_t>> seen_;
};

std::vector<std::int64_t> up_to(std::int64_t last) {
    std::vector<std::int64_t> all;
    for (std::int64_t i = 1; i <= last; ++i) all.push_back(i);
    return all;
}

TEST_P(SubscriberTest, HandlesOldAndNewEventsInOrder) {
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(add(i % 2 == 0 ? ours : theirs, fmt::format("old {}", i)));
    Subscriber subscriber(store(), clock, "test", [&](Unit& unit, const Event& event) -> Result<> {
        EXPECT_EQ(unit.scope().organisation(), event.organisation_id);
        note(event);
        return {};
    });
    wait_until([&] { return seen_[101].size() == 20 && seen_[102].size() == 20; });
    for (int i = 0; i < 10; ++i) ASSERT_TRUE(add(ours, fmt::format("new {}", i)));
    wait_until([&] { return seen_[101].size() >= 30; });
    subscriber.stop();
    EXPECT_EQ(seen_[101], up_to(30));
    EXPECT_EQ(seen_[102], up_to(20));
}

TEST_P(SubscriberTest, GoesOnWhereItWas) {
    ASSERT_TRUE(add(ours, "one"));
    for (int round = 0; round < 3; ++round) {
        Subscriber subscriber(store(), clock, "test", [&](Unit&, const Event& event) -> Result<> {
            note(event);
            return {};
        });
        subscriber.run_due();
        subscriber.stop();
        ASSERT_TRUE(add(ours, fmt::format("more {}", round)));
    }
    EXPECT_EQ(seen_[101], up_to(3));
}

TEST_P(SubscriberTest, WritesExactlyOnceAndHoldsUpOnlyWhatFails) {
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(add(i < 3 ? ours : theirs, fmt::format("tool {}", i)));
    std::atomic<bool> unwell = true;
    Subscriber subscriber(store(), clock, "test", [&](Unit& unit, const Event& event) -> Result<> {
        if (event.name != "tool.created") return {};
        DENGYUN_CHECK(unit.emit(event.organisation_id, "echo", event.entity_id, "heard",
                                fmt::format(R"({{"of":{}}})", event.sequence)));
        if (unwell && event.organisation_id.value == 101 && event.sequence == 2)
            return fail(ErrorKind::unavailable, "test.unwell");
        return {};
    });
    const auto echoes = [&](const Scope& scope) {
        std::vector<std::string> heard;
        for (const auto& event : events(scope, {.entity = "echo"})) heard.push_back(event.data);
        return heard;
    };
    subscriber.run_due();
    EXPECT_EQ(echoes(theirs), (std::vector<std::string>{R"({"of":1})", R"({"of":2})"}));
    EXPECT_EQ(echoes(ours), (std::vector<std::string>{R"({"of":1})"}));
    unwell = false;
    subscriber.run_due();
    EXPECT_EQ(echoes(ours), (std::vector<std::string>{R"({"of":1})", R"({"of":2})", R"({"of":3})"}));
    subscriber.stop();
    EXPECT_TRUE(verify_events(store(), system)->faults.empty());
}

TEST_P(SubscriberTest, RunsInOneProcessAtATime) {
    if (is_sqlite()) {  // there is one process anyway
        EXPECT_EQ(Store::open(options(), clock, random).error().code, "store.in_use");
        return;
    }
    const auto other_store = open_another();
    const auto noted = [&](Unit&, const Event& event) -> Result<> {
        note(event);
        return {};
    };
    Subscriber first(store(), clock, "test", noted);
    EXPECT_EQ(first.run_due(), 0U);  // and has the lease now
    Subscriber second(*other_store, clock, "test", noted);
    ASSERT_TRUE(add(ours, "one"));
    EXPECT_EQ(second.run_due(), 0U);
    wait_until([&] { return !seen_[101].empty(); });
    first.stop();
    ASSERT_TRUE(add(ours, "two"));
    wait_until([&] { return seen_[101].size() == 2; });  // the second has taken over and found it out by polling
    second.stop();
    EXPECT_EQ(seen_[101], up_to(2));
}

DENGYUN_BOTH_DATABASES(SubscriberTest);

}  // namespace
}  // namespace dengyun::store::test
