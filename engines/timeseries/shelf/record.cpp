#include "engines/timeseries/shelf/record.h"

namespace dengyun::timeseries {

void put_record(Bytes& out, ByteView payload) {
    put(out, static_cast<std::uint32_t>(payload.size()));
    put(out, checksum(payload));
    out.insert(out.end(), payload.begin(), payload.end());
}

bool RecordReader::next() {
    ByteReader in(bytes_.subspan(at_));
    const auto length = in.get<std::uint32_t>();
    const auto sum = in.get<std::uint32_t>();
    const auto payload = in.take(length);
    // An empty payload is what a hole of zeros looks like.
    if (!in.ok() || payload.empty() || checksum(payload) != sum) return false;
    payload_ = payload;
    at_ += record_head_bytes + length;
    return true;
}

}  // namespace dengyun::timeseries
