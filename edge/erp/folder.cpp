#include "edge/erp/folder.h"

#include <algorithm>
#include <fstream>
#include <vector>

namespace dengyun::erp {
namespace {

namespace fs = std::filesystem;

bool is_due(const fs::directory_entry& entry, std::chrono::milliseconds still) {
    auto ending = entry.path().extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (!entry.is_regular_file() || ending != ".xml") return false;
    return fs::file_time_type::clock::now() - entry.last_write_time() >= still;
}

void write(const fs::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.flush();
    if (!file) throw fs::filesystem_error("cannot write", path, std::make_error_code(std::errc::io_error));
}

// A name that is free in the folder: "a.xml", "a-2.xml".
fs::path free_name(const fs::path& folder, const fs::path& name) {
    auto path = folder / name;
    for (int count = 2; fs::exists(path); ++count)
        path = folder / (name.stem().string() + '-' + std::to_string(count) + name.extension().string());
    return path;
}

// The answer is written before the file is moved: a file in done or refused always has its answer.
void put_away(const fs::path& file, const fs::path& folder, std::string_view ending, const std::string& answer) {
    const auto target = free_name(folder, file.filename());
    auto beside = target;
    write(beside.replace_extension(ending), answer);
    fs::rename(file, target);
}

Outcome give(const fs::path& path, const Platform& platform) {
    if (fs::file_size(path) > file_bytes_max)
        return {.kind = Outcome::Kind::refused, .reason = "the file has more than 8 MiB"};
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (file.bad()) throw fs::filesystem_error("cannot read", path, std::make_error_code(std::errc::io_error));
    return platform.give(bytes);
}

}  // namespace

Result<Passed> pass_folder(const fs::path& folder, const Platform& platform, std::chrono::milliseconds still) {
    Passed passed;
    try {
        for (const auto* name : {"out", "done", "refused"}) fs::create_directories(folder / name);
        std::vector<fs::path> due;
        for (const auto& entry : fs::directory_iterator(folder / "out"))
            if (is_due(entry, still)) due.push_back(entry.path());
        std::ranges::sort(due);
        if (due.size() > documents_max) due.resize(documents_max);
        for (const auto& path : due) {
            const auto outcome = give(path, platform);
            switch (outcome.kind) {
                case Outcome::Kind::taken:
                    put_away(path, folder / "done", ".json", outcome.answer);
                    ++passed.taken;
                    break;
                case Outcome::Kind::refused:
                    put_away(path, folder / "refused", ".txt", outcome.reason + '\n');
                    ++passed.refused;
                    break;
                case Outcome::Kind::unreachable:
                    ++passed.waiting;
                    passed.why = outcome.reason;
                    break;
            }
        }
    } catch (const fs::filesystem_error& error) {
        return fail(ErrorKind::unavailable, "erp.folder", {}, error.what());
    }
    return passed;
}

}  // namespace dengyun::erp
