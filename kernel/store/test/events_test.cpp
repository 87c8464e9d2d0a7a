// Goal: the event log holds every change once and in order, without secrets; whatever is changed behind its back shows.
#include "kernel/base/digest.h"
#include "kernel/store/event_chain.h"
#include "kernel/store/test/tool_test.h"

namespace dengyun::store::test {
namespace {

class EventsTest : public WithTools {
  protected:
    Verification verify(const Scope& scope) {
        auto verification = verify_events(store(), scope);
        EXPECT_TRUE(verification) << (verification ? "" : verification.error().detail);
        return verification.value_or(Verification{});
    }
    void expect_fault(std::int64_t sequence, std::string_view reason) {
        const auto found = verify(system);
        ASSERT_EQ(found.faults.size(), 1U) << reason;
        EXPECT_EQ(found.faults[0].organisation_id, ours.organisation());
        EXPECT_EQ(found.faults[0].sequence, sequence);
        EXPECT_EQ(found.faults[0].reason, reason);
        EXPECT_EQ(verify(ours).faults.size(), 1U);
        EXPECT_TRUE(verify(theirs).faults.empty());
    }
};

TEST_P(EventsTest, RecordsWhoDidWhatInOrder) {
    const auto tool = add(ours, "drill");
    ASSERT_TRUE(tool);
    ASSERT_TRUE(store().run_write(ours, [&](Unit& unit) -> Result<> {
        auto changed = *tool;
        changed.size_um = 5;
        DENGYUN_TRY(updated, unit.update(changed));
        DENGYUN_CHECK(unit.emit(ours.organisation(), "tool", updated.id.value, "measured", R"({"by":"hand"})"));
        return unit.remove(updated);
    }));
    ASSERT_TRUE(add(theirs, "tap"));
    const auto log = events(ours);
    ASSERT_EQ(log.size(), 4U);
    const std::vector<std::string> expected{"tool.created", "tool.changed", "tool.measured", "tool.removed"};
    for (std::size_t i = 0; i < log.size(); ++i) {
        EXPECT_EQ(log[i].name, expected[i]);
        EXPECT_EQ(log[i].sequence, static_cast<std::int64_t>(i) + 1);
        EXPECT_EQ(log[i].entity_id, tool->id.value);
        EXPECT_EQ(log[i].actor_kind, ActorKind::user);
        EXPECT_EQ(log[i].actor_id, 7);
        EXPECT_EQ(log[i].actor_name, "张三");
        EXPECT_EQ(log[i].at, clock.now());
    }
    EXPECT_EQ(log[1].data, R"({"version":[1,2],"size_um":[null,5]})");
    EXPECT_EQ(log[2].data, R"({"by":"hand"})");
    EXPECT_EQ(events(theirs).size(), 1U);
}

TEST_P(EventsTest, KeepsSecretsOut) {
    auto tool = named("drill");
    tool.secret = "hidden-word";
    tool.password = "pass-word";
    const auto added = add(ours, tool);
    ASSERT_TRUE(added);
    auto changed = *added;
    changed.secret = "other-hidden-word";
    changed.password = "other-pass-word";
    const auto updated = store().write<Tool>(ours, [&](Unit& unit) { return unit.update(changed); });
    ASSERT_TRUE(updated);
    ASSERT_TRUE(store().run_write(ours, [&](Unit& unit) { return unit.remove(*updated); }));
    for (const auto& event : events(ours)) {
        EXPECT_EQ(event.data.find("hidden-word"), std::string::npos) << event.name;
        EXPECT_EQ(event.data.find("pass-word"), std::string::npos) << event.name;
    }
}

TEST_P(EventsTest, ReadsInBothDirectionsAndByEntity) {
    std::vector<Tool> tools;
    for (int i = 0; i < 5; ++i) tools.push_back(add(ours, fmt::format("tool {}", i)).value());
    EXPECT_EQ(events(ours, {.after = 3}).front().sequence, 4);
    EXPECT_EQ(events(ours, {.descending = true, .limit = 2}).back().sequence, 4);
    EXPECT_EQ(events(ours, {.after = 3, .descending = true}).front().sequence, 2);
    EXPECT_EQ(events(ours, {.entity = "tool", .entity_id = tools[2].id.value}).size(), 1U);
    EXPECT_TRUE(events(ours, {.entity = "user"}).empty());
    const auto refused =
        store().read<std::vector<Event>>(ours, [](Reader& reader) { return read_events(reader, {.limit = 1'000}); });
    EXPECT_EQ(refused.error().issues.at(0).code, "too_large");
}

// The canonical form, written out: who keeps a copy of the log can recompute it with any tool.
TEST(EventHash, FollowsTheCanonicalForm) {
    const Event event{{5},    2,  instant_of(1'000), ActorKind::api_key, 9, "a\"b",
                      "tool", 77, "tool.created",    "{\"x\":1}",        {}};
    EXPECT_EQ(event_hash("abc", event),
              sha256_hex("abc\n[5,2,1000,\"api_key\",9,\"a\\\"b\",\"tool\",77,\"tool.created\",{\"x\":1}]"));
}

TEST_P(EventsTest, ProvesAnUntouchedChain) {
    for (int i = 0; i < 250; ++i) ASSERT_TRUE(add(ours, fmt::format("tool {}", i)));  // more than a page
    ASSERT_TRUE(add(theirs, "drill"));
    const auto all = verify(system);
    EXPECT_TRUE(all.faults.empty());
    EXPECT_EQ(all.events, 251);
    EXPECT_EQ(all.organisations, 2);
    EXPECT_EQ(verify(theirs).events, 1);
}

TEST_P(EventsTest, ShowsAChangedEvent) {
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(add(ours, fmt::format("tool {}", i)));
    for (const auto* column : {"actor_name", "entity", "name", "data", "hash", "actor_kind"}) {
        const auto before =
            fmt::format("UPDATE event SET {0} = {0} || 'x' WHERE organisation_id = 101 AND sequence = 3", column);
        tamper(before);
        expect_fault(3, "hash");
        const auto back = fmt::format(
            "UPDATE event SET {0} = substr({0}, 1, length({0}) - 1) WHERE organisation_id = 101 AND sequence = 3",
            column);
        tamper(back);
        ASSERT_TRUE(verify(system).faults.empty()) << column;
    }
    for (const auto* column : {"at", "actor_id", "entity_id"}) {
        tamper(fmt::format("UPDATE event SET {0} = {0} + 1 WHERE organisation_id = 101 AND sequence = 3", column));
        expect_fault(3, "hash");
        tamper(fmt::format("UPDATE event SET {0} = {0} - 1 WHERE organisation_id = 101 AND sequence = 3", column));
    }
}

TEST_P(EventsTest, ShowsWhatIsMissing) {
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(add(ours, fmt::format("tool {}", i)));
    tamper("CREATE TABLE saved AS SELECT * FROM event");
    tamper("DELETE FROM event WHERE organisation_id = 101 AND sequence = 2");
    expect_fault(2, "gap");
    tamper("UPDATE event SET sequence = sequence - 1 WHERE organisation_id = 101 AND sequence = 3");
    expect_fault(2, "hash");
    tamper("DELETE FROM event");
    tamper("INSERT INTO event SELECT * FROM saved");
    ASSERT_TRUE(verify(system).faults.empty());
    tamper("DELETE FROM event WHERE organisation_id = 101 AND sequence = 5");
    expect_fault(4, "head");
    tamper("DELETE FROM event_head WHERE organisation_id = 101");
    expect_fault(4, "head");
}

TEST_P(EventsTest, TellsListenersOfCommitsOnly) {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<Id<Organisation>> heard;
    auto handle = store().listen([&](Id<Organisation> organisation) {
        const std::lock_guard lock(mutex);
        heard.push_back(organisation);
        changed.notify_all();
    });
    EXPECT_FALSE(store().run_write(theirs, [](Unit& unit) -> Result<> {
        DENGYUN_CHECK(unit.insert(named("lost")));
        return fail(ErrorKind::conflict, "tool.broken");
    }));
    ASSERT_TRUE(add(ours, "drill"));
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(30), [&] { return !heard.empty(); }));
    EXPECT_EQ(heard.front(), ours.organisation());
    lock.unlock();
    handle.reset();
    lock.lock();
    const auto before = heard.size();
    lock.unlock();
    ASSERT_TRUE(add(ours, "tap"));
    store().stop();
    EXPECT_EQ(heard.size(), before);
}

DENGYUN_BOTH_DATABASES(EventsTest);

}  // namespace
}  // namespace dengyun::store::test
