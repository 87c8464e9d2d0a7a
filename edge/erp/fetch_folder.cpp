// What has arrived, as files.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fstream>

#include "edge/erp/arrivals.h"

namespace dengyun::erp {
namespace {

namespace fs = std::filesystem;

// Whole or not at all: an ERP that looks into the folder meanwhile sees no half of a file.
void write_whole(const fs::path& path, const std::string& text) {
    auto part = path;
    part += ".part";
    {
        std::ofstream file(part, std::ios::binary);
        file << text;
        file.flush();
        if (!file) throw fs::filesystem_error("cannot write", part, std::make_error_code(std::errc::io_error));
    }
    fs::rename(part, path);
}

// A number is the sender's; what a file name cannot hold becomes '_'.
std::string in_a_name(std::string text) {
    constexpr std::size_t bytes_max = 80;
    for (auto& c : text)
        if (std::string_view("/\\:*?\"<>|").contains(c) || static_cast<unsigned char>(c) < ' ') c = '_';
    if (text.size() > bytes_max) text.resize(bytes_max);
    return text;
}

std::int64_t position_in(const fs::path& path) {
    std::ifstream file(path);
    std::int64_t position = 0;
    file >> position;
    return file ? position : 0;
}

template <class Work>
Result<> guarded(Work work) {
    try {
        work();
    } catch (const fs::filesystem_error& error) {
        return fail(ErrorKind::unavailable, "erp.folder", {}, error.what());
    }
    return {};
}

}  // namespace

Result<Passed> fetch_folder(const fs::path& folder, const Platform& platform) {
    const auto in = folder / "in";
    const auto position = in / ".position";
    DENGYUN_CHECK(guarded([&] { fs::create_directories(in); }));
    return bring_arrivals(platform, position_in(position),
                          {.keep = [&](const Arrival& arrival, const File& file) -> Result<> {
                               const bool is_there = file.kind == File::Kind::there;
                               const auto name = fmt::format("{:012}-{}-{}{}", arrival.sequence, arrival.kind,
                                                             in_a_name(arrival.number), is_there ? ".xml" : ".txt");
                               return guarded([&] { write_whole(in / name, is_there ? file.text : file.reason); });
                           },
                           .go_on = [&](std::int64_t sequence) -> Result<> {
                               return guarded([&] { write_whole(position, std::to_string(sequence)); });
                           }});
}

}  // namespace dengyun::erp
