#include "modules/telemetry/shelves/shelves.h"

#include <algorithm>
#include <charconv>

#include "engines/timeseries/shelf/posix_files.h"
#include "modules/telemetry/devices/device.h"

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

Shelves::Shelves(ShelfOptions options, const Clock& clock) : options_(std::move(options)), clock_(clock) {}
Shelves::~Shelves() { stop(); }

Result<ShelfPtr> Shelves::open(Id<Organisation> organisation) {
    const std::lock_guard lock(mutex_);
    if (const auto found = shelves_.find(organisation.value); found != shelves_.end()) return found->second;
    DENGYUN_TRY(files, timeseries::open_files(options_.folder / to_text(organisation)));
    auto shelf = std::make_shared<Shelf>(std::move(files));
    timeseries::StoreOptions options;
    options.memory_bytes_max =
        std::clamp(options_.memory_bytes_max / (shelves_.size() + 1), share_bytes_min, share_bytes_max);
    options.bytes_max = options_.quota_bytes;
    // Called by writers, who hold nothing of ours.
    options.on_due = [this] {
        const std::lock_guard due(mutex_);
        is_due_ = true;
        wake_.notify_one();
    };
    DENGYUN_TRY(store, timeseries::Store::open(*shelf->files_, std::move(options)));
    shelf->store_ = std::move(store);
    shelves_.emplace(organisation.value, shelf);
    return shelf;
}

Result<ShelfPtr> Shelves::find(Id<Organisation> organisation) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = shelves_.find(organisation.value); found != shelves_.end()) return found->second;
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

Result<> Shelves::retain(Shelf& shelf) {
    const auto now = clock_.now();
    const auto before = [&](std::int64_t days) { return time_of(now - std::chrono::days(days)); };
    return shelf.store().retain(
        {before(options_.raw_days), before(options_.minute_days), before(options_.hour_days), 0});
}

Result<> Shelves::tidy() {
    for (const auto& shelf : all()) {
        DENGYUN_CHECK(maintain(*shelf));
        DENGYUN_CHECK(retain(*shelf));
    }
    return {};
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
        usage.bytes += shelf->store().usage().total_bytes();
    }
    const std::lock_guard lock(mutex_);
    usage.failures = failures_;
    return usage;
}

}  // namespace dengyun::telemetry
