#include "engines/timeseries/shelf/write_ahead_log.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "engines/timeseries/shelf/record.h"

namespace dengyun::timeseries {
namespace {

constexpr std::string_view name_start = "log-";

std::string name_of(std::uint64_t number) { return std::string(name_start) + std::to_string(number); }

std::optional<std::uint64_t> number_of(std::string_view name) {
    if (!name.starts_with(name_start)) return std::nullopt;
    std::uint64_t number = 0;
    const auto* const end = name.data() + name.size();
    const auto [at, error] = std::from_chars(name.data() + name_start.size(), end, number);
    return error == std::errc() && at == end ? std::optional(number) : std::nullopt;
}

}  // namespace

Result<> WriteAheadLog::replay(const std::function<bool(ByteView)>& take) {
    DENGYUN_TRY(names, files_.list());
    for (const auto& name : names)
        if (const auto number = number_of(name)) old_.push_back(*number);
    std::ranges::sort(old_);
    for (const auto number : old_) {
        DENGYUN_TRY(content, files_.open(name_of(number)));
        RecordReader records(content->bytes());
        while (records.next())
            if (!take(records.payload()))
                return fail(ErrorKind::unavailable, "timeseries.damaged", {}, name_of(number));
        // A file is left for the next one only when all of it is durable.
        if (!records.is_complete() && number != old_.back())
            return fail(ErrorKind::unavailable, "timeseries.damaged", {}, name_of(number));
    }
    number_ = old_.empty() ? 0 : old_.back();
    return {};
}

void WriteAheadLog::wait_for_room() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return pending_.size() < pending_bytes_max || !is_writing_ || !failure_; });
}

std::uint64_t WriteAheadLog::enqueue(ByteView batch) {
    const std::lock_guard lock(mutex_);
    put_record(pending_, batch);
    return ++enqueued_;
}

Result<> WriteAheadLog::write(const Bytes& records) {
    DENGYUN_CHECK(before_sync_());
    DENGYUN_CHECK(file_->append(records));
    return file_->sync();
}

Result<> WriteAheadLog::commit(std::uint64_t ticket) {
    std::unique_lock lock(mutex_);
    while (committed_ < ticket) {
        if (!failure_) return failure_;
        if (is_writing_) {
            changed_.wait(lock);
            continue;
        }
        is_writing_ = true;
        Bytes records;
        records.swap(pending_);
        const auto upto = enqueued_;
        lock.unlock();
        auto written = write(records);
        lock.lock();
        is_writing_ = false;
        if (written) {
            committed_ = upto;
            bytes_ += records.size();
            if (pending_.empty()) {
                records.clear();
                pending_.swap(records);  // keeps its room
            }
        } else {
            failure_ = std::move(written);
        }
        changed_.notify_all();
    }
    return {};
}

Result<> WriteAheadLog::rotate() {
    std::uint64_t last = 0;
    {
        const std::lock_guard lock(mutex_);
        last = enqueued_;
    }
    DENGYUN_CHECK(commit(last));
    const std::lock_guard lock(mutex_);
    DENGYUN_CHECK(failure_);
    // Behind a file that is already there the present one must not grow.
    auto file = files_.create(name_of(number_ + 1));
    if (file) failure_ = files_.sync_names();
    if (!file) failure_ = std::unexpected(file.error());
    DENGYUN_CHECK(failure_);
    if (file_) old_.push_back(number_);
    number_++;
    file_ = std::move(*file);
    bytes_ = 0;
    return {};
}

Result<> WriteAheadLog::drop_old() {
    std::vector<std::uint64_t> old;
    {
        const std::lock_guard lock(mutex_);
        old.swap(old_);
    }
    for (const auto number : old) DENGYUN_CHECK(files_.remove(name_of(number)));
    return {};
}

std::uint64_t WriteAheadLog::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_ + pending_.size();
}

}  // namespace dengyun::timeseries
