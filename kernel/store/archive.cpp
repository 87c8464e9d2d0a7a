#include "kernel/store/archive.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include "kernel/base/digest.h"

namespace dengyun::store {
namespace {

constexpr std::string_view end_mark = R"({"end":)";

std::unexpected<Error> unwritable() { return fail(ErrorKind::unavailable, "backup.unwritable"); }
std::unexpected<Error> damaged() { return fail(ErrorKind::invalid, "restore.damaged"); }

std::string chained(const std::string& hash, std::string_view line) {
    std::string both = hash;
    both += line;
    return sha256(both);
}

std::string end_line(std::int64_t rows, const std::string& hash) {
    return fmt::format(R"({}{{"rows":{},"sha256":"{}"}}}})", end_mark, rows, hex(hash));
}

}  // namespace

struct ArchiveWriter::File {
    gzFile packed = nullptr;
    int raw = -1;
    ~File() {
        if (packed != nullptr) gzclose(packed);
        if (raw >= 0) ::close(raw);
    }
};

Result<ArchiveWriter> ArchiveWriter::create(const std::string& path) {
    auto file = std::make_shared<File>();
    // Only the owner may read what is everything that anybody has entered.
    file->raw = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file->raw < 0) return unwritable();
    file->packed = gzdopen(::dup(file->raw), "wb6");
    if (file->packed == nullptr) return unwritable();
    return ArchiveWriter(std::move(file));
}

Result<> ArchiveWriter::line(std::string_view text) {
    if (text.size() > archive_line_bytes_max)
        return fail(ErrorKind::limit, "backup.unwritable", {}, "a row is too long");
    hash_ = chained(hash_, text);
    const auto size = static_cast<unsigned>(text.size());
    if (gzwrite(file_->packed, text.data(), size) != static_cast<int>(size) || gzputc(file_->packed, '\n') != '\n')
        return unwritable();
    return {};
}

Result<> ArchiveWriter::end(std::int64_t rows) {
    DENGYUN_CHECK(line(end_line(rows, hash_)));
    const int closed = gzclose(std::exchange(file_->packed, nullptr));
    if (closed != Z_OK || ::fsync(file_->raw) != 0) return unwritable();
    return {};
}

struct ArchiveReader::File {
    gzFile packed = nullptr;
    ~File() {
        if (packed != nullptr) gzclose(packed);
    }
};

Result<ArchiveReader> ArchiveReader::open(const std::string& path) {
    auto file = std::make_shared<File>();
    file->packed = gzopen(path.c_str(), "rbe");
    if (file->packed == nullptr) return damaged();
    return ArchiveReader(std::move(file));
}

Result<std::string_view> ArchiveReader::line() {
    line_.clear();
    std::array<char, 16 * 1024> part;
    while (!line_.ends_with('\n')) {
        if (line_.size() > archive_line_bytes_max) return damaged();
        if (gzgets(file_->packed, part.data(), static_cast<int>(part.size())) == nullptr) return damaged();
        line_ += part.data();
    }
    line_.pop_back();
    if (line_.starts_with(end_mark)) {
        // gzgets at the true end also checks the file's own checksum.
        const bool more = gzgets(file_->packed, part.data(), static_cast<int>(part.size())) != nullptr;
        int error = Z_OK;
        gzerror(file_->packed, &error);
        if (more || (error != Z_OK && error != Z_STREAM_END) || line_ != end_line(rows_, hash_)) return damaged();
        return std::string_view{};
    }
    if (line_.empty()) return damaged();
    if (line_.starts_with('[')) ++rows_;
    hash_ = chained(hash_, line_);
    return std::string_view(line_);
}

}  // namespace dengyun::store
