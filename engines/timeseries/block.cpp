#include "engines/timeseries/block.h"

#include <algorithm>
#include <zlib.h>

#include "engines/timeseries/codec/bit_packing.h"
#include "engines/timeseries/codec/cells.h"
#include "engines/timeseries/codec/decimal.h"
#include "engines/timeseries/codec/integers.h"
#include "kernel/base/assert.h"

namespace dengyun::timeseries {

std::uint32_t checksum(ByteView bytes) { return static_cast<std::uint32_t>(crc32_z(0, bytes.data(), bytes.size())); }

namespace {

constexpr std::uint8_t version = 1;
constexpr std::size_t prefix_bytes = 12;  // length, length of the header, CRC of the header
constexpr std::uint8_t places_raw = 0xFF;

std::unexpected<Error> bad_block(std::string_view why) {
    return fail(ErrorKind::invalid, "timeseries.bad_block", {}, std::string(why));
}

// Six numbers that mostly are decimals of few places.
void put_numbers(const Aggregate& a, Bytes& out) {
    const double numbers[] = {a.min, a.max, a.first, a.last, a.total(), a.increase};
    for (const unsigned places : {0U, 1U, 2U, 3U, 4U, 6U}) {
        std::int64_t integers[6];
        bool fits = true;
        for (std::size_t i = 0; i < 6 && fits; i++) {
            const auto integer = decimal_integer(real_cell(numbers[i]), places, false);
            fits = integer.has_value();
            integers[i] = integer.value_or(0);
        }
        if (!fits) continue;
        out.push_back(static_cast<std::uint8_t>(places));
        for (const auto integer : integers) put_varint(out, zigzag(static_cast<std::uint64_t>(integer)));
        return;
    }
    out.push_back(places_raw);
    for (const auto number : numbers) put(out, number);
}

Aggregate get_numbers(ByteReader& in, std::uint64_t count) {
    double numbers[6];
    const auto places = in.get<std::uint8_t>();
    if (places == places_raw) {
        for (auto& number : numbers) number = in.get<double>();
    } else if (places > decimal_places_max) {
        in.refuse();
        return {};
    } else {
        for (auto& number : numbers)
            number = std::bit_cast<double>(
                decimal_cell(static_cast<std::int64_t>(from_zigzag(in.get_varint())), places, false));
    }
    return {.count = count,
            .sum = numbers[4],
            .min = numbers[0],
            .max = numbers[1],
            .first = numbers[2],
            .last = numbers[3],
            .increase = numbers[5]};
}

void encode_presence(const std::vector<std::uint8_t>& present, Bytes& out) {
    const std::vector<std::int64_t> flags(present.begin(), present.end());
    encode_integers(flags, out);
}

void encode_column(const ColumnRows& rows, Bytes& out) {
    if (std::ranges::find(rows.present, 0) == rows.present.end()) {
        out.push_back(1);
        encode_cells(rows.cells, rows.type, out);
        return;
    }
    out.push_back(0);
    encode_presence(rows.present, out);
    std::vector<Cell> dense;
    for (std::size_t row = 0; row < rows.cells.size(); row++)
        if (rows.present[row]) dense.push_back(rows.cells[row]);
    if (!dense.empty()) encode_cells(dense, rows.type, out);
}

bool decode_column(ByteReader in, std::size_t count, ColumnRows& out) {
    out.cells.resize(count);
    if (in.get<std::uint8_t>() == 1) return decode_cells(in, out.cells);
    std::vector<std::int64_t> flags(count);
    if (!decode_integers(in, flags)) return false;
    out.present.resize(count);
    std::size_t present = 0;
    for (std::size_t row = 0; row < count; row++) {
        if (flags[row] != 0 && flags[row] != 1) return false;
        out.present[row] = static_cast<std::uint8_t>(flags[row]);
        present += out.present[row];
    }
    if (present == 0) return true;
    std::vector<Cell> dense(present);
    if (!decode_cells(in, dense)) return false;
    for (std::size_t row = 0, at = 0; row < count; row++)
        if (out.present[row]) out.cells[row] = dense[at++];
    return true;
}

template <class T>
void encode_plain(const std::vector<T>& values, Bytes& out) {
    const std::vector<std::int64_t> integers(values.begin(), values.end());
    encode_integers(integers, out);
}

}  // namespace

void encode_block(GroupNumber group, const Rows& rows, std::span<const Column> columns, bool with_aggregates,
                  Bytes& out) {
    DENGYUN_ASSERT(rows.size() > 0 && rows.size() <= block_rows_max && rows.columns.size() <= UINT16_MAX);
    static const Column plain{};
    const auto start = out.size();
    Bytes bodies;
    Bytes directory;
    std::size_t body_start = 0;
    const auto close_part = [&] {
        put_varint(directory, bodies.size() - body_start);
        put(directory, checksum(ByteView(bodies).subspan(body_start)));
        body_start = bodies.size();
    };
    encode_integers(rows.times, bodies);
    close_part();
    encode_plain(rows.sequences, bodies);
    close_part();
    encode_plain(rows.qualities, bodies);
    close_part();
    for (const auto& one : rows.columns) {
        Aggregate aggregate;
        if (with_aggregates)
            add_rows(aggregate, one, 0, rows.size(), one.column < columns.size() ? columns[one.column] : plain);
        put_varint(directory, one.column);
        directory.push_back(static_cast<std::uint8_t>(one.type));
        put_varint(directory, aggregate.count);
        if (aggregate.count > 0) put_numbers(aggregate, directory);
        encode_column(one, bodies);
        close_part();
    }
    Bytes header;
    header.push_back(version);
    put(header, group);
    put(header, static_cast<std::uint16_t>(rows.size()));
    put(header, static_cast<std::uint16_t>(rows.columns.size()));
    put(header, rows.times.front());
    put_varint(header, static_cast<std::uint64_t>(rows.times.back()) - static_cast<std::uint64_t>(rows.times.front()));
    header.insert(header.end(), directory.begin(), directory.end());
    put(out, static_cast<std::uint32_t>(prefix_bytes + header.size() + bodies.size() + packing_margin));
    put(out, static_cast<std::uint32_t>(header.size()));
    put(out, checksum(header));
    out.insert(out.end(), header.begin(), header.end());
    out.insert(out.end(), bodies.begin(), bodies.end());
    out.resize(out.size() + packing_margin);
    put_at(out, start, static_cast<std::uint32_t>(out.size() - start));
}

Result<BlockView> BlockView::open(ByteView bytes) {
    ByteReader prefix(bytes);
    const auto length = prefix.get<std::uint32_t>();
    const auto header_length = prefix.get<std::uint32_t>();
    const auto header_checksum = prefix.get<std::uint32_t>();
    if (!prefix.ok() || length > bytes.size() || length < prefix_bytes + packing_margin ||
        header_length > length - prefix_bytes - packing_margin)
        return bad_block("length");
    const auto header = bytes.subspan(prefix_bytes, header_length);
    if (checksum(header) != header_checksum) return bad_block("checksum of the header");
    BlockView block;
    block.bytes_ = bytes.first(length);
    ByteReader bodies(
        bytes.subspan(prefix_bytes + header_length, length - prefix_bytes - header_length - packing_margin));
    ByteReader in(header);
    if (in.get<std::uint8_t>() != version) return bad_block("version");
    block.group_ = in.get<std::uint32_t>();
    block.rows_ = in.get<std::uint16_t>();
    const auto columns = in.get<std::uint16_t>();
    block.first_time_ = in.get<std::int64_t>();
    block.last_time_ = static_cast<Time>(static_cast<std::uint64_t>(block.first_time_) + in.get_varint());
    const auto part = [&]() -> Part {
        const auto length_of_part = in.get_varint();
        const auto checksum_of_part = in.get<std::uint32_t>();
        return {bodies.take(length_of_part), checksum_of_part};
    };
    block.times_ = part();
    block.sequences_ = part();
    block.qualities_ = part();
    if (block.rows_ == 0 || block.rows_ > block_rows_max || columns > in.left()) return bad_block("counts");
    block.columns_.resize(columns);
    for (auto& column : block.columns_) {
        column.column = static_cast<ColumnNumber>(in.get_varint());
        column.type = static_cast<ColumnType>(in.get<std::uint8_t>());
        if (column.type > ColumnType::text) return bad_block("type of a column");
        if (const auto count = in.get_varint(); count > 0) column.aggregate = get_numbers(in, count);
        const auto body = part();
        column.body = body.body;
        column.checksum = body.checksum;
    }
    if (!in.ok() || in.left() != 0 || !bodies.ok() || bodies.left() != 0) return bad_block("directory");
    const auto not_rising = [](const ColumnHead& a, const ColumnHead& b) { return a.column >= b.column; };
    if (std::ranges::adjacent_find(block.columns_, not_rising) != block.columns_.end())
        return bad_block("order of columns");
    return block;
}

const BlockView::ColumnHead* BlockView::find(ColumnNumber column) const {
    const auto at = std::ranges::lower_bound(columns_, column, {}, &ColumnHead::column);
    return at != columns_.end() && at->column == column ? &*at : nullptr;
}

Result<Rows> BlockView::decode(const Wanted& wanted) const {
    // What follows a body belongs to the block, the margin at the latest.
    const auto integers = [&](const Part& part, std::vector<std::int64_t>& out) {
        out.resize(rows_);
        ByteReader in(part.body);
        return checksum(part.body) == part.checksum && decode_integers(in, out);
    };
    Rows rows;
    if (!integers(times_, rows.times)) return bad_block("times");
    if (rows.times.front() != first_time_ || rows.times.back() != last_time_ ||
        std::ranges::adjacent_find(rows.times, std::greater_equal{}) != rows.times.end())
        return bad_block("order of times");
    if (wanted.origins) {
        std::vector<std::int64_t> values;
        if (!integers(sequences_, values)) return bad_block("sequences");
        rows.sequences.assign(values.begin(), values.end());
        if (!integers(qualities_, values)) return bad_block("qualities");
        rows.qualities.resize(rows_);
        std::ranges::transform(values, rows.qualities.begin(), [](auto v) { return static_cast<std::uint8_t>(v); });
    }
    for (const auto& head : columns_) {
        if (wanted.columns && !std::ranges::binary_search(*wanted.columns, head.column)) continue;
        auto& column = rows.columns.emplace_back(head.column, head.type);
        if (checksum(head.body) != head.checksum || !decode_column(ByteReader(head.body), rows_, column))
            return bad_block("column");
    }
    return rows;
}

}  // namespace dengyun::timeseries
