#pragma once
// A segment: an immutable file of blocks of one level and partition. Blocks lie by group and, within a group, from the
// oldest written to the newest. Behind them an index, behind that a fixed end. Its name says level, partition and which
// flushes it holds: "raw-20541-12-15.segment"; higher numbers were written later.
#include <memory>
#include <optional>

#include "engines/timeseries/block.h"
#include "engines/timeseries/roll_up.h"
#include "engines/timeseries/shelf/files.h"

namespace dengyun::timeseries {

struct SegmentName {
    Level level{};
    std::int64_t partition{};
    std::uint64_t first_flush{};
    std::uint64_t last_flush{};
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static std::optional<SegmentName> parse(std::string_view text);
    friend bool operator==(const SegmentName&, const SegmentName&) = default;
};
inline constexpr std::string_view unfinished_ending = ".unfinished";

struct BlockEntry {
    Time first{};
    Time last{};
    std::uint64_t offset{};
    std::uint32_t bytes{};
    GroupNumber group{};
};
static_assert(sizeof(BlockEntry) == 32);

// Writes a segment under a name of its own; `finish` makes it durable and gives it its name, which sync_names then
// makes durable too.
class SegmentWriter {
  public:
    SegmentWriter(Files& files, const SegmentName& name) : files_(files), name_(name) {}
    // Groups ascend.
    [[nodiscard]] Result<> add(ByteView block);
    [[nodiscard]] Result<> finish();
    [[nodiscard]] const SegmentName& name() const { return name_; }

  private:
    [[nodiscard]] Result<> write();

    Files& files_;
    SegmentName name_;
    std::unique_ptr<AppendFile> file_;
    Bytes buffer_;
    std::uint64_t written_ = 0;
    std::vector<BlockEntry> entries_;
};

class Segment {
  public:
    // Checks end and index. Errors: as Files; unavailable "timeseries.damaged".
    [[nodiscard]] static Result<std::shared_ptr<const Segment>> open(Files& files, const SegmentName& name);
    [[nodiscard]] const SegmentName& name() const { return name_; }
    [[nodiscard]] std::uint64_t bytes() const { return content_->bytes().size(); }
    [[nodiscard]] std::span<const BlockEntry> entries() const { return entries_; }
    [[nodiscard]] std::span<const BlockEntry> entries_of(GroupNumber group) const;
    [[nodiscard]] ByteView block(const BlockEntry& entry) const {
        return content_->bytes().subspan(entry.offset, entry.bytes);
    }
    [[nodiscard]] Time first() const { return first_; }
    [[nodiscard]] Time last() const { return last_; }

  private:
    SegmentName name_;
    std::shared_ptr<const FileContent> content_;
    std::span<const BlockEntry> entries_;
    Time first_ = 0;
    Time last_ = 0;
};

}  // namespace dengyun::timeseries
