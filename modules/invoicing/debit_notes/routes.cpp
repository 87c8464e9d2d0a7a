// Debit notes, for both sides. The routes cross organisations and look at the caller's side themselves.
#include "modules/invoicing/routes.h"

#include "modules/invoicing/rows.h"

namespace dengyun::invoicing {

void add_debit_note_routes(api::Routes& routes) {
    api::add_two_sided<DebitNote>(
        routes, {.path = "/api/v1/debit-notes",
                 .incoming = "/api/v1/received-debit-notes",
                 .own_summary = {"本单位开出的扣款单", "Debit notes that one has written"},
                 .incoming_summary = {"客户对本单位的扣款单", "Debit notes that one has received"},
                 .read = "invoicing.read",
                 .other_field = "supplier_id",
                 .other = &DebitNote::supplier_id,
                 .move = [](store::Unit& unit, DebitNote note, std::int64_t action, const flow::Mover& mover) {
                     return move_debit_note(unit, std::move(note), static_cast<DebitAction>(action), mover);
                 }});
    routes.post<DebitNote, DebitNote>("/api/v1/debit-notes", api::needs("invoicing.buy"),
                                      {"开扣款单", "Write a debit note"},
                                      [](const api::Call& call, store::Unit& unit, const DebitNote& given) {
                                          auto note = given;
                                          note.organisation_id = call.principal->organisation;
                                          return add_debit_note(unit, std::move(note));
                                      },
                                      {.reach = api::Reach::crossing});
    routes.list<DebitNote>(
        "/api/v1/statements/{id}/debit-notes", api::needs("invoicing.read"),
        {"对账期内的扣款单", "The debit notes of a statement's period"},
        [](const api::Call& call, store::Reader& reader, const store::Query&) -> Result<store::Page<DebitNote>> {
            DENGYUN_TRY(statement, api::find_as_party<Statement>(call, reader, &Statement::supplier_id));
            DENGYUN_TRY(notes, debit_notes_of(reader, statement));
            return store::Page<DebitNote>{std::move(notes), std::nullopt};
        },
        {.reach = api::Reach::all});
}

}  // namespace dengyun::invoicing
