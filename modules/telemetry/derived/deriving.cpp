#include "modules/telemetry/derived/deriving.h"

#include <algorithm>

namespace dengyun::telemetry {
namespace {

Scope deriving_scope(Id<Organisation> organisation) {
    return Scope::of(organisation, Actor{ActorKind::system, 0, "telemetry"});
}

struct Loaded {
    std::vector<DerivedPtr> derived{};
    std::vector<Device> devices{};
};

Result<Loaded> load(store::Reader& reader) {
    Loaded loaded;
    DENGYUN_TRY(derived, all_derived_points(reader));
    loaded.derived = std::move(derived);
    if (loaded.derived.empty()) return loaded;
    store::Query query{.sort = "id", .limit = store::page_limit_max};
    for (;;) {
        DENGYUN_TRY(page, reader.list<Device>(query));
        for (auto& device : page.items)
            if (device.is_active &&
                std::ranges::any_of(loaded.derived, [&](const DerivedPtr& point) { return concerns(*point, device); }))
                loaded.devices.push_back(std::move(device));
        if (!page.next) return loaded;
        query.after = *page.next;
    }
}

}  // namespace

Deriving::Deriving(Needs needs) : needs_(std::move(needs)) {
    listening_ = needs_.store.listen([this](Id<Organisation> organisation) {
        const std::lock_guard lock(mutex_);
        grown_.insert(organisation.value);
    });
}
Deriving::~Deriving() { stop(); }

Result<std::optional<Deriving::Slot>> Deriving::make_slot(const Device& device, std::span<const DerivedPtr> derived,
                                                          Shelf& shelf, std::shared_ptr<const TimeZone> zone) const {
    const KnownPoints known({&profile_or_generic(device.profile), &device, &shelf}, derived);
    if (known.arranged().empty()) return std::optional<Slot>{};
    Slot slot{.device = device};
    auto& catalogue = shelf.store().catalogue();
    DENGYUN_TRY(group, catalogue.group(group_prefix(device.id) + std::string(derived_series)));
    slot.group = group;
    std::vector<std::string> inputs;
    std::vector<timeseries::Time> reaches;
    for (const auto& arranged : known.arranged()) {
        DENGYUN_TRY(column,
                    catalogue.column(group, {.name = arranged.point->name, .type = timeseries::ColumnType::real}));
        Point point{arranged, {}, expressions::Evaluator(arranged.program, zone), column};
        timeseries::Time reach = 0;
        for (const auto& used : arranged.program->points) {
            const auto earlier = std::ranges::find_if(
                slot.points, [&](const Point& one) { return one.arranged.point->name == used.name; });
            if (earlier != slot.points.end() && !known.is_sent(used.name)) {
                const auto at = static_cast<std::size_t>(earlier - slot.points.begin());
                point.sources.push_back({at, true});
                reach = std::max(reach, reaches[at]);
                continue;
            }
            auto input = std::ranges::find(inputs, used.name);
            if (input == inputs.end()) input = inputs.insert(inputs.end(), used.name);
            point.sources.push_back({static_cast<std::size_t>(input - inputs.begin()), false});
        }
        reaches.push_back(reach + arranged.program->reach());
        slot.reach = std::max(slot.reach, reaches.back());
        slot.versions.emplace_back(arranged.point->id, arranged.point->version);
        slot.points.push_back(std::move(point));
    }
    slot.inputs = Inputs(std::move(inputs), {});
    return std::optional(std::move(slot));
}

// Slots whose points have not changed go on. A new one takes up where the stored series ends; one that was changed
// begins a day ago.
Result<> Deriving::reload(Id<Organisation> organisation) {
    DENGYUN_TRY(loaded, needs_.store.read<Loaded>(deriving_scope(organisation), load));
    const auto now = time_of(needs_.clock.now());
    if (loaded.devices.empty()) {
        const std::lock_guard lock(mutex_);
        plans_.erase(organisation.value);
        return {};
    }
    DENGYUN_TRY(shelf, needs_.shelves.open(organisation));
    const auto zone = needs_.zone_of(organisation);
    const std::lock_guard lock(mutex_);
    auto& plan = plans_[organisation.value];
    std::map<std::int64_t, Slot> slots;
    for (const auto& device : loaded.devices) {
        DENGYUN_TRY(slot, make_slot(device, loaded.derived, *shelf, zone));
        if (!slot) continue;
        auto known = plan.slots.find(device.id.value);
        if (known != plan.slots.end() && known->second.versions == slot->versions) {
            slots.insert(plan.slots.extract(known));
            continue;
        }
        auto from = now - recomputed_time;
        if (known == plan.slots.end()) {
            DENGYUN_TRY(last, shelf->store().last(slot->group));
            if (last.size() == slot->points.size())
                for (const auto& value : last) from = std::max(from, value.time + 1);
        }
        slot->dirty_from = std::max<timeseries::Time>(from, 0);
        slots.emplace(device.id.value, std::move(*slot));
    }
    plan.slots = std::move(slots);
    index(plan);
    return {};
}

void Deriving::index(Plan& plan) {
    plan.by_group.clear();
    for (auto& [device, slot] : plan.slots)
        for (const auto& input : slot.inputs.placed()) plan.by_group[input.group] = &slot;
}

bool Deriving::calculate(Slot& slot, timeseries::Time at, std::span<const Watch::Heard> heard,
                         std::vector<timeseries::Value>& out) {
    std::vector<std::optional<double>> fresh(slot.points.size());
    bool is_in_time = true;
    for (std::size_t i = 0; i < slot.points.size(); i++) {
        auto& point = slot.points[i];
        bool is_touched = false;
        const auto take = [&](bool taken) {
            is_touched = is_touched || taken;
            is_in_time = is_in_time && taken;
        };
        for (std::size_t used = 0; used < point.sources.size(); used++) {
            const auto& source = point.sources[used];
            if (source.is_derived) {
                if (fresh[source.index]) take(point.evaluator.hear(used, at, *fresh[source.index]));
                continue;
            }
            const bool is_text = point.arranged.program->points[used].kind.type == expressions::Type::text;
            for (const auto& one : heard)
                if (one.index == source.index)
                    take(is_text ? point.evaluator.hear(used, at, one.text)
                                 : point.evaluator.hear(used, at, one.number));
        }
        if (!is_touched) continue;
        fresh[i] = point.evaluator.value(at);
        if (fresh[i]) out.push_back({point.column, timeseries::real_cell(*fresh[i])});
    }
    return is_in_time;
}

void Deriving::observe(Id<Organisation> organisation, const timeseries::Batch& batch) {
    const std::lock_guard lock(mutex_);
    const auto found = plans_.find(organisation.value);
    if (found == plans_.end() || found->second.by_group.empty()) return;
    auto& plan = found->second;
    const auto shelf = needs_.shelves.open(organisation);
    if (!shelf) return;
    const auto& catalogue = (*shelf)->store().catalogue();
    const auto oldest = time_of(needs_.clock.now()) - recomputed_time;
    std::vector<timeseries::Value> values;
    for (timeseries::BatchReader row(batch.bytes()); row.next();) {
        const auto place = plan.by_group.find(row.head().group);
        if (place == plan.by_group.end()) continue;
        auto& slot = *place->second;
        const auto at = row.head().time;
        const auto late = [&] {
            if (at >= oldest) slot.dirty_from = std::min(slot.dirty_from.value_or(at), at);
        };
        // What is to be calculated again is read then; what the thread does not keep up with, too.
        if (slot.dirty_from || plan.pending.is_full()) {
            late();
            continue;
        }
        slot.inputs.begin();
        for (std::size_t i = 0; i < row.values(); i++)
            slot.inputs.add(row.head().group, row.value(i).column, row.value(i).cell, catalogue);
        const auto heard = slot.inputs.heard();
        if (heard.empty()) continue;
        values.clear();
        if (!calculate(slot, at, heard, values)) {
            late();
            continue;
        }
        if (values.empty()) continue;
        plan.pending.add({.group = slot.group, .time = at}, values);
        plan.devices.insert(slot.device.id.value);
    }
    if (plan.pending.rows() == 0 || has_pending_) return;
    has_pending_ = true;
    wake_.notify_one();
}

// From the stored rows, with what lies as far back as windows reach. With mutex_ held, so that no value is between.
Result<> Deriving::recompute(Plan& plan, Slot& slot, Shelf& shelf, timeseries::Time now) {
    const auto from = *slot.dirty_from;
    for (auto& point : slot.points)
        point.evaluator = expressions::Evaluator(point.arranged.program, needs_.zone_of(slot.device.organisation_id));
    std::vector<timeseries::Value> values;
    // Behind the present lie values of devices whose clocks are ahead.
    const auto to = now + recomputed_time;
    DENGYUN_TRY(told,
                slot.inputs.replay(shelf, {std::max<timeseries::Time>(from - slot.reach, 0), to}, recomputed_rows_max,
                                   [&](timeseries::Time at, std::span<const Watch::Heard> heard) {
                                       if (plan.pending.is_full()) return false;
                                       values.clear();
                                       static_cast<void>(calculate(slot, at, heard, values));
                                       if (at >= from && !values.empty())
                                           plan.pending.add({.group = slot.group, .time = at}, values);
                                       return true;
                                   }));
    // More than is done in one turn: the next one goes on from there.
    slot.dirty_from = told.stopped_at && *told.stopped_at > from ? told.stopped_at : std::nullopt;
    plan.devices.insert(slot.device.id.value);
    return {};
}

// Finds the columns of points that have come meanwhile. With mutex_ held.
Result<> Deriving::place(Plan& plan, Shelf& shelf, timeseries::Time now) {
    bool has_found = false;
    for (auto& [device, slot] : plan.slots) {
        if (slot.inputs.place(shelf, slot.device)) {
            has_found = true;
            if (!slot.dirty_from) slot.dirty_from = now - recomputed_time;
        }
        if (slot.dirty_from && !slot.inputs.placed().empty()) DENGYUN_CHECK(recompute(plan, slot, shelf, now));
    }
    if (has_found) index(plan);
    return {};
}

Result<> Deriving::write(Id<Organisation> organisation) {
    timeseries::Batch batch;
    std::vector<Id<Device>> devices;
    {
        const std::lock_guard lock(mutex_);
        const auto found = plans_.find(organisation.value);
        if (found == plans_.end()) return {};
        batch = std::exchange(found->second.pending, {});
        for (const auto device : std::exchange(found->second.devices, {})) devices.push_back({device});
    }
    if (batch.rows() == 0) return {};
    DENGYUN_TRY(shelf, needs_.shelves.open(organisation));
    DENGYUN_CHECK(shelf->store().append(batch));
    needs_.on_written(organisation, devices, batch);
    return {};
}

Result<> Deriving::run_due() {
    const std::lock_guard turn(running_);
    std::set<std::int64_t> grown;
    bool is_first = false;
    {
        const std::lock_guard lock(mutex_);
        grown.swap(grown_);
        is_first = std::exchange(is_first_, false);
        has_pending_ = false;
    }
    if (is_first) {
        DENGYUN_CHECK(needs_.store.run_read(Scope::system("telemetry"), [&](store::Reader& reader) {
            return reader.query("SELECT DISTINCT organisation_id FROM derived_point", {},
                                [&](const store::Row& row) { grown.insert(row.integer(0)); });
        }));
    }
    for (const auto organisation : grown) DENGYUN_CHECK(reload({organisation}));
    const auto now = time_of(needs_.clock.now());
    std::vector<std::int64_t> all;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [organisation, plan] : plans_) all.push_back(organisation);
    }
    for (const auto organisation : all) {
        DENGYUN_TRY(shelf, needs_.shelves.open({organisation}));
        {
            const std::lock_guard lock(mutex_);
            if (const auto plan = plans_.find(organisation); plan != plans_.end())
                DENGYUN_CHECK(place(plan->second, *shelf, now));
        }
        DENGYUN_CHECK(write({organisation}));
    }
    return {};
}

void Deriving::start() {
    thread_ = std::thread([this] { run(); });
}

void Deriving::run() {
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
        lock.unlock();
        // What fails now is due again in a second.
        static_cast<void>(run_due());
        lock.lock();
        wake_.wait_for(lock, std::chrono::seconds(1), [this] { return is_stopping_ || has_pending_; });
    }
}

void Deriving::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
        wake_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
    listening_.reset();
}

}  // namespace dengyun::telemetry
