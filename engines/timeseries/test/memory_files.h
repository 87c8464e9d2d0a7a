#pragma once
// Goal: a folder that loses power. What was not synced is kept, lost or torn by chance, as on a real disk; operations
// can be made to fail from the n-th on, as if the process had ended there.
#include <map>
#include <mutex>

#include "engines/timeseries/shelf/files.h"
#include "engines/timeseries/test/random_rows.h"

namespace dengyun::timeseries::test {

class MemoryFiles final : public Files {
  public:
    struct File {
        Bytes bytes;
        std::size_t synced = 0;
    };
    // All writing operations count; the `count`-th from now and all after it fail.
    void fail_after(std::uint64_t count);
    [[nodiscard]] std::uint64_t operations() const;
    // What a machine finds after the power came back. Handles of before are dead.
    void lose_power(Random& random);
    // What a process finds after another one was killed: everything it wrote, and no more failures.
    void restart();
    // Changes a byte of a file, for tests of damage.
    void damage(const std::string& name, std::size_t at);
    [[nodiscard]] std::size_t size(const std::string& name) const;

    Result<std::vector<std::string>> list() override;
    Result<std::unique_ptr<AppendFile>> create(const std::string& name) override;
    Result<std::unique_ptr<AppendFile>> extend(const std::string& name) override;
    Result<std::shared_ptr<const FileContent>> open(const std::string& name) override;
    Result<> rename(const std::string& from, const std::string& to) override;
    Result<> remove(const std::string& name) override;
    Result<> sync_names() override;

  private:
    friend class MemoryAppendFile;
    using Names = std::map<std::string, std::shared_ptr<File>>;
    [[nodiscard]] Result<> count_operation();

    mutable std::mutex mutex_;
    Names names_;
    std::vector<Names>
        unsynced_;  // the names after each operation since the last sync_names; the first is what is durable
    std::uint64_t operations_ = 0;
    std::uint64_t fail_at_ = UINT64_MAX;
};

}  // namespace dengyun::timeseries::test
