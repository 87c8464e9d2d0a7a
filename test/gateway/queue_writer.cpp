// Appends numbered records to a queue and says which survive the end of the process ("a N") and which a power cut
// ("s N"), and which it is about to let go ("r N"), until it is killed: queue_writer FOLDER FIRST_NUMBER.
#include <cstdio>
#include <cstdlib>

#include "edge/gateway/disk_queue.h"
#include "engines/timeseries/shelf/posix_files.h"

int main(int count, char** arguments) {
    using namespace dengyun;
    if (count != 3) return 2;
    const auto files = timeseries::open_files(arguments[1]);
    if (!files) return 1;
    const auto queue = gateway::DiskQueue::open(**files, {.bytes_max = 64ULL << 20U, .segment_bytes = 16ULL << 10U});
    if (!queue) return 1;
    for (long number = std::atol(arguments[2]);; ++number) {
        const auto record = std::to_string(number) + std::string(static_cast<std::size_t>(number % 500), '.');
        if (!(*queue)->append(record)) return 1;
        std::printf("a %ld\n", number);
        if (number % 5 == 0) {
            if (!(*queue)->sync()) return 1;
            std::printf("s %ld\n", number);
        }
        if (number % 37 == 0) {
            const auto batch = (*queue)->read(2'000);
            if (!batch || batch->records.empty()) return 1;
            // Said before it is done: what may be gone is known.
            std::printf("r %ld\n", std::atol(batch->records.back().c_str()));
            std::fflush(stdout);
            if (!(*queue)->release(batch->next)) return 1;
        }
        std::fflush(stdout);
    }
}
