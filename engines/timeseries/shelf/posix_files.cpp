#include "engines/timeseries/shelf/posix_files.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace dengyun::timeseries {
namespace {

std::unexpected<Error> failed(std::string_view what, const std::string& name) {
    const int code = errno;
    return fail(ErrorKind::unavailable, "timeseries.unavailable", {},
                std::string(what) + " " + name + ": " + std::system_category().message(code));
}

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

  private:
    int number_;
};

class PosixAppendFile final : public AppendFile {
  public:
    PosixAppendFile(int number, std::string name) : file_(number), name_(std::move(name)) {}
    Result<> append(ByteView bytes) override {
        while (!bytes.empty()) {
            const auto written = ::write(file_.number(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return failed("write", name_);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return {};
    }
    Result<> sync() override {
        if (::fdatasync(file_.number()) != 0) return failed("sync", name_);
        return {};
    }

  private:
    Descriptor file_;
    std::string name_;
};

class MappedContent final : public FileContent {
  public:
    MappedContent(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    MappedContent(const MappedContent&) = delete;
    MappedContent& operator=(const MappedContent&) = delete;
    ~MappedContent() override {
        if (size_ > 0) ::munmap(const_cast<std::uint8_t*>(data_), size_);
    }
    [[nodiscard]] ByteView bytes() const override { return {data_, size_}; }

  private:
    const std::uint8_t* data_;
    std::size_t size_;
};

class PosixFiles final : public Files {
  public:
    PosixFiles(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}

    Result<std::vector<std::string>> list() override {
        std::error_code error;
        std::vector<std::string> names;
        for (std::filesystem::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error))
            names.push_back(at->path().filename().string());
        if (error) return fail(ErrorKind::unavailable, "timeseries.unavailable", {}, "list: " + error.message());
        return names;
    }
    Result<std::unique_ptr<AppendFile>> create(const std::string& name) override { return open_for(name, O_TRUNC); }
    Result<std::unique_ptr<AppendFile>> extend(const std::string& name) override { return open_for(name, O_APPEND); }
    Result<std::shared_ptr<const FileContent>> open(const std::string& name) override {
        const Descriptor file(::open(path(name).c_str(), O_RDONLY | O_CLOEXEC));
        struct stat status{};
        if (!file.is_open() || ::fstat(file.number(), &status) != 0) return failed("open", name);
        const auto size = static_cast<std::size_t>(status.st_size);
        if (size == 0) return std::make_shared<MappedContent>(nullptr, 0);
        void* data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number(), 0);
        if (data == MAP_FAILED) return failed("map", name);
        return std::make_shared<MappedContent>(static_cast<const std::uint8_t*>(data), size);
    }
    Result<> rename(const std::string& from, const std::string& to) override {
        if (::rename(path(from).c_str(), path(to).c_str()) != 0) return failed("rename", from);
        return {};
    }
    Result<> remove(const std::string& name) override {
        if (::unlink(path(name).c_str()) != 0 && errno != ENOENT) return failed("remove", name);
        return {};
    }
    Result<> sync_names() override {
        const Descriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!folder.is_open() || ::fsync(folder.number()) != 0) return failed("sync", folder_.string());
        return {};
    }

  private:
    [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
    Result<std::unique_ptr<AppendFile>> open_for(const std::string& name, int how) {
        const int number = ::open(path(name).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | how, 0600);
        if (number < 0) return failed("create", name);
        return std::make_unique<PosixAppendFile>(number, name);
    }

    std::filesystem::path folder_;
    Descriptor lock_;
};

}  // namespace

Result<std::unique_ptr<Files>> open_files(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return fail(ErrorKind::unavailable, "timeseries.unavailable", {}, "create folder: " + error.message());
    const int lock = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) return failed("create", "lock");
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock);
        return fail(ErrorKind::conflict, "timeseries.in_use");
    }
    return std::make_unique<PosixFiles>(folder, lock);
}

}  // namespace dengyun::timeseries
