#include "engines/scheduling/input_file.h"

#include <memory>
#include <sys/stat.h>
#include <zlib.h>

namespace dengyun::scheduling {

Result<std::string> read_input_file(const std::string& path) {
    struct stat about{};
    if (stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode))
        return fail(ErrorKind::not_found, "scheduling.unreadable_file", {}, path);
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rbe"), gzclose);
    if (!file) return fail(ErrorKind::not_found, "scheduling.unreadable_file", {}, path);
    constexpr unsigned piece = 1U << 20;
    std::string text;
    while (true) {
        const auto before = text.size();
        text.resize(before + piece);
        const int got = gzread(file.get(), text.data() + before, piece);
        if (got < 0) return fail(ErrorKind::invalid, "scheduling.broken_archive", {}, path);
        text.resize(before + static_cast<std::size_t>(got));
        if (text.size() > input_bytes_max) return fail(ErrorKind::limit, "scheduling.too_large", {}, path);
        if (static_cast<unsigned>(got) == piece) continue;
        // A file that was cut off ends like a whole one; only the state of the stream tells.
        int state = Z_OK;
        gzerror(file.get(), &state);
        if (state != Z_OK && state != Z_STREAM_END)
            return fail(ErrorKind::invalid, "scheduling.broken_archive", {}, path);
        return text;
    }
}

}  // namespace dengyun::scheduling
