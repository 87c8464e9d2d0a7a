#pragma once
// Whether every block of the cluster shelf can be read to its last bit, is what its row says, and overlaps no other.
#include <string>
#include <vector>

#include "kernel/store/store.h"

namespace dengyun::telemetry {

struct SeriesVerification {
    std::int64_t blocks = 0;
    std::int64_t rows = 0;
    struct Fault {
        Id<Organisation> organisation{};
        std::string reason;  // with the place of the block, for who looks for it
    };
    std::vector<Fault> faults{};  // the first faults_max
    static constexpr std::size_t faults_max = 100;
};
// Reads all of it, in pieces; nothing where series lie in files. Errors: of the store.
[[nodiscard]] Result<SeriesVerification> verify_series(store::Store& store);

}  // namespace dengyun::telemetry
