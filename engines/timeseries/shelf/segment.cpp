#include "engines/timeseries/shelf/segment.h"

#include <algorithm>
#include <charconv>

#include "kernel/base/assert.h"

namespace dengyun::timeseries {
namespace {

constexpr std::array<std::string_view, 4> level_names{"raw", "minute", "hour", "day"};
constexpr std::string_view ending = ".segment";
constexpr std::uint32_t magic = 0x31535444;  // "DTS1"
constexpr std::size_t buffer_bytes_max = 1 << 20;

struct End {
    std::uint64_t index_offset;
    std::uint64_t index_count;
    std::uint32_t index_checksum;
    std::uint32_t mark;
};
static_assert(sizeof(End) == 24);

template <class Number>
bool take_number(std::string_view& text, Number& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with('-')) text.remove_prefix(1);
    return true;
}

std::unexpected<Error> damaged(const SegmentName& name) {
    return fail(ErrorKind::unavailable, "timeseries.damaged", {}, name.text());
}

}  // namespace

std::string SegmentName::text() const {
    return std::string(level_names[static_cast<std::size_t>(level)]) + '-' + std::to_string(partition) + '-' +
           std::to_string(first_flush) + '-' + std::to_string(last_flush) + std::string(ending);
}

std::optional<SegmentName> SegmentName::parse(std::string_view text) {
    if (!text.ends_with(ending)) return std::nullopt;
    const auto dash = text.find('-');
    const auto at = std::ranges::find(level_names, text.substr(0, dash));
    if (dash == std::string_view::npos || at == level_names.end()) return std::nullopt;
    SegmentName name{.level = static_cast<Level>(at - level_names.begin())};
    auto rest = text.substr(dash + 1);
    if (!take_number(rest, name.partition) || !take_number(rest, name.first_flush) ||
        !take_number(rest, name.last_flush))
        return std::nullopt;
    return rest == ending ? std::optional(name) : std::nullopt;
}

Result<> SegmentWriter::write() {
    if (!file_) {
        DENGYUN_TRY(file, files_.create(name_.text() + std::string(unfinished_ending)));
        file_ = std::move(file);
    }
    DENGYUN_CHECK(file_->append(buffer_));
    written_ += buffer_.size();
    buffer_.clear();
    return {};
}

Result<> SegmentWriter::add(ByteView block) {
    DENGYUN_TRY(view, BlockView::open(block));
    DENGYUN_ASSERT(entries_.empty() || entries_.back().group <= view.group());
    entries_.push_back({view.first_time(), view.last_time(), written_ + buffer_.size(),
                        static_cast<std::uint32_t>(view.bytes()), view.group()});
    buffer_.insert(buffer_.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(view.bytes()));
    if (buffer_.size() >= buffer_bytes_max) return write();
    return {};
}

Result<> SegmentWriter::finish() {
    // The index is read where it lies.
    while ((written_ + buffer_.size()) % alignof(BlockEntry) != 0) buffer_.push_back(0);
    const ByteView index(reinterpret_cast<const std::uint8_t*>(entries_.data()), entries_.size() * sizeof(BlockEntry));
    const End end{written_ + buffer_.size(), entries_.size(), checksum(index), magic};
    buffer_.insert(buffer_.end(), index.begin(), index.end());
    put(buffer_, end);
    DENGYUN_CHECK(write());
    DENGYUN_CHECK(file_->sync());
    return files_.rename(name_.text() + std::string(unfinished_ending), name_.text());
}

Result<std::shared_ptr<const Segment>> Segment::open(Files& files, const SegmentName& name) {
    DENGYUN_TRY(content, files.open(name.text()));
    const auto bytes = content->bytes();
    if (bytes.size() < sizeof(End)) return damaged(name);
    const auto end = ByteReader(bytes.last(sizeof(End))).get<End>();
    const auto room = bytes.size() - sizeof(End);
    if (end.mark != magic || end.index_offset > room || end.index_count > room / sizeof(BlockEntry) ||
        end.index_offset % alignof(BlockEntry) != 0 || room - end.index_offset != end.index_count * sizeof(BlockEntry))
        return damaged(name);
    const auto index = bytes.subspan(end.index_offset, end.index_count * sizeof(BlockEntry));
    if (checksum(index) != end.index_checksum) return damaged(name);
    auto segment = std::make_shared<Segment>();
    segment->name_ = name;
    segment->content_ = std::move(content);
    segment->entries_ = {reinterpret_cast<const BlockEntry*>(index.data()), end.index_count};
    segment->first_ = INT64_MAX;
    segment->last_ = INT64_MIN;
    for (const auto& entry : segment->entries_) {
        if (entry.offset > end.index_offset || entry.bytes > end.index_offset - entry.offset) return damaged(name);
        segment->first_ = std::min(segment->first_, entry.first);
        segment->last_ = std::max(segment->last_, entry.last);
    }
    return segment;
}

std::span<const BlockEntry> Segment::entries_of(GroupNumber group) const {
    const auto found = std::ranges::equal_range(entries_, group, {}, &BlockEntry::group);
    return {found.begin(), found.end()};
}

}  // namespace dengyun::timeseries
