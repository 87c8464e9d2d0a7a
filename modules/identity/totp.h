#pragma once
// One-time codes as a second factor: RFC 6238 with HMAC-SHA-1, 30 seconds, 6 digits (what authenticator apps speak),
// and recovery codes for a lost phone.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/instant.h"
#include "kernel/base/random.h"

namespace dengyun::identity {

inline constexpr std::size_t totp_secret_bytes = 20;
inline constexpr std::size_t recovery_codes = 10;

[[nodiscard]] std::int64_t totp_step(Instant at);
// RFC 4226, 5.3: the code of a counter, `digits` digits (6 to 8).
[[nodiscard]] std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);
// The step whose code it is: the present one, the one before or the one after; nullopt where it is none of them or not
// later than `last_step`, which is used up.
[[nodiscard]] std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, Instant now,
                                                        std::int64_t last_step);
// What an authenticator app scans.
[[nodiscard]] std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view login);
// RFC 4648, upper case, without padding.
[[nodiscard]] std::string base32(std::string_view bytes);

// 80 bits each: "abcd-efgh-ijkl-mnop".
[[nodiscard]] std::vector<std::string> make_recovery_codes(Random& random);
// SHA-256, hex, of the code without its dashes and in lower case.
[[nodiscard]] std::string recovery_code_hash(std::string_view code);

}  // namespace dengyun::identity
