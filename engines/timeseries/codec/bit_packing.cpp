#include "engines/timeseries/codec/bit_packing.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dengyun::timeseries {
namespace {

std::uint64_t load(const std::uint8_t* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}

template <unsigned width>
void unpack_width(const std::uint8_t* in, std::uint64_t* out, std::size_t count) {
    if constexpr (width == 0) {
        std::fill_n(out, count, 0);
    } else if constexpr (width == 64) {
        std::memcpy(out, in, count * 8);
    } else {
        constexpr std::uint64_t mask = (std::uint64_t{1} << width) - 1;
        for (std::size_t i = 0; i < count; i++) {
            const std::size_t bit = i * width;
            const auto shift = static_cast<unsigned>(bit & 7);
            std::uint64_t value = load(in + (bit >> 3)) >> shift;
            if constexpr (width > 57)
                if (shift + width > 64) value |= std::uint64_t{in[(bit >> 3) + 8]} << (64 - shift);
            out[i] = value & mask;
        }
    }
}

using Unpacker = void (*)(const std::uint8_t*, std::uint64_t*, std::size_t);
template <unsigned... widths>
constexpr std::array<Unpacker, sizeof...(widths)> make_unpackers(std::integer_sequence<unsigned, widths...>) {
    return {&unpack_width<widths>...};
}
constexpr auto unpackers = make_unpackers(std::make_integer_sequence<unsigned, 65>());

// Bits are gathered in one word and leave it by bytes.
class BitWriter {
  public:
    explicit BitWriter(Bytes& out) : out_(out) {}
    void put_bits(std::uint64_t value, unsigned width) {
        if (width == 0) return;
        word_ |= value << used_;
        if (used_ + width < 64) {
            used_ += width;
            return;
        }
        put(out_, word_);
        const unsigned written = 64 - used_;
        word_ = written == 64 ? 0 : value >> written;
        used_ = width - written;
        if (used_ == 0) word_ = 0;
    }
    void finish() {
        for (; used_ > 0; used_ -= std::min(used_, 8U), word_ >>= 8U) out_.push_back(static_cast<std::uint8_t>(word_));
        word_ = 0;
    }

  private:
    Bytes& out_;
    std::uint64_t word_ = 0;
    unsigned used_ = 0;  // always below 64
};

}  // namespace

void pack(std::span<const std::uint64_t> values, unsigned width, Bytes& out) {
    BitWriter writer(out);
    for (const auto value : values) writer.put_bits(value, width);
    writer.finish();
}

void unpack(const std::uint8_t* in, unsigned width, std::span<std::uint64_t> out) {
    unpackers[width](in, out.data(), out.size());
}

std::size_t rice_bits(std::span<const std::uint64_t> values, unsigned low_bits) {
    std::size_t bits = values.size() * (low_bits + 1);
    for (const auto value : values) {
        const auto quotient = value >> low_bits;
        if (quotient > rice_quotient_max) return SIZE_MAX;
        bits += static_cast<std::size_t>(quotient);
    }
    return bits;
}

void rice_pack(std::span<const std::uint64_t> values, unsigned low_bits, Bytes& out) {
    BitWriter writer(out);
    const std::uint64_t mask = (std::uint64_t{1} << low_bits) - 1;
    for (const auto value : values) {
        // As many zeros as the quotient says, a one, the low bits: 24 + 1 + 31 bits at most.
        const auto quotient = static_cast<unsigned>(value >> low_bits);
        writer.put_bits((std::uint64_t{1} | ((value & mask) << 1U)) << quotient, quotient + 1 + low_bits);
    }
    writer.finish();
}

bool rice_unpack(ByteView in, unsigned low_bits, std::span<std::uint64_t> out) {
    const std::uint64_t mask = (std::uint64_t{1} << low_bits) - 1;
    const std::size_t bits_max = in.size() * 8;
    std::size_t bit = 0;
    for (auto& value : out) {
        if (bit >= bits_max) return false;
        // 57 bits at least are in the word; a value takes 56 at most.
        const std::uint64_t word = load(in.data() + (bit >> 3U)) >> (bit & 7U);
        const auto quotient = static_cast<unsigned>(std::countr_zero(word));
        if (quotient > rice_quotient_max) return false;
        value = (std::uint64_t{quotient} << low_bits) | ((word >> (quotient + 1)) & mask);
        bit += quotient + 1 + low_bits;
    }
    return bit <= bits_max;
}

}  // namespace dengyun::timeseries
