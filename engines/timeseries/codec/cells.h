#pragma once
// The cells of a column as bytes, bit by bit the same when they come back, NaN payloads and -0 included. Codecs,
// whichever is shortest:
//   integers      the cells as they are (integers.h);
//   decimal       m / 10^e, m an integer and e the same for all (Afroozeh et al., ALP, SIGMOD 2023, with an exact
//   division);
//                 a few cells that are nothing of the kind stand beside it;
//   decimal32     the same, for doubles that were single floats before, as most controllers send them;
//   dictionary    few distinct cells;
//   exclusive_or  each with the one before it, without the zeros in front and behind (Pelkonen et al., Gorilla, VLDB
//   2015,
//                 by groups).
#include "engines/timeseries/codec/bytes.h"
#include "engines/timeseries/model.h"

namespace dengyun::timeseries {

// 1 to 65,535 cells.
void encode_cells(std::span<const Cell> cells, ColumnType type, Bytes& out);
// As decode_integers (integers.h).
[[nodiscard]] bool decode_cells(ByteReader& in, std::span<Cell> out);

}  // namespace dengyun::timeseries
