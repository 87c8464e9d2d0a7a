#include "edge/gateway/disk_queue.h"

#include <algorithm>
#include <charconv>

#include "engines/timeseries/shelf/record.h"
#include "kernel/base/assert.h"

namespace dengyun::gateway {
namespace {

using timeseries::Bytes;
using timeseries::ByteView;

constexpr std::string_view segment_start = "queue-";
const std::string position_name = "position";
const std::string new_position_name = "position.new";

std::string name_of(std::uint64_t number) { return std::string(segment_start) + std::to_string(number); }

std::optional<std::uint64_t> number_of(std::string_view name) {
    if (!name.starts_with(segment_start)) return std::nullopt;
    name.remove_prefix(segment_start.size());
    std::uint64_t number = 0;
    const auto [at, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    return error == std::errc() && at == name.data() + name.size() ? std::optional(number) : std::nullopt;
}

ByteView bytes_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

}  // namespace

Result<std::unique_ptr<DiskQueue>> DiskQueue::open(timeseries::Files& files, QueueOptions options) {
    DENGYUN_ASSERT(options.bytes_max >= 4 * options.segment_bytes && options.segment_bytes > 0);
    std::unique_ptr<DiskQueue> queue(new DiskQueue(files, options));
    DENGYUN_CHECK(queue->find_segments());
    DENGYUN_CHECK(queue->read_position());
    DENGYUN_CHECK(queue->begin_segment());
    return queue;
}

Result<> DiskQueue::find_segments() {
    DENGYUN_TRY(names, files_.list());
    for (const auto& name : names) {
        const auto number = number_of(name);
        if (!number) continue;
        DENGYUN_TRY(content, files_.open(name));
        segments_.push_back({*number, content->bytes().size()});
    }
    std::ranges::sort(segments_, {}, &Segment::number);
    return {};
}

// One that is missing or damaged means: from the oldest record on.
Result<> DiskQueue::read_position() {
    DENGYUN_TRY(names, files_.list());
    if (std::ranges::find(names, position_name) != names.end()) {
        DENGYUN_TRY(content, files_.open(position_name));
        timeseries::RecordReader record(content->bytes());
        if (record.next()) {
            timeseries::ByteReader in(record.payload());
            const QueuePosition position{in.get<std::uint64_t>(), in.get<std::uint64_t>()};
            const auto dropped = in.get<std::uint64_t>();
            if (in.ok()) {
                position_ = position;
                dropped_ = dropped;
            }
        }
    }
    if (!segments_.empty() && position_.segment < segments_.front().number) position_ = {segments_.front().number, 0};
    return {};
}

Result<> DiskQueue::write_position() {
    Bytes payload;
    timeseries::put(payload, position_.segment);
    timeseries::put(payload, position_.offset);
    timeseries::put(payload, dropped_);
    Bytes record;
    timeseries::put_record(record, payload);
    DENGYUN_TRY(file, files_.create(new_position_name));
    DENGYUN_CHECK(file->append(record));
    return files_.rename(new_position_name, position_name);
}

// What grew before stays as it is, however it ends: a new one begins.
Result<> DiskQueue::begin_segment() {
    const auto number = std::max(segments_.empty() ? 0 : segments_.back().number, position_.segment) + 1;
    DENGYUN_TRY(file, files_.create(name_of(number)));
    DENGYUN_CHECK(files_.sync_names());
    growing_ = std::move(file);
    segments_.push_back({number, 0});
    return {};
}

Result<> DiskQueue::sync_growing() {
    if (!growing_ || !failure_) return failure_;
    failure_ = growing_->sync();
    return failure_;
}

std::uint64_t DiskQueue::bytes_on_disk() const {
    std::uint64_t bytes = 0;
    for (const auto& segment : segments_) bytes += segment.bytes;
    return bytes;
}

Result<> DiskQueue::drop_oldest() {
    const auto oldest = segments_.front().number;
    DENGYUN_TRY(content, files_.open(name_of(oldest)));
    const auto from = position_.segment == oldest ? position_.offset : 0;
    if (position_.segment <= oldest) {
        timeseries::RecordReader records(
            content->bytes().subspan(std::min<std::size_t>(from, content->bytes().size())));
        while (records.next()) ++dropped_;
        position_ = {oldest + 1, 0};
        DENGYUN_CHECK(write_position());
    }
    DENGYUN_CHECK(files_.remove(name_of(oldest)));
    segments_.erase(segments_.begin());
    return {};
}

Result<> DiskQueue::make_room(std::uint64_t bytes) {
    while (segments_.size() > 1 && bytes_on_disk() + bytes > options_.bytes_max) DENGYUN_CHECK(drop_oldest());
    return {};
}

Result<> DiskQueue::append(std::string_view record) {
    DENGYUN_ASSERT(!record.empty() && record.size() <= record_bytes_max);
    Bytes framed;
    timeseries::put_record(framed, bytes_of(record));
    const std::lock_guard lock(mutex_);
    if (!failure_) return failure_;
    if (!growing_) DENGYUN_CHECK(begin_segment());
    if (segments_.back().bytes > 0 && segments_.back().bytes + framed.size() > options_.segment_bytes) {
        DENGYUN_CHECK(sync_growing());
        growing_.reset();
        DENGYUN_CHECK(begin_segment());
    }
    DENGYUN_CHECK(make_room(framed.size()));
    if (auto written = growing_->append(framed); !written) {
        // Part of it may be there: nothing goes behind it. A full disk makes room by the oldest.
        DENGYUN_CHECK(sync_growing());
        growing_.reset();
        if (segments_.size() > 1) static_cast<void>(drop_oldest());
        return written;
    }
    segments_.back().bytes += framed.size();
    has_unread_ = true;
    appended_.notify_all();
    return {};
}

Result<> DiskQueue::sync() {
    const std::lock_guard lock(mutex_);
    return sync_growing();
}

Result<> DiskQueue::read_segment(std::uint64_t number, std::size_t bytes_max, QueueBatch& batch, std::size_t& taken) {
    DENGYUN_TRY(content, files_.open(name_of(number)));
    const auto bytes = content->bytes();
    const auto from = std::min<std::size_t>(batch.next.offset, bytes.size());
    timeseries::RecordReader records(bytes.subspan(from));
    while (taken < bytes_max && records.next()) {
        const auto payload = records.payload();
        if (taken > 0 && taken + payload.size() > bytes_max) {
            taken = bytes_max;  // the record waits for the next batch
            return {};
        }
        batch.records.emplace_back(reinterpret_cast<const char*>(payload.data()), payload.size());
        taken += payload.size();
        batch.next.offset = from + records.good_bytes();
    }
    return {};
}

Result<QueueBatch> DiskQueue::read(std::size_t bytes_max) {
    const std::lock_guard lock(mutex_);
    QueueBatch batch{.records = {}, .next = position_};
    std::size_t taken = 0;
    for (const auto& segment : segments_) {
        if (segment.number < batch.next.segment) continue;
        if (segment.number > batch.next.segment) batch.next = {segment.number, 0};
        DENGYUN_CHECK(read_segment(segment.number, bytes_max, batch, taken));
        const bool is_last = segment.number == segments_.back().number;
        if (taken >= bytes_max || is_last) break;
        if (batch.next.offset < segment.bytes && segment.number > last_damaged_) {
            ++damaged_;
            last_damaged_ = segment.number;
        }
    }
    if (batch.records.empty()) has_unread_ = false;
    return batch;
}

Result<> DiskQueue::release(QueuePosition upto) {
    const std::lock_guard lock(mutex_);
    if (upto <= position_) return {};  // dropped meanwhile
    position_ = upto;
    DENGYUN_CHECK(write_position());
    while (segments_.size() > 1 && segments_.front().number < position_.segment) {
        DENGYUN_CHECK(files_.remove(name_of(segments_.front().number)));
        segments_.erase(segments_.begin());
    }
    return {};
}

void DiskQueue::wait_for_more(std::chrono::milliseconds time_max) {
    std::unique_lock lock(mutex_);
    appended_.wait_for(lock, time_max, [&] { return has_unread_ || is_woken_; });
}

void DiskQueue::wake() {
    const std::lock_guard lock(mutex_);
    is_woken_ = true;
    appended_.notify_all();
}

QueueState DiskQueue::state() const {
    const std::lock_guard lock(mutex_);
    QueueState state{.dropped = dropped_, .damaged = damaged_};
    for (const auto& segment : segments_) {
        if (segment.number < position_.segment) continue;
        state.bytes += segment.number == position_.segment ? segment.bytes - std::min(segment.bytes, position_.offset)
                                                           : segment.bytes;
    }
    return state;
}

}  // namespace dengyun::gateway
