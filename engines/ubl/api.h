#pragma once
// UBL 2.1 (OASIS Universal Business Language): the business documents that two firms' programs exchange, as XML. Reads
// and writes the part of each document that our trade uses; what else a file holds is passed over. Pure: what a
// document means for orders and invoices is decided by who reads it. Source: docs.oasis-open.org/ubl/UBL-2.1.html; the
// order of elements is that of its schemas.
#include <span>
#include <string>
#include <string_view>

#include "engines/ubl/document.h"
#include "kernel/base/message.h"
#include "kernel/base/result.h"

namespace dengyun::ubl {

struct Limits {
    std::size_t bytes_max = 8 * 1024 * 1024;
    std::size_t elements_max = 200'000;
    std::size_t depth_max = 32;
    std::size_t lines_max = 5'000;
    std::size_t text_bytes_max = 4'000;
};

// The document that a file holds, of whichever kind.
// Errors: invalid "ubl.malformed" (no XML, no UTF-8), "ubl.document_type" (it brings a DOCTYPE, by which a file could
// name other files or blow itself up), "ubl.unknown_kind" (the root is none of ours); limit "ubl.too_large" with the
// bound as the issue; invalid "request.invalid" with an issue for each element that is missing, malformed, too precise,
// in another currency than yuan, or in totals that do not add up. Fields are paths:
// "cac:OrderLine.2.cac:LineItem/cbc:Quantity".
[[nodiscard]] Result<Document> read(std::string_view bytes, const Limits& limits = {});

// The file, in UTF-8, valid by the schema of its kind where the document holds what read() demands of it.
[[nodiscard]] std::string write(const Document& document);

[[nodiscard]] std::string_view root_name(Kind kind);  // "RequestForQuotation"

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::ubl
