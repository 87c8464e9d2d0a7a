#include "engines/timeseries/shelf/batch.h"

namespace dengyun::timeseries {
namespace {

constexpr std::size_t head_bytes = 4 + 8 + 8 + 1 + 2;
constexpr std::size_t value_bytes = 2 + 8;

template <class T>
T load(const std::uint8_t* at) {
    T value{};
    std::memcpy(&value, at, sizeof value);
    return value;
}

}  // namespace

void Batch::add(const RowHead& head, std::span<const Value> values) {
    const auto start = bytes_.size();
    bytes_.resize(start + head_bytes + values.size() * value_bytes);
    put_at(bytes_, start, head.group);
    put_at(bytes_, start + 4, head.time);
    put_at(bytes_, start + 12, head.sequence);
    put_at(bytes_, start + 20, head.quality);
    put_at(bytes_, start + 21, static_cast<std::uint16_t>(values.size()));
    auto at = start + head_bytes;
    for (const auto& value : values) {
        put_at(bytes_, at, value.column);
        put_at(bytes_, at + 2, value.cell);
        at += value_bytes;
    }
    rows_++;
    values_ += values.size();
}

void Batch::clear() {
    bytes_.clear();
    rows_ = values_ = 0;
}

bool BatchReader::next() {
    const auto left = static_cast<std::size_t>(end_ - at_);
    if (left < head_bytes) return false;
    head_ = {load<GroupNumber>(at_), load<Time>(at_ + 4), load<std::uint64_t>(at_ + 12), at_[20]};
    count_ = load<std::uint16_t>(at_ + 21);
    if (left - head_bytes < count_ * value_bytes) return false;
    values_ = at_ + head_bytes;
    at_ = values_ + count_ * value_bytes;
    return true;
}

Value BatchReader::value(std::size_t index) const {
    const auto* at = values_ + index * value_bytes;
    return {load<ColumnNumber>(at), load<Cell>(at + 2)};
}

}  // namespace dengyun::timeseries
