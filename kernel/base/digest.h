#pragma once
// SHA-256 (OpenSSL), HMAC-SHA-256, hex and base64 (libsodium). `bytes` are passed in string_views, as everywhere.
#include <optional>
#include <string>
#include <string_view>

namespace dengyun {

[[nodiscard]] std::string sha256(std::string_view bytes);      // 32 raw bytes
[[nodiscard]] std::string sha256_hex(std::string_view bytes);  // 64 lower-case digits
[[nodiscard]] std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);
[[nodiscard]] std::string hex(std::string_view bytes);
[[nodiscard]] std::string base64(std::string_view bytes);  // standard alphabet, padded
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);
[[nodiscard]] std::string base64_url(std::string_view bytes);  // URL-safe, not padded
[[nodiscard]] std::optional<std::string> from_base64_url(std::string_view text);
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);  // lengths may differ

}  // namespace dengyun
