// Goal: whatever is sent as a Sparkplug payload, what is read can be written and is then read as the same; an edge node
// takes any sequence of payloads without a crash and within its bounds.
#include <cstdint>
#include <cstdlib>

#include "engines/sparkplug/edge_node.h"

namespace {

using namespace dengyun::sparkplug;

void check(bool holds) {
    if (!holds) std::abort();
}

void check_heard(const Heard& heard, const Payload& payload) {
    check(heard.samples.size() + heard.issues.size() <= 3 * payload.metrics.size() + 1);
    for (const auto& sample : heard.samples) check(!sample.name.empty() && sample.name.size() <= metric_name_bytes_max);
}

void tell(EdgeNode& node, std::uint8_t what, const Payload& payload) {
    const std::string_view device = (what & 64) != 0 ? "A" : "B";
    switch (what % 6) {
        case 0:
            return check_heard(node.birth(payload), payload);
        case 1:
            return check_heard(node.data(payload), payload);
        case 2:
            return check_heard(node.device_birth(device, payload).value(), payload);
        case 3:
            return check_heard(node.device_data(device, payload), payload);
        case 4:
            return check_heard(node.device_death(device, payload), payload);
        default:
            static_cast<void>(node.death(payload));
    }
}

}  // namespace

// Messages one after another: kind, size, bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    EdgeNode node;
    for (std::string_view rest(reinterpret_cast<const char*>(data), size); rest.size() > 2;) {
        const auto what = static_cast<std::uint8_t>(rest[0]);
        const auto bytes = rest.substr(2, static_cast<std::uint8_t>(rest[1]));
        rest.remove_prefix(2 + bytes.size());
        const auto payload = read_payload(bytes);
        if (!payload) continue;
        const auto again = write_payload(*payload);
        const auto second = read_payload(again);
        check(second.has_value() && *second == *payload);
        tell(node, what, *payload);
    }
    return 0;
}
