#pragma once
// The line protocol: one row a line, "measurement,tag=value field=1.5,other=2i 1700000000000000000". Reads the lines of
// one request one after another; what cannot be read is a fault of its line and the next line goes on. Nothing is
// copied but names with escapes. Escapes are read as InfluxDB 1.x reads them, which is more than its documents say;
// what is taken otherwise on purpose is listed in test/lines/lines_test.cpp. Reference: InfluxData, "Line protocol".
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/timeseries/model.h"

namespace dengyun::timeseries {

enum class Precision : std::uint8_t { nanosecond, microsecond, millisecond, second, minute, hour };
// "n", "ns", "u", "us", "µ", "ms", "s", "m", "h"; empty: nanoseconds.
[[nodiscard]] std::optional<Precision> parse_precision(std::string_view text);

inline constexpr std::size_t line_bytes_max = 64 * 1024;
inline constexpr std::size_t line_fields_max = columns_max;

struct LineField {
    std::string_view name{};
    ColumnType type{};
    Cell cell{};              // of texts: 0
    std::string_view text{};  // of texts
};

struct Line {
    std::string_view series{};  // measurement and tags as they stand there, a name for the cache of the caller
    std::vector<LineField> fields{};
    std::optional<Time> time{};
};

// Codes of faults: "line_malformed" (series or field without what belongs there), "line_bad_number", "line_bad_text",
// "line_bad_time", "line_too_long", "line_too_many_fields".
class LineReader {
  public:
    // The text must outlive the reader.
    LineReader(std::string_view text, Precision precision);
    enum class Next : std::uint8_t { line, fault, end };
    // Passes empty lines and comments.
    [[nodiscard]] Next next();
    [[nodiscard]] const Line& line() const { return line_; }
    [[nodiscard]] std::string_view fault() const { return fault_; }
    [[nodiscard]] std::size_t number() const { return number_; }  // of the line, from 1

  private:
    [[nodiscard]] bool read_line();
    [[nodiscard]] bool read_field();
    [[nodiscard]] bool read_text(LineField& field);
    [[nodiscard]] bool read_value(LineField& field);
    [[nodiscard]] bool read_time();
    [[nodiscard]] std::string_view unescaped(std::string_view raw, std::string_view escapable);
    [[nodiscard]] bool refuse(std::string_view code) {
        fault_ = code;
        return false;
    }
    void skip_line();
    [[nodiscard]] bool at_end_of_line() const;

    const char* at_;
    const char* end_;
    Time unit_;
    Line line_{};
    std::deque<std::string> names_{};  // without their escapes
    std::string_view fault_{};
    std::size_t number_ = 0;
    const char* line_start_ = nullptr;
};

// The same series whatever the order of its tags: names without escapes are escaped again, tags sorted. None where it
// is malformed: empty names, a tag without a value, a tag twice.
[[nodiscard]] std::optional<std::string> canonical_series(std::string_view series);

}  // namespace dengyun::timeseries
