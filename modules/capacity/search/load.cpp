#include "modules/capacity/search/load.h"

#include <unordered_map>

#include "kernel/store/store.h"
#include "modules/capacity/slots/capacity_slot.h"

namespace dengyun::capacity {
namespace {

constexpr std::string_view scope_name = "capacity.index";

template <class E, class Each>
Result<> for_each(store::Reader& reader, std::vector<store::Query::Filter> filters, Each each) {
    store::Query query{.filters = std::move(filters), .sort = "id", .limit = store::page_limit_max};
    for (;;) {
        DENGYUN_TRY(page, reader.list<E>(query));
        for (auto& row : page.items) each(std::move(row));
        if (!page.next) return {};
        query.after = *page.next;
    }
}

// Gathers what the scope sees and puts it together.
class Loading {
  public:
    explicit Loading(store::Reader& reader) : reader_(reader) {}
    Result<std::vector<IndexedWorkshop>> load();

  private:
    Result<> read();
    void build(Machine machine);

    store::Reader& reader_;
    std::unordered_map<std::int64_t, IndexedWorkshop> workshops_;
    std::unordered_map<std::int64_t, std::shared_ptr<const WorkingCalendar>> calendars_;
    std::unordered_map<std::int64_t, reference::Coordinates> sites_;
    std::unordered_map<std::int64_t, std::vector<Interval>> busy_;  // by machine
    std::vector<Machine> machines_;
};

Result<> Loading::read() {
    DENGYUN_CHECK(for_each<Machine>(reader_, {}, [&](Machine machine) { machines_.push_back(std::move(machine)); }));
    if (machines_.empty()) return {};
    DENGYUN_CHECK(for_each<WorkingCalendar>(reader_, {}, [&](WorkingCalendar calendar) {
        const auto id = calendar.id.value;
        calendars_.emplace(id, std::make_shared<const WorkingCalendar>(std::move(calendar)));
    }));
    DENGYUN_CHECK(for_each<enterprise::Site>(reader_, {}, [&](const enterprise::Site& site) {
        if (site.longitude && site.latitude)
            sites_.emplace(site.id.value, reference::Coordinates{*site.longitude, *site.latitude});
    }));
    DENGYUN_CHECK(for_each<enterprise::Enterprise>(reader_, {}, [&](const enterprise::Enterprise& enterprise) {
        auto& workshop = workshops_[enterprise.organisation_id.value];
        workshop.organisation = enterprise.organisation_id;
        workshop.name = enterprise.name;
    }));
    DENGYUN_CHECK(for_each<enterprise::Certificate>(reader_, {{"status", "verified"}},
                                                    [&](const enterprise::Certificate& certificate) {
                                                        workshops_[certificate.organisation_id.value].certificates |=
                                                            std::uint64_t{1} << static_cast<unsigned>(certificate.kind);
                                                    }));
    DENGYUN_CHECK(for_each<RateCard>(
        reader_, {}, [&](RateCard card) { workshops_[card.organisation_id.value].rates.push_back(std::move(card)); }));
    const auto now = reader_.now();
    return for_each<CapacitySlot>(reader_, {{"status", "reserved"}, {"status", "booked"}},
                                  [&](const CapacitySlot& slot) {
                                      if (slot.ends_at > now)
                                          busy_[slot.machine_id.value].push_back({slot.starts_at, slot.ends_at});
                                  });
}

void Loading::build(Machine machine) {
    static const auto usual = std::make_shared<const WorkingCalendar>(usual_calendar());
    IndexedMachine indexed{.machine = std::move(machine), .materials = {}, .at = {}, .calendar = usual, .busy = {}};
    for (const auto& material : indexed.machine.materials) indexed.materials.push_back(plain_material(material));
    if (const auto site = sites_.find(indexed.machine.site_id.value); site != sites_.end()) indexed.at = site->second;
    if (indexed.machine.calendar_id) {
        const auto calendar = calendars_.find(indexed.machine.calendar_id->value);
        if (calendar != calendars_.end()) indexed.calendar = calendar->second;
    }
    if (const auto busy = busy_.find(indexed.machine.id.value); busy != busy_.end()) {
        indexed.busy = std::move(busy->second);
        std::ranges::sort(indexed.busy, {}, &Interval::begin);
    }
    auto& workshop = workshops_[indexed.machine.organisation_id.value];
    workshop.organisation = indexed.machine.organisation_id;
    workshop.machines.push_back(std::move(indexed));
}

Result<std::vector<IndexedWorkshop>> Loading::load() {
    DENGYUN_CHECK(read());
    for (auto& machine : machines_) build(std::move(machine));
    std::vector<IndexedWorkshop> loaded;
    for (auto& [organisation, workshop] : workshops_)
        if (!workshop.machines.empty()) loaded.push_back(std::move(workshop));
    return loaded;
}

}  // namespace

Result<std::vector<IndexedWorkshop>> load_all(store::Store& store) {
    return store.read<std::vector<IndexedWorkshop>>(Scope::system(scope_name),
                                                    [](store::Reader& reader) { return Loading(reader).load(); });
}

Result<std::vector<IndexedWorkshop>> load_workshops(store::Store& store, const std::set<std::int64_t>& organisations) {
    std::vector<IndexedWorkshop> all;
    for (const auto organisation : organisations) {
        const auto scope = Scope::of({organisation}, {ActorKind::system, 0, std::string(scope_name)});
        DENGYUN_TRY(loaded, store.read<std::vector<IndexedWorkshop>>(
                                scope, [](store::Reader& reader) { return Loading(reader).load(); }));
        if (loaded.empty()) loaded.push_back({.organisation = {organisation}, .name = {}, .machines = {}, .rates = {}});
        for (auto& workshop : loaded) all.push_back(std::move(workshop));
    }
    return all;
}

}  // namespace dengyun::capacity
