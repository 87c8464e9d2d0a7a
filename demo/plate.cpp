#include "demo/plate.h"

#include <charconv>

#include "kernel/base/assert.h"
#include "kernel/base/csv.h"

namespace dengyun::demo {
namespace {

constexpr char operations_csv[] = {
#embed "demo/data/licence_plate_operations.csv"
};

int number_of(std::string_view text) {
    int value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    DENGYUN_ASSERT(error == std::errc() && end == text.data() + text.size());
    return value;
}

std::vector<int> numbers_of(std::string_view text) {
    std::vector<int> numbers;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(' '));
        numbers.push_back(number_of(word));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return numbers;
}

}  // namespace

std::vector<PlateOperation> plate_operations() {
    std::vector<PlateOperation> operations;
    bool heading = true;
    CsvReader reader([&](const CsvRow& row) -> Result<> {
        const auto& f = row.fields;
        if (!std::exchange(heading, false))
            operations.push_back({number_of(f[0]),
                                  {f[1], f[2]},
                                  f[5],
                                  numbers_of(f[6]),
                                  number_of(f[7]),
                                  number_of(f[8]),
                                  number_of(f[9]),
                                  f[10]});
        return {};
    });
    const auto read = reader.feed({operations_csv, sizeof operations_csv});
    DENGYUN_ASSERT(read.has_value() && reader.finish().has_value());
    return operations;
}

}  // namespace dengyun::demo
