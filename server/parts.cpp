#include "server/parts.h"

#include <algorithm>

#include "engines/acquisition/api.h"
#include "engines/auction/api.h"
#include "engines/dispatch/api.h"
#include "engines/expressions/api.h"
#include "engines/matching/api.h"
#include "engines/scheduling/api.h"
#include "engines/timeseries/messages.h"
#include "engines/ubl/api.h"
#include "flows/evaluating/evaluating.h"
#include "flows/exchange/exchange.h"
#include "flows/fulfilment/fulfilment.h"
#include "flows/ordering/ordering.h"
#include "flows/purchasing/purchasing.h"
#include "flows/registration/registration.h"
#include "flows/studio/studio.h"
#include "kernel/api/documents.h"
#include "kernel/api/flow_routes.h"
#include "kernel/api/search.h"
#include "kernel/http/http_messages.h"
#include "kernel/store/files.h"
#include "kernel/store/jobs.h"
#include "kernel/store/messages.h"
#include "modules/audit/api.h"
#include "modules/capacity/api.h"
#include "modules/circles/api.h"
#include "modules/enterprise/api.h"
#include "modules/escrow/api.h"
#include "modules/evaluations/api.h"
#include "modules/evidence/api.h"
#include "modules/exchange/api.h"
#include "modules/inspections/api.h"
#include "modules/invoicing/api.h"
#include "modules/items/api.h"
#include "modules/jobs/api.h"
#include "modules/ledger/api.h"
#include "modules/listings/api.h"
#include "modules/notifications/api.h"
#include "modules/orders/api.h"
#include "modules/payments/api.h"
#include "modules/purchase_orders/api.h"
#include "modules/reference/api.h"
#include "modules/returns/api.h"
#include "modules/scores/api.h"
#include "modules/shipments/api.h"
#include "modules/sourcing/api.h"
#include "modules/telemetry/api.h"
#include "modules/terms/api.h"
#include "modules/views/api.h"
#include "modules/webhooks/api.h"
#include "server/demonstration.h"
#include "server/reference_page.h"
#include "server/vocabularies.h"

namespace dengyun::server {
namespace {

// What people look for by its number or name when they work; what only follows from it comes after.
constexpr std::string_view found_first[] = {
    "sales_order", "purchase_order",   "item",   "enterprise", "operation_task", "rfx",    "bid",
    "shipment",    "supplier_invoice", "device", "machine",    "listing",        "circle", "member"};

}  // namespace

std::vector<store::Migration> all_migrations() {
    std::vector<store::Migration> all;
    for (const auto part : {
             store::migrations(),           identity::migrations(),
             enterprise::migrations(),      webhooks::migrations(),
             notifications::migrations(),   views::migrations(),
             ledger::migrations(),          escrow::migrations(),
             payments::migrations(),        items::migrations(),
             capacity::migrations(),        orders::migrations(),
             shipments::migrations(),       inspections::migrations(),
             returns::migrations(),         scores::migrations(),
             evaluations::migrations(),     circles::migrations(),
             sourcing::migrations(),        exchange::migrations(),
             purchase_orders::migrations(), invoicing::migrations(),
             listings::migrations(),        telemetry::migrations(),
             evidence::migrations(),        telemetry::series::migrations(),
         })
        all.insert(all.end(), part.begin(), part.end());
    // Numbers run over all modules: one may have several, made when others had theirs.
    std::ranges::sort(all, {}, &store::Migration::number);
    return all;
}

std::vector<const meta::Entity*> all_entities() {
    std::vector<const meta::Entity*> all{&store::Job::description, &store::StoredFile::description};
    for (const auto part : {
             identity::entities(),    enterprise::entities(), webhooks::entities(),  notifications::entities(),
             views::entities(),       ledger::entities(),     escrow::entities(),    payments::entities(),
             items::entities(),       capacity::entities(),   orders::entities(),    shipments::entities(),
             inspections::entities(), returns::entities(),    scores::entities(),    evaluations::entities(),
             circles::entities(),     sourcing::entities(),   exchange::entities(),  purchase_orders::entities(),
             invoicing::entities(),   listings::entities(),   telemetry::entities(), evidence::entities(),
         })
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

MessageCatalogue all_messages() {
    MessageCatalogue catalogue;
    for (const auto part : {http::messages(),        store::messages(),
                            api::feed_messages(),    identity::messages(),
                            enterprise::messages(),  audit::messages(),
                            webhooks::messages(),    views::messages(),
                            reference::messages(),   scheduling::messages(),
                            dispatch::messages(),    ledger::messages(),
                            escrow::messages(),      payments::messages(),
                            items::messages(),       capacity::messages(),
                            orders::messages(),      ordering::messages(),
                            shipments::messages(),   plans::messages(),
                            dispatching::messages(), fulfilment::messages(),
                            inspections::messages(), returns::messages(),
                            auction::messages(),     evaluations::messages(),
                            circles::messages(),     sourcing::messages(),
                            ubl::messages(),         exchange::messages(),
                            listings::messages(),    exchange::document_messages(),
                            matching::messages(),    purchase_orders::messages(),
                            invoicing::messages(),   purchasing::messages(),
                            acquisition::messages(), timeseries::messages(),
                            expressions::messages(), telemetry::messages(),
                            evidence::messages(),    messages()})
        catalogue.add(part);
    return catalogue;
}

void add_all_routes(api::Routes& routes, const RouteNeeds& needs) {
    needs.identity.add_routes(routes);
    registration::add_routes(routes, needs.identity, needs.store);
    enterprise::add_routes(routes);
    reference::add_routes(routes);
    audit::add_routes(routes);
    jobs::add_routes(routes);
    views::add_routes(routes);
    webhooks::add_routes(routes, needs.random, needs.vault,
                         {.allow_private_addresses = needs.settings.webhooks_allow_private_addresses});
    notifications::add_routes(routes);
    api::add_task_route(routes);
    ledger::add_routes(routes, needs.poster);
    terms::add_routes(routes);
    escrow::add_routes(routes);
    payments::add_routes(routes, needs.partner);
    items::add_routes(routes);
    capacity::add_routes(routes, needs.capacity);
    dispatching::add_routes(routes, needs.solver);
    orders::add_routes(routes);
    ordering::add_routes(routes);
    // Each of the flows looks at what is made for its own documents.
    shipments::add_routes(
        routes,
        [](store::Unit& unit, const shipments::Shipment& shipment, const shipments::Receipt* receipt) -> Result<> {
            DENGYUN_CHECK(fulfilment::after_shipment(unit, shipment, receipt));
            return purchasing::after_shipment(unit, shipment, receipt);
        },
        [](store::Unit& unit, const shipments::Shipment& shipment, const shipments::Receipt& receipt) {
            return shipment.subject_kind == purchasing::order_subject
                       ? purchasing::undo_receipt(unit, shipment, receipt)
                       : fulfilment::undo_receipt(unit, shipment, receipt);
        });
    inspections::add_routes(routes, [](store::Unit& unit, const inspections::Inspection& inspection) -> Result<> {
        DENGYUN_CHECK(fulfilment::after_verdict(unit, inspection));
        return purchasing::after_verdict(unit, inspection);
    });
    returns::add_routes(routes, [](store::Unit& unit, const returns::GoodsReturn& moved) -> Result<> {
        DENGYUN_CHECK(fulfilment::after_return(unit, moved));
        return purchasing::after_return(unit, moved);
    });
    fulfilment::add_routes(routes);
    scores::add_routes(routes);
    evaluations::add_routes(routes);
    circles::add_routes(routes, needs.clock);
    sourcing::add_routes(routes, needs.clock);
    purchase_orders::add_routes(routes);
    invoicing::add_routes(routes);
    purchasing::add_routes(routes);
    evaluating::add_routes(routes);
    listings::add_routes(routes);
    studio::add_routes(routes);
    exchange::add_routes(routes);
    exchange::add_document_routes(routes);
    telemetry::add_routes(routes, needs.telemetry, needs.random);
    evidence::add_routes(routes);
    api::add_search_route(routes, found_first);
    api::add_feed_route(routes);
    add_demonstration_route(routes);
    add_reference_routes(routes);
    api::add_document_routes(routes, version, vocabularies());
}

}  // namespace dengyun::server
