#pragma once
// The OpenAPI 3.1 document and the form metadata, from the routes and the descriptions.
#include <string>

#include "kernel/api/route.h"
#include "kernel/base/message.h"

namespace dengyun::api {

// Deterministic: the same routes give the same text, so that the generated TypeScript client can be checked for drift.
[[nodiscard]] std::string openapi_document(const Routes& routes, std::string_view version);
// The same JSON text over many lines, so that two versions of a document can be compared by eye.
[[nodiscard]] std::string indented(std::string_view json);
// {"entities":[…],"permissions":[…],"roles":[…],"vocabularies":[…]} for /api/v1/meta. `vocabularies`: words for names
// that are no choice of a field.
[[nodiscard]] std::string metadata_document(const Routes& routes, std::span<const meta::Choices> vocabularies = {});

}  // namespace dengyun::api
