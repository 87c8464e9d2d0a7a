// bank_simulator KEYS [PORT]: serves a bank on loopback and prints its port. KEYS is a folder with bank.pem (its
// private key), merchant.pub.pem (the merchant's public key) and secret (32 bytes).
#include <csignal>
#include <fstream>

#include "kernel/http/server.h"
#include "test/bank_simulator/bank.h"

namespace {

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

int run(const std::string& keys, std::uint16_t port) {
    using namespace dengyun;
    auto own = payments::RsaKey::private_key(read_file(keys + "/bank.pem"));
    auto merchant = payments::RsaKey::public_key(read_file(keys + "/merchant.pub.pem"));
    if (!own || !merchant) {
        fmt::print(stderr, "bank_simulator: no keys in {}\n", keys);
        return 1;
    }
    SystemRandom random;
    ManualClock clock(SystemClock().now());
    bank_simulator::Bank bank({*own, *merchant, read_file(keys + "/secret")}, clock, random);
    http::ServerOptions options;
    options.port = port;
    options.shutdown_time_max = std::chrono::milliseconds(0);
    http::Server server(options, bank, random);
    if (auto started = server.start(); !started) {
        fmt::print(stderr, "bank_simulator: {}\n", started.error().code);
        return 1;
    }
    fmt::print("{}\n", server.port());
    std::fflush(stdout);
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    int received = 0;
    sigwait(&stop, &received);
    server.stop();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || argc > 3) {
        fmt::print(stderr, "usage: bank_simulator KEYS [PORT]\n");
        return 2;
    }
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr);
    return run(argv[1], argc == 3 ? static_cast<std::uint16_t>(std::stoi(argv[2])) : std::uint16_t{0});
}
