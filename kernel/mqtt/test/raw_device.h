#pragma once
// A device on a plain socket that can do everything right and wrong.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kernel/mqtt/decode.h"
#include "kernel/mqtt/encode.h"

namespace dengyun::mqtt::test {

class RawDevice {
  public:
    explicit RawDevice(std::uint16_t port, Version version = Version::v5) : version_(version) {
        file_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::connect(file_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    }
    ~RawDevice() { close(); }
    RawDevice(const RawDevice&) = delete;
    RawDevice& operator=(const RawDevice&) = delete;
    void close() {
        if (file_ >= 0) ::close(file_);
        file_ = -1;
    }
    void send_bytes(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;  // the endpoint has closed; what it said is still to be read
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void send(const Packet& packet) {
        std::string bytes;
        encode(bytes, packet, version_);
        send_bytes(bytes);
    }
    // The next packet, valid until the next call; nothing where the endpoint has closed.
    std::optional<Packet> next() {
        in_.erase(0, std::exchange(used_, 0));
        while (true) {
            auto decoded = decode(in_, version_, 1 << 20);
            if (decoded.bytes > 0) {
                used_ = decoded.bytes;
                return std::move(decoded.packet);
            }
            pollfd waiting{file_, POLLIN, 0};
            if (::poll(&waiting, 1, 20'000) <= 0) {
                ADD_FAILURE() << "the endpoint says nothing";
                return {};
            }
            char space[4096];
            const auto size = ::recv(file_, space, sizeof space, 0);
            if (size <= 0) return {};
            in_.append(space, static_cast<std::size_t>(size));
        }
    }
    template <class Wanted>
    Wanted expect() {
        auto packet = next();
        if (packet && std::holds_alternative<Wanted>(*packet)) return std::get<Wanted>(std::move(*packet));
        ADD_FAILURE() << "another packet than was expected: " << (packet ? static_cast<int>(packet->index()) : -1);
        return {};
    }
    Connack open(Connect connect) {
        connect.version = version_;
        send(connect);
        return expect<Connack>();
    }
    [[nodiscard]] bool is_closed() { return !next().has_value(); }

  private:
    Version version_;
    int file_;
    std::string in_;
    std::size_t used_ = 0;
};

}  // namespace dengyun::mqtt::test
