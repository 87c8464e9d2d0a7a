#pragma once
// Reads a problem or schedule file whole; a gzipped one is unpacked on the way.
#include <cstddef>
#include <string>

#include "kernel/base/result.h"

namespace dengyun::scheduling {

inline constexpr std::size_t input_bytes_max = std::size_t{512} * 1024 * 1024;  // unpacked

// The bytes of the file; gzip is recognised by its first bytes, whatever the name says.
// Errors: not_found "scheduling.unreadable_file"; invalid "scheduling.broken_archive"; limit "scheduling.too_large".
[[nodiscard]] Result<std::string> read_input_file(const std::string& path);

}  // namespace dengyun::scheduling
