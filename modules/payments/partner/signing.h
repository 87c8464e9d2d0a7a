#pragma once
// Proof of messages between us and a payment partner, in the manner of WeChat Pay's API v3: requests and answers are
// signed by RSA with SHA-256 (PKCS #1 v1.5), what a notification carries is encrypted by AES-256-GCM.
//   request  METHOD LF path-and-query LF timestamp LF nonce LF body LF
//   answer   timestamp LF nonce LF body LF
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/instant.h"
#include "kernel/base/random.h"
#include "kernel/base/result.h"

namespace dengyun::payments {

// A key in PEM form, private or public. Copyable; used from any thread.
class RsaKey {
  public:
    // Errors: invalid "payment.bad_key". At least 2048 bits.
    [[nodiscard]] static Result<RsaKey> private_key(std::string_view pem);
    [[nodiscard]] static Result<RsaKey> public_key(std::string_view pem);
    // The signature in base64; of a private key.
    [[nodiscard]] std::string sign(std::string_view message) const;
    [[nodiscard]] bool verifies(std::string_view message, std::string_view signature_base64) const;

  private:
    explicit RsaKey(std::shared_ptr<void> key) : key_(std::move(key)) {}
    std::shared_ptr<void> key_;
};

struct Proof {
    std::string timestamp;  // seconds since 1970
    std::string nonce;
    std::string signature;
};
// A message may be this much older or younger than now.
inline constexpr Duration proof_age_max{300'000};

[[nodiscard]] std::string request_message(std::string_view method, std::string_view target, const Proof& proof,
                                          std::string_view body);
[[nodiscard]] std::string answer_message(const Proof& proof, std::string_view body);
[[nodiscard]] bool is_fresh(const Proof& proof, Instant now);

// `DENGYUN-SHA256-RSA2048 mchid="…",nonce_str="…",signature="…",timestamp="…"`, and back.
[[nodiscard]] std::string authorization(std::string_view merchant, const Proof& proof);
struct Authorization {
    std::string merchant;
    Proof proof;
};
[[nodiscard]] std::optional<Authorization> parse_authorization(std::string_view header);

// The tag of 16 bytes follows the text. `key` has 32 bytes, `nonce` 12.
[[nodiscard]] std::string seal(std::string_view key, std::string_view nonce, std::string_view associated,
                               std::string_view text);
// nullopt where it was not sealed with this key, nonce and associated text.
[[nodiscard]] std::optional<std::string> open_sealed(std::string_view key, std::string_view nonce,
                                                     std::string_view associated, std::string_view sealed);

}  // namespace dengyun::payments
