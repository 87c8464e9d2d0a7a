#pragma once
// The two documents that describe the API to programs: /api/openapi.json and /api/v1/meta. Both are made once, from the
// routes, and answered with an ETag; the edge compresses them.
#include <string_view>

#include "kernel/api/route.h"

namespace dengyun::api {

// Called after every other route was added: the documents hold what is there then, and themselves. Open to anyone,
// because whoever writes a client needs them before he has an account, and they tell nothing about any organisation.
// `vocabularies`: as of metadata_document.
void add_document_routes(Routes& routes, std::string_view version, std::span<const meta::Choices> vocabularies = {});

}  // namespace dengyun::api
