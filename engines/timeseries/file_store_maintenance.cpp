// What the store does to its files: flush, merge, give up.
#include <algorithm>

#include "engines/timeseries/file_store.h"
#include "engines/timeseries/shelf/compaction.h"
#include "engines/timeseries/shelf/flush.h"

namespace dengyun::timeseries {

Result<> FileStore::flush() {
    const std::lock_guard maintenance(maintenance_);
    bool is_left_over = false;
    {
        const std::lock_guard lock(mutex_);
        is_left_over = frozen_ != nullptr;
    }
    if (is_left_over) DENGYUN_CHECK(flush_held());
    return flush_held();
}

// The frozen table where an earlier flush did not get through, else the active one.
Result<> FileStore::flush_held() {
    std::shared_ptr<const MemoryTable> frozen;
    std::shared_ptr<const Partitions> before;
    {
        const std::lock_guard lock(mutex_);
        if (!frozen_) {
            if (active_->rows() == 0) return log_->drop_old();
            DENGYUN_CHECK(log_->rotate());
            frozen_ = std::move(active_);
            active_ = make_table();
        }
        frozen = frozen_;
        before = partitions_;
    }
    DENGYUN_TRY(names, write_segments(files_, *frozen, before, *catalogue_, next_flush_));
    next_flush_++;
    auto after = std::make_shared<Partitions>(*before);
    for (const auto& name : names) {
        DENGYUN_TRY(segment, Segment::open(files_, name));
        (*after)[static_cast<std::size_t>(name.level)][name.partition].push_back(std::move(segment));
    }
    {
        const std::lock_guard lock(mutex_);
        partitions_ = std::move(after);
        frozen_.reset();
    }
    return log_->drop_old();
}

Result<bool> FileStore::merge_held() {
    std::shared_ptr<const Partitions> before;
    {
        const std::lock_guard lock(mutex_);
        before = partitions_;
    }
    const auto choice = choose_merge(*before);
    if (!choice) return false;
    const auto level = static_cast<std::size_t>(choice->level);
    const auto& segments = (*before)[level].at(choice->partition);
    const auto inputs = std::span(segments).subspan(choice->from, choice->to - choice->from);
    DENGYUN_TRY(name, merge_segments(files_, inputs, [this](GroupNumber group) { return catalogue_->columns(group); }));
    DENGYUN_CHECK(files_.sync_names());
    DENGYUN_TRY(merged, Segment::open(files_, name));
    auto after = std::make_shared<Partitions>(*before);
    auto& there = (*after)[level][choice->partition];
    there.erase(there.begin() + static_cast<std::ptrdiff_t>(choice->from),
                there.begin() + static_cast<std::ptrdiff_t>(choice->to));
    there.insert(there.begin() + static_cast<std::ptrdiff_t>(choice->from), std::move(merged));
    {
        const std::lock_guard lock(mutex_);
        partitions_ = std::move(after);
    }
    for (const auto& input : inputs) DENGYUN_CHECK(files_.remove(input->name().text()));
    return true;
}

Result<bool> FileStore::maintain() {
    const std::lock_guard maintenance(maintenance_);
    bool is_due = false;
    {
        const std::lock_guard lock(mutex_);
        is_due = frozen_ || is_flush_due_held(1);
    }
    if (!is_due) return merge_held();
    DENGYUN_CHECK(flush_held());
    return true;
}

// The horizon is durable before the first file goes, so that nothing comes back half.
Result<> FileStore::drop_held(Level level, Time before) {
    DENGYUN_CHECK(catalogue_->set_horizon(level, before));
    Segments dropped;
    {
        const std::lock_guard lock(mutex_);
        auto after = std::make_shared<Partitions>(*partitions_);
        auto& there = (*after)[static_cast<std::size_t>(level)];
        while (!there.empty() && partition_start(level, there.begin()->first + 1) <= before) {
            dropped.insert(dropped.end(), there.begin()->second.begin(), there.begin()->second.end());
            there.erase(there.begin());
        }
        partitions_ = std::move(after);
    }
    for (const auto& segment : dropped) DENGYUN_CHECK(files_.remove(segment->name().text()));
    return {};
}

Result<> FileStore::retain(const Retention& keep_from) {
    const std::lock_guard maintenance(maintenance_);
    const auto horizons = horizons_of(keep_from);
    for (const auto level : levels)
        if (const auto start = horizons[static_cast<std::size_t>(level)]; start > time_min)
            DENGYUN_CHECK(drop_held(level, start));
    while (files_usage().total_bytes() > options_.bytes_max) {
        std::optional<std::pair<Level, std::int64_t>> oldest;
        {
            const std::lock_guard lock(mutex_);
            for (const auto level : {Level::raw, Level::minute, Level::hour}) {
                const auto& there = (*partitions_)[static_cast<std::size_t>(level)];
                if (there.size() < 2) continue;
                const auto end = partition_start(level, there.begin()->first + 1);
                // Late rows need the finer levels below what is rebuilt.
                if (level != Level::raw && end > catalogue_->horizon(finer(level))) continue;
                oldest = {level, there.begin()->first};
                break;
            }
        }
        if (!oldest) break;
        DENGYUN_CHECK(drop_held(oldest->first, partition_start(oldest->first, oldest->second + 1)));
    }
    const bool is_full = files_usage().total_bytes() > options_.bytes_max;
    const std::lock_guard lock(mutex_);
    is_full_ = is_full;
    return {};
}

}  // namespace dengyun::timeseries
