// Forecasts: published by the buyer, read by both.
#include "modules/purchase_orders/routes.h"

#include "modules/purchase_orders/rows.h"

namespace dengyun::purchase_orders {
namespace {

// Rows of one's own, and those that are meant for the caller.
Result<store::Page<SupplyForecast>> list_received(const api::Call& call, store::Reader& reader,
                                                  const store::Query& query) {
    return api::detail::list_incoming<SupplyForecast>(call, reader, query, "supplier_id");
}

}  // namespace

void add_forecast_routes(api::Routes& routes) {
    const auto reads = api::needs("purchase_orders.read");
    routes.declare(SupplyForecast::description);
    routes.list<SupplyForecast>("/api/v1/supply-forecasts", reads,
                                {"本单位发布的需求预测", "Forecasts that one has published"},
                                [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                    return reader.list<SupplyForecast>(query);
                                },
                                {.list_of = "supply_forecast", .exported = true});
    routes.list<SupplyForecast>("/api/v1/received-supply-forecasts", reads,
                                {"客户给本单位的需求预测", "Forecasts that one has received"}, list_received,
                                {.reach = api::Reach::all, .list_of = "supply_forecast", .exported = true});
    routes.get<SupplyForecast>("/api/v1/supply-forecasts/{id}", reads, {"查看需求预测", "Read a forecast"},
                               [](const api::Call& call, store::Reader& reader) {
                                   return api::find_as_party<SupplyForecast>(call, reader,
                                                                             &SupplyForecast::supplier_id);
                               },
                               {.reach = api::Reach::all});
    routes.post<SupplyForecast, SupplyForecast>(
        "/api/v1/supply-forecasts", api::needs("purchase_orders.buy"),
        {"发布需求预测，同一供方同一名称的为新一版", "Publish a forecast: the next version of its supplier and name"},
        [](const api::Call& call, store::Unit& unit, const SupplyForecast& given) {
            auto forecast = given;
            forecast.organisation_id = call.principal->organisation;
            return publish_forecast(unit, std::move(forecast));
        },
        {.reach = api::Reach::crossing});
}

}  // namespace dengyun::purchase_orders
