// How many QoS 1 messages a second the MQTT endpoint takes and how much memory connected devices cost, beside Debian's
// mosquitto under the same client in the same run: bench_mqtt [CONNECTED_DEVICES [WINDOW]]. The endpoint runs in a
// process of its own with a handler that acknowledges in groups from another thread, as a store with group commit does.
#include <condition_variable>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "bench/mqtt_client.h"
#include "kernel/base/random.h"
#include "kernel/mqtt/endpoint.h"

namespace {

using namespace dengyun::bench;

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

int connect(const Server& server, std::size_t number) {
    const auto id = fmt::format("device{}", number);
    return connect_device(server.port, id, id);
}

void stop(const Server& server) {
    ::kill(server.process, SIGKILL);
    ::waitpid(server.process, nullptr, 0);
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
        Load load{.sockets = {}, .messages = messages, .window = window};
        for (std::size_t i = 0; i < publishers; ++i) load.sockets.push_back(connect(server, i));
        rate[peer] = messages_per_second(load);
        cost_us[peer] = processor_seconds(server.process) * 1e6 / static_cast<double>(messages);
        stop(server);
        for (const auto socket : load.sockets) ::close(socket);
        const auto again = peer == 0 ? start_endpoint() : start_mosquitto();
        std::vector<int> files;
        for (std::size_t i = 0; i < devices; ++i) files.push_back(connect(again, i));
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
