#pragma once
// PasswordHasher: Argon2id (libsodium) with a bound on the memory that all hashes together may take. A hash takes some
// tens of milliseconds and `memory_bytes`: never inside a unit of work. Thread-safe. The salt comes from libsodium's
// own source, as its interface has it.
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

namespace dengyun::identity {

struct PasswordHashOptions {
    std::size_t memory_bytes = 64UL * 1024 * 1024;  // 8 KiB to 1 GiB
    unsigned passes = 2;                            // 1 to 16
    unsigned at_once_max = 2;                       // 1 to 16: at_once_max * memory_bytes is the bound
    unsigned waiting_max = 4;                       // further callers wait, up to so many; the rest are refused
};

class PasswordHasher {
  public:
    // REQUIRES: options within the bounds above (see `sound`).
    explicit PasswordHasher(PasswordHashOptions options);
    [[nodiscard]] static bool sound(const PasswordHashOptions& options);

    // The text form with parameters and salt. Error: unavailable "session.busy".
    [[nodiscard]] Result<std::string> hash(std::string_view password);
    // An empty hash is an account without a password (or none at all): false, after the same work as for a real one.
    // Error: unavailable "session.busy".
    [[nodiscard]] Result<bool> verify(std::string_view hash, std::string_view password);
    // Whether the hash was made with other parameters than the present ones.
    [[nodiscard]] bool is_outdated(std::string_view hash) const;

  private:
    class Turn;
    const PasswordHashOptions options_;
    std::mutex mutex_;
    std::condition_variable free_;
    unsigned running_ = 0;
    unsigned waiting_ = 0;
    std::once_flag decoy_made_;
    std::string decoy_;  // a hash that no password has been chosen for
};

}  // namespace dengyun::identity
