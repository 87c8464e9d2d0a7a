// Goal: what the modules bring fits together: numbered scripts, texts for every error, permissions, routes and timers.
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "kernel/api/openapi.h"
#include "server/platform.h"
#include "server/vocabularies.h"

namespace dengyun::server {
namespace {

class WiringTest : public testing::Test {
  protected:
    WiringTest() {
        auto pattern = (std::filesystem::temp_directory_path() / "dengyun-wiring-XXXXXX").string();
        EXPECT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        settings_.data = (folder_ / "data").string();
        settings_.log_level = "error";
        settings_.password_memory_kib = 8'192;
    }
    ~WiringTest() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path folder_;
    Settings settings_;
};

TEST_F(WiringTest, ScriptsAreNumberedWithoutGaps) {
    int expected = 1;
    for (const auto& script : all_migrations()) EXPECT_EQ(script.number, expected++) << script.name;
    EXPECT_GT(expected, 1);
}

TEST_F(WiringTest, SchemaIsWhatTheDescriptionsAskFor) {
    const auto platform = Platform::open(settings_, Platform::Schema::migrate);
    ASSERT_TRUE(platform);
    const auto entities = all_entities();
    const auto difference = store::schema_difference((*platform)->store(), entities);
    ASSERT_TRUE(difference) << difference.error().code << ' ' << difference.error().detail;
    EXPECT_EQ(*difference, "");
}

TEST_F(WiringTest, EveryEntityIsStoredOnce) {
    std::set<std::string_view> names;
    for (const auto* entity : all_entities()) {
        EXPECT_TRUE(entity->stored) << entity->name;
        EXPECT_TRUE(names.insert(entity->name).second) << entity->name;
    }
}

// One word from the permission and the job to the screen.
TEST_F(WiringTest, EveryModuleOfAPermissionAndEveryKindOfAJobHasAWord) {
    const auto platform = Platform::open(settings_, Platform::Schema::migrate);
    ASSERT_TRUE(platform);
    std::map<std::string_view, std::set<std::string>> used;
    for (const auto& permission : (*platform)->routes().permissions())
        used["permission_module"].insert(std::string(permission.name.substr(0, permission.name.find('.'))));
    SystemRandom random;
    store::JobRunner runner((*platform)->store(), (*platform)->clock(), random, 1);
    (*platform)->add_jobs(runner);
    for (const auto& kind : runner.kinds()) used["job_kind"].insert(kind);
    for (const auto& vocabulary : vocabularies()) {
        std::set<std::string> named;
        for (const auto& entry : vocabulary.entries) named.insert(std::string(entry.name));
        EXPECT_EQ(named, used[vocabulary.name]) << vocabulary.name;
    }
}

TEST_F(WiringTest, DataDirectoryIsTheOwnersAlone) {
    const auto platform = Platform::open(settings_, Platform::Schema::migrate);
    ASSERT_TRUE(platform);
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(settings_.data).permissions(), perms::owner_all);
    const auto mode = std::filesystem::status(std::filesystem::path(settings_.data) / "secret.key").permissions();
    EXPECT_EQ(mode & (perms::group_all | perms::others_all), perms::none);
}

TEST_F(WiringTest, RefusesADatabaseThatIsBehind) {
    ASSERT_TRUE(Platform::open(settings_, Platform::Schema::leave));
    for (const auto access : {Platform::Access::write, Platform::Access::read}) {
        const auto platform = Platform::open(settings_, Platform::Schema::require, access);
        ASSERT_FALSE(platform);
        EXPECT_EQ(platform.error().code, "migration.pending");
    }
}

TEST_F(WiringTest, ReadingADatabaseThatIsNotThereMakesNone) {
    EXPECT_FALSE(Platform::open(settings_, Platform::Schema::require, Platform::Access::read));
    EXPECT_FALSE(std::filesystem::exists(settings_.data));
}

TEST_F(WiringTest, RefusesASecondProcessOnTheSameDataButLetsItRead) {
    const auto first = Platform::open(settings_, Platform::Schema::migrate);
    ASSERT_TRUE(first);
    const auto second = Platform::open(settings_, Platform::Schema::migrate);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "store.in_use");
    EXPECT_TRUE(Platform::open(settings_, Platform::Schema::require, Platform::Access::read));
}

TEST_F(WiringTest, EveryCodeHasATextInBothLanguages) {
    const auto catalogue = all_messages();
    for (const auto* code :
         {"migration.pending", "settings.bad_listen", "settings.bad_log_level", "settings.unusable_data",
          "demonstration.loaded", "store.in_use", "server.address_in_use", "backup.exists", "restore.not_empty"}) {
        ASSERT_TRUE(catalogue.contains(code)) << code;
        EXPECT_NE(catalogue.text(code, Language::zh), catalogue.text(code, Language::en)) << code;
    }
}

TEST_F(WiringTest, StartsAndStopsItsWork) {
    const auto platform = Platform::open(settings_, Platform::Schema::migrate);
    ASSERT_TRUE(platform);
    (*platform)->start_work();
    (*platform)->stop_work();
    (*platform)->stop_work();
    std::set<std::string> kinds;
    ASSERT_TRUE((*platform)->store().run_read(Scope::system("test"), [&](store::Reader& reader) {
        return reader.query("SELECT kind FROM job WHERE status = 'waiting'", {},
                            [&](const store::Row& row) { kinds.emplace(row.text(0)); });
    }));
    EXPECT_TRUE(kinds.contains("platform.sweep"));
}

}  // namespace
}  // namespace dengyun::server
