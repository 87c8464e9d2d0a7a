#include "engines/timeseries/shelf/catalogue.h"

#include <algorithm>

#include "engines/timeseries/shelf/record.h"
#include "kernel/base/utf8.h"

namespace dengyun::timeseries {
namespace {

constexpr auto file_name = "catalogue";
enum class Kind : std::uint8_t { group, column, symbol, horizon };

Bytes payload_of(Kind kind) { return {static_cast<std::uint8_t>(kind)}; }

Result<> check_name(std::string_view name, std::size_t bytes_max = name_bytes_max) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    if (name.empty() || name.size() > bytes_max || std::ranges::any_of(name, is_control) || !is_utf8(name))
        return fail(ErrorKind::invalid, "timeseries.bad_name");
    return {};
}

}  // namespace

Result<std::unique_ptr<Catalogue>> Catalogue::open(Files& files) {
    auto catalogue = std::make_unique<Catalogue>();
    DENGYUN_TRY(names, files.list());
    if (std::ranges::find(names, file_name) != names.end()) {
        DENGYUN_TRY(content, files.open(file_name));
        RecordReader records(content->bytes());
        while (records.next())
            if (!catalogue->replay(records.payload()))
                return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "catalogue");
        catalogue->bytes_ = records.good_bytes();
        // A process that was killed may have written them without a sync.
        catalogue->is_dirty_ = true;
        if (!records.is_complete()) {
            // What the cut-off end named was never acknowledged.
            const std::string rest = std::string(file_name) + ".new";
            DENGYUN_TRY(file, files.create(rest));
            DENGYUN_CHECK(file->append(content->bytes().first(records.good_bytes())));
            DENGYUN_CHECK(file->sync());
            DENGYUN_CHECK(files.rename(rest, file_name));
            DENGYUN_CHECK(files.sync_names());
        }
    }
    DENGYUN_TRY(file, files.extend(file_name));
    catalogue->file_ = std::move(file);
    DENGYUN_CHECK(files.sync_names());
    return catalogue;
}

bool Catalogue::replay(ByteView payload) {
    ByteReader in(payload);
    switch (static_cast<Kind>(in.get<std::uint8_t>())) {
        case Kind::group: {
            const std::string key(in.get_text());
            group_numbers_.emplace(key, static_cast<GroupNumber>(groups_.size()));
            groups_.push_back({key});
            break;
        }
        case Kind::column: {
            const auto group = in.get<GroupNumber>();
            Column column;
            column.type = static_cast<ColumnType>(in.get<std::uint8_t>());
            column.is_counter = in.get<std::uint8_t>() != 0;
            column.rollover = in.get<double>();
            column.name = in.get_text();
            if (!in.ok() || group >= groups_.size() || column.type > ColumnType::text) return false;
            auto& one = groups_[group];
            one.numbers.emplace(column.name, static_cast<ColumnNumber>(one.columns.size()));
            one.columns.push_back(std::move(column));
            break;
        }
        case Kind::symbol: {
            const std::string text(in.get_text());
            symbol_numbers_.emplace(text, static_cast<std::uint32_t>(symbols_.size()));
            symbols_.push_back(text);
            break;
        }
        case Kind::horizon: {
            const auto level = in.get<std::uint8_t>();
            if (level >= levels.size()) return false;
            horizons_[level] = in.get<Time>();
            break;
        }
        default:
            return false;
    }
    return in.ok() && in.left() == 0;
}

Result<> Catalogue::write(ByteView payload) {
    DENGYUN_CHECK(failure_);
    Bytes record;
    put_record(record, payload);
    // Behind a record that was cut off nothing would be found again.
    failure_ = file_->append(record);
    DENGYUN_CHECK(failure_);
    bytes_ += record.size();
    is_dirty_ = true;
    const bool fits = replay(payload);
    if (!fits) return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "catalogue");
    return {};
}

Result<GroupNumber> Catalogue::group(std::string_view key) {
    if (const auto known = find_group(key)) return *known;
    DENGYUN_CHECK(check_name(key, key_bytes_max));
    const std::unique_lock lock(mutex_);
    if (const auto at = group_numbers_.find(key); at != group_numbers_.end()) return at->second;
    if (groups_.size() >= groups_max) return fail(ErrorKind::limit, "timeseries.too_many_groups");
    auto payload = payload_of(Kind::group);
    put_text(payload, key);
    DENGYUN_CHECK(write(payload));
    return static_cast<GroupNumber>(groups_.size() - 1);
}

Result<ColumnNumber> Catalogue::column(GroupNumber group, const Column& column) {
    DENGYUN_CHECK(check_name(column.name));
    const std::unique_lock lock(mutex_);
    if (group >= groups_.size()) return fail(ErrorKind::not_found, "timeseries.group_not_found");
    const auto& one = groups_[group];
    if (const auto at = one.numbers.find(column.name); at != one.numbers.end()) {
        if (one.columns[at->second].type != column.type) return fail(ErrorKind::conflict, "timeseries.type_conflict");
        return at->second;
    }
    if (one.columns.size() >= columns_max) return fail(ErrorKind::limit, "timeseries.too_many_columns");
    auto payload = payload_of(Kind::column);
    put(payload, group);
    put(payload, column.type);
    put(payload, static_cast<std::uint8_t>(column.is_counter));
    put(payload, column.rollover);
    put_text(payload, column.name);
    DENGYUN_CHECK(write(payload));
    return static_cast<ColumnNumber>(one.columns.size() - 1);
}

Result<std::uint32_t> Catalogue::symbol(std::string_view text) {
    {
        const std::shared_lock lock(mutex_);
        if (const auto at = symbol_numbers_.find(text); at != symbol_numbers_.end()) return at->second;
    }
    // An empty text, and one of several lines, is a value like any other.
    if (text.size() > name_bytes_max || !is_utf8(text)) return fail(ErrorKind::invalid, "timeseries.bad_name");
    const std::unique_lock lock(mutex_);
    if (const auto at = symbol_numbers_.find(text); at != symbol_numbers_.end()) return at->second;
    if (symbols_.size() >= symbols_max) return fail(ErrorKind::limit, "timeseries.too_many_symbols");
    auto payload = payload_of(Kind::symbol);
    put_text(payload, text);
    DENGYUN_CHECK(write(payload));
    return static_cast<std::uint32_t>(symbols_.size() - 1);
}

std::optional<GroupNumber> Catalogue::find_group(std::string_view key) const {
    const std::shared_lock lock(mutex_);
    const auto at = group_numbers_.find(key);
    return at == group_numbers_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<ColumnNumber> Catalogue::find_column(GroupNumber group, std::string_view name) const {
    const std::shared_lock lock(mutex_);
    if (group >= groups_.size()) return std::nullopt;
    const auto at = groups_[group].numbers.find(name);
    return at == groups_[group].numbers.end() ? std::nullopt : std::optional(at->second);
}

std::size_t Catalogue::groups() const {
    const std::shared_lock lock(mutex_);
    return groups_.size();
}

std::string Catalogue::group_key(GroupNumber group) const {
    const std::shared_lock lock(mutex_);
    return group < groups_.size() ? groups_[group].key : std::string();
}

std::vector<Column> Catalogue::columns(GroupNumber group) const {
    const std::shared_lock lock(mutex_);
    return group < groups_.size() ? groups_[group].columns : std::vector<Column>();
}

std::size_t Catalogue::columns_count(GroupNumber group) const {
    const std::shared_lock lock(mutex_);
    return group < groups_.size() ? groups_[group].columns.size() : 0;
}

std::string Catalogue::symbol_text(std::uint64_t number) const {
    const std::shared_lock lock(mutex_);
    return number < symbols_.size() ? symbols_[number] : std::string();
}

Time Catalogue::horizon(Level level) const {
    const std::shared_lock lock(mutex_);
    return horizons_[static_cast<std::size_t>(level)];
}

Result<> Catalogue::set_horizon(Level level, Time time) {
    {
        const std::unique_lock lock(mutex_);
        if (time <= horizons_[static_cast<std::size_t>(level)]) return {};
        auto payload = payload_of(Kind::horizon);
        put(payload, level);
        put(payload, time);
        DENGYUN_CHECK(write(payload));
    }
    return sync();
}

Result<> Catalogue::sync() {
    const std::lock_guard one_at_a_time(sync_mutex_);
    {
        const std::unique_lock lock(mutex_);
        DENGYUN_CHECK(failure_);
        if (!is_dirty_) return {};
        is_dirty_ = false;
    }
    auto synced = file_->sync();
    if (synced) return {};
    const std::unique_lock lock(mutex_);
    failure_ = std::move(synced);
    return failure_;
}

std::uint64_t Catalogue::bytes() const {
    const std::shared_lock lock(mutex_);
    return bytes_;
}

}  // namespace dengyun::timeseries
