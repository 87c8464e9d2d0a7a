#include "modules/telemetry/alarms/watching.h"

#include "modules/telemetry/alarms/backtest.h"

namespace dengyun::telemetry {
namespace {

constexpr std::size_t pending_max = 100'000;
constexpr std::size_t devices_watched_max = 10'000;

Scope watching_scope(Id<Organisation> organisation) {
    return Scope::of(organisation, Actor{ActorKind::system, 0, "telemetry"});
}

template <class E>
Result<std::vector<std::shared_ptr<const E>>> list_all(store::Reader& reader, store::Query query,
                                                       std::size_t rows_max) {
    std::vector<std::shared_ptr<const E>> all;
    query.limit = store::page_limit_max;
    for (;;) {
        DENGYUN_TRY(page, reader.list<E>(query));
        for (auto& item : page.items) all.push_back(std::make_shared<const E>(std::move(item)));
        if (!page.next || all.size() >= rows_max) return all;
        query.after = *page.next;
    }
}

bool concerns(const AlarmRule& rule, const Device& device) {
    if (!device.is_active) return false;
    return rule.device_id ? *rule.device_id == device.id : rule.profile == device.profile;
}

}  // namespace

Watching::Watching(store::Store& store, Shelves& shelves, const Clock& clock)
    : store_(store), shelves_(shelves), clock_(clock) {
    listening_ = store.listen([this](Id<Organisation> organisation) {
        const std::lock_guard lock(mutex_);
        grown_.insert(organisation.value);
    });
}
Watching::~Watching() { stop(); }

Result<Watching::Loaded> Watching::load(Id<Organisation> organisation) {
    return store_.read<Loaded>(watching_scope(organisation), [&](store::Reader& reader) -> Result<Loaded> {
        Loaded loaded;
        DENGYUN_TRY(rules, list_all<AlarmRule>(reader, {.filters = {{"is_enabled", "true"}}},
                                               static_cast<std::size_t>(alarm_rules_max)));
        if (rules.empty()) return loaded;
        loaded.rules = std::move(rules);
        DENGYUN_TRY(devices, list_all<Device>(reader, {}, devices_watched_max));
        loaded.devices = std::move(devices);
        const std::array values{meta::Scalar(organisation.value)};
        DENGYUN_CHECK(
            reader.query("SELECT open_key FROM alarm WHERE organisation_id = ? AND open_key IS NOT NULL AND status <> "
                         "'cleared_unacknowledged'",
                         values, [&](const store::Row& row) { loaded.open.insert(std::string(row.text(0))); }));
        return loaded;
    });
}

// Slots whose rule has not changed go on.
Result<> Watching::reload(Id<Organisation> organisation) {
    DENGYUN_TRY(loaded, load(organisation));
    const auto now = time_of(clock_.now());
    const std::lock_guard lock(mutex_);
    if (loaded.rules.empty()) {
        plans_.erase(organisation.value);
        return {};
    }
    auto& plan = plans_[organisation.value];
    std::map<Key, Slot> slots;
    for (const auto& rule : loaded.rules)
        for (const auto& device : loaded.devices) {
            if (!concerns(*rule, *device)) continue;
            const Key key{rule->id.value, device->id.value};
            if (auto known = plan.slots.find(key);
                known != plan.slots.end() && known->second.rule->version == rule->version) {
                known->second.device = device;
                slots.insert(plan.slots.extract(known));
                continue;
            }
            const bool is_open = loaded.open.contains(open_key_of(rule->id, device->id));
            slots.emplace(key, Slot{.rule = rule, .device = device, .watch = Watch(condition_of(*rule), now, is_open)});
        }
    plan.slots = std::move(slots);
    plan.by_group.clear();
    for (auto& [key, slot] : plan.slots)
        if (slot.is_placed) plan.by_group[slot.group].push_back(&slot);
    return {};
}

// Finds the columns of points that have come meanwhile. With mutex_ held.
void Watching::place(Plan& plan, Shelf& shelf) {
    for (auto& [key, slot] : plan.slots) {
        if (slot.is_placed) continue;
        for (const auto& placed : points_of(shelf, *slot.device)) {
            if (placed.name != slot.rule->point) continue;
            slot.is_placed = true;
            slot.group = placed.group;
            slot.column = placed.column;
            slot.type = placed.described.type;
            slot.scale = placed.scale();
            plan.by_group[slot.group].push_back(&slot);
            break;
        }
    }
}

void Watching::note(const Slot& slot, const std::vector<Watch::Change>& changes) {
    for (const auto& change : changes)
        if (pending_.size() < pending_max) pending_.push_back({slot.rule, slot.device, change});
}

void Watching::observe(Id<Organisation> organisation, const timeseries::Batch& batch) {
    const std::lock_guard lock(mutex_);
    const auto plan = plans_.find(organisation.value);
    if (plan == plans_.end() || plan->second.by_group.empty()) return;
    const auto shelf = shelves_.open(organisation);
    if (!shelf) return;
    const auto& catalogue = (*shelf)->store().catalogue();
    std::vector<Watch::Change> changes;
    for (timeseries::BatchReader row(batch.bytes()); row.next();) {
        const auto slots = plan->second.by_group.find(row.head().group);
        if (slots == plan->second.by_group.end()) continue;
        for (auto* slot : slots->second)
            for (std::size_t i = 0; i < row.values(); i++) {
                const auto value = row.value(i);
                if (value.column != slot->column) continue;
                changes.clear();
                slot->watch.sample(row.head().time,
                                   watched_value(*slot->rule, slot->type, slot->scale, value.cell, catalogue), changes);
                note(*slot, changes);
            }
    }
}

Result<> Watching::run_due() {
    const std::lock_guard turn(running_);
    std::set<std::int64_t> grown;
    bool is_first = false;
    {
        const std::lock_guard lock(mutex_);
        grown.swap(grown_);
        is_first = std::exchange(is_first_, false);
    }
    if (is_first) {
        DENGYUN_CHECK(store_.run_read(Scope::system("telemetry"), [&](store::Reader& reader) {
            return reader.query("SELECT DISTINCT organisation_id FROM alarm_rule WHERE is_enabled = 1", {},
                                [&](const store::Row& row) { grown.insert(row.integer(0)); });
        }));
    }
    for (const auto organisation : grown) DENGYUN_CHECK(reload({organisation}));
    const auto now = time_of(clock_.now());
    std::vector<std::int64_t> watched;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [organisation, plan] : plans_) watched.push_back(organisation);
    }
    for (const auto organisation : watched) {
        DENGYUN_TRY(shelf, shelves_.find({organisation}));
        const std::lock_guard lock(mutex_);
        const auto plan = plans_.find(organisation);
        if (plan == plans_.end()) continue;
        if (shelf) place(plan->second, *shelf);
        std::vector<Watch::Change> changes;
        for (auto& [key, slot] : plan->second.slots) {
            changes.clear();
            slot.watch.advance(now, changes);
            note(slot, changes);
        }
    }
    return write_changes();
}

// A change that cannot be written now is written later.
Result<> Watching::write_changes() {
    for (;;) {
        Change next;
        {
            const std::lock_guard lock(mutex_);
            if (pending_.empty()) return {};
            next = pending_.front();
        }
        DENGYUN_CHECK(store_.run_write(watching_scope(next.device->organisation_id), [&](store::Unit& unit) {
            return apply_change(unit, *next.rule, *next.device, next.change);
        }));
        changes_count_++;
        const std::lock_guard lock(mutex_);
        pending_.pop_front();
    }
}

void Watching::start() {
    thread_ = std::thread([this] { run(); });
}

void Watching::run() {
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
        lock.unlock();
        // What fails now is due again in a second.
        static_cast<void>(run_due());
        lock.lock();
        wake_.wait_for(lock, std::chrono::seconds(1), [this] { return is_stopping_; });
    }
}

void Watching::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
        wake_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
    listening_.reset();
}

}  // namespace dengyun::telemetry
