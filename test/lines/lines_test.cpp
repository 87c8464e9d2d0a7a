// Goal: what InfluxDB takes we take, what it refuses we refuse, and what is stored is the same, to the last bit: names,
// tags, types, values and times of several thousand random lines, posted to both. Skipped where Debian's package
// influxdb is not installed.
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engines/timeseries/file_store.h"
#include "engines/timeseries/line_protocol/line_writer.h"
#include "engines/timeseries/test/memory_files.h"
#include "test/lines/influx.h"
#include "test/lines/random_lines.h"

namespace dengyun::test {
namespace {

using namespace timeseries;

constexpr std::size_t rounds = 60;
constexpr std::size_t bodies_of_round = 80;
constexpr Time now = 1'600'000'000'000'000'000;

// Where the two differ on purpose: InfluxDB takes what we refuse, unless it says "we take".
struct Exception {
    const char* name;
    bool (*applies)(std::string_view body, bool only_they_take, std::string_view issue);
};
bool has(std::string_view body, std::string_view piece) { return body.contains(piece); }
bool has_control(std::string_view body) {
    return std::ranges::any_of(body, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}
bool ends_as_on_windows(std::string_view body) { return has(body, "\r\n") || body.ends_with('\r'); }
constexpr Exception exceptions[] = {
    // We take lines that end as on Windows; InfluxDB takes the carriage return for a part of the value.
    {"carriage return before the end of a line",
     [](std::string_view body, bool, std::string_view) { return ends_as_on_windows(body); }},
    // We take unsigned integers, as InfluxDB 2 does.
    {"unsigned integer",
     [](std::string_view body, bool only_they, std::string_view) { return !only_they && has(body, "7u"); }},
    // Times are from 1970 to 2199.
    {"time out of bounds",
     [](std::string_view, bool only_they, std::string_view issue) { return only_they && issue == "line_bad_time"; }},
    // A text ends at its quote. InfluxDB takes what stands behind it, and the quote, for a part of it.
    {"something behind a text",
     [](std::string_view, bool only_they, std::string_view issue) { return only_they && issue == "line_bad_text"; }},
    // Names that are shown to people hold no tabs and no ends of lines.
    {"control character in a name",
     [](std::string_view body, bool only_they, std::string_view issue) {
         return only_they && (issue == "line_bad_name" || issue == "line_malformed") && has_control(body);
     }},
    // InfluxDB reads this in two ways, one after the other, and takes the next field for a part of the name.
    {"two backslashes before an equals sign",
     [](std::string_view body, bool only_they, std::string_view issue) {
         return only_they && issue == "line_malformed" && has(body, "\\\\=");
     }},
    // InfluxDB looks for the end of such a line in another way than it reads it.
    {"two backslashes before a blank, and a text of several lines",
     [](std::string_view body, bool only_they, std::string_view) {
         return !only_they && has(body, "\\\\ ") && has(body, "\n");
     }},
    {"name of several lines",
     [](std::string_view body, bool only_they, std::string_view issue) {
         return only_they && issue == "line_malformed" && has(body, "\\\n");
     }},
};

// The parts of a key of a group, which canonical_series() joined.
StoredValue series_of(std::string_view key) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < key.size(); i++) {
        const bool is_tag = parts.size() > 1;
        const std::string_view escaped = is_tag ? ",= " : ",= \"";
        if (key[i] == '\\' && i + 1 < key.size() && escaped.contains(key[i + 1])) {
            parts.back() += key[++i];
        } else if (key[i] == ',' || (key[i] == '=' && is_tag)) {
            parts.emplace_back();
        } else {
            parts.back() += key[i];
        }
    }
    StoredValue series{.measurement = parts[0], .tags = {}, .field = {}, .type = {}, .value = {}, .time = 0};
    for (std::size_t i = 1; i + 1 < parts.size(); i += 2) series.tags[parts[i]] = parts[i + 1];
    return series;
}

std::set<std::string> stored_in(Store& store) {
    constexpr std::string_view types[] = {"float", "integer", "boolean", "string"};
    std::set<std::string> all;
    auto& catalogue = store.catalogue();
    for (GroupNumber group = 0; group < catalogue.groups(); group++) {
        auto value = series_of(catalogue.group_key(group));
        const auto columns = catalogue.columns(group);
        const auto rows = store.read(group, {}, time_min, time_max);
        EXPECT_TRUE(rows);
        for (const auto& column : rows->columns)
            for (std::size_t i = 0; i < rows->size(); i++) {
                if (!column.has(i)) continue;
                value.field = columns[column.column].name;
                value.type = types[static_cast<std::size_t>(column.type)];
                value.time = rows->times[i];
                const auto cell = column.cells[i];
                switch (column.type) {
                    case ColumnType::real:
                        value.value = fmt::format("{:016x}", cell);
                        break;
                    case ColumnType::integer:
                        value.value = fmt::format("{}", static_cast<std::int64_t>(cell));
                        break;
                    case ColumnType::boolean:
                        value.value = cell != 0 ? "true" : "false";
                        break;
                    case ColumnType::text:
                        value.value = catalogue.symbol_text(cell);
                        break;
                }
                all.insert(described(value));
            }
    }
    return all;
}

// The number of the line in "m17_...".
std::size_t number_of_line(std::string_view described) {
    return std::strtoull(std::string(described.substr(1, 20)).c_str(), nullptr, 10);
}

// A measurement with a backslash before what is escaped there: InfluxDB takes it, reads its name twice without escapes
// and does not find it again.
bool is_lost_by_influx(std::string_view described) {
    const auto measurement = described.substr(0, std::min(described.find(" ["), described.find(" {")));
    for (const auto* piece : {"\\,", "\\ ", "\\=", "\\\""})
        if (has(measurement, piece)) return true;
    return false;
}

struct Compared {
    std::size_t bodies = 0;
    std::size_t taken = 0;
    std::size_t values = 0;
    std::map<std::string, int> excepted{};
};

// Differences are failures; lines whose bodies are excepted are left out of what is stored.
void compare_round(Influx& influx, RandomLines& random, std::size_t round, Compared& compared) {
    static constexpr const char* precisions[] = {"n", "u", "ms", "s", "m", "h"};
    const auto database = fmt::format("round{}", round);
    const auto* const precision = precisions[round % std::size(precisions)];
    influx.create(database);
    timeseries::test::MemoryFiles files;
    auto store = timeseries::FileStore::open(files, {});
    ASSERT_TRUE(store);
    LineWriter writer(**store);
    std::set<std::size_t> left_out;
    std::map<std::size_t, std::string> bodies;  // by the number of their first line
    for (std::size_t i = 0; i < bodies_of_round; i++) {
        const auto first = random.number();
        const auto body = random.body();
        bodies[first] = body;
        const auto leave_out = [&] {
            for (auto number = first; number < random.number(); number++) left_out.insert(number);
        };
        // This ends InfluxDB 1.6 ("slice bounds out of range").
        if (has(body, "\\\\=\"")) {
            compared.excepted["two backslashes before a text"]++;
            continue;
        }
        const auto answer = influx.write(database, precision, body);
        ASSERT_TRUE(answer.status == 204 || answer.status == 400)
            << answer.status << answer.body << " <<" << body << ">>";
        const bool they_take = answer.status == 204;
        const auto written = writer.write(body, *parse_precision(precision), now);
        ASSERT_TRUE(written);
        compared.bodies++;
        compared.taken += they_take ? 1 : 0;
        if (they_take == (written->refused == 0)) {
            // A line that is broken by a quote costs InfluxDB lines behind it, and us none; and of several one may be
            // taken by one of the two.
            const bool is_one_line = random.number() - first == 1;
            if (ends_as_on_windows(body) || (!they_take && !is_one_line && (has(body, "\"") || has(body, "7u"))))
                leave_out();
            continue;
        }
        leave_out();
        const auto issue = written->issues.empty() ? std::string() : written->issues[0].code;
        const auto* const found =
            std::ranges::find_if(exceptions, [&](const Exception& one) { return one.applies(body, they_take, issue); });
        if (found != std::end(exceptions))
            compared.excepted[found->name]++;
        else
            ADD_FAILURE() << (they_take ? "only InfluxDB takes" : "only we take") << " precision " << precision
                          << ": <<" << body << ">> " << issue << answer.body;
    }
    const auto theirs = influx.stored(database);
    const auto ours = stored_in(**store);
    const auto is_compared = [&](const std::string& one) { return !left_out.contains(number_of_line(one)); };
    const auto of = [&](const std::string& one) {
        const auto after = bodies.upper_bound(number_of_line(one));
        return after == bodies.begin() ? std::string() : " of <<" + std::prev(after)->second + ">>";
    };
    for (const auto& one : theirs)
        if (is_compared(one) && !ours.contains(one)) ADD_FAILURE() << "stored by InfluxDB only: " << one << of(one);
    for (const auto& one : ours) {
        if (!is_compared(one)) continue;
        if (theirs.contains(one))
            compared.values++;
        else if (!is_lost_by_influx(one))
            ADD_FAILURE() << "stored by us only: " << one << of(one);
    }
}

TEST(Lines, AreTakenAndStoredAsInfluxDBDoes) {
    if (!Influx::is_installed()) GTEST_SKIP() << "Debian's package influxdb is not installed";
    Influx influx;
    ASSERT_TRUE(influx.started());
    const auto* const given = std::getenv("LINES_SEED");
    RandomLines random(given == nullptr ? 1 : std::strtoull(given, nullptr, 10));
    Compared compared;
    for (std::size_t round = 0; round < rounds && !HasFatalFailure(); round++)
        compare_round(influx, random, round, compared);
    std::size_t excepted = 0;
    for (const auto& [name, count] : compared.excepted) {
        fmt::print("{} bodies: {}\n", count, name);
        excepted += static_cast<std::size_t>(count);
    }
    fmt::print("{} bodies, {} taken by both, {} values the same, {} bodies excepted\n", compared.bodies, compared.taken,
               compared.values, excepted);
    EXPECT_GT(compared.bodies, 4'500U);
    EXPECT_GT(compared.taken, compared.bodies / 5);
    EXPECT_GT(compared.values, compared.taken);
    EXPECT_LT(excepted, compared.bodies / 10);
}

}  // namespace
}  // namespace dengyun::test
