#pragma once
// Exchange: the only header of this module that others include. It brings the format, UBL, along.
#include <span>

#include "engines/ubl/api.h"
#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "kernel/store/unit.h"
#include "modules/exchange/received_document.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::exchange {

// What names a document for whom takes it in.
struct Name {
    std::string_view kind;
    std::string_view sender;
    std::string_view number;
};
// The document of that name that the reader's organisation has taken in already; nullopt for a new one.
// Error: conflict "exchange.changed" where its file had another digest.
[[nodiscard]] Result<std::optional<ReceivedDocument>> received_before(store::Reader& reader, const Name& name,
                                                                      std::string_view digest);
// Notes one, in the unit that makes what it became.
[[nodiscard]] Result<ReceivedDocument> note_received(store::Unit& unit, ReceivedDocument document);

void add_routes(api::Routes& routes);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::exchange
