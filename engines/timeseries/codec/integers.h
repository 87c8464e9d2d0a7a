#pragma once
// A column of 64-bit integers as bytes. The least one is taken off and the rest divided by its greatest common divisor;
// then whatever is shortest: constant, runs, packed as they are, as differences or as differences of differences, in
// groups of 128 with a width (or a Rice parameter) each.
#include "engines/timeseries/codec/bytes.h"

namespace dengyun::timeseries {

// 1 to 65,535 values.
void encode_integers(std::span<const std::int64_t> values, Bytes& out);
// Fills `out`, whose size the caller knows. False where the bytes are not what encode_integers writes. The reader's
// bytes are followed by packing_margin bytes that may be read.
[[nodiscard]] bool decode_integers(ByteReader& in, std::span<std::int64_t> out);

}  // namespace dengyun::timeseries
