// Goal: no bytes break the reader of lines. A line that is read has fields with names, and can be written again and is
// then read as the same; a series has one canonical name; what is refused has a code; each line is told with its
// number.
#include <cstring>

#include "engines/timeseries/line_protocol/line_reader.h"
#include "kernel/base/assert.h"

using namespace dengyun::timeseries;

namespace {

std::string escaped(std::string_view text, std::string_view escapable) {
    std::string out;
    for (const char c : text) {
        if (escapable.contains(c)) out += '\\';
        out += c;
    }
    return out;
}

std::string written(const LineField& field) {
    auto text = escaped(field.name, ",= \"") + '=';
    switch (field.type) {
        case ColumnType::real: {
            char space[40];
            std::snprintf(space, sizeof space, "%.17g", number_of(field.cell, field.type));
            return text + space;
        }
        case ColumnType::integer:
            return text + std::to_string(static_cast<std::int64_t>(field.cell)) + 'i';
        case ColumnType::boolean:
            return text + (field.cell != 0 ? "t" : "f");
        case ColumnType::text:
            return text + '"' + escaped(field.text, "\"\\") + '"';
    }
    return text;
}

void look_again(const Line& line) {
    std::string text(line.series);
    for (std::size_t i = 0; i < line.fields.size(); i++) {
        // Before what is escaped a backslash of its own cannot be told from one that escapes.
        if (line.fields[i].name.contains('\\')) return;
        text += (i == 0 ? ' ' : ',') + written(line.fields[i]);
    }
    if (line.time) text += ' ' + std::to_string(*line.time / 1'000'000);
    if (text.size() > line_bytes_max) return;
    LineReader again(text, Precision::millisecond);
    DENGYUN_ASSERT(again.next() == LineReader::Next::line);
    DENGYUN_ASSERT(again.line().series == line.series && again.line().time == line.time);
    DENGYUN_ASSERT(again.line().fields.size() == line.fields.size());
    for (std::size_t i = 0; i < line.fields.size(); i++) {
        const auto& one = line.fields[i];
        const auto& other = again.line().fields[i];
        DENGYUN_ASSERT(one.name == other.name && one.type == other.type && one.cell == other.cell &&
                       one.text == other.text);
    }
    DENGYUN_ASSERT(again.next() == LineReader::Next::end);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    LineReader reader(text, Precision::millisecond);
    std::size_t number = 0;
    for (auto next = reader.next(); next != LineReader::Next::end; next = reader.next()) {
        DENGYUN_ASSERT(reader.number() > number && reader.number() <= size);
        number = reader.number();
        if (next == LineReader::Next::fault) {
            DENGYUN_ASSERT(reader.fault().starts_with("line_"));
            continue;
        }
        DENGYUN_ASSERT(!reader.line().series.empty() && !reader.line().fields.empty());
        for (const auto& field : reader.line().fields) DENGYUN_ASSERT(!field.name.empty());
        if (const auto key = canonical_series(reader.line().series)) DENGYUN_ASSERT(canonical_series(*key) == key);
        look_again(reader.line());
    }
    return 0;
}
