#pragma once
// A part of a stored file, for who hands it out piece by piece.
#include "kernel/store/files.h"

namespace dengyun::store {

// At most `length` bytes from `offset` on, fewer at the end; reads no more chunks than they lie in, and so does not
// check the digest of the whole.
[[nodiscard]] Result<std::string> read_file_part(Reader& reader, Id<StoredFile> id, std::int64_t offset,
                                                 std::int64_t length);

}  // namespace dengyun::store
