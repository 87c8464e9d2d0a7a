#include "engines/timeseries/test/memory_files.h"

namespace dengyun::timeseries::test {
namespace {

class CopiedContent final : public FileContent {
  public:
    explicit CopiedContent(Bytes bytes) : bytes_(std::move(bytes)) {}
    [[nodiscard]] ByteView bytes() const override { return bytes_; }

  private:
    Bytes bytes_;
};

}  // namespace

class MemoryAppendFile final : public AppendFile {
  public:
    MemoryAppendFile(MemoryFiles& files, std::shared_ptr<MemoryFiles::File> file)
        : files_(files), file_(std::move(file)) {}
    Result<> append(ByteView bytes) override {
        const std::lock_guard lock(files_.mutex_);
        auto counted = files_.count_operation();
        // An operation that is cut off may have written a part.
        if (!counted) bytes = bytes.first(bytes.size() / 2);
        file_->bytes.insert(file_->bytes.end(), bytes.begin(), bytes.end());
        return counted;
    }
    Result<> sync() override {
        const std::lock_guard lock(files_.mutex_);
        DENGYUN_CHECK(files_.count_operation());
        file_->synced = file_->bytes.size();
        return {};
    }

  private:
    MemoryFiles& files_;
    std::shared_ptr<MemoryFiles::File> file_;
};

Result<> MemoryFiles::count_operation() {
    if (++operations_ >= fail_at_)
        return fail(ErrorKind::unavailable, "timeseries.unavailable", {}, "the end of the process");
    return {};
}

void MemoryFiles::fail_after(std::uint64_t count) {
    const std::lock_guard lock(mutex_);
    fail_at_ = operations_ + count;
}

std::uint64_t MemoryFiles::operations() const {
    const std::lock_guard lock(mutex_);
    return operations_;
}

void MemoryFiles::restart() {
    const std::lock_guard lock(mutex_);
    fail_at_ = UINT64_MAX;
    Names copies;
    for (const auto& [name, file] : names_) copies[name] = std::make_shared<File>(*file);
    names_ = std::move(copies);
    unsynced_.clear();
}

void MemoryFiles::lose_power(Random& random) {
    const std::lock_guard lock(mutex_);
    fail_at_ = UINT64_MAX;
    if (!unsynced_.empty() && below(random, unsynced_.size() + 1) < unsynced_.size())
        names_ = unsynced_[below(random, unsynced_.size())];
    unsynced_.clear();
    Names found;
    for (const auto& [name, file] : names_) {
        auto copy = std::make_shared<File>(*file);
        const auto loose = copy->bytes.size() - copy->synced;
        if (loose > 0) {
            const auto kept = below(random, loose + 1);
            copy->bytes.resize(copy->synced + kept);
            // The length may be there and the content not.
            if (kept > 0 && below(random, 3) == 0)
                for (auto at = copy->synced + below(random, kept); at < copy->bytes.size(); at++)
                    copy->bytes[at] = below(random, 2) ? 0 : static_cast<std::uint8_t>(random());
        }
        copy->synced = copy->bytes.size();
        found[name] = std::move(copy);
    }
    names_ = std::move(found);
}

void MemoryFiles::damage(const std::string& name, std::size_t at) {
    const std::lock_guard lock(mutex_);
    names_.at(name)->bytes.at(at) ^= 0x10;
}

std::size_t MemoryFiles::size(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    return names_.at(name)->bytes.size();
}

Result<std::vector<std::string>> MemoryFiles::list() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> names;
    for (const auto& [name, file] : names_) names.push_back(name);
    return names;
}

Result<std::unique_ptr<AppendFile>> MemoryFiles::create(const std::string& name) {
    const std::lock_guard lock(mutex_);
    if (unsynced_.empty()) unsynced_.push_back(names_);
    DENGYUN_CHECK(count_operation());
    auto file = std::make_shared<File>();
    names_[name] = file;
    unsynced_.push_back(names_);
    return std::make_unique<MemoryAppendFile>(*this, std::move(file));
}

Result<std::unique_ptr<AppendFile>> MemoryFiles::extend(const std::string& name) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto at = names_.find(name); at != names_.end())
            return std::make_unique<MemoryAppendFile>(*this, at->second);
    }
    return create(name);
}

Result<std::shared_ptr<const FileContent>> MemoryFiles::open(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto at = names_.find(name);
    if (at == names_.end()) return fail(ErrorKind::unavailable, "timeseries.unavailable", {}, name);
    return std::make_shared<CopiedContent>(at->second->bytes);
}

Result<> MemoryFiles::rename(const std::string& from, const std::string& to) {
    const std::lock_guard lock(mutex_);
    if (unsynced_.empty()) unsynced_.push_back(names_);
    DENGYUN_CHECK(count_operation());
    const auto file = names_.at(from);
    names_.erase(from);
    names_[to] = file;
    unsynced_.push_back(names_);
    return {};
}

Result<> MemoryFiles::remove(const std::string& name) {
    const std::lock_guard lock(mutex_);
    if (unsynced_.empty()) unsynced_.push_back(names_);
    DENGYUN_CHECK(count_operation());
    names_.erase(name);
    unsynced_.push_back(names_);
    return {};
}

Result<> MemoryFiles::sync_names() {
    const std::lock_guard lock(mutex_);
    DENGYUN_CHECK(count_operation());
    unsynced_.clear();
    return {};
}

}  // namespace dengyun::timeseries::test
