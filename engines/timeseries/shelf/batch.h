#pragma once
// Batch: rows on their way in, as the bytes that stand in the write-ahead log.
#include <optional>

#include "engines/timeseries/codec/bytes.h"
#include "engines/timeseries/model.h"

namespace dengyun::timeseries {

struct Value {
    ColumnNumber column{};
    Cell cell{};
};

struct RowHead {
    GroupNumber group{};
    Time time{};
    std::uint64_t sequence = 0;  // the source's own numbering of its messages; 0 where it has none
    std::uint8_t quality = 0;    // 0: good; other codes are the caller's
};

inline constexpr std::size_t batch_bytes_max = 4 * 1024 * 1024;

class Batch {
  public:
    // A column stands in a row once. Groups and columns are the store's (Store::group, Store::columns).
    void add(const RowHead& head, std::span<const Value> values);
    [[nodiscard]] ByteView bytes() const { return bytes_; }
    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] std::size_t values() const { return values_; }
    [[nodiscard]] bool is_full() const { return bytes_.size() >= batch_bytes_max - (columns_max * 10 + 32); }
    void clear();

  private:
    Bytes bytes_;
    std::size_t rows_ = 0;
    std::size_t values_ = 0;
};

// Reads the rows of a batch one after another.
class BatchReader {
  public:
    explicit BatchReader(ByteView bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}
    // False at the end, and where the bytes are not those of a batch (then not ok).
    [[nodiscard]] bool next();
    [[nodiscard]] const RowHead& head() const { return head_; }
    [[nodiscard]] std::size_t values() const { return count_; }
    [[nodiscard]] Value value(std::size_t index) const;
    [[nodiscard]] bool ok() const { return at_ == end_; }
    [[nodiscard]] std::size_t bytes_left() const { return static_cast<std::size_t>(end_ - at_); }

  private:
    const std::uint8_t* at_;
    const std::uint8_t* end_;
    RowHead head_{};
    const std::uint8_t* values_ = nullptr;
    std::size_t count_ = 0;
};

}  // namespace dengyun::timeseries
