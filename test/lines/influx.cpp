#include "test/lines/influx.h"

#include <bit>
#include <boost/json.hpp>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

namespace dengyun::test {
namespace {

namespace json = boost::json;

constexpr const char* program = "/usr/bin/influxd";
constexpr std::int64_t first_now = 1'577'836'800'000'000'000;  // lines without a time: after every time of the test

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) out += fmt::format("%{:02X}", static_cast<std::uint8_t>(c));
    return out;
}

// Numbers become texts: a JSON reader's double need not be the nearest one, and loses -0.
std::string with_quoted_numbers(std::string_view given) {
    std::string out;
    bool is_in_text = false;
    for (std::size_t i = 0; i < given.size(); i++) {
        const char c = given[i];
        if (!is_in_text && (c == '-' || (c >= '0' && c <= '9'))) {
            const auto end = std::min(given.find_first_not_of("+-.0123456789Ee", i), given.size());
            out += '"' + std::string(given.substr(i, end - i)) + '"';
            i = end - 1;
            continue;
        }
        out += c;
        if (c == '"') is_in_text = !is_in_text;
        if (c == '\\' && i + 1 < given.size()) out += given[++i];
    }
    return out;
}

// A name in InfluxQL.
std::string in_quotes(std::string_view name) {
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\' || c == '\n') out += '\\';
        out += c == '\n' ? 'n' : c;
    }
    return out + '"';
}

std::string text_of(const json::value& value, const std::string& type) {
    if (value.is_bool()) return value.as_bool() ? "true" : "false";
    const std::string text(value.as_string());
    if (type != "float") return text;
    return fmt::format("{:016x}", std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)));
}

}  // namespace

std::string described(const StoredValue& value) {
    std::string text = value.measurement;
    for (const auto& [name, tag] : value.tags) text += fmt::format(" [{}]=[{}]", name, tag);
    return fmt::format("{} {{{}}} {} {} @{}", text, value.field, value.type, value.value,
                       value.time >= first_now ? "now" : std::to_string(value.time));
}

bool Influx::is_installed() { return ::access(program, X_OK) == 0; }

Influx::Influx() {
    const auto data = folder_.path().string();
    std::ofstream(data + "/influx.conf") << fmt::format(R"(reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
  dir = "{0}/meta"
[data]
  dir = "{0}/data"
  wal-dir = "{0}/wal"
  query-log-enabled = false
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:0"
  log-enabled = false
)",
                                                        data);
    // The kernel ends it when this program ends without doing so.
    const auto process = start_program("/usr/bin/setpriv",
                                       {"--pdeathsig", "KILL", program, "run", "-config", data + "/influx.conf"}, true);
    pid_ = process.pid;
    output_ = process.output;
    ::close(process.input);
    for (std::string line = read_line(output_); line.ends_with('\n'); line = read_line(output_)) {
        constexpr std::string_view mark = "addr=127.0.0.1:";
        const auto at = line.find(mark, line.find("Listening on HTTP"));
        if (at == std::string::npos) continue;
        const auto port = std::strtoul(line.c_str() + at + mark.size(), nullptr, 10);
        client_ = std::make_unique<HttpClient>(static_cast<std::uint16_t>(port));
        break;
    }
    draining_ = std::thread([file = output_] {
        char space[4096];
        while (::read(file, space, sizeof space) > 0) continue;
    });
}

Influx::~Influx() {
    client_.reset();
    // Its folder is thrown away: nothing is lost.
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    draining_.join();
    ::close(output_);
}

std::string Influx::query(const std::string& database, const std::string& text) {
    return client_->post(fmt::format("/query?epoch=ns&db={}&q={}", database, encoded(text)), "").body;
}

void Influx::create(const std::string& database) { query("", "CREATE DATABASE " + database); }

Answer Influx::write(const std::string& database, const std::string& precision, const std::string& lines) {
    return client_->post(fmt::format("/write?db={}&precision={}", database, precision), lines);
}

std::set<std::string> Influx::stored(const std::string& database) {
    const auto series_of = [&](const std::string& text) -> json::array {
        const auto answer = json::parse(with_quoted_numbers(query(database, text)));
        const auto* results = answer.as_object().if_contains("results");
        if (results == nullptr) return {};  // a name that its queries cannot say
        const auto* series = results->at(0).as_object().if_contains("series");
        return series == nullptr ? json::array{} : series->as_array();
    };
    std::map<std::pair<std::string, std::string>, std::string> types;  // by measurement and field
    for (const auto& series : series_of("SHOW FIELD KEYS"))
        for (const auto& row : series.at("values").as_array())
            types[{std::string(series.at("name").as_string()), std::string(row.at(0).as_string())}] =
                row.at(1).as_string();
    std::set<std::string> all;
    // One by one: asked for together, fields of one name are brought to one type.
    std::set<std::string> measurements;
    for (const auto& [names, type] : types) measurements.insert(names.first);
    json::array found;
    for (const auto& measurement : measurements)
        for (auto& series : series_of(fmt::format("SELECT * FROM {} GROUP BY *", in_quotes(measurement))))
            found.push_back(std::move(series));
    for (const auto& series : found) {
        StoredValue stored{.measurement = std::string(series.at("name").as_string()),
                           .tags = {},
                           .field = {},
                           .type = {},
                           .value = {},
                           .time = 0};
        if (const auto* tags = series.as_object().if_contains("tags"))
            for (const auto& [name, value] : tags->as_object())
                if (!value.as_string().empty()) stored.tags[std::string(name)] = value.as_string();
        const auto& columns = series.at("columns").as_array();
        for (const auto& row : series.at("values").as_array())
            for (std::size_t i = 1; i < columns.size(); i++) {
                if (row.at(i).is_null()) continue;
                stored.field = columns[i].as_string();
                stored.type = types[{stored.measurement, stored.field}];
                stored.value = text_of(row.at(i), stored.type);
                stored.time = std::strtoll(row.at(0).as_string().c_str(), nullptr, 10);
                all.insert(described(stored));
            }
    }
    return all;
}

}  // namespace dengyun::test
