// Devices by MQTT against a running server: load_mqtt PORT PROCESS TOKENS PUBLISHERS MESSAGES [WINDOW]. Connects a
// device for each line of TOKENS, lets the first PUBLISHERS of them publish MESSAGES at QoS 1, and prints the rate, the
// processor time of a message and the memory of the server's process, before and after.
#include <sys/resource.h>

#include "bench/mqtt_client.h"

using namespace dengyun::bench;

int main(int count, char** given) {
    if (count < 6) return 2;
    const auto port = static_cast<std::uint16_t>(std::atoi(given[1]));
    const auto process = static_cast<pid_t>(std::atoi(given[2]));
    const auto publishers = static_cast<std::size_t>(std::atol(given[4]));
    rlimit descriptors{};
    ::getrlimit(RLIMIT_NOFILE, &descriptors);
    descriptors.rlim_cur = descriptors.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &descriptors);
    std::vector<int> sockets;
    std::ifstream tokens(given[3]);
    for (std::string token; std::getline(tokens, token);)
        sockets.push_back(connect_device(port, fmt::format("d{}", sockets.size()), token));
    if (sockets.size() < publishers) return 2;
    const auto idle_mb = resident_mb(process);
    const auto used_before = processor_seconds(process);
    Load load{.sockets = {},
              .messages = static_cast<std::size_t>(std::atol(given[5])),
              .window = count > 6 ? static_cast<std::size_t>(std::atol(given[6])) : 32};
    load.sockets.assign(sockets.begin(), sockets.begin() + static_cast<std::ptrdiff_t>(publishers));
    const auto rate = messages_per_second(load);
    const auto used = processor_seconds(process) - used_before;
    fmt::print("devices {} idle_mb {:.0f} messages_per_second {:.0f} processor_us {:.2f} loaded_mb {:.0f}\n",
               sockets.size(), idle_mb, rate, used * 1e6 / static_cast<double>(load.messages), resident_mb(process));
    return 0;
}
