#pragma once
// XML from outside, made safe and plain. Private.
#include <pugixml.hpp>

#include "engines/ubl/api.h"

namespace dengyun::ubl {

// The file with every element renamed by its namespace, whatever prefix it came with: "cbc:ID", "cac:Party"; elements
// of the document's own namespace without a prefix, foreign ones as "other:NAME". Errors: as of read(), up to the
// unknown kind.
[[nodiscard]] Result<pugi::xml_document> read_xml(std::string_view bytes, const Limits& limits);

[[nodiscard]] std::string document_namespace(std::string_view root);
inline constexpr std::string_view aggregate_namespace =
    "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
inline constexpr std::string_view basic_namespace =
    "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

}  // namespace dengyun::ubl
