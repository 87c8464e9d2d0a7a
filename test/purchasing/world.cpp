#include "test/purchasing/world.h"

#include "kernel/base/assert.h"
#include "modules/enterprise/api.h"
#include "modules/escrow/api.h"
#include "modules/evaluations/api.h"
#include "modules/items/api.h"
#include "modules/scores/api.h"

namespace dengyun::purchase_walk {

World::World()
    : walking::World(
          [this](api::Routes& routes, store::Store&) {
              enterprise::add_routes(routes);
              items::add_routes(routes);
              sourcing::add_routes(routes, clock);
              purchase_orders::add_routes(routes);
              shipments::add_routes(routes, purchasing::after_shipment, purchasing::undo_receipt);
              inspections::add_routes(routes, purchasing::after_verdict);
              returns::add_routes(routes, purchasing::after_return);
              invoicing::add_routes(routes);
              scores::add_routes(routes);
              purchasing::add_routes(routes);
              api::add_task_route(routes);
          },
          {enterprise::migrations(), circles::migrations(), evaluations::migrations(), items::migrations(),
           sourcing::migrations(), purchase_orders::migrations(), shipments::migrations(), inspections::migrations(),
           returns::migrations(), invoicing::migrations(), ledger::migrations(), scores::migrations()},
          {enterprise::messages(), evaluations::messages(), items::messages(), sourcing::messages(),
           purchase_orders::messages(), shipments::messages(), inspections::messages(), returns::messages(),
           invoicing::messages(), ledger::messages(), purchasing::messages()}) {
    const auto filled = store().run_write(Scope::system("test"), fill);
    DENGYUN_ASSERT(filled.has_value());
}

Result<> World::fill(store::Unit& unit) {
    for (const auto organisation : {11, 12, 13, 14, 15})
        DENGYUN_CHECK(enterprise::create_profile(unit, {organisation}, enterprise::NewProfile{.name = "单位"}));
    DENGYUN_TRY(bank, ledger::open_account(unit, ledger::custody_book,
                                           {.code = "custodian",
                                            .name = "银行",
                                            .kind = ledger::AccountKind::custodian,
                                            .holder = platform_organisation,
                                            .balance_min = std::nullopt,
                                            .balance_max = Money{0}}));
    for (const auto organisation : buyers) {
        DENGYUN_TRY(cash, escrow::cash_of(unit, {organisation}));
        DENGYUN_CHECK(ledger::post(unit, ledger::custody_book,
                                   {.id = unit.new_id<ledger::Voucher>(),
                                    .transfers = {{.id = unit.new_id<ledger::Transfer>(),
                                                   .debit_account_id = bank.id,
                                                   .credit_account_id = cash.id,
                                                   .amount = {900'000'000'000}}}}));
    }
    return {};
}

}  // namespace dengyun::purchase_walk
