// Disputes as their two sides and the arbiter see them, and their timers. The row belongs to the buyer; what it comes
// to moves money in the custody book, so the routes cross organisations and look at the caller's side themselves.
#include "kernel/api/flow_routes.h"
#include "modules/escrow/routes.h"
#include "modules/escrow/views.h"

namespace dengyun::escrow {
namespace {

const api::RouteOptions crossing{.reach = api::Reach::crossing};
const auto disputes = api::needs("escrow.dispute");

bool is_side(const api::Call& call, const Dispute& dispute) {
    const auto own = call.principal->organisation;
    return dispute.organisation_id == own || dispute.supplier_id == own;
}

// Who has no part in it does not learn that it is there.
Result<Dispute> find_visible(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Dispute>());
    DENGYUN_TRY(dispute, reader.find(id));
    if (!is_side(call, dispute) && !call.principal->may("escrow.arbitrate"))
        return fail(ErrorKind::not_found, "request.not_found");
    return std::move(dispute);
}

Result<Dispute> find_as_side(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(dispute, find_visible(call, reader));
    if (!is_side(call, dispute)) return fail(ErrorKind::forbidden, "request.forbidden");
    return std::move(dispute);
}

bool is_supplier(const api::Call& call, const Dispute& dispute) {
    return dispute.organisation_id != call.principal->organisation;
}

Result<Dispute> act_on(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(dispute, find_as_side(call, unit));
    DENGYUN_TRY(action, api::detail::action_named(Dispute::states, input.action));
    const bool by_supplier = is_supplier(call, dispute);
    return act(unit, std::move(dispute), static_cast<DisputeAction>(action), input.reason, by_supplier);
}

}  // namespace

void add_dispute_routes(api::Routes& routes) {
    routes.declare(Dispute::description, &Dispute::states);
    routes.list<Dispute>(
        "/api/v1/escrow-disputes", api::needs("escrow.arbitrate"), {"全部争议", "All disputes"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<Dispute>(query); },
        {.reach = api::Reach::all, .list_of = "escrow_dispute", .exported = true});
    routes.get<Dispute>("/api/v1/escrow-disputes/{id}", api::needs("escrow.read"), {"查看争议", "Read a dispute"},
                        find_visible, {.reach = api::Reach::all});
    routes.post<StatementInput, Dispute>(
        "/api/v1/escrow-disputes/{id}/statements/actions", disputes, {"就争议陈述", "State one's case in a dispute"},
        [](const api::Call& call, store::Unit& unit, const StatementInput& input) -> Result<Dispute> {
            DENGYUN_TRY(dispute, find_as_side(call, unit));
            const bool by_supplier = is_supplier(call, dispute);
            return state(unit, std::move(dispute), by_supplier, input.statement);
        },
        crossing);
    routes.post<ProposalInput, Dispute>(
        "/api/v1/escrow-disputes/{id}/proposals/actions", disputes,
        {"提出分配方案", "Propose how to split what is in dispute"},
        [](const api::Call& call, store::Unit& unit, const ProposalInput& input) -> Result<Dispute> {
            DENGYUN_TRY(dispute, find_as_side(call, unit));
            const bool by_supplier = is_supplier(call, dispute);
            return propose(unit, std::move(dispute), by_supplier, input.to_supplier);
        },
        crossing);
    routes.post<api::ActionInput, Dispute>("/api/v1/escrow-disputes/{id}/actions", disputes,
                                           {"办理争议", "Act on a dispute"}, act_on, crossing);
    routes.post<DecisionInput, Dispute>(
        "/api/v1/escrow-disputes/{id}/decision/actions", api::needs("escrow.arbitrate"),
        {"裁决争议", "Decide a dispute"},
        [](const api::Call& call, store::Unit& unit, const DecisionInput& input) -> Result<Dispute> {
            DENGYUN_TRY(dispute, find_visible(call, unit));
            return decide(unit, std::move(dispute), input.to_supplier, input.to_buyer, input.decision);
        },
        crossing);
    routes.add_timer(Dispute::description.name, fire_dispute_timer);
}

}  // namespace dengyun::escrow
