#include "modules/telemetry/shelves/shelves.h"

#include <algorithm>
#include <charconv>

#include "engines/timeseries/file_store.h"
#include "engines/timeseries/shelf/posix_files.h"
#include "modules/telemetry/devices/device.h"
#include "modules/telemetry/shelves/database_partitions.h"

namespace dengyun::telemetry {
namespace {

constexpr std::chrono::minutes retention_interval{30};
constexpr std::uint64_t share_bytes_min = 2 << 20;
constexpr std::uint64_t share_bytes_max = 48 << 20;

}  // namespace

std::string group_prefix(Id<Device> device) { return to_text(device) + '/'; }

std::vector<timeseries::GroupNumber> Shelf::groups_of(Id<Device> device) {
    const std::lock_guard lock(mutex_);
    const auto& catalogue = store_->catalogue();
    for (const auto count = catalogue.groups(); known_groups_ < count; known_groups_++) {
        const auto number = static_cast<timeseries::GroupNumber>(known_groups_);
        const auto key = catalogue.group_key(number);
        std::int64_t owner = 0;
        std::from_chars(key.data(), key.data() + key.size(), owner);
        by_device_[owner].push_back(number);
    }
    const auto found = by_device_.find(device.value);
    return found == by_device_.end() ? std::vector<timeseries::GroupNumber>{} : found->second;
}

Shelves::Shelves(ShelfOptions options, store::Store& store, const Clock& clock)
    : options_(std::move(options)), store_(store), clock_(clock) {}
Shelves::~Shelves() { stop(); }

void Shelves::wake() {
    const std::lock_guard due(mutex_);
    is_due_ = true;
    wake_.notify_one();
}

Result<ShelfPtr> Shelves::open(Id<Organisation> organisation) {
    return options_.kind == ShelfKind::database ? open_database(organisation) : open_files(organisation);
}

Result<ShelfPtr> Shelves::open_files(Id<Organisation> organisation) {
    const std::lock_guard lock(mutex_);
    if (const auto found = shelves_.find(organisation.value); found != shelves_.end()) return found->second;
    DENGYUN_TRY(files, timeseries::open_files(options_.folder / to_text(organisation)));
    timeseries::FileStoreOptions options;
    options.memory_bytes_max =
        std::clamp(options_.memory_bytes_max / (shelves_.size() + 1), share_bytes_min, share_bytes_max);
    options.bytes_max = options_.quota_bytes;
    // Called by writers, who hold nothing of ours.
    options.on_due = [this] { wake(); };
    DENGYUN_TRY(store, timeseries::FileStore::open(*files, std::move(options)));
    auto shelf = std::make_shared<Shelf>(std::move(files), std::move(store));
    shelves_.emplace(organisation.value, shelf);
    return shelf;
}

DatabaseStoreOptions Shelves::database_options() {
    DatabaseStoreOptions options;
    options.bytes_max = options_.quota_bytes;
    options.on_due = [this] { wake(); };
    return options;
}

ShelfPtr Shelves::known(Id<Organisation> organisation) {
    const std::lock_guard lock(mutex_);
    const auto found = shelves_.find(organisation.value);
    return found == shelves_.end() ? ShelfPtr{} : found->second;
}

const DatabaseStore* Shelves::known_database(Id<Organisation> organisation) {
    const std::lock_guard lock(mutex_);
    const auto found = databases_.find(organisation.value);
    return found == databases_.end() ? nullptr : found->second;
}

ShelfPtr Shelves::keep(Id<Organisation> organisation, std::unique_ptr<DatabaseStore> store) {
    auto* const database = store.get();
    auto shelf = std::make_shared<Shelf>(nullptr, std::move(store));
    const std::lock_guard lock(mutex_);
    const auto [at, is_first] = shelves_.emplace(organisation.value, std::move(shelf));
    if (is_first) databases_.emplace(organisation.value, database);
    return at->second;
}

// Asks the database without the lock.
Result<ShelfPtr> Shelves::open_database(Id<Organisation> organisation) {
    if (auto shelf = known(organisation)) return shelf;
    DENGYUN_TRY(store, DatabaseStore::open(store_, organisation, database_options()));
    return keep(organisation, std::move(store));
}

Result<ShelfPtr> Shelves::find(Id<Organisation> organisation) {
    if (options_.kind == ShelfKind::files) {
        if (auto shelf = known(organisation)) return shelf;
        std::error_code ignored;
        if (!std::filesystem::exists(options_.folder / to_text(organisation), ignored)) return ShelfPtr{};
        return open_files(organisation);
    }
    return store_.read<ShelfPtr>(series_scope(organisation),
                                 [&](store::Reader& reader) { return find(organisation, reader); });
}

Result<ShelfPtr> Shelves::find(Id<Organisation> organisation, store::Reader& reader) {
    if (options_.kind == ShelfKind::files) return find(organisation);
    if (const auto* database = known_database(organisation)) {
        DENGYUN_CHECK(database->refresh(reader));
        return known(organisation);
    }
    DENGYUN_TRY(store, DatabaseStore::find(store_, reader, organisation, database_options()));
    return store ? keep(organisation, std::move(store)) : ShelfPtr{};
}

std::vector<ShelfPtr> Shelves::all() {
    const std::lock_guard lock(mutex_);
    std::vector<ShelfPtr> all;
    for (const auto& [organisation, shelf] : shelves_) all.push_back(shelf);
    return all;
}

Result<> Shelves::maintain(Shelf& shelf) {
    for (;;) {
        DENGYUN_TRY(did_something, shelf.store().maintain());
        if (!did_something) return {};
        const std::lock_guard lock(mutex_);
        if (is_stopping_) return {};
    }
}

timeseries::Retention Shelves::keep_from() const {
    const auto now = clock_.now();
    const auto before = [&](std::int64_t days) { return time_of(now - std::chrono::days(days)); };
    return {before(options_.raw_days), before(options_.minute_days), before(options_.hour_days), 0};
}

Result<> Shelves::retain(Shelf& shelf) { return shelf.store().retain(keep_from()); }

Result<> Shelves::retain_rest() {
    if (options_.kind != ShelfKind::database) return {};
    return retire_series(store_, keep_from(), database_options());
}

Result<> Shelves::tidy() {
    for (const auto& shelf : all()) {
        DENGYUN_CHECK(maintain(*shelf));
        DENGYUN_CHECK(retain(*shelf));
    }
    return retain_rest();
}

void Shelves::start() {
    thread_ = std::thread([this] { run(); });
}

void Shelves::run() {
    auto retained_at = clock_.now();
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
        wake_.wait_for(lock, std::chrono::minutes(1), [this] { return is_stopping_ || is_due_; });
        is_due_ = false;
        const bool retains = clock_.now() - retained_at >= retention_interval;
        lock.unlock();
        std::uint64_t failures = 0;
        for (const auto& shelf : all()) {
            if (!maintain(*shelf)) failures++;
            if (retains && !retain(*shelf)) failures++;
        }
        if (retains && !retain_rest()) failures++;
        if (retains) retained_at = clock_.now();
        lock.lock();
        failures_ += failures;
    }
}

void Shelves::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
        wake_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
}

Shelves::Usage Shelves::usage() {
    Usage usage;
    if (options_.kind == ShelfKind::database) {
        // Of all organisations of the database, at one go.
        const auto looked = store_.run_read(Scope::system("telemetry.series"), [&](store::Reader& reader) {
            return reader.query(
                "SELECT count(*), sum(raw_bytes + minute_bytes + hour_bytes + day_bytes) FROM series_shelf", {},
                [&](const store::Row& row) {
                    usage.organisations = static_cast<std::size_t>(row.integer(0));
                    usage.bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(row.integer(1), 0));
                });
        });
        // While the database cannot be asked its own figures tell so.
        static_cast<void>(looked);
    } else {
        for (const auto& shelf : all()) {
            usage.organisations++;
            if (const auto used = shelf->store().usage()) usage.bytes += used->total_bytes();
        }
    }
    const std::lock_guard lock(mutex_);
    usage.failures = failures_;
    return usage;
}

}  // namespace dengyun::telemetry
