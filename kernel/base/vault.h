#pragma once
// Vault: seals secrets that must be read again (of second factors, of webhooks) with a key that is not in the database.
#include <filesystem>
#include <string>
#include <string_view>

#include "kernel/base/random.h"
#include "kernel/base/result.h"

namespace dengyun {

inline constexpr std::size_t vault_key_bytes = 32;

// XChaCha20-Poly1305. `owner` is bound to the text: a sealed secret does not open for anybody else.
class Vault {
  public:
    explicit Vault(std::string key);  // vault_key_bytes
    [[nodiscard]] std::string seal(std::string_view secret, std::string_view owner, Random& random) const;  // base64
    // Error: unavailable "vault.wrong_key" (the key is not the one it was sealed with, or the text was changed).
    [[nodiscard]] Result<std::string> open(std::string_view sealed, std::string_view owner) const;

  private:
    std::string key_;
};

// The key in that file; makes the file (readable by its owner only) where there is none.
// Error: unavailable "vault.bad_key_file".
[[nodiscard]] Result<std::string> load_or_create_key(const std::filesystem::path& file, Random& random);

}  // namespace dengyun
