#pragma once
// Values of the cluster shelf's statements: bytes in hexadecimal, and lists as PostgreSQL writes arrays, so that one
// statement takes any number of rows.
#include <string>
#include <string_view>

#include "engines/timeseries/codec/bytes.h"
#include "kernel/base/result.h"

namespace dengyun::telemetry {

void append_hex(std::string& out, timeseries::ByteView bytes);
// Of what PostgreSQL shows of a bytea: "\x00ff". Error: unavailable "timeseries.damaged".
[[nodiscard]] Result<timeseries::Bytes> bytes_of(std::string_view shown);

// "{1,2,3}"; bytes stand there in hexadecimal, without a mark.
class SqlList {
  public:
    void add(std::int64_t number);
    void add(timeseries::ByteView bytes);
    [[nodiscard]] std::string_view text();
    [[nodiscard]] std::size_t size() const { return size_; }

  private:
    void begin_item();
    std::string text_ = "{";
    std::size_t size_ = 0;
};

}  // namespace dengyun::telemetry
