// What the module is made of: permissions, texts, entities, routes, and its two services.
#include "kernel/api/route.h"
#include "modules/exchange/api.h"

namespace dengyun::exchange {
namespace {

using api::Role;
using api::RoleSet;

constexpr RoleSet trading = api::leading_roles | RoleSet{Role::planner, Role::buyer, Role::bookkeeper};
constexpr api::Permission own_permissions[] = {
    {"exchange.read", {"查看收到的电子单据", "Read received documents"}, api::every_role},
    {"exchange.receive", {"导入电子单据", "Take in documents of other programs"}, trading},
};

constexpr Message own_messages[] = {
    {"exchange.changed",
     {"已收过同一编号的单据，但内容不同；请核对，或让对方换一个编号。未作任何更改。",
      "A document with this number was received before, with another content. Compare them, or ask for another number. "
      "Nothing was changed."}},
};

constexpr const meta::Entity* own_entities[] = {&ReceivedDocument::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

Result<std::optional<ReceivedDocument>> received_before(store::Reader& reader, const Name& name,
                                                        std::string_view digest) {
    const std::array values{meta::Scalar(name.kind), meta::Scalar(name.sender), meta::Scalar(name.number)};
    DENGYUN_TRY(before, reader.find_by<ReceivedDocument>("received_document_number", values));
    if (before && before->digest != digest) return fail(ErrorKind::conflict, "exchange.changed");
    return std::move(before);
}

Result<ReceivedDocument> note_received(store::Unit& unit, ReceivedDocument document) {
    return unit.insert(std::move(document));
}

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    routes.declare(ReceivedDocument::description);
    routes.list<ReceivedDocument>("/api/v1/received-documents", api::needs("exchange.read"),
                                  {"收到的电子单据", "Documents that were received"},
                                  [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                      return reader.list<ReceivedDocument>(query);
                                  },
                                  {.list_of = "received_document", .exported = true});
}

}  // namespace dengyun::exchange
