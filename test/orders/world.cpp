#include "test/orders/world.h"

#include "kernel/base/assert.h"

namespace dengyun::order_loop {
namespace {

struct Step {
    std::int64_t number;
    std::string_view process;
    std::vector<std::int64_t> predecessors;
    bool has_inspection;
};
const std::vector<Step> steps{{10, "punching", {}, true},
                              {20, "engraving", {10}, false},
                              {30, "deburring", {10}, true},
                              {40, "packing", {20, 30}, true}};
// What the two machines of each workshop can do.
const std::vector<std::pair<std::string_view, std::string_view>> processes{
    {"punching", "engraving"}, {"punching", "engraving"}, {"punching", "deburring"},
    {"engraving", "packing"},  {"deburring", "packing"},
};

Result<enterprise::Site> add_site(store::Unit& unit, std::int64_t organisation, double longitude) {
    DENGYUN_CHECK(enterprise::create_profile(unit, {organisation}, enterprise::NewProfile{.name = "单位"}));
    return enterprise::add_site(
        unit, {organisation},
        {.name = "厂区", .region_code = "330206", .address = "路 1 号", .longitude = longitude, .latitude = 29.8});
}

Result<> top_up(store::Unit& unit, Id<Organisation> organisation, std::int64_t fen) {
    DENGYUN_TRY(cash, escrow::cash_of(unit, organisation));
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
                                               .amount = {fen}}}}));
    return {};
}

}  // namespace

World::World() : World(std::make_shared<Parts>()) {}

World::World(std::shared_ptr<Parts> parts)
    : walking::World(
          [parts](api::Routes& routes, store::Store& store) {
              parts->index = std::make_unique<capacity::Index>(store);
              parts->planner = std::make_unique<plans::Planner>(*parts->index, plans::Policy{.options_max = 4},
                                                                plans::Effort{.iterations = 40});
              parts->scores = std::make_unique<scores::Index>(store);
              parts->solver = std::make_unique<dispatching::Solver>(*parts->planner, *parts->index, *parts->scores);
              escrow::add_routes(routes);
              capacity::add_routes(routes, *parts->index);
              items::add_routes(routes);
              orders::add_routes(routes);
              ordering::add_routes(routes);
              dispatching::add_routes(routes, *parts->solver);
              shipments::add_routes(routes, fulfilment::after_shipment, fulfilment::undo_receipt);
              inspections::add_routes(routes, fulfilment::after_verdict);
              returns::add_routes(routes, fulfilment::after_return);
              fulfilment::add_routes(routes);
              scores::add_routes(routes);
          },
          {enterprise::migrations(), ledger::migrations(), escrow::migrations(), items::migrations(),
           capacity::migrations(), orders::migrations(), shipments::migrations(), inspections::migrations(),
           returns::migrations(), scores::migrations()},
          {enterprise::messages(), ledger::messages(), escrow::messages(), items::messages(), capacity::messages(),
           orders::messages(), ordering::messages(), plans::messages(), dispatching::messages(), shipments::messages(),
           inspections::messages(), returns::messages(), fulfilment::messages(), scores::messages()}),
      parts_(std::move(parts)) {
    const auto filled = store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
        machines.clear();
        return fill(unit);
    });
    DENGYUN_ASSERT(filled.has_value());
}

Result<> World::fill(store::Unit& unit) {
    DENGYUN_CHECK(add_item(unit));
    for (auto number = workshop_first; number <= workshop_last; ++number) DENGYUN_CHECK(add_workshop(unit, number));
    DENGYUN_CHECK(top_up(unit, buyer_organisation, 900'000'000'000));
    // Out of which it pays where its tasks have used more than a terminated order brings.
    return top_up(unit, platform_organisation, 10'000'000'000);
}

Result<> World::add_item(store::Unit& unit) {
    DENGYUN_TRY(site, add_site(unit, buyer_organisation.value, 121.5));
    buyer_site = site.id;
    items::Item plate{.number = "P-1", .name = "车牌", .unit = "块", .kind = items::ItemKind::bought};
    plate.organisation_id = buyer_organisation;
    DENGYUN_TRY(made, items::add_item(unit, std::move(plate)));
    item = made.id;
    items::Revision draft{.item_id = item, .code = "A"};
    draft.organisation_id = buyer_organisation;
    DENGYUN_TRY(first, items::add_revision(unit, std::move(draft)));
    revision = first.id;
    items::Routing way{.revision_id = revision, .name = "常规", .is_primary = true};
    way.organisation_id = buyer_organisation;
    DENGYUN_TRY(routing, items::add_routing(unit, std::move(way)));
    for (const auto& step : steps) {
        items::Operation operation{.routing_id = routing.id,
                                   .number = step.number,
                                   .name = std::string(step.process),
                                   .process = reference::process(step.process),
                                   .predecessors = step.predecessors,
                                   .setup_s = 600,
                                   .unit_time_ms = 60'000,
                                   .has_inspection = step.has_inspection};
        operation.organisation_id = buyer_organisation;
        DENGYUN_CHECK(items::add_operation(unit, std::move(operation)));
    }
    DENGYUN_CHECK(items::release(unit, std::move(first), orders::system_mover()));
    return {};
}

Result<> World::add_workshop(store::Unit& unit, std::int64_t number) {
    const auto place = static_cast<std::size_t>(number - workshop_first);
    DENGYUN_TRY(site, add_site(unit, number, 121.0 + 0.1 * static_cast<double>(place)));
    for (const auto process : {processes[place].first, processes[place].second}) {
        capacity::Machine machine{.number = std::string(process),
                                  .name = std::string(process),
                                  .site_id = site.id,
                                  .processes = {reference::process(process)}};
        machine.organisation_id = {number};
        DENGYUN_TRY(kept, capacity::add_machine(unit, std::move(machine)));
        machines.push_back(kept.id);
        capacity::RateCard card{.name = "报价",
                                .process = reference::process(process),
                                .setup_price = {3'000},
                                .per_hour = {1'000'000 * (60 + 3 * number)},
                                .valid_from = china_date(unit.now())};
        card.organisation_id = {number};
        DENGYUN_CHECK(capacity::add_rate_card(unit, std::move(card)));
    }
    return {};
}

}  // namespace dengyun::order_loop
