#include "flows/dispatching/test/world.h"

#include "modules/evidence/api.h"

namespace dengyun::dispatching::test {
namespace {

constexpr std::array<std::string_view, 13> processes{
    "sheet_making", "blanking",  "surface_cleaning",  "uv_printing",      "curing",     "laminating", "engraving",
    "punching",     "deburring", "code_verification", "adhesive_backing", "inspection", "packing"};
// After which others each comes: engraving and drilling side by side, then verification and backing.
const std::vector<std::vector<std::int64_t>> predecessors{{},   {10},     {20}, {30}, {40},       {50}, {60},
                                                          {60}, {70, 80}, {90}, {90}, {100, 110}, {120}};

Result<enterprise::Site> add_site(store::Unit& unit, std::int64_t id, double longitude, double latitude) {
    return enterprise::add_site(
        unit, {id},
        {.name = "厂区", .region_code = "330206", .address = "路 1 号", .longitude = longitude, .latitude = latitude});
}

}  // namespace

World::World() : World(std::make_shared<Parts>()) {}

World::World(std::shared_ptr<Parts> parts)
    : api::Scenario(
          [parts](api::Routes& routes, store::Store& store) {
              parts->index = std::make_unique<capacity::Index>(store);
              parts->planner =
                  std::make_unique<plans::Planner>(*parts->index, plans::Policy{}, plans::Effort{.iterations = 2'000});
              orders::add_routes(routes);
              ordering::add_routes(routes);
              parts->scores = std::make_unique<scores::Index>(store);
              parts->solver = std::make_unique<Solver>(*parts->planner, *parts->index, *parts->scores);
              add_routes(routes, *parts->solver);
              shipments::add_routes(routes, fulfilment::after_shipment, fulfilment::undo_receipt);
              fulfilment::add_routes(routes);
              routes.declare(items::permissions());
          },
          {enterprise::migrations(), ledger::migrations(), escrow::migrations(), items::migrations(),
           capacity::migrations(), orders::migrations(), shipments::migrations(), inspections::migrations(),
           returns::migrations(), scores::migrations(), evidence::migrations()},
          {enterprise::messages(), ledger::messages(), escrow::messages(), items::messages(), capacity::messages(),
           orders::messages(), ordering::messages(), shipments::messages(), fulfilment::messages(), scores::messages(),
           plans::messages(), dispatching::messages()}),
      parts_(std::move(parts)) {
    write([&](store::Unit& unit) -> Result<> {
        machines.clear();
        DENGYUN_CHECK(add_item(unit));
        for (std::int64_t id = 11; id <= 19; ++id) DENGYUN_CHECK(add_workshop(unit, id));
        return {};
    });
}

Result<> World::add_item(store::Unit& unit) {
    DENGYUN_TRY(profile, enterprise::create_profile(unit, {10}, enterprise::NewProfile{.name = "买方"}));
    static_cast<void>(profile);
    DENGYUN_TRY(site, add_site(unit, 10, 121.5, 29.8));
    site_ = site.id;
    items::Item plate{.number = "CP-1", .name = "车牌", .unit = "块", .kind = items::ItemKind::bought};
    plate.organisation_id = {10};
    DENGYUN_TRY(item, items::add_item(unit, std::move(plate)));
    item_ = item.id;
    items::Revision draft{.item_id = item.id, .code = "A"};
    draft.organisation_id = {10};
    DENGYUN_TRY(revision, items::add_revision(unit, std::move(draft)));
    revision_ = revision.id;
    items::Routing way{.revision_id = revision.id, .name = "常规", .is_primary = true};
    way.organisation_id = {10};
    DENGYUN_TRY(routing, items::add_routing(unit, std::move(way)));
    for (std::size_t i = 0; i < processes.size(); ++i) {
        items::Operation one{.routing_id = routing.id,
                             .number = static_cast<std::int64_t>(10 * (i + 1)),
                             .name = std::string(processes[i]),
                             .process = reference::process(processes[i]),
                             .predecessors = predecessors[i],
                             .setup_s = 1'200,
                             .unit_time_ms = 3'000,
                             .yield_millionths = 995'000,
                             .part_size_mm = 200};
        one.organisation_id = {10};
        DENGYUN_TRY(added, items::add_operation(unit, std::move(one)));
        static_cast<void>(added);
    }
    DENGYUN_CHECK(items::release(unit, std::move(revision), orders::system_mover()));
    DENGYUN_TRY(cash, escrow::cash_of(unit, {10}));
    DENGYUN_TRY(bank, ledger::open_account(unit, ledger::custody_book,
                                           {.code = "custodian",
                                            .name = "银行",
                                            .kind = ledger::AccountKind::custodian,
                                            .holder = platform_organisation,
                                            .balance_min = std::nullopt,
                                            .balance_max = Money{0}}));
    DENGYUN_CHECK(ledger::post(unit, ledger::custody_book,
                               {.id = unit.new_id<ledger::Voucher>(),
                                .transfers = {{.id = unit.new_id<ledger::Transfer>(),
                                               .debit_account_id = bank.id,
                                               .credit_account_id = cash.id,
                                               .amount = {100'000'000}}}}));
    return {};
}

Result<> World::add_workshop(store::Unit& unit, std::int64_t id) {
    DENGYUN_TRY(profile, enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = "加工点"}));
    static_cast<void>(profile);
    DENGYUN_TRY(site, add_site(unit, id, 121.0 + 0.1 * static_cast<double>(id - 10), 29.7));
    for (std::size_t p = static_cast<std::size_t>(id % 3); p < processes.size(); p += 3) {
        const auto process = reference::process(processes[p]);
        capacity::Machine machine{.number = "M" + std::to_string(p),
                                  .name = std::string(processes[p]),
                                  .site_id = site.id,
                                  .processes = {process}};
        machine.organisation_id = {id};
        DENGYUN_TRY(added, capacity::add_machine(unit, std::move(machine)));
        machines.push_back(added);
        capacity::RateCard card{.name = "报价",
                                .process = process,
                                .setup_price = {3'000},
                                .per_hour = {1'000'000 * (50 + 2 * id)},
                                .valid_from = china_date(unit.now())};
        card.organisation_id = {id};
        DENGYUN_TRY(kept, capacity::add_rate_card(unit, std::move(card)));
        static_cast<void>(kept);
    }
    return {};
}

void World::write(const std::function<Result<>(store::Unit&)>& work) {
    const auto done = store().run_write(Scope::system("test"), work);
    ASSERT_TRUE(done) << done.error().code << done.error().detail;
}

std::string World::need(std::int64_t pieces, std::string_view due) {
    const auto made = post("/api/v1/sales-orders",
                           fmt::format(R"({{"item_id":"{}","revision_id":"{}","quantity":{},"due_on":"{}",)"
                                       R"("site_id":"{}"}})",
                                       to_text(item_), to_text(revision_), pieces * 1'000, due, to_text(site_)),
                           buyer);
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

orders::SalesOrder World::order(const std::string& id) {
    return read<orders::SalesOrder>(
        [&](store::Reader& reader) { return reader.find(*parse_id<orders::SalesOrder>(id)); });
}

std::vector<orders::OperationTask> World::tasks(const std::string& id) {
    return read<std::vector<orders::OperationTask>>(
        [&](store::Reader& reader) { return orders::tasks_of(reader, *parse_id<orders::SalesOrder>(id)); });
}

void World::run(const std::string& id) {
    ASSERT_EQ(ask(id).status, 200U);
    const auto option = open_options(id).front();
    for (const auto& [address, action, who] :
         {std::tuple("/api/v1/order-options/" + to_text(option.id), "accept", buyer),
          std::tuple("/api/v1/sales-orders/" + id, "fund", buyer),
          std::tuple("/api/v1/sales-orders/" + id, "release", platform)}) {
        const auto done = act(address, action, who);
        ASSERT_EQ(done.status, 200U) << action << done.body;
    }
    for (const auto& task : tasks(id)) {
        const auto known = post("/api/v1/operation-tasks/" + to_text(task.id) + "/acknowledgement/actions", "{}",
                                api::member(api::Role::owner, task.workshop_id.value));
        ASSERT_LT(known.status, 300U) << known.body;
    }
}

std::vector<orders::OrderOption> World::open_options(const std::string& id) {
    return read<std::vector<orders::OrderOption>>([&](store::Reader& reader) {
        return orders::open_options_of(reader, order(id), orders::OptionPurpose::quote);
    });
}

std::vector<capacity::CapacitySlot> World::occupied() {
    auto all = read<std::vector<capacity::CapacitySlot>>([&](store::Reader& reader) {
        std::vector<capacity::CapacitySlot> found;
        for (const auto& machine : machines)
            if (auto slots = capacity::slots_of(reader, machine, clock.now(), clock.now() + std::chrono::days(300)))
                found.insert(found.end(), slots->begin(), slots->end());
        return Result<std::vector<capacity::CapacitySlot>>(std::move(found));
    });
    for (std::size_t i = 1; i < all.size(); ++i)
        if (all[i - 1].machine_id == all[i].machine_id) EXPECT_LE(all[i - 1].ends_at, all[i].starts_at);
    return all;
}

}  // namespace dengyun::dispatching::test
