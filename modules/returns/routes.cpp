// Returns as their two sides and the arbiter see them. The routes cross organisations and look at the caller's side
// themselves.
#include "modules/returns/routes.h"

#include "kernel/api/two_sided.h"

namespace dengyun::returns {
namespace {

const api::RouteOptions crossing{.reach = api::Reach::crossing};

struct DecisionInput {
    bool is_upheld = false;
    std::string decision;
    static const meta::Entity description;
};
constexpr auto decision_fields =
    meta::fields(meta::field<&DecisionInput::is_upheld>("is_upheld", {"支持退货", "The return is upheld"},
                                                        {.flags = meta::required}),
                 meta::field<&DecisionInput::decision>(
                     "decision", {"裁决说明", "Decision"},
                     {.flags = meta::required, .length_max = 500, .format = meta::Format::multiline}));
constinit const meta::Entity DecisionInput::description{
    .name = "goods_return_decision_input", .label = {"裁决", "Decision"}, .fields = decision_fields, .stored = false};

// What the goods go back with.
struct SendingInput {
    std::optional<std::string> carrier;
    std::optional<std::string> tracking_number;
    static const meta::Entity description;
};
constexpr auto sending_fields = meta::fields(
    meta::field<&SendingInput::carrier>("carrier", {"承运人", "Carrier"}, {.length_max = 100}),
    meta::field<&SendingInput::tracking_number>("tracking_number", {"运单号", "Tracking number"}, {.length_max = 60}));
constinit const meta::Entity SendingInput::description{
    .name = "goods_return_sending_input", .label = {"寄回", "Send back"}, .fields = sending_fields, .stored = false};

Result<GoodsReturn> move_return(store::Unit& unit, GoodsReturn moving, ReturnAction action, const flow::Mover& mover,
                                const Consequences& then) {
    if (action == ReturnAction::refuse && moving.status_reason.value_or("").empty())
        return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
    if (action == ReturnAction::send) moving.sent_at = unit.now();
    DENGYUN_TRY(moved, api::move_two_sided<GoodsReturn>(unit, std::move(moving), static_cast<std::int64_t>(action),
                                                        mover, &GoodsReturn::supplier_id));
    if (then) DENGYUN_CHECK(then(unit, moved));
    return std::move(moved);
}

Result<GoodsReturn> send_back(const api::Call& call, store::Unit& unit, const SendingInput& input,
                              const Consequences& then) {
    DENGYUN_TRY(sending, api::find_as_party<GoodsReturn>(call, unit, &GoodsReturn::supplier_id));
    if (sending.organisation_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    sending.carrier = input.carrier;
    sending.tracking_number = input.tracking_number;
    return move_return(unit, std::move(sending), ReturnAction::send, {*call.principal, false, false}, then);
}

Result<GoodsReturn> arbitrate(const api::Call& call, store::Unit& unit, const DecisionInput& input,
                              const Consequences& then) {
    DENGYUN_TRY(id, call.id<GoodsReturn>());
    DENGYUN_TRY(disputed, unit.find(id));
    const auto own = call.principal->organisation;
    if (disputed.organisation_id == own || disputed.supplier_id == own)
        return fail(ErrorKind::forbidden, "request.forbidden");
    disputed.status_reason = input.decision;
    return decide(unit, std::move(disputed), input.is_upheld, then);
}

}  // namespace

void add_return_routes(api::Routes& routes, const Consequences& then) {
    api::add_two_sided<GoodsReturn>(
        routes, {.path = "/api/v1/returns",
                 .incoming = "/api/v1/incoming-returns",
                 .own_summary = {"本单位的退货", "Returns of one's own"},
                 .incoming_summary = {"退给本单位的货", "Returns that come in"},
                 .read = "returns.read",
                 .watch = "returns.arbitrate",
                 .other_field = "supplier_id",
                 .other = &GoodsReturn::supplier_id,
                 .move = [then](store::Unit& unit, GoodsReturn moving, std::int64_t action, const flow::Mover& mover) {
                     return move_return(unit, std::move(moving), static_cast<ReturnAction>(action), mover, then);
                 }});
    routes.post<GoodsReturn, GoodsReturn>(
        "/api/v1/shipments/{id}/returns", api::needs("returns.request"), {"申请退货", "Ask to return goods"},
        [](const api::Call& call, store::Unit& unit, const GoodsReturn& given) -> Result<GoodsReturn> {
            DENGYUN_TRY(id, call.id<shipments::Shipment>());
            DENGYUN_TRY(shipment, unit.find(id));
            if (shipment.receiver_id != call.principal->organisation)
                return fail(ErrorKind::not_found, "request.not_found");
            return request(unit, shipment, given);
        },
        crossing);
    routes.post<SendingInput, GoodsReturn>(
        "/api/v1/returns/{id}/sending/actions", api::needs("returns.request"), {"寄回退货", "Send goods back"},
        [then](const api::Call& call, store::Unit& unit, const SendingInput& input) {
            return send_back(call, unit, input, then);
        },
        crossing);
    routes.post<DecisionInput, GoodsReturn>(
        "/api/v1/returns/{id}/decision/actions", api::needs("returns.arbitrate"),
        {"裁决退货争议", "Decide a disputed return"},
        [then](const api::Call& call, store::Unit& unit, const DecisionInput& input) {
            return arbitrate(call, unit, input, then);
        },
        crossing);
    routes.list<GoodsReturn>("/api/v1/disputed-returns", api::needs("returns.arbitrate"),
                             {"待裁决的退货", "Returns to arbitrate"},
                             [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                 auto disputed = query;
                                 disputed.filters.push_back({"status", "disputed"});
                                 return reader.list<GoodsReturn>(disputed);
                             },
                             {.reach = api::Reach::all, .list_of = "goods_return"});
}

}  // namespace dengyun::returns
