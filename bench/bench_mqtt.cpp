// How many QoS 1 messages a second the MQTT endpoint takes and how much memory connected devices cost, beside Debian's
// mosquitto under the same client in the same run: bench_mqtt [CONNECTED_DEVICES [WINDOW]]. The endpoint runs in a
// process of its own with a handler that acknowledges in groups from another thread, as a store with group commit does.
#include <arpa/inet.h>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "kernel/base/random.h"
#include "kernel/mqtt/decode.h"
#include "kernel/mqtt/encode.h"
#include "kernel/mqtt/endpoint.h"

namespace {

using namespace dengyun::mqtt;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t publishers = 50;
std::size_t window = 32;  // messages of one publisher that are not acknowledged
constexpr std::size_t messages = 500'000;
constexpr std::size_t memory_mb_max = 400;

class GroupHandler final : public Handler {
  public:
    GroupHandler() : committer_([this] { commit(); }) {}
    void admit(const Connect& connect, const std::string&, Admit answer) override {
        answer(std::make_shared<const Device>(std::string(connect.client_id)));
    }
    void publish(const DevicePtr&, const Publish&, Acknowledge answer) override {
        const std::lock_guard lock(mutex_);
        group_.push_back(std::move(answer));
        if (group_.size() == 1) changed_.notify_one();
    }
    Reason may_subscribe(const Device&, std::string_view) override { return Reason::success; }
    std::vector<MessagePtr> retained(const Device&, std::string_view) override { return {}; }
    void connected(const DevicePtr&) override {}
    void disconnected(const DevicePtr&, Reason) override {}

  private:
    [[noreturn]] void commit() {
        while (true) {
            std::vector<Acknowledge> group;
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [this] { return !group_.empty(); });
                group.swap(group_);
            }
            for (auto& answer : group) answer(Reason::success);
        }
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Acknowledge> group_;
    std::thread committer_;
};

struct Server {
    std::string name;
    pid_t process;
    std::uint16_t port;
};

std::uint16_t free_port() {
    const int file = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(file, reinterpret_cast<sockaddr*>(&address), size) != 0) std::exit(2);
    ::getsockname(file, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(file);
    return ntohs(address.sin_port);
}

Server start_endpoint() {
    const auto port = free_port();
    const auto process = ::fork();
    if (process == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        dengyun::SystemRandom random;
        GroupHandler handler;
        Endpoint endpoint({.port = port}, handler, random);
        if (!endpoint.start()) std::_Exit(2);
        while (true) ::pause();
    }
    return {"endpoint", process, port};
}

Server start_mosquitto() {
    const auto port = free_port();
    const auto settings = fmt::format("/tmp/bench-mosquitto-{}.conf", ::getpid());
    std::ofstream(settings) << fmt::format(
        "listener {} 127.0.0.1\nallow_anonymous true\nlog_type none\nmax_connections -1\n", port);
    const auto process = ::fork();
    if (process == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::setenv("PATH", "/usr/sbin:/usr/bin:/bin", 1);
        ::execlp("mosquitto", "mosquitto", "-c", settings.c_str(), nullptr);
        std::_Exit(2);
    }
    return {"mosquitto", process, port};
}

void stop(const Server& server) {
    ::kill(server.process, SIGKILL);
    ::waitpid(server.process, nullptr, 0);
}

// Waits until the server accepts.
int open_socket(std::uint16_t port) {
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

void send_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(file, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) std::exit(2);
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

int connect_device(std::uint16_t port, std::size_t number) {
    const int file = open_socket(port);
    const auto id = fmt::format("device{}", number);
    std::string bytes;
    encode(bytes, Connect{.version = Version::v3_1_1, .keep_alive_s = 600, .client_id = id, .user_name = id},
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

std::uint16_t packet_id_of(std::size_t number) { return static_cast<std::uint16_t>(number % 65'535 + 1); }

double messages_per_second(const Server& server) {
    struct Publisher {
        std::size_t acknowledged = 0, sent = 0;
        std::string waiting{};
    };
    std::vector<pollfd> files;
    for (std::size_t i = 0; i < publishers; ++i) files.push_back({connect_device(server.port, i), POLLIN, 0});
    std::vector<Publisher> states(publishers);
    const std::string payload = R"({"temperature":23.5,"pressure":4.125,"spindle_load":71,"power_kw":5.5,"cycles":18})";
    constexpr std::size_t puback_bytes = 4, each = messages / publishers;
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
    for (std::size_t i = 0; i < publishers; ++i) publish(i, window);
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
    for (const auto& file : files) ::close(file.fd);
    return static_cast<double>(messages) / taken.count();
}

// Processor time that the server has used: unlike the rate it hardly depends on what else the machine does.
double processor_seconds(pid_t process) {
    std::ifstream file(fmt::format("/proc/{}/stat", process));
    std::string text((std::istreambuf_iterator<char>(file)), {});
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    double user = 0, system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double resident_mb(pid_t process) {
    std::ifstream status(fmt::format("/proc/{}/status", process));
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::atof(line.c_str() + 6) / 1024;
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::size_t devices = count > 1 ? static_cast<std::size_t>(std::atol(arguments[1])) : 10'000;
    if (count > 2) window = static_cast<std::size_t>(std::atol(arguments[2]));
    const rlimit descriptors{devices + 512, devices + 512};
    if (::setrlimit(RLIMIT_NOFILE, &descriptors) != 0) fmt::print(stderr, "too few descriptors are allowed\n");
    double rate[2] = {}, memory[2] = {}, cost_us[2] = {};
    for (int peer = 0; peer < 2; ++peer) {
        const auto server = peer == 0 ? start_endpoint() : start_mosquitto();
        rate[peer] = messages_per_second(server);
        cost_us[peer] = processor_seconds(server.process) * 1e6 / static_cast<double>(messages);
        stop(server);
        const auto again = peer == 0 ? start_endpoint() : start_mosquitto();
        std::vector<int> files;
        for (std::size_t i = 0; i < devices; ++i) files.push_back(connect_device(again.port, i));
        memory[peer] = resident_mb(again.process);
        stop(again);
        for (const auto file : files) ::close(file);
        fmt::print(
            "{}: {:.0f} QoS 1 messages/s ({} publishers, {} unacknowledged each), {:.2f} us of processor each, "
            "{:.0f} MB with {} devices connected\n",
            server.name, rate[peer], publishers, window, cost_us[peer], memory[peer], devices);
    }
    fmt::print("ratio to mosquitto: {:.2f} messages/s, {:.2f} memory\n", rate[0] / rate[1], memory[0] / memory[1]);
    return memory[0] < memory_mb_max ? 0 : 1;
}
