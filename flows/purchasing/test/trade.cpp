#include "flows/purchasing/test/trade.h"

#include "modules/circles/api.h"
#include "modules/enterprise/api.h"
#include "modules/evaluations/api.h"
#include "modules/items/api.h"
#include "modules/ledger/api.h"
#include "modules/scores/api.h"

namespace dengyun::purchasing::test {

void add_trade_routes(api::Routes& routes, const Clock& clock) {
    enterprise::add_routes(routes);
    items::add_routes(routes);
    sourcing::add_routes(routes, clock);
    purchase_orders::add_routes(routes);
    shipments::add_routes(routes, after_shipment, undo_receipt);
    inspections::add_routes(routes, after_verdict);
    returns::add_routes(routes, after_return);
    invoicing::add_routes(routes);
    scores::add_routes(routes);
    purchasing::add_routes(routes);
    api::add_task_route(routes);
}

std::vector<std::span<const store::Migration>> trade_migrations() {
    return {enterprise::migrations(), circles::migrations(),     evaluations::migrations(),
            items::migrations(),      sourcing::migrations(),    purchase_orders::migrations(),
            shipments::migrations(),  inspections::migrations(), returns::migrations(),
            invoicing::migrations(),  ledger::migrations(),      scores::migrations()};
}

std::vector<std::span<const Message>> trade_messages() {
    return {enterprise::messages(),      evaluations::messages(), items::messages(),       sourcing::messages(),
            purchase_orders::messages(), shipments::messages(),   inspections::messages(), returns::messages(),
            invoicing::messages(),       ledger::messages(),      purchasing::messages()};
}

}  // namespace dengyun::purchasing::test
