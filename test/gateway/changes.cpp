#include "test/gateway/changes.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "kernel/base/assert.h"

namespace dengyun::gateway::test {

namespace fs = std::filesystem;

Changes::Changes(fs::path folder) : folder_(std::move(folder)), file_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    DENGYUN_ASSERT(file_ >= 0);
    watch();
}
Changes::~Changes() { ::close(file_); }

// Folders come and go; one that is watched already stays so.
void Changes::watch() {
    constexpr unsigned what = IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVE;
    inotify_add_watch(file_, folder_.c_str(), what);
    std::error_code gone;
    for (fs::recursive_directory_iterator at(folder_, gone), end; !gone && at != end; at.increment(gone))
        if (at->is_directory(gone)) inotify_add_watch(file_, at->path().c_str(), what);
}

void Changes::wait(std::chrono::milliseconds time_max) {
    pollfd waiting{.fd = file_, .events = POLLIN, .revents = 0};
    poll(&waiting, 1, static_cast<int>(time_max.count()));
    char space[16'384];
    while (::read(file_, space, sizeof space) > 0) continue;
    watch();
}

}  // namespace dengyun::gateway::test
