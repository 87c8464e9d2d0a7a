#pragma once
// An MTConnect agent for tests: answers GET by a function, on a thread.
#include <arpa/inet.h>
#include <atomic>
#include <functional>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "kernel/base/assert.h"

namespace dengyun::gateway::test {

class Agent {
  public:
    // The body for a target, "/sample?from=5&count=1000"; empty: the connection is closed without an answer.
    using Answer = std::function<std::string(const std::string& target)>;
    explicit Agent(Answer answer) : answer_(std::move(answer)) {
        listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* raw = reinterpret_cast<sockaddr*>(&address);
        DENGYUN_ASSERT(bind(listener_, raw, size) == 0 && listen(listener_, 8) == 0);
        DENGYUN_ASSERT(getsockname(listener_, raw, &size) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~Agent() {
        is_stopping_ = true;
        thread_.join();
        close(listener_);
    }
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  private:
    void serve() {
        while (!is_stopping_) {
            pollfd waiting{.fd = listener_, .events = POLLIN, .revents = 0};
            if (poll(&waiting, 1, 20) <= 0) continue;
            const int connection = accept(listener_, nullptr, nullptr);
            std::string request;
            char buffer[4096];
            while (request.find("\r\n\r\n") == std::string::npos) {
                const auto size = read(connection, buffer, sizeof buffer);
                if (size <= 0) break;
                request.append(buffer, static_cast<std::size_t>(size));
            }
            const auto start = request.find(' ');
            const auto body = answer_(request.substr(start + 1, request.find(' ', start + 1) - start - 1));
            if (!body.empty()) {
                const auto answer =
                    "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\nContent-Length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body;
                DENGYUN_ASSERT(write(connection, answer.data(), answer.size()) >= 0);
            }
            close(connection);
        }
    }
    Answer answer_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> is_stopping_ = false;
    std::thread thread_;
};

}  // namespace dengyun::gateway::test
