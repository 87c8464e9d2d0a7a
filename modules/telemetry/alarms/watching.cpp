#include "modules/telemetry/alarms/watching.h"

#include <algorithm>

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

Watching::Watching(store::Store& store, Shelves& shelves, const Clock& clock, ZoneOf zone_of)
    : store_(store), shelves_(shelves), clock_(clock), zone_of_(std::move(zone_of)) {
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
        DENGYUN_TRY(derived, all_derived_points(reader));
        loaded.derived = std::move(derived);
        const std::array values{meta::Scalar(organisation.value)};
        DENGYUN_CHECK(
            reader.query("SELECT open_key FROM alarm WHERE organisation_id = ? AND open_key IS NOT NULL AND status <> "
                         "'cleared_unacknowledged'",
                         values, [&](const store::Row& row) { loaded.open.insert(std::string(row.text(0))); }));
        return loaded;
    });
}

std::optional<Watching::Slot> Watching::make_slot(std::shared_ptr<const AlarmRule> rule,
                                                  std::shared_ptr<const Device> device, const Loaded& loaded,
                                                  Shelf* shelf, std::shared_ptr<const TimeZone> zone,
                                                  timeseries::Time now) {
    std::shared_ptr<const expressions::Program> program;
    if (rule->kind == ConditionKind::expression) {
        const KnownPoints known({&profile_or_generic(device->profile), device.get(), shelf}, loaded.derived);
        auto checked = check_expression(known, rule->expression.value_or(""), "expression", true);
        if (!checked) return std::nullopt;
        program = std::move(*checked);
    }
    const auto reach = reach_of(*rule, program.get());
    Inputs inputs(points_watched(*rule, program.get()),
                  rule->kind == ConditionKind::state ? rule->state : std::optional<std::string>{});
    const bool is_open = loaded.open.contains(open_key_of(rule->id, device->id));
    Watch watch(condition_of(*rule, std::move(program), std::move(zone)), now, is_open);
    return Slot{.rule = std::move(rule),
                .device = std::move(device),
                .watch = std::move(watch),
                .inputs = std::move(inputs),
                .reach = reach};
}

// Slots whose rule has not changed go on.
Result<> Watching::reload(Id<Organisation> organisation) {
    DENGYUN_TRY(loaded, load(organisation));
    DENGYUN_TRY(shelf, shelves_.find(organisation));
    const auto zone = zone_of_(organisation);
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
            if (auto slot = make_slot(rule, device, loaded, shelf.get(), zone, now))
                slots.emplace(key, std::move(*slot));
        }
    plan.slots = std::move(slots);
    index(plan);
    return {};
}

void Watching::index(Plan& plan) {
    plan.by_group.clear();
    for (auto& [key, slot] : plan.slots)
        for (const auto& input : slot.inputs.placed()) {
            auto& slots = plan.by_group[input.group];
            if (slots.empty() || slots.back() != &slot) slots.push_back(&slot);
        }
}

// What of the past a watch has to know; where that is more than is read, the beginning and the end of it. What cannot
// be read now is missing until windows have filled, or the usual is learnt, by themselves.
void Watching::remember(Slot& slot, Shelf& shelf, timeseries::Time now) {
    constexpr std::size_t rows_remembered_max = 100'000;
    const bool learns = slot.rule->kind == ConditionKind::unusual;
    const auto rows_max = (learns ? learning_rows_max : rows_remembered_max) / 2;
    const auto replay = [&](timeseries::Time from) {
        return slot.inputs.replay(shelf, {from, now}, rows_max,
                                  [&](timeseries::Time at, std::span<const Watch::Heard> heard) {
                                      slot.watch.remember(at, heard);
                                      return true;
                                  });
    };
    const auto from = std::max<timeseries::Time>(now - slot.reach, 0);
    const auto begun = replay(from);
    if (!begun || !begun->stopped_at) return;
    // As many rows again up to now, if they come as those have.
    const auto seen = std::max<timeseries::Time>(*begun->stopped_at - from, 1);
    static_cast<void>(replay(std::max(*begun->stopped_at, now - seen)));
}

// Finds the columns of points that have come meanwhile. With mutex_ held, so that only so many learn in one turn.
void Watching::place(Plan& plan, Shelf& shelf, timeseries::Time now) {
    constexpr std::size_t remembered_max = 50;
    std::size_t remembered = 0;
    bool has_found = false;
    for (auto& [key, slot] : plan.slots) {
        if (slot.reach != 0 && remembered == remembered_max) continue;
        if (!slot.inputs.place(shelf, *slot.device)) continue;
        has_found = true;
        if (slot.reach == 0) continue;
        remembered++;
        remember(slot, shelf, now);
    }
    if (has_found) index(plan);
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
        for (auto* slot : slots->second) {
            slot->inputs.begin();
            for (std::size_t i = 0; i < row.values(); i++) {
                const auto value = row.value(i);
                slot->inputs.add(row.head().group, value.column, value.cell, catalogue);
            }
            const auto heard = slot->inputs.heard();
            if (heard.empty()) continue;
            changes.clear();
            slot->watch.row(row.head().time, heard, changes);
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
        if (shelf) place(plan->second, *shelf, now);
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
