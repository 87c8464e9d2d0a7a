#include "test/purchasing/world.h"

#include "flows/purchasing/test/trade.h"
#include "kernel/base/assert.h"
#include "modules/enterprise/api.h"
#include "modules/escrow/api.h"

namespace dengyun::purchase_walk {

World::World()
    : walking::World([this](api::Routes& routes, store::Store&) { purchasing::test::add_trade_routes(routes, clock); },
                     purchasing::test::trade_migrations(), purchasing::test::trade_messages()) {
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
