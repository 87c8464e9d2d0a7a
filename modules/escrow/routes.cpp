// Escrows as their two sides see them. A row belongs to the buyer; what either side does also moves money in the
// custody book, so the routes cross organisations and look at the caller's side themselves.
#include "modules/escrow/routes.h"

#include "kernel/api/flow_routes.h"
#include "kernel/api/route.h"
#include "kernel/api/written_text.h"
#include "modules/escrow/views.h"

namespace dengyun::escrow {
namespace {

const api::RouteOptions crossing{.reach = api::Reach::crossing};
const api::RouteOptions reading{.reach = api::Reach::all};
const auto reads = api::needs("escrow.read");

bool is_buyer(const api::Call& call, const Escrow& escrow) {
    return escrow.organisation_id == call.principal->organisation;
}
bool is_supplier(const api::Call& call, const Escrow& escrow) {
    return escrow.supplier_id == call.principal->organisation;
}
bool sees(const api::Call& call, const Escrow& escrow) {
    return is_buyer(call, escrow) || is_supplier(call, escrow) || call.principal->may("escrow.arbitrate");
}

// Who has no part in it does not learn that it is there.
Result<Escrow> find_visible(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Escrow>());
    DENGYUN_TRY(escrow, reader.find(id));
    if (!sees(call, escrow)) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(escrow);
}

Result<Escrow> find_as_buyer(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(escrow, find_visible(call, reader));
    if (!is_buyer(call, escrow)) return fail(ErrorKind::forbidden, "request.forbidden");
    return std::move(escrow);
}

flow::Mover mover_of(const api::Call& call, const Escrow& escrow) {
    return {*call.principal, false, !is_buyer(call, escrow)};
}

Result<Escrow> act_on_escrow(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(escrow, find_visible(call, unit));
    if (!is_buyer(call, escrow) && !is_supplier(call, escrow)) return fail(ErrorKind::forbidden, "request.forbidden");
    const auto mover = mover_of(call, escrow);
    const auto action = meta::value_of<EscrowAction>(input.action);
    if (action == EscrowAction::hold) return hold(unit, std::move(escrow), mover);
    if (action == EscrowAction::fund) return fund(unit, std::move(escrow), mover);
    if (action == EscrowAction::cancel) return cancel(unit, std::move(escrow), mover);
    if (action == EscrowAction::refund) return refund(unit, std::move(escrow), mover);
    // Accepted in full: everything that is open.
    if (action == EscrowAction::release_all) {
        const auto open = open_amount(escrow);
        return release(unit, std::move(escrow), open, mover);
    }
    return fail(ErrorKind::invalid, "request.invalid", {{"action", "unknown_choice"}});
}

// What an order owns is moved by the order's own routes.
Result<> check_free(const Escrow& escrow) {
    return escrow.subject_id ? fail(ErrorKind::conflict, "escrow.bound") : Result<>{};
}

Result<Dispute> open_dispute(const api::Call& call, store::Unit& unit, const DisputeInput& input) {
    DENGYUN_TRY(escrow, find_visible(call, unit));
    if (!is_buyer(call, escrow) && !is_supplier(call, escrow)) return fail(ErrorKind::forbidden, "request.forbidden");
    DENGYUN_CHECK(check_free(escrow));
    return freeze(unit, escrow,
                  {.amount = input.amount, .reason = input.reason, .opened_by_supplier = !is_buyer(call, escrow)});
}

Result<Escrow> settle_retention(const api::Call& call, store::Unit& unit, const RetentionInput& input) {
    DENGYUN_TRY(escrow, find_visible(call, unit));
    // Each side may give up what would be its own.
    const bool allowed = input.to_buyer ? is_supplier(call, escrow) && call.principal->may("escrow.supply")
                                        : is_buyer(call, escrow) && call.principal->may("escrow.pay");
    if (!allowed) return fail(ErrorKind::forbidden, "request.forbidden");
    DENGYUN_CHECK(check_free(escrow));
    return pay_retention(unit, std::move(escrow), input.amount, input.to_buyer);
}

Result<Note> propose_note(const api::Call& call, store::Unit& unit, const NoteInput& input) {
    DENGYUN_TRY(escrow, find_as_buyer(call, unit));
    // A credit follows a return. A bonus is the buyer's own to give.
    if (input.kind == NoteKind::credit)
        return fail(ErrorKind::invalid, "request.invalid", {{"kind", "unknown_choice"}});
    return add_note(unit, escrow, input.kind, input.amount, input.reason, false);
}

template <class E>
Result<store::Page<E>> list_of_escrow(const api::Call& call, store::Reader& reader, const store::Query& query) {
    DENGYUN_TRY(escrow, find_visible(call, reader));
    auto narrowed = query;
    std::erase_if(narrowed.filters, [](const store::Query::Filter& one) { return one.field == "escrow_id"; });
    narrowed.filters.push_back({"escrow_id", to_text(escrow.id)});
    DENGYUN_TRY(page, reader.list<E>(narrowed));
    if constexpr (std::is_same_v<E, Note>)
        for (auto& note : page.items) note.reason = api::written_text(call, note.reason);
    return std::move(page);
}

Result<Note> move_note(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(id, call.id<Note>());
    DENGYUN_TRY(note, unit.find(id));
    const auto own = call.principal->organisation;
    if (note.organisation_id != own && note.supplier_id != own) return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_TRY(action, api::detail::action_named(Note::states, input.action));
    note.status_reason = input.reason;
    const flow::Mover mover{*call.principal, false, note.organisation_id != own};
    return api::move(unit, std::move(note), action, mover);
}

void add_reads(api::Routes& routes) {
    routes.list<Escrow>(
        "/api/v1/escrows", reads, {"本单位作为买方的托管", "Escrows of one's own as the buyer"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<Escrow>(query); },
        {.list_of = "escrow", .exported = true});
    routes.list<Escrow>(
        "/api/v1/escrow-receivables", reads, {"本单位作为供方的托管", "Escrows of one's own as the supplier"},
        [](const api::Call& call, store::Reader& reader, const store::Query& query) {
            auto own = query;
            std::erase_if(own.filters, [](const store::Query::Filter& one) { return one.field == "supplier_id"; });
            own.filters.push_back({"supplier_id", to_text(call.principal->organisation)});
            return reader.list<Escrow>(own);
        },
        {.reach = api::Reach::all, .list_of = "escrow", .exported = true});
    routes.get<Escrow>("/api/v1/escrows/{id}", reads, {"查看托管", "Read an escrow"}, find_visible, reading);
    routes.get<Whereabouts>(
        "/api/v1/escrows/{id}/money", reads, {"托管资金在哪里", "Where an escrow's money is"},
        [](const api::Call& call, store::Reader& reader) -> Result<Whereabouts> {
            DENGYUN_TRY(escrow, find_visible(call, reader));
            return whereabouts(reader, escrow);
        },
        reading);
    routes.list<Note>("/api/v1/escrows/{id}/notes", reads, {"扣款与奖金单", "Notes of an escrow"}, list_of_escrow<Note>,
                      {.reach = api::Reach::all, .list_of = "escrow_note"});
    routes.list<Dispute>("/api/v1/escrows/{id}/disputes", reads, {"托管的争议", "Disputes of an escrow"},
                         list_of_escrow<Dispute>, {.reach = api::Reach::all, .list_of = "escrow_dispute"});
}

void add_writes(api::Routes& routes) {
    routes.post<Escrow, Escrow>(
        "/api/v1/escrows", api::needs("escrow.pay"), {"新建托管", "Create an escrow"},
        [](const api::Call& call, store::Unit& unit, const Escrow& given) -> Result<Escrow> {
            Escrow escrow = given;
            escrow.organisation_id = call.principal->organisation;
            if (escrow.parent_id) {
                DENGYUN_TRY(parent, unit.find(*escrow.parent_id));
                if (sees(call, parent)) DENGYUN_CHECK(check_free(parent));
            }
            return create(unit, std::move(escrow));
        },
        crossing);
    routes.post<api::ActionInput, Escrow>("/api/v1/escrows/{id}/actions", reads, {"办理托管", "Act on an escrow"},
                                          act_on_escrow, crossing);
    routes.post<ReleaseInput, Escrow>(
        "/api/v1/escrows/{id}/releases/actions", api::needs("escrow.pay"), {"验收放款", "Release accepted value"},
        [](const api::Call& call, store::Unit& unit, const ReleaseInput& input) -> Result<Escrow> {
            DENGYUN_TRY(escrow, find_as_buyer(call, unit));
            const auto mover = mover_of(call, escrow);
            return release(unit, std::move(escrow), input.amount, mover);
        },
        crossing);
    routes.post<RetentionInput, Escrow>("/api/v1/escrows/{id}/retention/actions", reads,
                                        {"处理质保金", "Pay or recover retention"}, settle_retention, crossing);
    routes.post<DisputeInput, Dispute>("/api/v1/escrows/{id}/disputes", reads,
                                       {"提出争议，冻结争议金额", "Open a dispute, which freezes its amount"},
                                       open_dispute, crossing);
    routes.post<NoteInput, Note>("/api/v1/escrows/{id}/notes", api::needs("escrow.pay"),
                                 {"提出扣款或奖金", "Propose a penalty or bonus"}, propose_note, crossing);
    routes.post<api::ActionInput, Note>("/api/v1/escrow-notes/{id}/actions", reads, {"答复单据", "Answer a note"},
                                        move_note, crossing);
}

}  // namespace

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    routes.declare(Escrow::description, &Escrow::states);
    routes.declare(Note::description, &Note::states);
    add_reads(routes);
    add_writes(routes);
    add_dispute_routes(routes);
    routes.add_timer("escrow", fire_timer);
    routes.add_timer(
        "escrow_note", [](store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) -> Result<> {
            auto note = unit.find(Id<Note>{id});
            if (!note || static_cast<std::int64_t>(note->status) != state) return {};
            if (static_cast<NoteAction>(action) == NoteAction::recover) return recover(unit, std::move(*note));
            DENGYUN_TRY(moved, api::move(unit, std::move(*note), action, {meta::all_seeing(), true, false}));
            static_cast<void>(moved);
            return {};
        });
}

}  // namespace dengyun::escrow
