#pragma once
// The configuration of a gateway: connections, poll groups, bindings. Times in milliseconds.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dengyun::acquisition {

// What a gateway takes; a configuration beyond is refused.
struct Bounds {
    static constexpr std::size_t configuration_bytes_max = 256 * 1024;
    static constexpr std::size_t connections_max = 64;
    static constexpr std::size_t groups_max = 32;     // of a connection
    static constexpr std::size_t points_max = 5'000;  // of all connections, derived ones too
    static constexpr std::size_t derived_max = 16;    // of a binding
    static constexpr std::size_t drops_max = 16;      // values that a point drops
    static constexpr std::size_t name_bytes_max = 100;
    static constexpr std::size_t path_bytes_max = 500;
};

using Value = std::variant<double, std::int64_t, bool, std::string>;

// When a value is worth telling; see sampling.h.
struct Sampling {
    std::optional<double> deadband_absolute;
    std::optional<double> deadband_percent;  // of the value that was told last
    std::int64_t interval_min_ms = 0;
    std::int64_t interval_max_ms = 0;  // 0: as long as nothing changes nothing is told
    // Values that mean a fault of the sensor. After scaling.
    std::optional<double> drop_below;
    std::optional<double> drop_above;
    std::vector<double> drop_values;
};

// Where a value goes, and what is made of it: value * scale + offset.
struct Point {
    std::string device;  // behind the gateway, by name; empty: the gateway's own
    std::string name;
    double scale = 1;
    double offset = 0;
    Sampling sampling;
    [[nodiscard]] bool is_scaled() const { return scale != 1 || offset != 0; }
};

enum class Table { coil, discrete_input, input_register, holding_register };
[[nodiscard]] constexpr bool is_bits(Table table) { return table == Table::coil || table == Table::discrete_input; }

enum class WordType { int16, uint16, int32, uint32, float32, int64, float64 };
// The bytes of the number ABCD… as they stand in the registers. abcd: the first register holds the high word, high byte
// first; cdab: the low word comes first; badc: the bytes of each word are swapped; dcba: both.
enum class WordOrder { abcd, cdab, badc, dcba };

struct Binding {
    Point point;
    Table table = Table::holding_register;
    std::int32_t address = 0;  // as on the wire, from 0
    WordType type = WordType::uint16;
    WordOrder order = WordOrder::abcd;
    std::vector<Point> derived;  // further points made from the same value
    bool is_writable = false;
    std::optional<double> write_min;  // after scaling, as people give it
    std::optional<double> write_max;
};

struct PollGroup {
    std::int64_t period_ms = 1'000;
    std::vector<Binding> bindings;
};

struct TcpAddress {
    std::string host;
    std::int32_t port = 502;
};
struct SerialLine {
    std::string path;
    std::int32_t baud = 9'600;
    char parity = 'N';  // N, E, O
    std::int32_t data_bits = 8;
    std::int32_t stop_bits = 1;
};

struct ModbusConnection {
    std::string name;
    std::variant<TcpAddress, SerialLine> address;
    std::int32_t unit = 1;
    std::int64_t timeout_ms = 1'000;
    std::int32_t gap_max = 8;          // registers that nobody asked for and are read to save a request
    std::int32_t registers_max = 125;  // of a request; some devices take fewer
    std::vector<PollGroup> groups;
};

enum class TimeFormat { rfc3339, unix_s, unix_ms, local };

struct FileColumn {
    std::string column;  // its name in the first row
    Point point;
    bool is_text = false;
};

// A folder into which a machine or its software exports tables (CSV).
struct FolderConnection {
    std::string name;
    std::string folder;
    std::string ending = ".csv";
    std::int64_t period_ms = 5'000;
    std::int64_t settle_ms = 2'000;  // a file that has not changed for so long is finished
    std::string time_column = "time";
    TimeFormat time_format = TimeFormat::rfc3339;
    std::int32_t utc_offset_min = 480;  // of local times
    std::vector<FileColumn> columns;
};

struct DataItem {
    std::string id;  // dataItemId
    Point point;
};

// An MTConnect agent (ANSI/MTC1.4): /current once, then /sample by sequence numbers, asked for again and again, or
// where it streams in one answer that does not end.
struct MtconnectConnection {
    std::string name;
    std::string url;  // "http://agent:5000/machine"
    std::int64_t period_ms = 1'000;
    std::int64_t timeout_ms = 5'000;
    bool is_streamed = false;  // period_ms is then the interval between two parts
    std::vector<DataItem> items;
};

using Connection = std::variant<ModbusConnection, FolderConnection, MtconnectConnection>;

struct Configuration {
    std::int64_t poll_ms = 5'000;  // how often the server is asked for news
    std::vector<Connection> connections;
};

}  // namespace dengyun::acquisition
