#include "flows/fulfilment/test/world.h"

#include "modules/scores/api.h"

namespace dengyun::fulfilment::test {

More more() {
    return {
        .add_routes =
            [](api::Routes& routes) {
                shipments::add_routes(routes, after_shipment, undo_receipt);
                inspections::add_routes(routes, after_verdict);
                returns::add_routes(routes, after_return);
                scores::add_routes(routes);
                fulfilment::add_routes(routes);
            },
        .migrations = {shipments::migrations(), inspections::migrations(), returns::migrations(), scores::migrations()},
        .messages = {shipments::messages(), inspections::messages(), returns::messages(), fulfilment::messages()}};
}

}  // namespace dengyun::fulfilment::test
