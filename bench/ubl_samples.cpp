// Writes random UBL documents of every kind into a folder: ubl_samples FOLDER [COUNT of each, 20]. For
// ubl_schemas.bench.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engines/ubl/api.h"
#include "engines/ubl/test/maker.h"

int main(int argument_count, char** arguments) {
    using namespace dengyun;
    if (argument_count < 2) {
        fmt::print(stderr, "usage: ubl_samples FOLDER [COUNT]\n");
        return 2;
    }
    const std::filesystem::path folder = arguments[1];
    const auto count = argument_count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 20;
    for (int kind = 0; kind <= static_cast<int>(ubl::Kind::debit_note); ++kind) {
        for (std::uint64_t seed = 0; seed < count; ++seed) {
            const auto document = ubl::Maker(seed).document(static_cast<ubl::Kind>(kind));
            const auto name = fmt::format("{}-{}.xml", ubl::root_name(document.kind), seed);
            std::ofstream(folder / name) << ubl::write(document);
        }
    }
}
