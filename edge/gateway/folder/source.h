#pragma once
// A folder of exported tables. Each finished file is read once: how far each was read is written down after what it
// told is durable, so that a power cut makes rows come twice and never too few. A file that grew is read on; one that
// was replaced is read anew. The files are left where they are.
#include <map>

#include "edge/gateway/folder/read_file.h"
#include "edge/gateway/small_files.h"
#include "edge/gateway/source.h"

namespace dengyun::gateway {

inline constexpr std::size_t files_max = 10'000;  // of a folder that are known at a time

class FolderSource final : public Source {
  public:
    // All must outlive it. `positions` holds where it is.
    FolderSource(const acquisition::FolderConnection& connection, SourceNeeds needs, timeseries::Files& positions);

    [[nodiscard]] Moment pass(Moment now) override;
    [[nodiscard]] SourceState state() const override { return condition_.state(); }

  private:
    // How far a file was read, and by what it is told from another one of that name.
    struct Position {
        std::uint64_t size = 0;
        std::int64_t modified_ns = 0;
        std::uint64_t head_size = 0;
        std::string head;  // SHA-256 of its first bytes
        std::uint64_t rows = 0;
        bool is_done = false;
    };
    using Positions = std::map<std::string, Position>;

    [[nodiscard]] Result<> load();
    [[nodiscard]] Result<> keep();
    [[nodiscard]] Result<> look();
    [[nodiscard]] Result<> read(const std::string& name, const std::string& path, Position seen);

    const acquisition::FolderConnection& connection_;
    const SourceNeeds needs_;
    timeseries::Files& files_;
    const std::string position_name_;
    Condition condition_;
    std::vector<Teller> tellers_;
    Positions positions_;
    bool is_loaded_ = false;
};

}  // namespace dengyun::gateway
