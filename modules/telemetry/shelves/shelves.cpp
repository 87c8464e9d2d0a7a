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

// Asks the database without the lock: two may open one at once, and the first stays.
Result<ShelfPtr> Shelves::open_database(Id<Organisation> organisation) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = shelves_.find(organisation.value); found != shelves_.end()) return found->second;
    }
    DENGYUN_TRY(store, DatabaseStore::open(store_, organisation, database_options()));
    auto* const database = store.get();
    auto shelf = std::make_shared<Shelf>(nullptr, std::move(store));
    const std::lock_guard lock(mutex_);
    const auto [at, is_first] = shelves_.emplace(organisation.value, std::move(shelf));
    if (is_first) databases_.emplace(organisation.value, database);
    return at->second;
}

Result<ShelfPtr> Shelves::find(Id<Organisation> organisation) {
    ShelfPtr known;
    const DatabaseStore* database = nullptr;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = shelves_.find(organisation.value); found != shelves_.end()) known = found->second;
        if (const auto found = databases_.find(organisation.value); found != databases_.end()) database = found->second;
    }
    if (database != nullptr) DENGYUN_CHECK(database->refresh());
    if (known) return known;
    if (options_.kind == ShelfKind::database) {
        DENGYUN_TRY(is_there, DatabaseStore::exists(store_, organisation));
        return is_there ? open(organisation) : ShelfPtr{};
    }
    std::error_code ignored;
    if (!std::filesystem::exists(options_.folder / to_text(organisation), ignored)) return ShelfPtr{};
    return open(organisation);
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
    for (const auto& shelf : all()) {
        usage.organisations++;
        if (const auto used = shelf->store().usage()) usage.bytes += used->total_bytes();
    }
    const std::lock_guard lock(mutex_);
    usage.failures = failures_;
    return usage;
}

}  // namespace dengyun::telemetry
