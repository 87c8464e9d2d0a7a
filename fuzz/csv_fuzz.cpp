// Goal: no file makes the CSV reader fail otherwise than by an error, the pieces it comes in never matter, and what it
// takes can be written and read again. The first byte chooses the length of the pieces.
#include <cstdint>
#include <vector>

#include "kernel/base/assert.h"
#include "kernel/base/csv.h"

namespace {

using Table = std::vector<std::vector<std::string>>;
constexpr dengyun::CsvLimits limits{.field_bytes_max = 64, .fields_max = 8, .rows_max = 32, .file_bytes_max = 2048};

dengyun::Result<Table> read(std::string_view text, std::size_t piece) {
    Table table;
    dengyun::CsvReader reader(
        [&table](const dengyun::CsvRow& row) -> dengyun::Result<> {
            table.push_back(row.fields);
            return {};
        },
        limits);
    for (std::size_t at = 0; at < text.size(); at += piece) DENGYUN_CHECK(reader.feed(text.substr(at, piece)));
    DENGYUN_CHECK(reader.finish());
    return table;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto whole = read(text, text.size() + 1);
    const auto pieces = read(text, data[0] % 16U + 1U);
    DENGYUN_ASSERT(whole.has_value() == pieces.has_value());
    if (!whole) {
        DENGYUN_ASSERT(whole.error().issues[0].code == pieces.error().issues[0].code);
        return 0;
    }
    DENGYUN_ASSERT(*whole == *pieces);
    std::string written;
    for (const auto& row : *whole) dengyun::write_csv_row(written, row);
    const auto again = dengyun::parse_csv(written);
    DENGYUN_ASSERT(again.has_value() && again->size() == whole->size());
    for (std::size_t i = 0; i < whole->size(); ++i) DENGYUN_ASSERT((*again)[i].fields == (*whole)[i]);
    return 0;
}
