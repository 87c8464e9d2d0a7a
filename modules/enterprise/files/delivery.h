#pragma once
// How a stored file leaves the process: only kinds that cannot run anything are shown in the page, all others are
// saved.
#include "kernel/api/call.h"
#include "kernel/store/files.h"

namespace dengyun::enterprise {

// PDF and raster images.
[[nodiscard]] bool may_show(std::string_view media_type);
// The whole answer; its tag is the digest of the content. Error: not_found "request.not_found".
[[nodiscard]] Result<api::Reply> deliver(store::Reader& reader, Id<store::StoredFile> id);

}  // namespace dengyun::enterprise
