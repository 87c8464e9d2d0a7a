#pragma once
// An HTTP server for tests, an MTConnect agent or a platform: answers by a function, on a thread.
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
    struct Reply {
        int status = 200;  // 0: the connection is closed without an answer
        std::string body{};
        std::string type = "text/xml";
    };
    // For a target, "/sample?from=5&count=1000", and the body of a request.
    using Answer = std::function<Reply(const std::string& target, const std::string& body)>;
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
    // Head and body; empty where the other side closes.
    static std::pair<std::string, std::string> request_on(int connection) {
        std::string all;
        char buffer[4096];
        const auto more = [&] {
            const auto size = read(connection, buffer, sizeof buffer);
            if (size > 0) all.append(buffer, static_cast<std::size_t>(size));
            return size > 0;
        };
        std::size_t end = 0;
        while ((end = all.find("\r\n\r\n")) == std::string::npos)
            if (!more()) return {};
        const auto head = all.substr(0, end);
        const std::string name = "Content-Length: ";
        const auto at = head.find(name);
        const auto length = at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
        while (all.size() < end + 4 + length)
            if (!more()) return {};
        return {head, all.substr(end + 4)};
    }
    void serve() {
        while (!is_stopping_) {
            pollfd waiting{.fd = listener_, .events = POLLIN, .revents = 0};
            if (poll(&waiting, 1, 20) <= 0) continue;
            const int connection = accept(listener_, nullptr, nullptr);
            const auto [head, body] = request_on(connection);
            const auto start = head.find(' ') + 1;
            const auto reply = answer_(head.substr(start, head.find(' ', start) - start), body);
            if (reply.status != 0) {
                const auto answer = "HTTP/1.1 " + std::to_string(reply.status) +
                                    " X\r\nConnection: close\r\nContent-Type: " + reply.type +
                                    "\r\nContent-Length: " + std::to_string(reply.body.size()) + "\r\n\r\n" +
                                    reply.body;
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
