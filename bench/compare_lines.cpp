// Which lines of the line protocol InfluxDB takes and we refuse, or the other way round: compare_lines PORT PATH posts
// odd lines one by one. Prints every difference; the exit status is not 0 where there is one that is not meant.
#include <set>

#include "bench/http_connection.h"
#include "engines/timeseries/line_protocol/line_reader.h"

using namespace dengyun;
using namespace dengyun::timeseries;

namespace {

// `#` stands for the number of the line, so that no field meets an older type.
constexpr std::string_view lines[] = {
    "m# a=1",
    "m# a=1 1",
    "m# a=1.5,b=2i,c=t,d=\"x\" 1",
    "m#,t=1 a=1",
    "m#,t=1,u=2 a=1",
    "m#,u=2,t=1 a=1",
    "m# a=1e5",
    "m# a=1E-5",
    "m# a=-1",
    "m# a=+1",
    "m# a=.5",
    "m# a=5.",
    "m# a=-.5",
    "m# a=1_000",
    "m# a=0x10",
    "m# a=nan",
    "m# a=NaN",
    "m# a=inf",
    "m# a=1e400",
    "m# a=1e-400",
    "m# a=9223372036854775807i",
    "m# a=9223372036854775808i",
    "m# a=-9223372036854775808i",
    "m# a=1.5i",
    "m# a=i",
    "m# a=1u",
    "m# a=T",
    "m# a=True",
    "m# a=tRUE",
    "m# a=yes",
    "m# a=\"\"",
    "m# a=\"x",
    "m# a=\"x\\\"y\"",
    "m# a=\"x\\\\\"",
    "m# a=\"x y,z=1\"",
    "m# a=\"two\nlines\"",
    "m# a=\"x\"y",
    "m#",
    "m# ",
    "m# a",
    "m# a=",
    "m# =1",
    "m# a=1,",
    "m# a=1,,b=2",
    "m# a=1 b=2",
    "m# a=1 1 1",
    "m# a=1 1.5",
    "m# a=1 -1",
    "m# a=1 x",
    "m# a=1  1",
    "m#  a=1",
    "m# a=1 ",
    "m# a=1 1 ",
    "m#\\ x a=1",
    "m#\\,x a=1",
    "m#,t\\ 1=a\\,b a=1",
    "m#,t\\=1=a\\=b a=1",
    "m# a\\ b=1",
    "m# a\\,b=1",
    "m# a\\=b=1",
    "m#,t a=1",
    "m#,t= a=1",
    "m#,=1 a=1",
    "m#, a=1",
    "m#,t=1,t=2 a=1",
    "m#,t=a=b a=1",
    ",t=1 a=1",
    "m#=1 a=1",
    "m# a==1",
    "m# a=1=2",
    "# a comment",
    "m# \xE6\xB8\xA9\xE5\xBA\xA6=21.5",
    "m#,\xE8\xAE\xBE\xE5\xA4\x87=\xE5\x8E\x8B\xE6\x9C\xBA a=1",
};

// InfluxDB 1.6 as Debian builds it refuses unsigned integers; InfluxDB 2 takes them, and so do we. Times before 1970
// are refused here: nothing was measured then. What follows a text is dropped silently there.
const std::set<std::string_view> meant{"m# a=1u", "m# a=1 -1", "m# a=\"x\"y"};

bool do_we_take(std::string_view text) {
    LineReader reader(text, Precision::nanosecond);
    for (auto next = reader.next(); next != LineReader::Next::end; next = reader.next()) {
        if (next == LineReader::Next::fault || !canonical_series(reader.line().series)) return false;
        if (reader.line().time.value_or(0) < 0) return false;
    }
    return true;
}

}  // namespace

int main(int count, char** given) {
    if (count != 3) return 2;
    bench::HttpConnection peer(std::atoi(given[1]));
    int number = 0;
    int unmeant = 0;
    for (const auto line : lines) {
        std::string text;
        for (const char c : line) {
            if (c == '#' && !line.starts_with('#'))
                text += std::to_string(number);
            else
                text += c;
        }
        number++;
        const bool theirs = peer.post(given[2], text) == 204;
        const bool ours = do_we_take(text);
        if (theirs == ours) continue;
        const bool is_meant = meant.contains(line);
        unmeant += is_meant ? 0 : 1;
        fmt::print("{}: {} takes it, {} does not{}\n", line, theirs ? "InfluxDB" : "ours", theirs ? "ours" : "InfluxDB",
                   is_meant ? " (meant)" : "");
    }
    fmt::print("{} lines, {} differ without meaning to\n", number, unmeant);
    return unmeant == 0 ? 0 : 1;
}
