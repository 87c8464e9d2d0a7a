#pragma once
// How a stored file leaves the process: only kinds that cannot run anything are shown in the page, all others are
// saved.
#include "kernel/api/call.h"
#include "kernel/store/files.h"

namespace dengyun::enterprise {

// PDF and raster images.
[[nodiscard]] bool may_show(std::string_view media_type);
// The header's value with the name in both forms (RFC 6266, RFC 8187): an ASCII stand-in and percent-encoded UTF-8.
[[nodiscard]] std::string content_disposition(std::string_view file_name, bool show);
// The whole answer; its tag is the digest of the content. Error: not_found "request.not_found".
[[nodiscard]] Result<api::Reply> deliver(store::Reader& reader, Id<store::StoredFile> id);

}  // namespace dengyun::enterprise
