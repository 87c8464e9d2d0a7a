#pragma once
// Business documents between our rows and the programs of other firms, as UBL 2.1.
//
//   POST /api/v1/received-documents   the file as the body: it becomes what its kind says, or nothing happens at all
//   GET  /api/v1/rfxs/{id}/ubl        a row as a file
#include <span>

#include "kernel/base/message.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::exchange {

void add_document_routes(api::Routes& routes);
[[nodiscard]] std::span<const Message> document_messages();

}  // namespace dengyun::exchange
