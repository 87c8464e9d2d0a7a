#pragma once
// Values of `width` bits (0 to 64) one after another, lowest bit first.
#include "engines/timeseries/codec/bytes.h"

namespace dengyun::timeseries {

// What a reader may look at beyond the last packed byte: every block ends with as many.
inline constexpr std::size_t packing_margin = 9;

[[nodiscard]] constexpr std::size_t packed_bytes(std::size_t count, unsigned width) { return (count * width + 7) / 8; }

// Every value must fit into `width` bits.
void pack(std::span<const std::uint64_t> values, unsigned width, Bytes& out);
// `in` is followed by packing_margin bytes that may be read.
void unpack(const std::uint8_t* in, unsigned width, std::span<std::uint64_t> out);

// The Golomb-Rice code (Rice 1979) with parameter `low_bits` < 32: value >> low_bits in unary, then the low bits. The
// quotient of a value may be rice_quotient_max at most. Comes comes near the entropy of values that are small mostly.
[[nodiscard]] std::size_t rice_bits(std::span<const std::uint64_t> values, unsigned low_bits);
inline constexpr std::uint64_t rice_quotient_max = 24;
void rice_pack(std::span<const std::uint64_t> values, unsigned low_bits, Bytes& out);
// False where the bytes hold less than they should.
[[nodiscard]] bool rice_unpack(ByteView in, unsigned low_bits, std::span<std::uint64_t> out);

}  // namespace dengyun::timeseries
