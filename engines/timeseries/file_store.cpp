#include "engines/timeseries/file_store.h"

#include <algorithm>

#include "engines/timeseries/merge.h"
#include "engines/timeseries/shelf/segment.h"

namespace dengyun::timeseries {

FileStore::FileStore(Files& files, FileStoreOptions options) : files_(files), options_(std::move(options)) {}
FileStore::~FileStore() = default;

Result<std::unique_ptr<FileStore>> FileStore::open(Files& files, FileStoreOptions options) {
    std::unique_ptr<FileStore> store(new FileStore(files, std::move(options)));
    DENGYUN_CHECK(store->load());
    return store;
}

std::unique_ptr<MemoryTable> FileStore::make_table() const {
    return std::make_unique<MemoryTable>([this](GroupNumber group) { return catalogue_->columns(group); });
}

Result<> FileStore::load() {
    DENGYUN_TRY(catalogue, FileCatalogue::open(files_));
    catalogue_ = std::move(catalogue);
    log_ = std::make_unique<WriteAheadLog>(files_, [this] { return catalogue_->sync(); });
    DENGYUN_TRY(names, files_.list());
    std::vector<SegmentName> found;
    for (const auto& name : names) {
        if (name.ends_with(unfinished_ending)) DENGYUN_CHECK(files_.remove(name));
        if (const auto segment = SegmentName::parse(name)) found.push_back(*segment);
    }
    auto partitions = std::make_shared<Partitions>();
    std::ranges::sort(found, {}, [](const SegmentName& name) { return std::pair(name.first_flush, name.last_flush); });
    for (const auto& name : found) {
        next_flush_ = std::max(next_flush_, name.last_flush + 1);
        // What another one covers was merged into it just before a crash, or given up.
        const bool is_covered = std::ranges::any_of(found, [&](const SegmentName& other) {
            return other != name && other.level == name.level && other.partition == name.partition &&
                   other.first_flush <= name.first_flush && other.last_flush >= name.last_flush;
        });
        if (is_covered || partition_start(name.level, name.partition) < catalogue_->horizon(name.level)) {
            DENGYUN_CHECK(files_.remove(name.text()));
            continue;
        }
        DENGYUN_TRY(segment, Segment::open(files_, name));
        (*partitions)[static_cast<std::size_t>(name.level)][name.partition].push_back(std::move(segment));
    }
    partitions_ = std::move(partitions);
    active_ = make_table();
    DENGYUN_CHECK(log_->replay([this](ByteView batch) {
        // Only what exists was ever acknowledged.
        for (BatchReader row(batch); row.next();)
            for (std::size_t i = 0; i < row.values(); i++)
                if (row.value(i).column >= catalogue_->columns_count(row.head().group)) return false;
        apply(batch);
        return true;
    }));
    // The old files go before a new one is there: only the last may have a cut-off end.
    if (active_->rows() > 0) {
        frozen_ = std::move(active_);
        active_ = make_table();
        DENGYUN_CHECK(flush());
    }
    DENGYUN_CHECK(log_->drop_old());
    return log_->rotate();
}

void FileStore::apply(ByteView batch) {
    for (BatchReader row(batch); row.next();) {
        active_->add(row);
        const auto& head = row.head();
        if (head.group >= last_.size()) last_.resize(head.group + std::size_t{1});
        auto& columns = last_[head.group].columns;
        for (std::size_t i = 0; i < row.values(); i++) {
            const auto value = row.value(i);
            if (value.column >= columns.size()) columns.resize(value.column + std::size_t{1});
            auto& last = columns[value.column];
            if (!last || last->time <= head.time)
                last = LastValue{value.column, head.time, value.cell, head.sequence, head.quality};
        }
    }
}

bool FileStore::is_flush_due_held(std::size_t times) const {
    return active_->bytes() >= times * options_.memory_bytes_max || log_->bytes() >= times * options_.log_bytes_max;
}

Result<> FileStore::append(const Batch& batch) {
    if (batch.rows() == 0) return {};
    DENGYUN_CHECK(check(batch));
    DENGYUN_CHECK(make_room());
    log_->wait_for_room();
    std::uint64_t ticket = 0;
    bool is_due = false;
    {
        const std::lock_guard lock(mutex_);
        if (is_full_) return fail(ErrorKind::limit, "timeseries.full");
        ticket = log_->enqueue(batch.bytes());
        apply(batch.bytes());
        is_due = is_flush_due_held(1);
    }
    DENGYUN_CHECK(log_->commit(ticket));
    if (is_due && options_.on_due) options_.on_due();
    return {};
}

// While memory cannot be written out as fast as it fills, writers wait here; while it cannot be written out at all,
// they are told.
Result<> FileStore::make_room() {
    const std::size_t times = options_.on_due ? 2 : 1;
    const auto is_overdue = [&] {
        const std::lock_guard lock(mutex_);
        return is_flush_due_held(times);
    };
    if (!is_overdue()) return {};
    const std::lock_guard maintenance(maintenance_);
    return is_overdue() ? flush_held() : Result<>{};
}

GroupSnapshot FileStore::snapshot(GroupNumber group) const {
    GroupSnapshot result{.group = group, .columns = catalogue_->columns(group)};
    for (const auto level : levels) result.horizons[static_cast<std::size_t>(level)] = catalogue_->horizon(level);
    const std::lock_guard lock(mutex_);
    result.stored = std::make_shared<const PartitionBlocks>(partitions_);
    std::vector<const MemoryTable*> tables;
    if (frozen_) tables.push_back(frozen_.get());
    tables.push_back(active_.get());
    result.memory = memory_of(tables, group);
    return result;
}

Result<Rows> FileStore::read(GroupNumber group, std::span<const ColumnNumber> columns, Time from, Time to,
                             const ReadOptions& options) const {
    if (from > to || options.rows_max == 0 || options.rows_max > rows_read_max)
        return fail(ErrorKind::invalid, "timeseries.bad_range");
    const auto order = options.order;
    const auto rows_max = options.rows_max;
    const auto from_snapshot = snapshot(group);
    from = std::max(from, from_snapshot.horizons[0]);
    BlockView::Wanted wanted{.origins = options.with_origins};
    if (!columns.empty()) wanted.columns = columns;
    DENGYUN_TRY(clusters, clusters_of(from_snapshot, Level::raw, from, to));
    if (order == Order::newest_first) std::ranges::reverse(clusters);
    std::vector<Rows> parts;
    std::size_t count = 0;
    for (const auto& cluster : clusters) {
        if (count >= rows_max) break;
        DENGYUN_TRY(rows, rows_of(cluster, wanted));
        parts.push_back(between(std::move(rows), from, to));
        count += parts.back().size();
    }
    if (order == Order::newest_first) std::ranges::reverse(parts);
    Rows all;
    for (const auto& part : parts) append_rows(all, part);
    if (all.size() <= rows_max) return all;
    return order == Order::oldest_first ? slice(all, 0, rows_max) : slice(all, all.size() - rows_max, all.size());
}

Result<std::vector<Stretch>> FileStore::summarise(GroupNumber group, ColumnNumber column, Time from, Time to,
                                                  std::size_t count) const {
    return timeseries::summarise(snapshot(group), column, from, to, count);
}

Result<std::vector<LastValue>> FileStore::last(GroupNumber group) const {
    DENGYUN_CHECK(fill_last(group));
    std::vector<LastValue> values;
    const std::lock_guard lock(mutex_);
    if (group >= last_.size()) return values;
    for (const auto& value : last_[group].columns)
        if (value) values.push_back(*value);
    return values;
}

// After a start the cache knows only what came since; the rest is looked for once, from the newest rows backwards.
Result<> FileStore::fill_last(GroupNumber group) const {
    const auto columns = catalogue_->columns_count(group);
    std::vector<ColumnNumber> missing;
    {
        const std::lock_guard lock(mutex_);
        if (group < last_.size() && last_[group].is_complete) return {};
        for (std::size_t column = 0; column < columns; column++) missing.push_back(static_cast<ColumnNumber>(column));
    }
    std::vector<LastValue> found;
    const auto from_snapshot = snapshot(group);
    DENGYUN_TRY(clusters, clusters_of(from_snapshot, Level::raw, time_min, time_max + 1));
    for (auto cluster = clusters.rbegin(); cluster != clusters.rend() && !missing.empty(); cluster++) {
        DENGYUN_TRY(rows, rows_of(*cluster, {.columns = missing}));
        for (const auto& column : rows.columns)
            for (auto row = rows.size(); row-- > 0;)
                if (column.has(row)) {
                    found.push_back(
                        {column.column, rows.times[row], column.cells[row], rows.sequences[row], rows.qualities[row]});
                    std::erase(missing, column.column);
                    break;
                }
    }
    const std::lock_guard lock(mutex_);
    if (group >= last_.size()) last_.resize(group + std::size_t{1});
    auto& last = last_[group];
    if (last.columns.size() < columns) last.columns.resize(columns);
    for (const auto& value : found) {
        auto& known = last.columns[value.column];
        if (!known || known->time < value.time) known = value;
    }
    last.is_complete = true;
    return {};
}

Usage FileStore::files_usage() const {
    Usage usage{.catalogue_bytes = catalogue_->bytes()};
    const std::lock_guard lock(mutex_);
    usage.log_bytes = log_->bytes();
    usage.memory_bytes = active_->bytes() + (frozen_ ? frozen_->bytes() : 0);
    for (const auto level : levels)
        for (const auto& [partition, segments] : (*partitions_)[static_cast<std::size_t>(level)])
            for (const auto& segment : segments) {
                usage.level_bytes[static_cast<std::size_t>(level)] += segment->bytes();
                usage.segments++;
            }
    return usage;
}

}  // namespace dengyun::timeseries
