#pragma once
// Fresh databases for the tests of this room and of others, one of each kind:
//
//   class SiteTest : public store::test::BothDatabases {
//     protected:
//       SiteTest() : BothDatabases({&Site::description}) {}
//   };
//   TEST_P(SiteTest, KeepsTheName) { auto site = store().write<Site>(…); }
//   DENGYUN_BOTH_DATABASES(SiteTest);
//
// Tables of the named entities are made from their descriptions, on top of the kernel's own. SQLite works in a
// temporary folder. PostgreSQL comes from DENGYUN_TEST_POSTGRESQL (the address of an administrator), or else from a
// server of Debian's package that is started once per test program on a Unix socket and stopped at its end. Tests run
// as a role that is no superuser, so that row-level security holds; each gets its own database, a copy of a migrated
// one.
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <vector>

#include "kernel/base/random.h"
#include "kernel/store/migrations.h"
#include "kernel/store/store.h"

namespace dengyun::store::test {

// The same bytes in every run.
class SeededRandom final : public Random {
  public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::uint8_t> out) override;
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);

  private:
    std::mutex mutex_;
    std::uint64_t state_;
};

enum class Kind { sqlite, postgresql };

// One database, from its making to its end.
class Database {
  public:
    // Migrated with the kernel's scripts and `more`; then the tables of `entities` that are still missing are made.
    Database(Kind kind, std::span<const Migration> more, std::span<const meta::Entity* const> entities);
    // Without any table.
    explicit Database(Kind kind);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    [[nodiscard]] const std::string& url() const { return url_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  private:
    void make(const std::string& copied_from);
    Kind kind_;
    std::filesystem::path folder_;
    std::string name_;
    std::string url_;
};

class BothDatabases : public testing::TestWithParam<Kind> {
  protected:
    explicit BothDatabases(std::vector<const meta::Entity*> entities = {}, std::span<const Migration> more = {},
                           StoreOptions options = {});
    ~BothDatabases() override;

    [[nodiscard]] Store& store() { return *store_; }
    [[nodiscard]] Database& database() { return *database_; }
    [[nodiscard]] bool is_sqlite() const { return GetParam() == Kind::sqlite; }
    [[nodiscard]] StoreOptions options() const { return options_; }  // with the address
    // A second store on the same database: another process, as it were. PostgreSQL only.
    [[nodiscard]] std::unique_ptr<Store> open_another();
    void close();
    void reopen();

    ManualClock clock{instant_of(1'772'352'000'000)};  // 2026-03-01T08:00:00Z
    SeededRandom random{20260301};
    const Scope system = Scope::system("test");
    const Scope ours = Scope::of({101}, {ActorKind::user, 7, "张三"});
    const Scope theirs = Scope::of({102}, {ActorKind::user, 8, "李四"});

  private:
    StoreOptions options_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<Store> store_;
};

[[nodiscard]] std::string name_of(const testing::TestParamInfo<Kind>& info);

}  // namespace dengyun::store::test

#define DENGYUN_BOTH_DATABASES(suite)                                                                         \
    INSTANTIATE_TEST_SUITE_P(                                                                                 \
        , suite, testing::Values(dengyun::store::test::Kind::sqlite, dengyun::store::test::Kind::postgresql), \
        dengyun::store::test::name_of)
