#include "kernel/store/test/harness.h"

#include <map>
#include <unistd.h>

#include "kernel/base/assert.h"
#include "kernel/base/digest.h"
#include "kernel/store/test/postgresql_server.h"

namespace dengyun::store::test {
namespace {

namespace fs = std::filesystem;

// No two databases of this or another test program on the same server share a name.
std::string fresh_name() {
    static std::atomic<int> number = 0;
    return fmt::format("dengyun_{}_{}", getpid(), ++number);
}

template <class T>
T must(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "a test database could not be made: %s %s\n", result.error().code.c_str(),
                     result.error().detail.c_str());
        std::abort();
    }
    return std::move(*result);
}

std::unique_ptr<Store> opened(const std::string& url) {
    static const SystemClock clock;
    static SystemRandom random;
    return must(Store::open({.url = url}, clock, random));
}

void migrate_whole(const std::string& url, std::span<const Migration> more,
                   std::span<const meta::Entity* const> entities) {
    const auto store = opened(url);
    std::vector<Migration> all(migrations().begin(), migrations().end());
    all.insert(all.end(), more.begin(), more.end());
    // Migrations of modules are numbered as if all were there.
    for (std::size_t i = 0; i < all.size(); ++i) all[i].number = static_cast<int>(i) + 1;
    must(migrate(*store, all));
    const auto script = must(schema_difference(*store, entities));
    if (script.empty()) return;
    all.push_back({static_cast<int>(all.size()) + 1, "test_tables", script});
    must(migrate(*store, all));
}

using Templates = std::map<std::string, std::unique_ptr<Database>>;

Templates& templates_of(Kind kind) {
    if (kind == Kind::sqlite) {
        static Templates templates;
        return templates;
    }
    // The server is there before them, so that they can still be dropped when the program ends.
    static const bool started = !administrator_address().empty();
    static Templates templates;
    DENGYUN_ASSERT(started);
    return templates;
}

// A migrated database per set of tables and test program, to copy from.
std::string template_for(Kind kind, std::span<const Migration> more, std::span<const meta::Entity* const> entities) {
    std::string key;
    for (const auto& migration : more) key += fmt::format(" {}", migration.name);
    for (const auto* entity : entities) key += fmt::format(" {}", entity->name);
    auto& made = templates_of(kind)[key];
    if (!made) {
        made = std::make_unique<Database>(kind);
        migrate_whole(made->url(), more, entities);
    }
    return kind == Kind::sqlite ? made->folder().string() : made->url();
}

}  // namespace

void SeededRandom::fill(std::span<std::uint8_t> out) {
    for (auto& byte : out) byte = static_cast<std::uint8_t>(below(256));
}

// Source: Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators (splitmix64).
std::uint64_t SeededRandom::below(std::uint64_t bound) {
    const std::lock_guard lock(mutex_);
    state_ += 0x9E3779B97F4A7C15;
    auto z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return (z ^ (z >> 31)) % bound;
}

Database::Database(Kind kind) : kind_(kind) { make({}); }

Database::Database(Kind kind, std::span<const Migration> more, std::span<const meta::Entity* const> entities)
    : kind_(kind) {
    make(template_for(kind, more, entities));
}

void Database::make(const std::string& copied_from) {
    std::string folder = (fs::temp_directory_path() / "dengyun-test.XXXXXX").string();
    DENGYUN_ASSERT(mkdtemp(folder.data()) != nullptr);
    folder_ = folder;
    if (kind_ == Kind::sqlite) {
        if (!copied_from.empty()) fs::copy_file(fs::path(copied_from) / "test.db", folder_ / "test.db");
        url_ = "sqlite:" + (folder_ / "test.db").string();
        return;
    }
    name_ = fresh_name();
    std::string source = "template0";
    if (!copied_from.empty()) {
        const auto start = copied_from.rfind('/') + 1;
        source = copied_from.substr(start, copied_from.find('?') - start);
    }
    // Copied as files, which takes a third of the time: the server syncs nothing.
    administer(fmt::format("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy OWNER dengyun_test ENCODING 'UTF8'",
                           name_, source));
    if (copied_from.empty()) administer("GRANT ALL ON SCHEMA public TO dengyun_test", name_);
    url_ = address_of(name_);
}

Database::~Database() {
    if (!name_.empty()) administer(fmt::format("DROP DATABASE {} WITH (FORCE)", name_));
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

BothDatabases::BothDatabases(std::vector<const meta::Entity*> entities, std::span<const Migration> more,
                             StoreOptions options)
    : options_(std::move(options)), database_(std::make_unique<Database>(GetParam(), more, entities)) {
    options_.url = database_->url();
    reopen();
}

BothDatabases::~BothDatabases() { close(); }

void BothDatabases::close() { store_.reset(); }

void BothDatabases::reopen() {
    close();
    store_ = must(Store::open(options_, clock, random));
}

std::unique_ptr<Store> BothDatabases::open_another() {
    DENGYUN_ASSERT(!is_sqlite());
    return must(Store::open(options_, clock, random));
}

std::string name_of(const testing::TestParamInfo<Kind>& info) {
    return info.param == Kind::sqlite ? "Sqlite" : "Postgresql";
}

}  // namespace dengyun::store::test
