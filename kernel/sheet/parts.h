#pragma once
// The parts of reading that read.cpp puts together.
#include <optional>

#include "kernel/sheet/sheet.h"

namespace dengyun::sheet {

// Error: limit "sheet.too_large" with `issue` on the whole file (detail: the bound).
[[nodiscard]] std::unexpected<Error> too_large(std::string_view issue, std::size_t bound);

// The first sheet of an XLSX file. Errors as of read().
[[nodiscard]] Result<std::vector<Row>> read_xlsx(std::string_view bytes, const Limits& limits);

// The text in UTF-8, where it is UTF-8 or GB 18030; nullopt where it is neither.
[[nodiscard]] std::optional<std::string> in_utf8(std::string_view bytes);

}  // namespace dengyun::sheet
