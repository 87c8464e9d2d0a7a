#pragma once
// The archive of backup.h as a file: lines written and read in order, with the chain of their hashes. Private to this
// room.
#include <memory>
#include <string>

#include "kernel/base/result.h"

namespace dengyun::store {

inline constexpr int archive_version = 1;
inline constexpr std::size_t archive_line_bytes_max = 64 * 1024 * 1024;

class ArchiveWriter {
  public:
    // Error: unavailable "backup.unwritable".
    [[nodiscard]] static Result<ArchiveWriter> create(const std::string& path);
    [[nodiscard]] Result<> line(std::string_view text);
    // Writes the last line and everything through to the disk.
    [[nodiscard]] Result<> end(std::int64_t rows);

  private:
    struct File;
    explicit ArchiveWriter(std::shared_ptr<File> file) : file_(std::move(file)) {}
    std::shared_ptr<File> file_;
    std::string hash_;
};

class ArchiveReader {
  public:
    // Error: invalid "restore.damaged".
    [[nodiscard]] static Result<ArchiveReader> open(const std::string& path);
    // The next line, valid until the next call. An empty one after the last, whose hash and number of rows then agree
    // with what was read. Error: invalid "restore.damaged".
    [[nodiscard]] Result<std::string_view> line();

  private:
    struct File;
    explicit ArchiveReader(std::shared_ptr<File> file) : file_(std::move(file)) {}
    std::shared_ptr<File> file_;
    std::string hash_;
    std::string line_;
    std::int64_t rows_ = 0;
};

}  // namespace dengyun::store
