#pragma once
// A load client of MQTT 3.1.1 for benchmarks, and what the server that it loads has used.
#include <arpa/inet.h>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sstream>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "kernel/mqtt/decode.h"
#include "kernel/mqtt/encode.h"

namespace dengyun::bench {

using namespace mqtt;
using Seconds = std::chrono::duration<double>;

// Waits until the server accepts.
inline int open_socket(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int attempt = 0; attempt < 1000; ++attempt) {
        const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (file >= 0 && ::connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
            const int on = 1;
            ::setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            return file;
        }
        if (file >= 0) ::close(file);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    std::exit(2);
}

inline void send_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(file, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) std::exit(2);
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

// With the subscriptions that a device of ThingsBoard has.
inline int connect_device(std::uint16_t port, const std::string& id, const std::string& user_name) {
    const int file = open_socket(port);
    std::string bytes;
    encode(bytes, Connect{.version = Version::v3_1_1, .keep_alive_s = 600, .client_id = id, .user_name = user_name},
           Version::v3_1_1);
    encode(bytes,
           Subscribe{1, {{"v1/devices/me/attributes", {.qos = 1}}, {"v1/devices/me/rpc/request/+", {.qos = 1}}}, {}},
           Version::v3_1_1);
    send_all(file, bytes);
    char space[64];
    for (std::size_t size = 0; size < 4 + 6;) {  // CONNACK and SUBACK
        const auto got = ::recv(file, space, sizeof space, 0);
        if (got <= 0) std::exit(2);
        size += static_cast<std::size_t>(got);
    }
    return file;
}

inline std::uint16_t packet_id_of(std::size_t number) { return static_cast<std::uint16_t>(number % 65'535 + 1); }

struct Load {
    std::vector<int> sockets;  // of connected devices, one for each publisher
    std::size_t messages;      // in all
    std::size_t window;        // messages of one publisher that are not acknowledged
};

inline double messages_per_second(const Load& load) {
    const auto publishers = load.sockets.size();
    struct Publisher {
        std::size_t acknowledged = 0, sent = 0;
        std::string waiting{};
    };
    std::vector<pollfd> files;
    for (const auto socket : load.sockets) files.push_back({socket, POLLIN, 0});
    std::vector<Publisher> states(publishers);
    const std::string payload = R"({"temperature":23.5,"pressure":4.125,"spindle_load":71,"power_kw":5.5,"cycles":18})";
    constexpr std::size_t puback_bytes = 4;
    const auto each = load.messages / publishers;
    const auto publish = [&](std::size_t i, std::size_t count) {
        std::string bytes;
        for (std::size_t k = 0; k < count && states[i].sent < each; ++k)
            encode(bytes,
                   Publish{.qos = 1,
                           .topic = "v1/devices/me/telemetry",
                           .packet_id = packet_id_of(states[i].sent++),
                           .payload = payload},
                   Version::v3_1_1);
        send_all(files[i].fd, bytes);
    };
    const auto begun = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < publishers; ++i) publish(i, load.window);
    for (std::size_t done = 0; done < publishers;) {
        if (::poll(files.data(), files.size(), 20'000) <= 0) std::exit(2);
        for (std::size_t i = 0; i < publishers; ++i) {
            if (files[i].revents == 0) continue;
            char space[4096];
            const auto got = ::recv(files[i].fd, space, sizeof space, 0);
            if (got <= 0) std::exit(2);
            auto& [acknowledged, sent, waiting] = states[i];
            waiting.append(space, static_cast<std::size_t>(got));
            const auto before = acknowledged;
            std::size_t used = 0;
            // Every message must be acknowledged, in order, and by nothing but a PUBACK.
            for (; waiting.size() - used >= puback_bytes; used += puback_bytes) {
                std::string expected;
                encode(expected, Acknowledgement{.packet_id = packet_id_of(acknowledged++)}, Version::v3_1_1);
                if (waiting.compare(used, puback_bytes, expected) != 0) std::exit(3);
            }
            waiting.erase(0, used);
            const auto after = acknowledged;
            publish(i, after - before);
            if (after == each) ++done;
        }
    }
    const Seconds taken = std::chrono::steady_clock::now() - begun;
    return static_cast<double>(each * publishers) / taken.count();
}

// Processor time that the server has used: unlike the rate it hardly depends on what else the machine does.
inline double processor_seconds(pid_t process) {
    std::ifstream file(fmt::format("/proc/{}/stat", process));
    std::string text((std::istreambuf_iterator<char>(file)), {});
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    double user = 0, system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

inline double resident_mb(pid_t process) {
    std::ifstream status(fmt::format("/proc/{}/status", process));
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::atof(line.c_str() + 6) / 1024;
    return 0;
}

}  // namespace dengyun::bench
