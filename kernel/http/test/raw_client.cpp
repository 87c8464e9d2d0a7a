#include "kernel/http/test/raw_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace dengyun::http::test {
namespace {

constexpr int seconds_max = 20;  // only a broken server makes a test wait that long

}  // namespace

unsigned Frame::close_code() const {
    if (opcode != 8 || payload.size() < 2) return 0;
    return static_cast<unsigned char>(payload[0]) * 256u + static_cast<unsigned char>(payload[1]);
}

RawClient::RawClient(std::uint16_t port, bool tls, std::size_t receive_buffer_bytes) {
    descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval limit{.tv_sec = seconds_max, .tv_usec = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (receive_buffer_bytes > 0) {
        const int bytes = static_cast<int>(receive_buffer_bytes);
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    if (!tls) return;
    context_.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_NONE, nullptr);
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), descriptor_);
    EXPECT_EQ(SSL_connect(tls_.get()), 1);
}

RawClient::~RawClient() { close(); }

void RawClient::close() {
    if (descriptor_ < 0) return;
    if (tls_) SSL_shutdown(tls_.get());
    ::close(std::exchange(descriptor_, -1));
}

int RawClient::tls_version() const { return SSL_version(tls_.get()); }

void RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = tls_ ? SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()))
                               : ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool RawClient::fill() {
    char space[16 * 1024];
    const auto count = tls_ ? SSL_read(tls_.get(), space, sizeof space) : ::recv(descriptor_, space, sizeof space, 0);
    if (count <= 0) return false;
    buffer_.append(space, static_cast<std::size_t>(count));
    return true;
}

std::string RawClient::read_bytes(std::size_t count) {
    while (buffer_.size() < count && fill()) {
    }
    auto bytes = buffer_.substr(0, count);
    buffer_.erase(0, bytes.size());
    return bytes;
}

bool RawClient::is_closed() {
    while (buffer_.empty() && fill()) {
    }
    return buffer_.empty() && errno != EAGAIN;
}

Answer RawClient::read_answer(bool has_body) {
    Answer answer;
    while (buffer_.find("\r\n\r\n") == std::string::npos)
        if (!fill()) return answer;
    const auto end = buffer_.find("\r\n\r\n");
    std::string_view head(buffer_.data(), end + 2);
    answer.status = static_cast<unsigned>(std::stoul(std::string(head.substr(9, 3))));
    for (auto at = head.find("\r\n") + 2; at < head.size(); at = head.find("\r\n", at) + 2) {
        const auto line = head.substr(at, head.find("\r\n", at) - at);
        const auto colon = line.find(": ");
        std::string name(line.substr(0, colon));
        std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
        answer.headers[name] = line.substr(colon + 2);
    }
    buffer_.erase(0, end + 4);
    if (has_body && answer.headers.contains("content-length"))
        answer.body = read_bytes(std::stoul(answer.headers["content-length"]));
    return answer;
}

Answer RawClient::open_socket(std::string_view path, std::string_view more_headers) {
    send(get(path,
             "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                 std::string(more_headers)));
    return read_answer();
}

void RawClient::send_frame(unsigned opcode, std::string_view payload) {
    constexpr char mask[] = {0x11, 0x22, 0x33, 0x44};
    std::string frame(1, static_cast<char>(0x80 | opcode));
    if (payload.size() < 126) {
        frame += static_cast<char>(0x80 | payload.size());
    } else {
        frame += static_cast<char>(0x80 | 126);
        frame += static_cast<char>(payload.size() >> 8);
        frame += static_cast<char>(payload.size() & 0xff);
    }
    frame.append(mask, sizeof mask);
    for (std::size_t i = 0; i < payload.size(); ++i) frame += static_cast<char>(payload[i] ^ mask[i % 4]);
    send(frame);
}

Frame RawClient::read_frame() {
    const auto start = read_bytes(2);
    if (start.size() < 2) return {};
    Frame frame{static_cast<unsigned>(start[0]) & 0x0f, {}};
    std::size_t length = static_cast<unsigned char>(start[1]) & 0x7f;
    const std::size_t more = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (more > 0) {
        length = 0;
        for (const char c : read_bytes(more)) length = length * 256 + static_cast<unsigned char>(c);
    }
    frame.payload = read_bytes(length);
    return frame;
}

std::string get(std::string_view path, std::string_view more_headers) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more_headers) + "\r\n";
}

}  // namespace dengyun::http::test
