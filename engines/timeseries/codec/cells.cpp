#include "engines/timeseries/codec/cells.h"

#include <algorithm>
#include <array>

#include "engines/timeseries/codec/bit_packing.h"
#include "engines/timeseries/codec/decimal.h"
#include "engines/timeseries/codec/integers.h"

namespace dengyun::timeseries {
namespace {

enum class Codec : std::uint8_t { integers, decimal, decimal32, dictionary, exclusive_or };
constexpr std::size_t dictionary_max = 64;
constexpr std::size_t group_size = 128;

std::span<const std::int64_t> as_integers(std::span<const Cell> cells) {
    return {reinterpret_cast<const std::int64_t*>(cells.data()), cells.size()};
}
std::span<std::int64_t> as_integers(std::span<Cell> cells) {
    return {reinterpret_cast<std::int64_t*>(cells.data()), cells.size()};
}

void start(Codec codec, Bytes& out) { out.push_back(static_cast<std::uint8_t>(codec)); }

void write_decimals(const Decimals& decimals, std::span<const Cell> cells, Bytes& out) {
    start(decimals.is_single ? Codec::decimal32 : Codec::decimal, out);
    out.push_back(static_cast<std::uint8_t>(decimals.places));
    put_varint(out, decimals.exceptions.size());
    for (const auto row : decimals.exceptions) {
        put(out, row);
        put(out, cells[row]);
    }
    encode_integers(decimals.integers, out);
}

bool read_decimals(ByteReader& in, bool is_single, std::span<Cell> out) {
    const unsigned places = in.get<std::uint8_t>();
    const auto count = in.get_varint();
    if (!in.ok() || places > decimal_places_max || count > out.size()) return false;
    auto exceptions = ByteReader(in.take(count * (sizeof(std::uint16_t) + sizeof(Cell))));
    if (!in.ok() || !decode_integers(in, as_integers(out))) return false;
    to_decimal_cells(out, places, is_single);
    for (std::uint64_t i = 0; i < count; i++) {
        const auto row = exceptions.get<std::uint16_t>();
        if (row >= out.size()) return false;
        out[row] = exceptions.get<Cell>();
    }
    return true;
}

// False where there are too many distinct cells.
bool write_dictionary(std::span<const Cell> cells, Bytes& out) {
    std::array<std::uint8_t, 256> slots{};  // number of the entry + 1
    std::vector<Cell> entries;
    std::vector<std::int64_t> codes(cells.size());
    for (std::size_t row = 0; row < cells.size(); row++) {
        auto slot = static_cast<std::uint8_t>((cells[row] * 0x9E3779B97F4A7C15U) >> 56U);
        while (slots[slot] != 0 && entries[slots[slot] - 1U] != cells[row]) slot = static_cast<std::uint8_t>(slot + 1);
        if (slots[slot] == 0) {
            if (entries.size() == dictionary_max) return false;
            entries.push_back(cells[row]);
            slots[slot] = static_cast<std::uint8_t>(entries.size());
        }
        codes[row] = slots[slot] - 1;
    }
    start(Codec::dictionary, out);
    put_varint(out, entries.size());
    for (const auto entry : entries) put(out, entry);
    encode_integers(codes, out);
    return true;
}

bool read_dictionary(ByteReader& in, std::span<Cell> out) {
    const auto count = in.get_varint();
    if (!in.ok() || count > dictionary_max) return false;
    std::array<Cell, dictionary_max> entries{};
    for (std::size_t i = 0; i < count; i++) entries[i] = in.get<Cell>();
    if (!in.ok() || !decode_integers(in, as_integers(out))) return false;
    for (auto& cell : out) {
        if (cell >= count) return false;
        cell = entries[cell];
    }
    return true;
}

void write_exclusive_or(std::span<const Cell> cells, Bytes& out) {
    start(Codec::exclusive_or, out);
    std::array<std::uint64_t, group_size> words{};
    Cell before = cells.front();
    put(out, before);
    for (std::size_t at = 1; at < cells.size(); at += group_size) {
        const auto count = std::min(group_size, cells.size() - at);
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < count; i++) {
            words[i] = cells[at + i] ^ before;
            before = cells[at + i];
            bits |= words[i];
        }
        const unsigned behind = bits == 0 ? 0 : static_cast<unsigned>(std::countr_zero(bits));
        const auto width = static_cast<unsigned>(std::bit_width(bits)) - behind;
        for (std::size_t i = 0; i < count; i++) words[i] >>= behind;
        out.push_back(static_cast<std::uint8_t>(bits == 0 ? 0 : width));
        out.push_back(static_cast<std::uint8_t>(behind));
        pack({words.data(), count}, bits == 0 ? 0 : width, out);
    }
}

bool read_exclusive_or(ByteReader& in, std::span<Cell> out) {
    Cell before = in.get<Cell>();
    out.front() = before;
    for (std::size_t at = 1; at < out.size(); at += group_size) {
        const auto group = out.subspan(at, std::min(group_size, out.size() - at));
        const unsigned width = in.get<std::uint8_t>();
        const unsigned behind = in.get<std::uint8_t>();
        if (!in.ok() || width > 64 || behind > 63) return false;
        const auto bytes = in.take(packed_bytes(group.size(), width));
        if (!in.ok()) return false;
        unpack(bytes.data(), width, group);
        for (auto& cell : group) cell = before = before ^ (cell << behind);
    }
    return in.ok();
}

}  // namespace

void encode_cells(std::span<const Cell> cells, ColumnType type, Bytes& out) {
    const auto origin = out.size();
    if (type != ColumnType::real || std::ranges::all_of(cells, [&](Cell cell) { return cell == cells.front(); })) {
        start(Codec::integers, out);
        encode_integers(as_integers(cells), out);
        return;
    }
    for (const bool is_single : {false, true})
        if (const auto decimals = decimals_of(cells, is_single)) {
            write_decimals(*decimals, cells, out);
            // Long decimals may be shorter as bits.
            if (out.size() - origin < cells.size() * 4) return;
            break;
        }
    const auto keep_shorter = [&](const Bytes& other) {
        if (out.size() == origin || other.size() < out.size() - origin) {
            out.resize(origin);
            out.insert(out.end(), other.begin(), other.end());
        }
    };
    Bytes other;
    if (write_dictionary(cells, other)) keep_shorter(other);
    other.clear();
    write_exclusive_or(cells, other);
    keep_shorter(other);
}

bool decode_cells(ByteReader& in, std::span<Cell> out) {
    switch (static_cast<Codec>(in.get<std::uint8_t>())) {
        case Codec::integers:
            return decode_integers(in, as_integers(out));
        case Codec::decimal:
            return read_decimals(in, false, out);
        case Codec::decimal32:
            return read_decimals(in, true, out);
        case Codec::dictionary:
            return read_dictionary(in, out);
        case Codec::exclusive_or:
            return read_exclusive_or(in, out);
    }
    return false;
}

}  // namespace dengyun::timeseries
