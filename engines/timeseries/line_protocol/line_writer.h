#pragma once
// Writes the lines of a request into a store. A series (measurement and tags) is a group, its fields are columns; both
// are made when they first come. Lines that cannot be taken are told one by one and the others are written, as InfluxDB
// does.
#include <functional>
#include <unordered_map>

#include "engines/timeseries/line_protocol/line_reader.h"
#include "engines/timeseries/store.h"

namespace dengyun::timeseries {

inline constexpr std::size_t line_issues_max = 100;

struct LinesWritten {
    std::size_t rows = 0;
    std::size_t values = 0;
    std::size_t refused = 0;      // lines
    std::vector<Issue> issues{};  // of the first line_issues_max of them: "lines.17", code
};

struct LineWriterOptions {
    std::string prefix{};  // of the keys of all groups: whose series these are
    // An integer is taken by a column of reals, and a whole real by one of integers; else the line is refused, as
    // InfluxDB does.
    bool converts = false;
    std::size_t series_max = groups_max;             // that one writer makes or uses
    std::function<void(const Batch&)> on_written{};  // told each batch when it is durable
};

// One per thread: it remembers series and the order of their fields. Not thread-safe.
class LineWriter {
  public:
    explicit LineWriter(Store& store, LineWriterOptions options = {}) : store_(store), options_(std::move(options)) {}
    // Returns when all lines that were not refused are durable. `now` is the time of lines without one. Writing the
    // same again changes nothing. Errors: as Store::append, but for what is wrong with a line.
    [[nodiscard]] Result<LinesWritten> write(std::string_view text, Precision precision, Time now);

  private:
    struct Field {
        std::string name;
        ColumnType type;  // as it is written
        ColumnNumber column;
        ColumnType stored;
    };
    struct Series {
        GroupNumber group{};
        std::vector<Field> fields{};  // in the order in which they came last
    };
    [[nodiscard]] Result<Series*> series_of(std::string_view series);
    [[nodiscard]] Result<const Field*> field_of(Series& series, std::size_t place, const LineField& field);
    [[nodiscard]] Result<Field> new_field(GroupNumber group, const LineField& field);
    [[nodiscard]] Result<> add(const Line& line, Time now, Time horizon);

    Store& store_;
    const LineWriterOptions options_;
    std::unordered_map<std::string, Series, TextHash, std::equal_to<>> known_;
    Batch batch_;
    std::vector<Value> values_;
};

}  // namespace dengyun::timeseries
