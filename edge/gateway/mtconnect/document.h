#pragma once
// A Streams document of an MTConnect agent (ANSI/MTC1.4, parts 1 and 3). Pure.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun::gateway {

struct Observation {
    std::string item;  // dataItemId
    std::int64_t at_ms = 0;
    std::string value;  // of a condition: "Normal", "Warning", "Fault"
};

struct Streams {
    std::uint64_t instance = 0;             // another one: the agent has begun again
    std::uint64_t first = 0;                // the oldest observation that it still holds
    std::uint64_t next = 0;                 // to ask for
    std::vector<Observation> observations;  // those that say something ("UNAVAILABLE" does not), as they stand there
};

// Errors: invalid "gateway.mtconnect_malformed"; conflict "gateway.mtconnect_refused" for an Errors document, with what
// it says in `detail`.
[[nodiscard]] Result<Streams> read_streams(std::string_view text);

}  // namespace dengyun::gateway
