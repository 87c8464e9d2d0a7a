#pragma once
// Records of the files that grow: length, CRC, payload. A file that was cut off while it grew ends before the first bad
// record.
#include "engines/timeseries/codec/bytes.h"

namespace dengyun::timeseries {

inline constexpr std::size_t record_head_bytes = 8;

void put_record(Bytes& out, ByteView payload);

class RecordReader {
  public:
    explicit RecordReader(ByteView bytes) : bytes_(bytes) {}
    // False at the end and at the first bad record.
    [[nodiscard]] bool next();
    [[nodiscard]] ByteView payload() const { return payload_; }
    // How many bytes the good records take.
    [[nodiscard]] std::size_t good_bytes() const { return at_; }
    [[nodiscard]] bool is_complete() const { return at_ == bytes_.size(); }

  private:
    ByteView bytes_;
    ByteView payload_{};
    std::size_t at_ = 0;
};

}  // namespace dengyun::timeseries
