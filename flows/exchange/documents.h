#pragma once
// What the kinds of documents have in common, and the two ways of each kind. Private to this flow.
#include "kernel/api/call.h"
#include "kernel/store/unit.h"
#include "modules/enterprise/api.h"
#include "modules/exchange/api.h"
#include "modules/sourcing/api.h"

namespace dengyun::exchange {

// A unit of measure as other programs write it ("C62", UN/ECE recommendation 20) and as we do ("件"); what neither side
// knows stays as it is.
[[nodiscard]] std::string unit_code(std::string_view unit);
[[nodiscard]] std::string unit_name(std::string_view code);

// Who stands in a document. Error: not_found.
[[nodiscard]] Result<ubl::Party> party_of(store::Reader& reader, Id<Organisation> organisation);

[[nodiscard]] Result<ubl::Document> document_of(store::Reader& reader, const sourcing::Rfx& rfx);
// A draft, past the same gate as one that was typed. Errors: those of a creation by hand, with our names of the fields.
[[nodiscard]] Result<sourcing::Rfx> rfx_of(const api::Call& call, const ubl::Document& document);

}  // namespace dengyun::exchange
