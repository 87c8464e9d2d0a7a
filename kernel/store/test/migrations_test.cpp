// Goal: scripts are applied once, in order and whole; the descriptions and the schema they make agree on both
// databases.
#include "kernel/store/files.h"
#include "kernel/store/jobs.h"
#include "kernel/store/messages.h"
#include "kernel/store/test/tool_test.h"

namespace dengyun::store::test {
namespace {

class MigrationsTest : public WithTools {
  protected:
    std::vector<Migration> with(std::vector<Migration> more) {
        std::vector<Migration> all(migrations().begin(), migrations().end());
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    // On a database without any table.
    void SetUp() override {
        database_ = std::make_unique<Database>(GetParam());
        bare_ = std::move(*Store::open({.url = database_->url()}, clock, random));
    }
    void TearDown() override { bare_.reset(); }
    std::unique_ptr<Database> database_;
    std::unique_ptr<Store> bare_;
};

TEST_P(MigrationsTest, AppliesWhatIsMissing) {
    EXPECT_EQ(pending_migrations(*bare_, migrations()).value(), std::vector<int>{1});
    EXPECT_EQ(migrate(*bare_, migrations()).value(), std::vector<int>{1});
    EXPECT_EQ(pending_migrations(*bare_, migrations()).value(), std::vector<int>{});
    EXPECT_EQ(migrate(*bare_, migrations()).value(), std::vector<int>{});
    const auto more = with({{3, "0003_b", "CREATE TABLE b (id BIGINT NOT NULL PRIMARY KEY);\n"},
                            {2, "0002_a", "CREATE TABLE a (id BIGINT NOT NULL PRIMARY KEY);\n"}});
    EXPECT_EQ(migrate(*bare_, more).value(), (std::vector<int>{2, 3}));
}

TEST_P(MigrationsTest, RefusesChangedAndUnknownScripts) {
    ASSERT_TRUE(migrate(*bare_, with({{2, "0002_a", "CREATE TABLE a (id BIGINT);\n"}})));
    EXPECT_EQ(migrate(*bare_, with({{2, "0002_a", "CREATE TABLE a (id BIGINT, x BIGINT);\n"}})).error().code,
              "migration.changed");
    EXPECT_EQ(migrate(*bare_, migrations()).error().code, "migration.from_the_future");
}

TEST_P(MigrationsTest, KeepsNothingOfAScriptThatFails) {
    const auto failed =
        migrate(*bare_, with({{2, "0002_a", "CREATE TABLE a (id BIGINT);\nCREATE TABLE a (id BIGINT);\n"}}));
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "migration.failed");
    EXPECT_EQ(migrate(*bare_, with({{2, "0002_a", "CREATE TABLE a (id BIGINT);\n"}})).value(), std::vector<int>{2});
}

TEST_P(MigrationsTest, TakesTheLinesOfItsDatabaseOnly) {
    ASSERT_TRUE(
        migrate(*bare_, with({{2, "0002_a",
                               "-- a comment; with a semicolon\n"
                               "CREATE TABLE a (\n    id BIGINT NOT NULL PRIMARY KEY, -- remark\n    name TEXT\n);\n"
                               "-- only: sqlite\nINSERT INTO a VALUES (1, 'a;b');\n"
                               "-- only: postgresql\nINSERT INTO a VALUES (2, 'TEXT');\n"
                               "-- only: both\nINSERT INTO a VALUES (3, 'both');\n"}})));
    std::vector<std::int64_t> ids;
    ASSERT_TRUE(bare_->run_read(system, [&](Reader& reader) {
        return reader.query("SELECT id FROM a ORDER BY id", {}, [&](const Row& row) { ids.push_back(row.integer(0)); });
    }));
    EXPECT_EQ(ids, (std::vector<std::int64_t>{is_sqlite() ? 1 : 2, 3}));
}

TEST_P(MigrationsTest, DescribesItsOwnTablesAsTheyAre) {
    ASSERT_TRUE(migrate(*bare_, migrations()));
    const meta::Entity* entities[] = {&Job::description, &StoredFile::description};
    EXPECT_EQ(schema_difference(*bare_, entities).value(), "");
}

TEST_P(MigrationsTest, WritesTheScriptThatLeavesNoDifference) {
    ASSERT_TRUE(migrate(*bare_, migrations()));
    const meta::Entity* entities[] = {&Tool::description};
    const auto script = schema_difference(*bare_, entities);
    ASSERT_TRUE(script);
    for (const auto* part : {"CREATE TABLE tool (", "name TEXT NOT NULL", "weight_kg DOUBLE PRECISION NOT NULL",
                             "note TEXT,", "CREATE UNIQUE INDEX tool_name ON tool (organisation_id, name)",
                             "ENABLE ROW LEVEL SECURITY", "CREATE INDEX tool_by_name", "NULLS FIRST"})
        EXPECT_NE(script->find(part), std::string::npos) << part;
    ASSERT_TRUE(migrate(*bare_, with({{2, "0002_tool", *script}})));
    EXPECT_EQ(schema_difference(*bare_, entities).value(), "");
}

TEST_P(MigrationsTest, AddsColumnsAndIndexesToATableThatIsThere) {
    ASSERT_TRUE(migrate(
        *bare_,
        with({{2, "0002_tool",
               "CREATE TABLE tool (id BIGINT NOT NULL, organisation_id BIGINT NOT NULL, version BIGINT NOT NULL, "
               "created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, name TEXT NOT NULL, "
               "PRIMARY KEY (organisation_id, id));\nINSERT INTO tool VALUES (5, 101, 1, 0, 0, 'old');\n"}})));
    const meta::Entity* entities[] = {&Tool::description};
    const auto script = schema_difference(*bare_, entities);
    ASSERT_TRUE(script);
    EXPECT_EQ(script->find("CREATE TABLE"), std::string::npos);
    EXPECT_NE(script->find("ALTER TABLE tool ADD COLUMN sharp INTEGER NOT NULL DEFAULT 0"), std::string::npos);
    const auto first =
        with({{2, "0002_tool",
               "CREATE TABLE tool (id BIGINT NOT NULL, organisation_id BIGINT NOT NULL, version BIGINT NOT NULL, "
               "created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, name TEXT NOT NULL, "
               "PRIMARY KEY (organisation_id, id));\nINSERT INTO tool VALUES (5, 101, 1, 0, 0, 'old');\n"},
              {3, "0003_more", *script}});
    const auto done = migrate(*bare_, first);
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(schema_difference(*bare_, entities).value(), "");
    const auto old = bare_->read<Tool>(ours, [](Reader& reader) { return reader.find(Id<Tool>{5}); });
    ASSERT_TRUE(old) << old.error().detail;
    EXPECT_EQ(old->kind, ToolKind::drill);
    EXPECT_TRUE(old->tags.empty());
}

TEST_P(MigrationsTest, TellsAColumnOfAnotherType) {
    ASSERT_TRUE(migrate(*bare_, with({{2, "0002_tool", "CREATE TABLE tool (id TEXT, organisation_id BIGINT);\n"}})));
    const meta::Entity* entities[] = {&Tool::description};
    EXPECT_EQ(schema_difference(*bare_, entities).error().code, "migration.column_type");
}

DENGYUN_BOTH_DATABASES(MigrationsTest);

TEST(Messages, AreThereInBothLanguages) {
    MessageCatalogue catalogue;
    catalogue.add(messages());
    for (const auto* code : {"store.busy",
                             "store.closing",
                             "store.in_use",
                             "store.unreachable",
                             "store.too_slow",
                             "store.taken",
                             "store.conflict",
                             "store.read_only",
                             "store.outcome_unknown",
                             "store.bad_address",
                             "request.taken",
                             "request.not_found",
                             "request.changed_meanwhile",
                             "request.in_progress",
                             "request.idempotency_key_reused",
                             "migration.changed",
                             "migration.from_the_future",
                             "migration.failed",
                             "migration.column_type",
                             "job.bad_state",
                             "job.too_large",
                             "job.unknown_kind",
                             "job.lease_lost",
                             "file.too_large",
                             "file.damaged",
                             "backup.exists",
                             "backup.unwritable",
                             "restore.not_empty",
                             "restore.damaged",
                             "restore.unknown_version"})
        EXPECT_TRUE(catalogue.contains(code)) << code;
    for (const auto& message : messages()) {
        EXPECT_FALSE(message.text.zh.empty()) << message.code;
        EXPECT_FALSE(message.text.en.empty()) << message.code;
    }
}

}  // namespace
}  // namespace dengyun::store::test
