// Goal: no file makes the reader of sheets fail otherwise than by an error, take more than its bounds, or answer rows
// of different widths.
#include <cstdint>

#include "kernel/base/assert.h"
#include "kernel/base/utf8.h"
#include "kernel/sheet/sheet.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr dengyun::sheet::Limits limits{.bytes_max = 64 * 1024,
                                            .part_bytes_max = 256 * 1024,
                                            .rows_max = 64,
                                            .columns_max = 16,
                                            .cell_bytes_max = 1024};
    const auto rows = dengyun::sheet::read({reinterpret_cast<const char*>(data), size}, limits);
    if (!rows) return 0;
    DENGYUN_ASSERT(rows->size() <= limits.rows_max);
    for (const auto& row : *rows) {
        DENGYUN_ASSERT(row.cells.size() == rows->front().cells.size() && row.cells.size() <= limits.columns_max);
        for (const auto& cell : row.cells)
            DENGYUN_ASSERT(cell.size() <= limits.cell_bytes_max && dengyun::is_utf8(cell));
    }
    return 0;
}
