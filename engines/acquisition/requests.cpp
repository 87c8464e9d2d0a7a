#include "engines/acquisition/requests.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "engines/acquisition/words.h"

namespace dengyun::acquisition {
namespace {

std::int32_t length_of(const Binding& binding) { return is_bits(binding.table) ? 1 : words_of(binding.type); }

Request request_of(std::span<const std::size_t> members, std::span<const Binding> bindings) {
    Request made{.table = bindings[members.front()].table, .address = bindings[members.front()].address};
    for (const auto member : members)
        made.count = std::max(made.count, bindings[member].address + length_of(bindings[member]) - made.address);
    made.bindings.assign(members.begin(), members.end());
    return made;
}

}  // namespace

std::vector<Request> merged(std::span<const Binding> bindings, RequestLimits limits) {
    std::vector<std::size_t> order(bindings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::tuple(bindings[i].table, bindings[i].address, i); });
    std::vector<Request> requests;
    for (const auto next : order) {
        const auto& binding = bindings[next];
        if (!requests.empty() && requests.back().table == binding.table) {
            auto& open = requests.back();
            const auto count = std::max(open.count, binding.address + length_of(binding) - open.address);
            const auto most = is_bits(binding.table) ? bits_per_request_max : limits.registers_max;
            if (count <= most && binding.address - (open.address + open.count) <= limits.gap_max) {
                open.count = count;
                open.bindings.push_back(next);
                continue;
            }
        }
        requests.push_back(request_of({&next, 1}, bindings));
    }
    return requests;
}

std::pair<Request, Request> halves(const Request& request, std::span<const Binding> bindings) {
    const std::span all(request.bindings);
    const auto middle = all.size() / 2;
    return {request_of(all.first(middle), bindings), request_of(all.subspan(middle), bindings)};
}

}  // namespace dengyun::acquisition
