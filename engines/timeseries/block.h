#pragma once
// A block: up to block_rows_max rows of one group as bytes that explain themselves, the unit of storage on every shelf.
//   length, CRC of the header · version, group, rows, first and last time · a directory (bytes and CRC of times,
//   sequences, qualities and each column) · an aggregate of each column · the encoded columns · packing_margin zeros
// Coarse questions are answered from the aggregates without decoding; each column is checked when it is decoded.
#include <optional>

#include "engines/timeseries/aggregate.h"
#include "engines/timeseries/codec/bytes.h"
#include "kernel/base/result.h"

namespace dengyun::timeseries {

// `rows` rise strictly and are 1 to block_rows_max. `columns` are the group's; a number beyond them is no counter.
// Without `with_aggregates` those in the header are empty: roll-ups need none.
void encode_block(GroupNumber group, const Rows& rows, std::span<const Column> columns, bool with_aggregates,
                  Bytes& out);

class BlockView {
  public:
    // The bytes must outlive the view and may be followed by others. Error: invalid "timeseries.bad_block".
    [[nodiscard]] static Result<BlockView> open(ByteView bytes);

    [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }
    [[nodiscard]] GroupNumber group() const { return group_; }
    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] Time first_time() const { return first_time_; }
    [[nodiscard]] Time last_time() const { return last_time_; }

    struct ColumnHead {
        ColumnNumber column{};
        ColumnType type{};
        Aggregate aggregate{};
        ByteView body{};
        std::uint32_t checksum{};
    };
    [[nodiscard]] const std::vector<ColumnHead>& columns() const { return columns_; }
    [[nodiscard]] const ColumnHead* find(ColumnNumber column) const;

    // What `decode` takes: columns by their numbers, ascending; none: all. Sequences and qualities only where wanted,
    // else they stay empty.
    struct Wanted {
        std::optional<std::span<const ColumnNumber>> columns{};
        bool origins = true;
    };
    // Error: as open.
    [[nodiscard]] Result<Rows> decode(const Wanted& wanted) const;

  private:
    ByteView bytes_{};
    GroupNumber group_{};
    std::size_t rows_{};
    Time first_time_{};
    Time last_time_{};
    struct Part {
        ByteView body{};
        std::uint32_t checksum{};
    };
    Part times_{};
    Part sequences_{};
    Part qualities_{};
    std::vector<ColumnHead> columns_{};
};

}  // namespace dengyun::timeseries
