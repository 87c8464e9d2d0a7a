// Goal: on PostgreSQL the database itself keeps organisations apart, for the statement that forgot to.
#include "kernel/store/test/tool_test.h"

namespace dengyun::store::test {
namespace {

class TenancyTest : public WithTools {
  protected:
    void SetUp() override {
        ASSERT_TRUE(add(ours, "ours"));
        ASSERT_TRUE(add(theirs, "theirs"));
    }
    std::int64_t visible(const Scope& scope, std::string_view table) {
        std::int64_t rows = -1;
        const auto sql = fmt::format("SELECT COUNT(*) FROM {}", table);
        const auto read = store().run_read(scope, [&](Reader& reader) {
            return reader.query(sql, {}, [&](const Row& row) { rows = row.integer(0); });
        });
        EXPECT_TRUE(read) << (read ? "" : read.error().detail);
        return rows;
    }
};

TEST_P(TenancyTest, ShowsOwnRowsToASelectWithoutWhere) {
    for (const auto* table : {"tool", "event", "event_head"}) {
        EXPECT_EQ(visible(ours, table), 1) << table;
        EXPECT_EQ(visible(theirs, table), 1) << table;
        EXPECT_EQ(visible(Scope::of({999}, {}), table), 0) << table;
        EXPECT_EQ(visible(system, table), 2) << table;
        EXPECT_EQ(visible(Scope::reading_all({999}, {}), table), 2) << table;
    }
}

TEST_P(TenancyTest, RefusesRowsOfOthers) {
    const auto write = [&](const Scope& scope, std::string_view sql) {
        return store().run_write(scope, [&](Unit& unit) -> Result<> {
            DENGYUN_CHECK(unit.execute(sql, {}));
            return {};
        });
    };
    EXPECT_TRUE(write(ours, "UPDATE tool SET note = 'x' WHERE organisation_id <> 0"));
    EXPECT_EQ(visible(system, "tool WHERE note = 'x'"), 1);
    EXPECT_FALSE(write(ours, "UPDATE tool SET organisation_id = 102"));
    EXPECT_FALSE(
        write(Scope::reading_all({101}, ours.actor()), "UPDATE tool SET note = 'y' WHERE organisation_id = 102"));
    EXPECT_FALSE(
        write(ours, "INSERT INTO event_head (organisation_id, sequence, hash, changed_at) VALUES (103, 1, '', 0)"));
    EXPECT_TRUE(write(Scope::crossing({101}, ours.actor()), "UPDATE tool SET note = 'y' WHERE organisation_id = 102"));
    EXPECT_EQ(visible(system, "tool WHERE note = 'y'"), 1);
    EXPECT_TRUE(write(system, "UPDATE tool SET note = 'z' WHERE organisation_id <> 0"));
    EXPECT_EQ(visible(system, "tool WHERE note = 'z'"), 2);
}

TEST_P(TenancyTest, ForgetsTheScopeWithTheTransaction) {
    EXPECT_EQ(visible(system, "tool"), 2);
    for (int i = 0; i < 20; ++i) EXPECT_EQ(visible(i % 2 == 0 ? ours : theirs, "tool"), 1);
}

TEST_P(TenancyTest, IsOnForEveryTableThatNamesAnOrganisation) {
    std::vector<std::string> open;
    ASSERT_TRUE(store().run_read(system, [&](Reader& reader) {
        return reader.query(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = "
            "'organisation_id' "
            "WHERE c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1",
            {}, [&](const Row& row) { open.emplace_back(row.text(0)); });
    }));
    // The platform's own: docs/adr tells why.
    EXPECT_EQ(open, (std::vector<std::string>{"job", "search_entry"}));
}

// SQLite has no row-level security.
INSTANTIATE_TEST_SUITE_P(, TenancyTest, testing::Values(Kind::postgresql), name_of);

}  // namespace
}  // namespace dengyun::store::test
