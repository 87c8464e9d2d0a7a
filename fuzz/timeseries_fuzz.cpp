// Goal: no bytes break the reader of blocks or of records. A block that opens and decodes can be encoded and gives the
// same rows.
#include "engines/timeseries/block.h"
#include "engines/timeseries/codec/bit_packing.h"
#include "engines/timeseries/codec/cells.h"
#include "engines/timeseries/shelf/record.h"
#include "kernel/base/assert.h"

using namespace dengyun::timeseries;

namespace {

void look_at_block(ByteView bytes) {
    // The checksums are put right, or no change would get past them.
    Bytes mended(bytes.begin(), bytes.end());
    if (mended.size() >= 12) {
        put_at(mended, 0, static_cast<std::uint32_t>(mended.size()));
        std::uint32_t header = 0;
        std::memcpy(&header, mended.data() + 4, sizeof header);
        if (header <= mended.size() - 12) put_at(mended, 8, checksum(ByteView(mended).subspan(12, header)));
    }
    const auto block = BlockView::open(mended);
    if (!block) {
        DENGYUN_ASSERT(block.error().code == "timeseries.bad_block");
        return;
    }
    const auto rows = block->decode({});
    if (!rows) return;
    Bytes again;
    encode_block(block->group(), *rows, {}, true, again);
    const auto second_block = BlockView::open(again);
    DENGYUN_ASSERT(second_block && second_block->rows() == rows->size());
    const auto back = second_block->decode({});
    DENGYUN_ASSERT(back && back->times == rows->times && back->sequences == rows->sequences);
    for (std::size_t i = 0; i < rows->columns.size(); i++)
        for (std::size_t row = 0; row < rows->size(); row++) {
            DENGYUN_ASSERT(back->columns[i].has(row) == rows->columns[i].has(row));
            if (rows->columns[i].has(row)) DENGYUN_ASSERT(back->columns[i].cells[row] == rows->columns[i].cells[row]);
        }
}

// Past the checksums of columns.
void look_at_cells(ByteView bytes) {
    Bytes with_margin(bytes.begin(), bytes.end());
    with_margin.resize(with_margin.size() + packing_margin);
    ByteReader in(ByteView(with_margin).first(bytes.size()));
    const auto count = 1 + std::size_t{in.get<std::uint16_t>()} % block_rows_max;
    std::vector<Cell> cells(count);
    if (!decode_cells(in, cells)) return;
    Bytes again;
    encode_cells(cells, ColumnType::real, again);
    const auto length = again.size();
    again.resize(length + packing_margin);
    ByteReader second_in(ByteView(again).first(length));
    std::vector<Cell> back(count);
    DENGYUN_ASSERT(decode_cells(second_in, back) && back == cells);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    if (size > 0 && data[0] % 4 == 0) look_at_block(bytes.subspan(1));
    if (size > 0 && data[0] % 4 == 1) look_at_cells(bytes.subspan(1));
    RecordReader records(bytes);
    while (records.next()) DENGYUN_ASSERT(!records.payload().empty());
    return 0;
}
