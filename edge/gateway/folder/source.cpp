#include "edge/gateway/folder/source.h"

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include "kernel/base/digest.h"

namespace dengyun::gateway {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::size_t head_bytes = 4'096;

std::string digest_of_head(const std::string& path, std::size_t bytes) {
    std::ifstream file(path, std::ios::binary);
    std::string head(bytes, '\0');
    file.read(head.data(), static_cast<std::streamsize>(bytes));
    head.resize(static_cast<std::size_t>(file.gcount()));
    return sha256_hex(head);
}

bool ends_with(std::string name, std::string ending) {
    const auto lower = [](unsigned char c) { return static_cast<char>(std::tolower(c)); };
    std::ranges::transform(name, name.begin(), lower);
    std::ranges::transform(ending, ending.begin(), lower);
    return name.ends_with(ending);
}

std::string describe(const Error& error) {
    std::string text = error.code;
    for (const auto& issue : error.issues) text += ' ' + issue.field + ' ' + issue.code + ' ' + issue.detail;
    return text + (error.detail.empty() ? "" : ": " + error.detail);
}

}  // namespace

FolderSource::FolderSource(const acquisition::FolderConnection& connection, SourceNeeds needs,
                           timeseries::Files& positions)
    : connection_(connection),
      needs_(needs),
      files_(positions),
      position_name_("folder-" + sha256_hex(connection.name).substr(0, 16)),
      condition_(connection.name, needs.journal) {
    for (const auto& column : connection_.columns) tellers_.emplace_back(std::vector{&column.point});
}

Moment FolderSource::pass(Moment now) {
    auto outcome = load();
    if (outcome) outcome = look();
    if (!outcome) condition_.failed("gateway.folder_unreadable", describe(outcome.error()));
    return now + std::chrono::milliseconds(connection_.period_ms);
}

// A list that cannot be read means: everything once more, which changes nothing on the platform.
Result<> FolderSource::load() {
    if (is_loaded_) return {};
    DENGYUN_TRY(text, read_small_file(files_, position_name_));
    is_loaded_ = true;
    json::error_code error;
    const auto list = json::parse(text.value_or("[]"), error);
    if (error || !list.is_array()) return {};
    for (const auto& one : list.get_array()) {
        const auto* row = one.if_array();
        if (row == nullptr || row->size() != 7 || !row->at(0).is_string() || !row->at(4).is_string()) continue;
        const auto number = [&](std::size_t i) { return row->at(i).is_int64() ? row->at(i).get_int64() : 0; };
        positions_[std::string(row->at(0).get_string())] = {.size = static_cast<std::uint64_t>(number(1)),
                                                            .modified_ns = number(2),
                                                            .head_size = static_cast<std::uint64_t>(number(3)),
                                                            .head = std::string(row->at(4).get_string()),
                                                            .rows = static_cast<std::uint64_t>(number(5)),
                                                            .is_done = number(6) != 0};
    }
    return {};
}

Result<> FolderSource::keep() {
    json::array list;
    for (const auto& [name, position] : positions_)
        list.push_back({name, static_cast<std::int64_t>(position.size), position.modified_ns,
                        static_cast<std::int64_t>(position.head_size), position.head,
                        static_cast<std::int64_t>(position.rows), position.is_done ? 1 : 0});
    return replace_file(files_, position_name_, json::serialize(list));
}

Result<> FolderSource::look() {
    Positions there;  // what is not there any more is forgotten
    std::vector<std::pair<std::string, Position>> due;
    std::error_code error;
    const auto now_ms = milliseconds_of(needs_.clock.now());
    for (fs::directory_iterator at(connection_.folder, error), end; !error && at != end; at.increment(error)) {
        const auto name = at->path().filename().string();
        struct stat status{};
        if (!ends_with(name, connection_.ending) || ::stat(at->path().c_str(), &status) != 0 ||
            !S_ISREG(status.st_mode))
            continue;
        if (there.size() + due.size() >= files_max)
            return fail(ErrorKind::limit, "gateway.too_many_files", {}, std::to_string(files_max));
        constexpr std::int64_t nano = 1'000'000'000;
        constexpr std::int64_t nano_per_milli = 1'000'000;
        const Position seen{.size = static_cast<std::uint64_t>(status.st_size),
                            .modified_ns = status.st_mtim.tv_sec * nano + status.st_mtim.tv_nsec};
        const auto known = positions_.find(name);
        if (known != positions_.end()) there.emplace(name, known->second);
        const bool is_same = known != positions_.end() && known->second.is_done && known->second.size == seen.size &&
                             known->second.modified_ns == seen.modified_ns;
        const bool is_finished = now_ms - seen.modified_ns / nano_per_milli >= connection_.settle_ms;
        if (!is_same && is_finished) due.emplace_back(name, seen);
    }
    if (error) return fail(ErrorKind::unavailable, "gateway.folder_unreadable", {}, error.message());
    positions_ = std::move(there);
    // In the order in which they were written.
    std::ranges::sort(due, {}, [](const auto& one) { return std::pair(one.second.modified_ns, one.first); });
    for (const auto& [name, seen] : due)
        DENGYUN_CHECK(read(name, (fs::path(connection_.folder) / name).string(), seen));
    if (due.empty()) condition_.succeeded();
    return {};
}

Result<> FolderSource::read(const std::string& name, const std::string& path, Position seen) {
    auto& position = positions_[name];
    const bool grew = position.head_size > 0 && seen.size >= position.size &&
                      digest_of_head(path, position.head_size) == position.head;
    seen.rows = grew ? position.rows : 0;
    seen.head_size = std::min<std::uint64_t>(seen.size, head_bytes);
    seen.head = digest_of_head(path, seen.head_size);
    position = seen;
    Result<> kept;
    const auto outcome = read_file(path, connection_, tellers_, seen.rows,
                                   [&](std::span<const Sample> samples, std::uint64_t rows) -> Result<> {
                                       kept = needs_.recorder.add(samples);
                                       if (kept) kept = needs_.recorder.sync();
                                       if (!kept) return kept;
                                       position.rows = rows;
                                       return kept = keep();
                                   });
    // What the disk refuses is tried again; what is wrong with the file is not.
    if (!kept) return kept;
    position.is_done = true;
    if (outcome) {
        condition_.succeeded();
        needs_.journal.say(Severity::information, "gateway.file_read", name + ": " + std::to_string(outcome->rows));
        if (outcome->bad_times > 0)
            needs_.journal.say(Severity::warning, "gateway.rows_without_time",
                               name + ": " + std::to_string(outcome->bad_times));
    } else {
        needs_.journal.say(Severity::warning, "gateway.file_refused", name + ": " + describe(outcome.error()));
    }
    return keep();
}

}  // namespace dengyun::gateway
