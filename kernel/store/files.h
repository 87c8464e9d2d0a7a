#pragma once
// Stored files (certificates, drawings): bytes in chunks in the database, so that no process holds the only copy and a
// backup holds all. Addressed by id within an organisation; content is never changed, only replaced by a new file.
#include <string>
#include <string_view>

#include "kernel/store/store.h"

namespace dengyun::store {

inline constexpr std::size_t file_bytes_max = 20 * 1024 * 1024;

struct StoredFile : meta::Record<StoredFile> {
    std::string name;
    std::string media_type;  // found from the content where it is known (PDF, PNG, JPEG, …), else as given
    std::int64_t size_bytes = 0;
    std::string sha256;
    static const meta::Entity description;
};

// `owner`: none is the scope's organisation. Errors: limit "file.too_large"; invalid with issues on name ("malformed":
// path parts, control characters).
[[nodiscard]] Result<StoredFile> save_file(Unit& unit, std::string name, std::string media_type, std::string_view bytes,
                                           Id<Organisation> owner = {});
[[nodiscard]] Result<std::string> read_file(Reader& reader, Id<StoredFile> id);

}  // namespace dengyun::store
