#pragma once
// Few requests instead of one for each register: bindings of one table that lie close together are read at once.
#include <span>

#include "engines/acquisition/model.h"

namespace dengyun::acquisition {

inline constexpr std::int32_t bits_per_request_max = 2'000;  // of coils and discrete inputs

struct Request {
    Table table{};
    std::int32_t address = 0;
    std::int32_t count = 0;             // registers or bits
    std::vector<std::size_t> bindings;  // by their place in the group, in the order of addresses
};

struct RequestLimits {
    std::int32_t gap_max = 8;
    std::int32_t registers_max = 125;
};

// Each binding in exactly one request, in the order of tables and addresses. Greedy, which is fewest for a given limit
// and gap: the first binding of a request is the lowest that is left, and taking less never saves a request.
// O(n log n).
[[nodiscard]] std::vector<Request> merged(std::span<const Binding> bindings, RequestLimits limits);

// A device answers a request with an exception where it holds a register that it does not have: halves of its bindings,
// without the registers between them. REQUIRES: two bindings or more.
[[nodiscard]] std::pair<Request, Request> halves(const Request& request, std::span<const Binding> bindings);

}  // namespace dengyun::acquisition
