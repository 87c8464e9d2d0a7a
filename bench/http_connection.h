#pragma once
// A plain keep-alive connection to a peer on this machine, for load clients.
#include <arpa/inet.h>
#include <fmt/core.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

#include "kernel/base/assert.h"

namespace dengyun::bench {

class HttpConnection {
  public:
    explicit HttpConnection(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        DENGYUN_ASSERT(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    }
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;
    ~HttpConnection() { close(socket_); }

    // The status of the answer, whose body is read and dropped.
    int post(const std::string& path, std::string_view body) {
        send_all(fmt::format("POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n", path, body.size()));
        send_all(body);
        std::string answer;
        const auto receive = [&] {
            char buffer[4096];
            const auto got = recv(socket_, buffer, sizeof buffer, 0);
            DENGYUN_ASSERT(got > 0);
            answer.append(buffer, static_cast<std::size_t>(got));
        };
        while (!answer.contains("\r\n\r\n")) receive();
        const auto head = answer.find("\r\n\r\n") + 4;
        if (const auto at = answer.find("Content-Length: "); at < head) {
            const auto length = std::strtoul(answer.c_str() + at + 16, nullptr, 10);
            while (answer.size() < head + length) receive();
        }
        return std::atoi(answer.c_str() + answer.find(' '));
    }

  private:
    void send_all(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = send(socket_, bytes.data(), bytes.size(), 0);
            DENGYUN_ASSERT(sent > 0);
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    int socket_;
};

}  // namespace dengyun::bench
