#pragma once
// FileStore: the embedded shelf of one process, in a folder of files.
//
//   append ──▶ write-ahead log (one sync for all that wait) ──▶ memory table ──▶ flush ──▶ segments ──▶ compaction ──▶
//   retention
//
// A writer that finds the memory table twice as large as it should be does the owner's work itself.
#include <condition_variable>
#include <memory>
#include <mutex>

#include "engines/timeseries/shelf/file_catalogue.h"
#include "engines/timeseries/shelf/partitions.h"
#include "engines/timeseries/shelf/write_ahead_log.h"
#include "engines/timeseries/store.h"

namespace dengyun::timeseries {

struct FileStoreOptions {
    std::size_t memory_bytes_max = 48 << 20;  // of the memory table, before it is flushed
    std::size_t log_bytes_max = 160 << 20;    // of the write-ahead log, before the same
    std::uint64_t bytes_max = 20ULL << 30;    // of all files; the oldest raw rows make room, then the finest roll-ups
    std::function<void()> on_due{};  // `maintain` has something to do; called often, from any thread; must be quick
};

class FileStore final : public Store {
  public:
    // Takes up what a crash left. `files` must outlive the store. Errors: as Files; unavailable "timeseries.damaged".
    [[nodiscard]] static Result<std::unique_ptr<FileStore>> open(Files& files, FileStoreOptions options);
    ~FileStore() override;

    [[nodiscard]] Catalogue& catalogue() override { return *catalogue_; }
    [[nodiscard]] const Catalogue& catalogue() const override { return *catalogue_; }
    // Errors beyond those of Store, here and below: as Files; as WriteAheadLog::commit.
    [[nodiscard]] Result<> append(const Batch& batch) override;
    [[nodiscard]] Result<Rows> read(GroupNumber group, std::span<const ColumnNumber> columns, Time from, Time to,
                                    const ReadOptions& options = {}) const override;
    [[nodiscard]] Result<std::vector<Stretch>> summarise(GroupNumber group, ColumnNumber column, Time from, Time to,
                                                         std::size_t count) const override;
    [[nodiscard]] Result<std::vector<LastValue>> last(GroupNumber group) const override;
    [[nodiscard]] Result<bool> maintain() override;
    [[nodiscard]] Result<> flush() override;
    [[nodiscard]] Result<> retain(const Retention& keep_from) override;
    [[nodiscard]] Result<Usage> usage() const override { return files_usage(); }

  private:
    FileStore(Files& files, FileStoreOptions options);
    [[nodiscard]] Usage files_usage() const;
    [[nodiscard]] Result<> load();
    void apply(ByteView batch);
    [[nodiscard]] std::unique_ptr<MemoryTable> make_table() const;
    [[nodiscard]] GroupSnapshot snapshot(GroupNumber group) const;
    [[nodiscard]] Result<> flush_held();
    [[nodiscard]] Result<bool> merge_held();
    [[nodiscard]] Result<> drop_held(Level level, Time before);
    [[nodiscard]] Result<> make_room();
    [[nodiscard]] bool is_flush_due_held(std::size_t times) const;
    [[nodiscard]] Result<> fill_last(GroupNumber group) const;

    struct LastValues {
        std::vector<std::optional<LastValue>> columns{};
        bool is_complete = false;  // what lies in segments has been looked at
    };

    Files& files_;
    FileStoreOptions options_;
    std::unique_ptr<FileCatalogue> catalogue_;
    std::unique_ptr<WriteAheadLog> log_;
    // One flush, merge or retention at a time. Taken before mutex_.
    std::mutex maintenance_;
    std::uint64_t next_flush_ = 1;

    mutable std::mutex mutex_;  // of all below
    std::unique_ptr<MemoryTable> active_;
    std::shared_ptr<const MemoryTable> frozen_;
    std::shared_ptr<const Partitions> partitions_;
    mutable std::vector<LastValues> last_;
    bool is_full_ = false;
};

}  // namespace dengyun::timeseries
