// Goal: a unit of work keeps its rows with their events or nothing, in its scope only, and never over a newer version.
#include <malloc.h>

#include "kernel/meta/json.h"
#include "kernel/store/test/tool_test.h"

namespace dengyun::store::test {
namespace {

using namespace std::chrono_literals;

class UnitTest : public WithTools {};

Tool full() {
    Tool tool;
    tool.name = "铣刀 \"A\\1\"\n'; DROP";
    tool.note = "";
    tool.size_um = -9'007'199'254'740'993;
    tool.weight_kg = 0.1 + 0.2;
    tool.sharp = true;
    tool.kind = ToolKind::tap;
    tool.spare_kind = ToolKind::cutter;
    tool.bought_on = meta::Date(std::chrono::days(-1));
    tool.checked_at = instant_of(1);
    tool.successor_id = Id<Tool>{std::numeric_limits<std::int64_t>::max()};
    tool.tags = {"a", "b\"c", ""};
    tool.fits = {ToolKind::cutter, ToolKind::drill};
    tool.maker = Maker{"厂", 1999};
    tool.secret = "hidden-word";
    tool.password = "pass-word";
    return tool;
}

void expect_same(const Tool& a, const Tool& b) {
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.organisation_id, b.organisation_id);
    EXPECT_EQ(a.version, b.version);
    EXPECT_EQ(a.created_at, b.created_at);
    EXPECT_EQ(a.updated_at, b.updated_at);
    EXPECT_EQ(meta::to_json(a), meta::to_json(b));
    EXPECT_EQ(a.secret, b.secret);
    EXPECT_EQ(a.password, b.password);
    EXPECT_EQ(a.weight_kg, b.weight_kg);
}

TEST_P(UnitTest, ReadsBackEveryTypeOfField) {
    for (const auto& tool : {full(), named("bare")}) {
        const auto added = add(ours, tool);
        ASSERT_TRUE(added) << added.error().code << " " << added.error().detail;
        EXPECT_EQ(added->version, 1);
        EXPECT_EQ(added->organisation_id, ours.organisation());
        EXPECT_EQ(added->created_at, clock.now());
        const auto found = find(ours, added->id);
        ASSERT_TRUE(found) << found.error().detail;
        expect_same(*added, *found);
    }
}

TEST_P(UnitTest, ShowsRowsToTheirOrganisationOnly) {
    const auto tool = add(ours, "drill");
    ASSERT_TRUE(tool);
    EXPECT_EQ(find(theirs, tool->id).error().code, "request.not_found");
    EXPECT_TRUE(find(Scope::reading_all({102}, {ActorKind::user, 8, "李四"}), tool->id));
    EXPECT_TRUE(find(system, tool->id));
    EXPECT_TRUE(names(theirs, {}).empty());
    EXPECT_EQ(names(ours, {}).size(), 1U);
}

TEST_P(UnitTest, WritesRowsOfItsOrganisationOnly) {
    const auto tool = add(ours, "drill");
    ASSERT_TRUE(tool);
    for (const auto& stranger : {theirs, Scope::reading_all({102}, {ActorKind::user, 8, "李四"})}) {
        auto changed = *tool;
        changed.name = "stolen";
        const auto update = store().write<Tool>(stranger, [&](Unit& unit) { return unit.update(changed); });
        EXPECT_TRUE(update.error().code == "request.not_found" || update.error().code == "request.forbidden");
        const auto removal = store().run_write(stranger, [&](Unit& unit) { return unit.remove(changed); });
        EXPECT_TRUE(removal.error().code == "request.not_found" || removal.error().code == "request.forbidden");
        auto planted = named("planted");
        planted.organisation_id = ours.organisation();
        EXPECT_EQ(add(stranger, planted).error().code, "request.forbidden");
        const auto event =
            store().run_write(stranger, [&](Unit& unit) { return unit.emit({101}, "tool", 1, "stolen", "{}"); });
        EXPECT_EQ(event.error().code, "request.forbidden");
    }
    EXPECT_EQ(find(ours, tool->id)->name, "drill");
    EXPECT_EQ(events(ours).size(), 1U);
}

TEST_P(UnitTest, RefusesAChangeOfAnOldVersion) {
    const auto tool = add(ours, "drill");
    ASSERT_TRUE(tool);
    clock.advance(5s);
    auto first = *tool;
    first.name = "first";
    const auto changed = store().write<Tool>(ours, [&](Unit& unit) { return unit.update(first, "renamed"); });
    ASSERT_TRUE(changed) << changed.error().detail;
    EXPECT_EQ(changed->version, 2);
    EXPECT_EQ(changed->created_at, tool->created_at);
    EXPECT_EQ(changed->updated_at, clock.now());

    auto second = *tool;
    second.name = "second";
    EXPECT_EQ(store().write<Tool>(ours, [&](Unit& unit) { return unit.update(second); }).error().code,
              "request.changed_meanwhile");
    EXPECT_EQ(store().run_write(ours, [&](Unit& unit) { return unit.remove(*tool); }).error().code,
              "request.changed_meanwhile");
    EXPECT_EQ(find(ours, tool->id)->name, "first");

    ASSERT_TRUE(store().run_write(ours, [&](Unit& unit) { return unit.remove(*changed); }));
    EXPECT_EQ(store().run_write(ours, [&](Unit& unit) { return unit.remove(*changed); }).error().code,
              "request.not_found");
    EXPECT_EQ(store().write<Tool>(ours, [&](Unit& unit) { return unit.update(*changed); }).error().code,
              "request.not_found");
    const auto log = events(ours);
    ASSERT_EQ(log.size(), 3U);
    EXPECT_EQ(log[1].name, "tool.renamed");
    EXPECT_EQ(log[1].data, R"({"version":[1,2],"name":["drill","first"]})");
    EXPECT_EQ(log[2].name, "tool.removed");
}

TEST_P(UnitTest, NamesTheColumnsOfABrokenUniqueIndex) {
    ASSERT_TRUE(add(ours, "drill"));
    const auto again = add(ours, "drill");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::conflict) << again.error().detail;
    EXPECT_EQ(again.error().code, "request.taken");
    ASSERT_EQ(again.error().issues.size(), 1U);
    EXPECT_EQ(again.error().issues[0].field, "name");
    EXPECT_EQ(again.error().issues[0].code, "taken");
    EXPECT_TRUE(add(theirs, "drill"));
    const auto tap = add(ours, "tap");
    ASSERT_TRUE(tap);
    auto renamed = *tap;
    renamed.name = "drill";
    EXPECT_EQ(store().write<Tool>(ours, [&](Unit& unit) { return unit.update(renamed); }).error().code,
              "request.taken");
    auto same_id = named("other");
    same_id.id = tap->id;
    EXPECT_EQ(add(ours, same_id).error().issues.at(0).field, "id");
}

TEST_P(UnitTest, FindsByAUniqueIndex) {
    const auto tool = add(ours, "drill");
    ASSERT_TRUE(tool);
    const auto by_name = [&](const Scope& scope, std::string_view name) {
        return store().read<std::optional<Tool>>(scope, [&](Reader& reader) {
            const meta::Scalar values[] = {name};
            return reader.find_by<Tool>("tool_name", values);
        });
    };
    EXPECT_EQ(by_name(ours, "drill").value().value().id, tool->id);
    EXPECT_FALSE(by_name(ours, "Drill").value());
    EXPECT_FALSE(by_name(theirs, "drill").value());
}

TEST_P(UnitTest, KeepsNothingOfAUnitThatFails) {
    const auto failing = [&](const Store::WriteWork& then) {
        return store().run_write(ours, [&](Unit& unit) -> Result<> {
            DENGYUN_CHECK(unit.insert(named("half")));
            DENGYUN_CHECK(unit.schedule({.kind = "test.job", .key = "k", .run_at = unit.now(), .data = "{}"}));
            return then(unit);
        });
    };
    EXPECT_EQ(failing([](Unit&) -> Result<> { return fail(ErrorKind::conflict, "tool.broken"); }).error().code,
              "tool.broken");
    EXPECT_EQ(failing([](Unit&) -> Result<> { throw std::runtime_error("boom"); }).error().code, "internal");
    EXPECT_EQ(failing([](Unit&) -> Result<> { throw 1; }).error().code, "internal");
    EXPECT_EQ(failing([](Unit& unit) -> Result<> {
                  DENGYUN_CHECK(unit.execute("UPDATE no_such_table SET organisation_id = 1", {}));
                  return {};
              })
                  .error()
                  .code,
              "internal");
    // Also where the refusal of the database is passed over.
    const auto passed_over = failing([](Unit& unit) -> Result<> {
        EXPECT_FALSE(unit.insert(named("half")));
        return {};
    });
    EXPECT_FALSE(passed_over);
    EXPECT_TRUE(names(ours, {}).empty());
    EXPECT_TRUE(events(ours).empty());
    EXPECT_EQ(count("SELECT COUNT(*) FROM job"), 0);
    EXPECT_EQ(count("SELECT COUNT(*) FROM search_entry"), 0);
    EXPECT_TRUE(add(ours, "whole"));
}

TEST_P(UnitTest, KeepsNothingWhereTheCommitFails) {
    // A constraint that is looked at only at the end of the transaction.
    tamper("CREATE TABLE parent (id BIGINT NOT NULL PRIMARY KEY)");
    tamper("CREATE TABLE child (organisation_id BIGINT REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)");
    const auto failed = store().run_write(ours, [&](Unit& unit) -> Result<> {
        DENGYUN_CHECK(unit.insert(named("half")));
        DENGYUN_CHECK(unit.execute("INSERT INTO child (organisation_id) VALUES (99)", {}));
        return {};
    });
    EXPECT_FALSE(failed);
    EXPECT_TRUE(names(ours, {}).empty());
    EXPECT_TRUE(events(ours).empty());
    EXPECT_TRUE(add(ours, "whole"));
}

TEST_P(UnitTest, SeesOneSnapshotPerRead) {
    ASSERT_TRUE(add(ours, "first"));
    const auto outcome = store().run_read(ours, [&](Reader& reader) -> Result<> {
        DENGYUN_TRY(before, reader.list<Tool>({}));
        EXPECT_TRUE(add(ours, "second"));
        DENGYUN_TRY(after, reader.list<Tool>({}));
        EXPECT_EQ(before.items.size(), 1U);
        EXPECT_EQ(after.items.size(), 1U);
        return {};
    });
    EXPECT_TRUE(outcome);
    EXPECT_EQ(names(ours, {}).size(), 2U);
}

TEST_P(UnitTest, KeepsRowsOverAReopening) {
    const auto tool = add(ours, "drill");
    ASSERT_TRUE(tool);
    reopen();
    EXPECT_EQ(find(ours, tool->id)->name, "drill");
    const auto later = add(ours, "tap");
    EXPECT_NE(later->id, tool->id);
    // Another node number makes another id at the same moment of the same clock.
    EXPECT_NE((later->id.value >> 12) & 1023, (tool->id.value >> 12) & 1023);
}

TEST_P(UnitTest, ReadsHandWrittenQueries) {
    ASSERT_TRUE(add(ours, full()));
    const auto read = store().run_read(ours, [&](Reader& reader) {
        const meta::Scalar of[] = {ours.organisation().value, {}};
        return reader.query(
            "SELECT COUNT(*), SUM(size_um), AVG(size_um), MAX(name), MIN(weight_kg), weight_kg, maker, NULL "
            "FROM tool WHERE organisation_id = ? AND COALESCE(note, '') <> COALESCE(?, 'x') GROUP BY weight_kg, maker",
            of, [&](const Row& row) {
                EXPECT_EQ(row.integer(0), 1);
                EXPECT_EQ(row.integer(1), -9'007'199'254'740'993);
                EXPECT_NEAR(row.real(2), -9.007199254740993e15, 10);
                EXPECT_EQ(row.text(3), full().name);
                EXPECT_NEAR(row.real(4), 0.3, 1e-9);
                EXPECT_EQ(row.real(5), full().weight_kg);
                EXPECT_EQ(row.text(6), R"({"name":"厂","year":1999})");
                EXPECT_TRUE(row.is_null(7));
                EXPECT_EQ(row.integer(7), 0);
            });
    });
    EXPECT_TRUE(read) << read.error().detail;
}

// A long-lived server meets refused statements all day.
TEST_P(UnitTest, LosesNoMemoryToRefusals) {
    auto tool = named("taken");
    tool.note.emplace(500, 'x');
    ASSERT_TRUE(add(ours, tool));
    const auto in_use = [] {
        const auto memory = mallinfo2();
        return memory.uordblks + memory.hblkhd;
    };
    const auto refuse = [&](int times) {
        for (int i = 0; i < times; ++i) EXPECT_EQ(add(ours, tool).error().code, "request.taken");
    };
    refuse(100);  // what is made once is there
    const auto before = in_use();
    constexpr int times = 500;
    refuse(times);
    EXPECT_LT(in_use(), before + times * 100);
}

DENGYUN_BOTH_DATABASES(UnitTest);

}  // namespace
}  // namespace dengyun::store::test
