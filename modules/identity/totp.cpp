#include "modules/identity/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "kernel/base/assert.h"
#include "kernel/base/digest.h"

namespace dengyun::identity {
namespace {

constexpr Duration step_length{30'000};

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~").contains(c);
        if (plain)
            out += c;
        else
            fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace

std::int64_t totp_step(Instant at) { return milliseconds_of(at) / step_length.count(); }

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
    DENGYUN_ASSERT(digits >= 6 && digits <= 8);
    unsigned char counter[8];
    for (unsigned i = 0; i < 8; ++i)
        counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    const auto* made =
        HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter, sizeof counter, mac, &size);
    DENGYUN_ASSERT(made != nullptr && size == 20);
    const unsigned offset = mac[19] & 0x0fU;
    const std::uint32_t truncated = (mac[offset] & 0x7fU) << 24U | static_cast<std::uint32_t>(mac[offset + 1]) << 16U |
                                    static_cast<std::uint32_t>(mac[offset + 2]) << 8U | mac[offset + 3];
    std::uint32_t modulus = 1;
    for (int i = 0; i < digits; ++i) modulus *= 10;
    return fmt::format("{:0{}}", truncated % modulus, digits);
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, Instant now,
                                          std::int64_t last_step) {
    const auto present = totp_step(now);
    std::optional<std::int64_t> match;
    for (auto step = present - 1; step <= present + 1; ++step)
        if (equal_in_constant_time(totp_code(secret, step), code) && step > last_step) match = step;
    return match;
}

std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view login) {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
                       percent_encoded(issuer), percent_encoded(login), base32(secret));
}

std::string base32(std::string_view bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        buffer = buffer << 8U | static_cast<unsigned char>(c);
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            out += alphabet[buffer >> bits & 31U];
        }
    }
    if (bits > 0) out += alphabet[buffer << (5 - bits) & 31U];
    return out;
}

std::vector<std::string> make_recovery_codes(Random& random) {
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < recovery_codes; ++i) {
        std::array<std::uint8_t, 10> bytes;
        random.fill(bytes);
        const auto text = base32({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        std::string code;
        for (const char c : text) {
            if (code.size() % 5 == 4) code += '-';
            code += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        codes.push_back(std::move(code));
    }
    return codes;
}

std::string recovery_code_hash(std::string_view code) {
    std::string plain;
    for (const char c : code) {
        if (c == '-' || c == ' ') continue;
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return sha256_hex(plain);
}

}  // namespace dengyun::identity
