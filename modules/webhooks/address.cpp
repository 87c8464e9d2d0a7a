#include "modules/webhooks/address.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>

namespace dengyun::webhooks {
namespace {

struct Block {
    std::uint32_t first;
    int bits;
};
constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    return a << 24 | b << 16 | c << 8 | d;
}
constexpr Block special_blocks[] = {
    {v4(0, 0, 0, 0), 8},        // this network
    {v4(10, 0, 0, 0), 8},       // private
    {v4(100, 64, 0, 0), 10},    // shared by carriers; cloud metadata services too
    {v4(127, 0, 0, 0), 8},      // loopback
    {v4(169, 254, 0, 0), 16},   // link-local; cloud metadata services
    {v4(172, 16, 0, 0), 12},    // private
    {v4(192, 0, 0, 0), 24},     // protocol assignments
    {v4(192, 0, 2, 0), 24},     // documentation
    {v4(192, 88, 99, 0), 24},   // 6to4 relays
    {v4(192, 168, 0, 0), 16},   // private
    {v4(198, 18, 0, 0), 15},    // benchmarks
    {v4(198, 51, 100, 0), 24},  // documentation
    {v4(203, 0, 113, 0), 24},   // documentation
    {v4(224, 0, 0, 0), 3},      // multicast, reserved, broadcast
};

bool is_public_v4(std::uint32_t address) {
    for (const auto& block : special_blocks)
        if ((address ^ block.first) >> (32 - block.bits) == 0) return false;
    return true;
}

using Bytes = std::array<std::uint8_t, 16>;

bool starts_with(const Bytes& address, std::initializer_list<std::uint8_t> prefix) {
    return std::equal(prefix.begin(), prefix.end(), address.begin());
}

// Only global unicast is public, without what carries an IPv4 address inside and what is set aside.
bool is_public_v6(const Bytes& address) {
    static constexpr Bytes mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (std::equal(mapped.begin(), mapped.begin() + 12, address.begin()))
        return is_public_v4(v4(address[12], address[13], address[14], address[15]));
    const bool global = (address[0] & 0xE0U) == 0x20;                             // 2000::/3
    return global && !starts_with(address, {0x20, 0x02}) &&                       // 6to4
           !(starts_with(address, {0x20, 0x01}) && (address[2] & 0xFEU) == 0) &&  // 2001::/23: Teredo and others
           !starts_with(address, {0x20, 0x01, 0x0D, 0xB8}) &&                     // documentation
           !(starts_with(address, {0x3F, 0xFF}) && (address[2] & 0xF0U) == 0);    // documentation
}

struct Parsed {
    enum class Kind { none, v4, v6 } kind = Kind::none;
    std::uint32_t four{};
    Bytes six{};
};

Parsed parse(std::string_view text) {
    Parsed parsed;
    const std::string terminated(text);
    in_addr four{};
    if (inet_pton(AF_INET, terminated.c_str(), &four) == 1) {
        parsed.kind = Parsed::Kind::v4;
        parsed.four = ntohl(four.s_addr);
    } else if (inet_pton(AF_INET6, terminated.c_str(), parsed.six.data()) == 1) {
        parsed.kind = Parsed::Kind::v6;
    }
    return parsed;
}

}  // namespace

bool is_public(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &address, sizeof four);
        return is_public_v4(ntohl(four.sin_addr.s_addr));
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, &address, sizeof six);
        Bytes bytes{};
        std::memcpy(bytes.data(), &six.sin6_addr, bytes.size());
        return is_public_v6(bytes);
    }
    return false;
}

bool is_public(std::string_view address) {
    const auto parsed = parse(address);
    if (parsed.kind == Parsed::Kind::v4) return is_public_v4(parsed.four);
    return parsed.kind == Parsed::Kind::v6 && is_public_v6(parsed.six);
}

bool is_address(std::string_view text) { return parse(text).kind != Parsed::Kind::none; }

}  // namespace dengyun::webhooks
