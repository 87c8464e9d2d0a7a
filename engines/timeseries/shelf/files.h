#pragma once
// What the shelf asks of a folder of files. Paths are names in one folder. posix_files.h is the real one; tests have
// one that loses power.
#include <memory>
#include <string>
#include <vector>

#include "engines/timeseries/codec/bytes.h"
#include "kernel/base/result.h"

namespace dengyun::timeseries {

class AppendFile {
  public:
    virtual ~AppendFile() = default;
    [[nodiscard]] virtual Result<> append(ByteView bytes) = 0;
    // After it, everything appended survives a power cut.
    [[nodiscard]] virtual Result<> sync() = 0;
};

// The content of a file that is no longer appended to; stays readable after the file was removed.
class FileContent {
  public:
    virtual ~FileContent() = default;
    [[nodiscard]] virtual ByteView bytes() const = 0;
};

// All errors: unavailable "timeseries.unavailable", with the reason in `detail`. Thread-safe.
class Files {
  public:
    virtual ~Files() = default;
    [[nodiscard]] virtual Result<std::vector<std::string>> list() = 0;
    // A new file, or an empty one in the place of an old one.
    [[nodiscard]] virtual Result<std::unique_ptr<AppendFile>> create(const std::string& name) = 0;
    // An existing file, at its end; made where it is missing.
    [[nodiscard]] virtual Result<std::unique_ptr<AppendFile>> extend(const std::string& name) = 0;
    [[nodiscard]] virtual Result<std::shared_ptr<const FileContent>> open(const std::string& name) = 0;
    [[nodiscard]] virtual Result<> rename(const std::string& from, const std::string& to) = 0;
    [[nodiscard]] virtual Result<> remove(const std::string& name) = 0;
    // After it, the names of all files survive a power cut.
    [[nodiscard]] virtual Result<> sync_names() = 0;
};

}  // namespace dengyun::timeseries
