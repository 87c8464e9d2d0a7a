// Goal: what is backed up from either database is restored into either, whole; a damaged archive changes nothing.
#include "kernel/store/backup.h"

#include <fstream>

#include "kernel/meta/json.h"
#include "kernel/store/files.h"
#include "kernel/store/test/tool_test.h"

namespace dengyun::store::test {
namespace {

class BackupTest : public WithTools {
  protected:
    void SetUp() override {
        for (int i = 0; i < 230; ++i) {
            auto tool = named(fmt::format("宁波刀具 \"{}\"", i));
            tool.weight_kg = 1.0 / (i + 1);
            if (i % 2 == 0) tool.size_um = -i;
            tool.secret = "kept";
            ASSERT_TRUE(add(i % 3 == 0 ? theirs : ours, tool));
        }
        std::string bytes(300'000, '\x01');
        const auto saved = store().write<StoredFile>(
            ours, [&](Unit& unit) { return save_file(unit, "a.bin", "application/x-a", bytes); });
        ASSERT_TRUE(saved);
        file_ = saved->id;
        ASSERT_TRUE(store().run_write(ours, [](Unit& unit) {
            return unit.schedule({.kind = "test.job", .key = "k", .run_at = unit.now(), .data = "{}"});
        }));
        path_ = (database().folder() / "backup.gz").string();
        // The scripts that the harness has applied.
        ASSERT_TRUE(store().run_read(system, [&](Reader& reader) {
            return reader.query("SELECT MAX(number) FROM schema_migration", {},
                                [&](const Row& row) { ASSERT_EQ(row.integer(0), 2); });
        }));
        Database bare(Kind::sqlite);
        const auto store = Store::open({.url = bare.url()}, clock, random);
        ASSERT_TRUE(migrate(**store, migrations()));
        const meta::Entity* entities[] = {&Tool::description};
        script_ = schema_difference(**store, entities).value();
        scripts_.assign(migrations().begin(), migrations().end());
        scripts_.push_back({2, "test_tables", script_});
    }
    std::string everything(Store& of) {
        std::string all;
        for (const auto& scope : {ours, theirs}) {
            Query query{.sort = "id", .limit = page_limit_max};
            const auto read = of.run_read(scope, [&](Reader& reader) -> Result<> {
                do {
                    DENGYUN_TRY(page, reader.list<Tool>(query));
                    for (const auto& tool : page.items) all += meta::to_json(tool) + tool.secret + '\n';
                    query.after = page.next.value_or("");
                } while (!query.after.empty());
                DENGYUN_TRY(log, read_events(reader, {.limit = page_limit_max}));
                for (const auto& event : log) all += event.hash + '\n';
                return {};
            });
            EXPECT_TRUE(read) << (read ? "" : read.error().detail);
        }
        return all;
    }
    std::string path_;
    std::string script_;
    std::vector<Migration> scripts_;
    Id<StoredFile> file_;
};

TEST_P(BackupTest, RestoresIntoEitherDatabase) {
    const auto saved = backup(store(), path_);
    ASSERT_TRUE(saved) << saved.error().code << saved.error().detail;
    EXPECT_EQ(backup(store(), path_).error().code, "backup.exists");
    EXPECT_FALSE(std::filesystem::exists(path_ + ".part"));
    const auto before = everything(store());
    for (const auto kind : {Kind::sqlite, Kind::postgresql}) {
        Database bare(kind);
        const auto other = std::move(*Store::open({.url = bare.url()}, clock, random));
        const auto restored = restore(*other, path_, scripts_);
        ASSERT_TRUE(restored) << restored.error().code << " " << restored.error().detail;
        EXPECT_EQ(everything(*other), before);
        const auto verified = verify_events(*other, system);
        EXPECT_TRUE(verified->faults.empty());
        EXPECT_EQ(verified->events, 231);
        const auto found =
            other->read<Page<Tool>>(ours, [](Reader& reader) { return reader.list<Tool>({.search = "刀具"}); });
        EXPECT_FALSE(found->items.empty());
        EXPECT_EQ(other->read<std::string>(ours, [&](Reader& reader) { return read_file(reader, file_); })->size(),
                  300'000U);
        const auto added = other->write<Tool>(ours, [](Unit& unit) { return unit.insert(named("after")); });
        EXPECT_TRUE(added) << added.error().detail;
        EXPECT_EQ(restore(*other, path_, scripts_).error().code, "restore.not_empty");
    }
}

TEST_P(BackupTest, RefusesWhatItDoesNotKnow) {
    ASSERT_TRUE(backup(store(), path_));
    Database bare(GetParam());
    const auto other = std::move(*Store::open({.url = bare.url()}, clock, random));
    EXPECT_EQ(restore(*other, path_, migrations()).error().code, "restore.unknown_version");
    EXPECT_EQ(restore(*other, path_ + "x", scripts_).error().code, "restore.damaged");
    EXPECT_EQ(backup(store(), "/no/such/folder/backup.gz").error().code, "backup.unwritable");
}

TEST_P(BackupTest, RefusesADamagedArchiveAndChangesNothing) {
    ASSERT_TRUE(backup(store(), path_));
    std::string bytes;
    {
        std::ifstream in(path_, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    const auto damaged = path_ + ".damaged";
    Database bare(GetParam());
    const auto other = std::move(*Store::open({.url = bare.url()}, clock, random));
    for (int i = 0; i < 12; ++i) {
        auto broken = bytes;
        if (i % 3 == 0)
            broken.resize(random.below(broken.size()));
        else
            broken[random.below(broken.size() - 20) + 10] ^= static_cast<char>(1 + random.below(255));
        std::ofstream(damaged, std::ios::binary | std::ios::trunc) << broken;
        const auto refused = restore(*other, damaged, scripts_);
        ASSERT_FALSE(refused) << i;
        EXPECT_EQ(refused.error().code, "restore.damaged") << refused.error().detail;
    }
    EXPECT_TRUE(restore(*other, path_, scripts_));
}

DENGYUN_BOTH_DATABASES(BackupTest);

}  // namespace
}  // namespace dengyun::store::test
