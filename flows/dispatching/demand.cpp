#include "flows/dispatching/demand.h"

namespace dengyun::dispatching {
namespace {

using R = QuoteRequest;
constexpr auto fields = meta::fields(
    meta::field<&R::routing_id>("routing_id", {"工艺路线", "Routing"}, {.reference = "routing"}),
    meta::field<&R::material_unit_price>("material_unit_price", {"集中采购材料单价", "Material, per piece"},
                                         {.min = 0, .max = 1'000'000'000'000, .format = meta::Format::micro_yuan}),
    meta::field<&R::material_ready_at>("material_ready_at", {"材料到货", "Material is there"}),
    meta::field<&R::piece_weight_g>("piece_weight_g", {"单件重量（克）", "Weight of a piece (g)"},
                                    {.min = 0, .max = 10'000'000}),
    meta::field<&R::valid_hours>("valid_hours", {"有效小时", "Valid (hours)"}, {.min = 1, .max = 168}));

}  // namespace

constinit const meta::Entity QuoteRequest::description{
    .name = "quote_request", .label = {"求解方案", "Ask for options"}, .fields = fields, .stored = false};

capacity::Work work_of(const items::Operation& operation, std::int64_t pieces) {
    return {.pieces = pieces,
            .setup_ms = operation.setup_s * 1'000,
            .unit_time_ms = operation.unit_time_ms,
            .area_mm2 = operation.area_mm2.value_or(0),
            .mass_mg = operation.mass_mg.value_or(0)};
}

Result<OrderDemand> demand_of(store::Reader& reader, const orders::SalesOrder& order, const QuoteRequest& request) {
    OrderDemand out;
    std::optional<UnitPrice> material;
    if (request.routing_id) {
        const auto named = reader.find(*request.routing_id);
        if (!named || named->revision_id != order.revision_id)
            return fail(ErrorKind::invalid, "request.invalid", {{"routing_id", "unknown_reference"}});
        out.routing = named->id;
        material = named->material_unit_price;
    } else {
        DENGYUN_TRY(primary, items::primary_routing(reader, order.organisation_id, order.revision_id));
        if (!primary) return fail(ErrorKind::conflict, "order.no_routing");
        out.routing = primary->id;
        material = primary->material_unit_price;
    }
    auto& demand = out.demand;
    DENGYUN_TRY(operations, items::operations_of(reader, order.organisation_id, out.routing));
    DENGYUN_TRY(site, reader.find(order.site_id));
    if (!site.longitude || !site.latitude) return fail(ErrorKind::conflict, "order.no_coordinates");
    demand.name = order.number;
    demand.owner = order.organisation_id;
    demand.operations = std::move(operations);
    demand.pieces = order.quantity.value / orders::one_piece;
    demand.destination = {*site.longitude, *site.latitude};
    demand.release = reader.now();
    demand.due = Instant(order.due_on) + std::chrono::hours(16);
    // What a day of delay weighs in the search where nobody pays a penalty: a hundredth of an ordinary price.
    demand.late_per_day = {std::max<std::int64_t>(10'000, order.price.value / 100)};
    demand.material = request.material_unit_price.value_or(material.value_or(UnitPrice{}));
    demand.material_ready = request.material_ready_at.value_or(Instant{});
    demand.piece_weight_g = request.piece_weight_g.value_or(0);
    return out;
}

}  // namespace dengyun::dispatching
