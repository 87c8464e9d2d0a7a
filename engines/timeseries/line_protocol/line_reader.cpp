#include "engines/timeseries/line_protocol/line_reader.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "engines/timeseries/line_protocol/numbers.h"

namespace dengyun::timeseries {
namespace {

constexpr std::array<Time, 6> units{1, 1'000, 1'000'000, 1'000'000'000, 60'000'000'000, 3'600'000'000'000};

// A backslash keeps these characters from ending a name; before any other it is one itself, as InfluxDB has it.
constexpr std::string_view escaped_in_measurement = ",= \"";
constexpr std::string_view escaped_in_tags = ",= ";
constexpr std::string_view escaped_in_fields = ",= \"";

// A carriage return ends a line only together with it.
bool is_end_of_line(const char* at, const char* end) {
    return at == end || *at == '\n' || (*at == '\r' && (at + 1 == end || at[1] == '\n'));
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Where the name of a field ends. A backslash takes the character behind it away, another backslash as well.
const char* find_end_of_field_name(const char* at, const char* end) {
    for (; !is_end_of_line(at, end) && *at != '=' && *at != ',' && *at != ' '; at++)
        if (*at == '\\' && !is_end_of_line(at + 1, end)) at++;
    return at;
}

// The next of the two characters, or an end of the line, in measurements and tags. There a character behind a backslash
// is none of the two, whatever stands before that one.
const char* find_in_series(const char* at, const char* end, char one, char other) {
    for (const char* const start = at; !is_end_of_line(at, end); at++)
        if ((*at == one || *at == other) && (at == start || at[-1] != '\\')) break;
    return at;
}

std::string without_escapes(std::string_view raw, std::string_view escapable) {
    std::string text;
    for (std::size_t i = 0; i < raw.size(); i++) {
        if (raw[i] == '\\' && i + 1 < raw.size() && escapable.contains(raw[i + 1])) i++;
        text += raw[i];
    }
    return text;
}

void add_escaped(std::string& to, std::string_view text, std::string_view escapable) {
    for (const char c : text) {
        if (escapable.contains(c)) to += '\\';
        to += c;
    }
}

}  // namespace

std::optional<Precision> parse_precision(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, Precision>, 10> names{{{"", Precision::nanosecond},
                                                                                   {"n", Precision::nanosecond},
                                                                                   {"ns", Precision::nanosecond},
                                                                                   {"u", Precision::microsecond},
                                                                                   {"us", Precision::microsecond},
                                                                                   {"µ", Precision::microsecond},
                                                                                   {"ms", Precision::millisecond},
                                                                                   {"s", Precision::second},
                                                                                   {"m", Precision::minute},
                                                                                   {"h", Precision::hour}}};
    const auto* const at = std::ranges::find(names, text, &std::pair<std::string_view, Precision>::first);
    return at == names.end() ? std::nullopt : std::optional(at->second);
}

LineReader::LineReader(std::string_view text, Precision precision)
    : at_(text.data()), end_(text.data() + text.size()), unit_(units[static_cast<std::size_t>(precision)]) {}

bool LineReader::at_end_of_line() const { return is_end_of_line(at_, end_); }

void LineReader::skip_line() {
    while (at_ != end_ && *at_ != '\n') at_++;
    if (at_ != end_) at_++;
}

LineReader::Next LineReader::next() {
    while (true) {
        number_++;
        while (at_ != end_ && is_blank(*at_)) at_++;
        if (at_ == end_) return Next::end;
        if (at_end_of_line() || *at_ == '#') {
            skip_line();
            continue;
        }
        line_start_ = at_;
        names_.clear();
        const bool is_good = read_line();
        // Texts may hold ends of lines; they count.
        number_ += static_cast<std::size_t>(std::count(line_start_, at_, '\n'));
        skip_line();
        return is_good ? Next::line : Next::fault;
    }
}

bool LineReader::read_line() {
    line_.fields.clear();
    line_.time.reset();
    const char* const series_end = find_in_series(at_, end_, ' ', ' ');
    line_.series = {at_, series_end};
    at_ = series_end;
    if (line_.series.size() > line_bytes_max) return refuse("line_too_long");
    if (line_.series.front() == ',') return refuse("line_malformed");
    while (at_ != end_ && is_blank(*at_)) at_++;
    if (at_end_of_line()) return refuse("line_malformed");
    while (true) {
        if (line_.fields.size() == line_fields_max) return refuse("line_too_many_fields");
        if (!read_field()) return false;
        if (static_cast<std::size_t>(at_ - line_start_) > line_bytes_max) return refuse("line_too_long");
        if (at_ == end_ || *at_ != ',') break;
        at_++;
    }
    while (at_ != end_ && is_blank(*at_)) at_++;
    return at_end_of_line() || read_time();
}

bool LineReader::read_field() {
    const char* const name_end = find_end_of_field_name(at_, end_);
    // Of two backslashes before the equals sign nobody knows which of the two ways to read them was meant.
    if (name_end == at_ || name_end == end_ || *name_end != '=' || name_end[-1] == '\\')
        return refuse("line_malformed");
    auto& field = line_.fields.emplace_back();
    field.name = unescaped({at_, name_end}, escaped_in_fields);
    at_ = name_end + 1;
    if (at_end_of_line()) return refuse("line_malformed");
    return *at_ == '"' ? read_text(field) : read_value(field);
}

bool LineReader::read_text(LineField& field) {
    const char* const start = ++at_;
    while (at_ != end_ && *at_ != '"') at_ += *at_ == '\\' && at_ + 1 != end_ ? 2 : 1;
    if (at_ == end_) {
        at_ = start;
        return refuse("line_bad_text");
    }
    field.type = ColumnType::text;
    field.text = unescaped({start, at_}, "\"\\");
    at_++;
    return at_end_of_line() || *at_ == ',' || *at_ == ' ' || refuse("line_bad_text");
}

bool LineReader::read_value(LineField& field) {
    const char* value_end = at_;
    while (!is_end_of_line(value_end, end_) && *value_end != ',' && *value_end != ' ') value_end++;
    const std::string_view text(at_, value_end);
    at_ = value_end;
    if (text.empty()) return refuse("line_malformed");
    const char last = text.back();
    if (last == 'i' || last == 'u') {
        const auto value = parse_integer(text.substr(0, text.size() - 1));
        if (!value || (last == 'u' && *value < 0)) return refuse("line_bad_number");
        field.type = ColumnType::integer;
        field.cell = integer_cell(*value);
        return true;
    }
    if (last > '9') {
        const bool is_true = text == "t" || text == "T" || text == "true" || text == "True" || text == "TRUE";
        const bool is_false = text == "f" || text == "F" || text == "false" || text == "False" || text == "FALSE";
        if (!is_true && !is_false) return refuse("line_bad_number");
        field.type = ColumnType::boolean;
        field.cell = is_true;
        return true;
    }
    const auto value = parse_real(text);
    if (!value) return refuse("line_bad_number");
    field.type = ColumnType::real;
    field.cell = real_cell(*value);
    return true;
}

bool LineReader::read_time() {
    const char* const start = at_;
    while (at_ != end_ && *at_ != ' ' && !at_end_of_line()) at_++;
    const auto value = parse_integer({start, at_});
    while (at_ != end_ && *at_ == ' ') at_++;
    Time time = 0;
    if (!value || !at_end_of_line() || __builtin_mul_overflow(*value, unit_, &time)) return refuse("line_bad_time");
    line_.time = time;
    return true;
}

std::string_view LineReader::unescaped(std::string_view raw, std::string_view escapable) {
    if (!raw.contains('\\')) return raw;
    return names_.emplace_back(without_escapes(raw, escapable));
}

std::optional<std::string> canonical_series(std::string_view series) {
    const char* const end = series.data() + series.size();
    const char* at = find_in_series(series.data(), end, ',', ',');
    const auto measurement = without_escapes({series.data(), at}, escaped_in_measurement);
    if (measurement.empty() || series.ends_with('\\')) return std::nullopt;
    std::vector<std::pair<std::string, std::string>> tags;
    while (at != end) {
        const char* const name = at + 1;
        at = find_in_series(name, end, '=', ',');
        if (at == end || *at != '=' || at == name) return std::nullopt;
        const char* const value = at + 1;
        if (value == end || *value == ',') return std::nullopt;
        // A value may begin with an equals sign.
        at = find_in_series(value + (*value == '=' ? 1 : 0), end, ',', '=');
        if (at != end && *at != ',') return std::nullopt;
        tags.emplace_back(without_escapes({name, value - 1}, escaped_in_tags),
                          without_escapes({value, at}, escaped_in_tags));
    }
    std::ranges::sort(tags);
    std::string text;
    add_escaped(text, measurement, escaped_in_measurement);
    for (std::size_t i = 0; i < tags.size(); i++) {
        if (i > 0 && tags[i].first == tags[i - 1].first) return std::nullopt;
        text += ',';
        add_escaped(text, tags[i].first, escaped_in_tags);
        text += '=';
        add_escaped(text, tags[i].second, escaped_in_tags);
    }
    return text;
}

}  // namespace dengyun::timeseries
