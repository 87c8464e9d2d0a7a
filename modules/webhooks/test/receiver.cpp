#include "modules/webhooks/test/receiver.h"

#include <arpa/inet.h>
#include <charconv>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kernel/base/assert.h"

namespace dengyun::webhooks {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool read_more(int connection, std::string& into) {
    std::array<char, 16 * 1024> buffer;
    const auto count = recv(connection, buffer.data(), buffer.size(), 0);
    if (count <= 0) return false;
    into.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

}  // namespace

std::string Received::header(std::string_view name) const {
    const auto wanted = "\r\n" + lower(name) + ": ";
    const auto at = lower(head).find(wanted);
    if (at == std::string::npos) return {};
    const auto from = at + wanted.size();
    return head.substr(from, head.find("\r\n", from) - from);
}

std::string answer_with(int status, std::string_view headers, std::string_view body) {
    return fmt::format("HTTP/1.1 {} x\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n{}", status, body.size(),
                       headers, body);
}

Receiver::Receiver() {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    DENGYUN_ASSERT(bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    DENGYUN_ASSERT(listen(listener_, 16) == 0);
    socklen_t size = sizeof address;
    DENGYUN_ASSERT(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
}

Receiver::~Receiver() {
    shutdown(listener_, SHUT_RDWR);  // accept() returns
    thread_.join();
    close(listener_);
}

void Receiver::answer_next(std::string answer) {
    const std::scoped_lock lock(mutex_);
    answers_.push_back(std::move(answer));
}

std::string Receiver::url(std::string_view path) const { return fmt::format("http://127.0.0.1:{}{}", port_, path); }

std::vector<Received> Receiver::received() const {
    const std::scoped_lock lock(mutex_);
    return received_;
}

void Receiver::run() {
    for (;;) {
        const int connection = accept(listener_, nullptr, nullptr);
        if (connection < 0) return;
        serve(connection);
        close(connection);
    }
}

void Receiver::serve(int connection) {
    std::string text;
    while (text.find("\r\n\r\n") == std::string::npos)
        if (!read_more(connection, text)) return;
    const auto end = text.find("\r\n\r\n") + 4;
    Received request{text.substr(0, end - 2), text.substr(end)};
    std::size_t length = 0;
    const auto digits = request.header("content-length");
    std::from_chars(digits.data(), digits.data() + digits.size(), length);
    while (request.body.size() < length)
        if (!read_more(connection, request.body)) return;
    std::string answer = answer_with(200);
    {
        const std::scoped_lock lock(mutex_);
        received_.push_back(std::move(request));
        if (!answers_.empty()) {
            answer = std::move(answers_.front());
            answers_.pop_front();
        }
    }
    if (answer == "silence") {
        std::string rest;
        while (read_more(connection, rest)) {
        }
        return;
    }
    for (std::string_view rest = answer; !rest.empty();) {
        const auto count = ::send(connection, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (count <= 0) return;
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
}

}  // namespace dengyun::webhooks
