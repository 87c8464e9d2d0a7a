#include "engines/timeseries/shelf/file_catalogue.h"

#include <algorithm>

#include "engines/timeseries/shelf/record.h"

namespace dengyun::timeseries {
namespace {

constexpr auto file_name = "catalogue";
enum class Kind : std::uint8_t { group, column, symbol, horizon };

Bytes payload_of(Kind kind) { return {static_cast<std::uint8_t>(kind)}; }

}  // namespace

Result<std::unique_ptr<FileCatalogue>> FileCatalogue::open(Files& files) {
    auto catalogue = std::make_unique<FileCatalogue>();
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

bool FileCatalogue::replay(ByteView payload) {
    ByteReader in(payload);
    switch (static_cast<Kind>(in.get<std::uint8_t>())) {
        case Kind::group: {
            add_group(in.get_text());
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
            add_column(group, column);
            break;
        }
        case Kind::symbol: {
            add_symbol(in.get_text());
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

Result<> FileCatalogue::write(ByteView payload) {
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

Result<GroupNumber> FileCatalogue::make_group(std::string_view key) {
    const std::unique_lock lock(mutex_);
    if (const auto at = group_numbers_.find(key); at != group_numbers_.end()) return at->second;
    if (groups_.size() >= groups_max) return fail(ErrorKind::limit, "timeseries.too_many_groups");
    auto payload = payload_of(Kind::group);
    put_text(payload, key);
    DENGYUN_CHECK(write(payload));
    return static_cast<GroupNumber>(groups_.size() - 1);
}

Result<ColumnNumber> FileCatalogue::make_column(GroupNumber group, const Column& column) {
    const std::unique_lock lock(mutex_);
    DENGYUN_TRY(known, find_column_held(group, column));
    if (known) return *known;
    const auto& one = groups_[group];
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

Result<std::uint32_t> FileCatalogue::make_symbol(std::string_view text) {
    const std::unique_lock lock(mutex_);
    if (const auto at = symbol_numbers_.find(text); at != symbol_numbers_.end()) return at->second;
    if (symbols_.size() >= symbols_max) return fail(ErrorKind::limit, "timeseries.too_many_symbols");
    auto payload = payload_of(Kind::symbol);
    put_text(payload, text);
    DENGYUN_CHECK(write(payload));
    return static_cast<std::uint32_t>(symbols_.size() - 1);
}

Result<> FileCatalogue::set_horizon(Level level, Time time) {
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

Result<> FileCatalogue::sync() {
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

std::uint64_t FileCatalogue::bytes() const {
    const std::shared_lock lock(mutex_);
    return bytes_;
}

}  // namespace dengyun::timeseries
