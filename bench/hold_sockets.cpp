// Opens WebSockets to the live feed and holds them: hold_sockets PORT COUNT TOKEN… (a session's token each; twenty
// sockets for a token). Prints "open COUNT" once all are there, and ends when its standard input does.
#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

constexpr std::size_t sockets_per_token = 20;

// The socket, or -1 where the server did not switch protocols.
int open_one(std::uint16_t port, const std::string& token) {
    const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (file < 0 || connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return -1;
    const auto request = fmt::format(
        "GET /api/v1/feed HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: http://127.0.0.1:{}\r\n"
        "Cookie: dengyun_session={}\r\n\r\n",
        port, port, token);
    if (write(file, request.data(), request.size()) != static_cast<ssize_t>(request.size())) return -1;
    std::string answer;
    char buffer[1024];
    while (answer.find("\r\n\r\n") == std::string::npos) {
        const auto size = read(file, buffer, sizeof buffer);
        if (size <= 0) return -1;
        answer.append(buffer, static_cast<std::size_t>(size));
    }
    if (answer.starts_with("HTTP/1.1 101")) return file;
    fmt::print(stderr, "{}\n", answer);
    return -1;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 4) {
        fmt::print(stderr, "usage: hold_sockets PORT COUNT TOKEN...\n");
        return 2;
    }
    const auto port = static_cast<std::uint16_t>(std::atoi(arguments[1]));
    const auto wanted = static_cast<std::size_t>(std::atoi(arguments[2]));
    const std::vector<std::string> tokens(arguments + 3, arguments + count);
    if (tokens.size() * sockets_per_token < wanted) {
        fmt::print(stderr, "too few sessions for so many sockets\n");
        return 2;
    }
    for (std::size_t i = 0; i < wanted; ++i) {
        if (open_one(port, tokens[i / sockets_per_token]) < 0) {
            fmt::print(stderr, "socket {} was refused\n", i);
            return 1;
        }
    }
    fmt::print("open {}\n", wanted);
    std::fflush(stdout);
    char ignored;
    while (read(STDIN_FILENO, &ignored, 1) > 0) {
    }
    return 0;
}
