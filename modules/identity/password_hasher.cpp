#include "modules/identity/password_hasher.h"

#include <sodium.h>

#include "kernel/base/assert.h"

namespace dengyun::identity {
namespace {

std::string make_hash(const PasswordHashOptions& options, std::string_view password) {
    std::string text(crypto_pwhash_STRBYTES, '\0');
    const int failed = crypto_pwhash_str_alg(text.data(), password.data(), password.size(), options.passes,
                                             options.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) return {};
    text.resize(text.find('\0'));
    return text;
}

}  // namespace

// One of the running hashes; `granted` is false where too many wait already.
class PasswordHasher::Turn {
  public:
    explicit Turn(PasswordHasher& hasher) : hasher_(hasher) {
        std::unique_lock lock(hasher.mutex_);
        const auto is_free = [&] { return hasher.running_ < hasher.options_.at_once_max; };
        if (!is_free()) {
            if (hasher.waiting_ >= hasher.options_.waiting_max) return;
            ++hasher.waiting_;
            hasher.free_.wait(lock, is_free);
            --hasher.waiting_;
        }
        ++hasher.running_;
        granted = true;
    }
    ~Turn() {
        if (!granted) return;
        {
            const std::lock_guard lock(hasher_.mutex_);
            --hasher_.running_;
        }
        hasher_.free_.notify_one();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    bool granted = false;

  private:
    PasswordHasher& hasher_;
};

bool PasswordHasher::sound(const PasswordHashOptions& options) {
    constexpr std::size_t memory_max = 1024UL * 1024 * 1024;
    return options.memory_bytes >= crypto_pwhash_MEMLIMIT_MIN && options.memory_bytes <= memory_max &&
           options.passes >= 1 && options.passes <= 16 && options.at_once_max >= 1 && options.at_once_max <= 16 &&
           options.waiting_max <= 1024;
}

PasswordHasher::PasswordHasher(PasswordHashOptions options) : options_(options) {
    DENGYUN_ASSERT(sodium_init() >= 0);
    DENGYUN_ASSERT(sound(options_));
}

Result<std::string> PasswordHasher::hash(std::string_view password) {
    const Turn turn(*this);
    if (!turn.granted) return fail(ErrorKind::unavailable, "session.busy");
    auto text = make_hash(options_, password);
    if (text.empty()) return fail(ErrorKind::unavailable, "session.busy", {}, "not enough memory for Argon2id");
    return text;
}

Result<bool> PasswordHasher::verify(std::string_view hash, std::string_view password) {
    const Turn turn(*this);
    if (!turn.granted) return fail(ErrorKind::unavailable, "session.busy");
    std::call_once(decoy_made_, [this] { decoy_ = make_hash(options_, "a decoy that is compared and never matches"); });
    const std::string compared(hash.empty() ? std::string_view(decoy_) : hash);
    const bool matches = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
    return matches && !hash.empty();
}

bool PasswordHasher::is_outdated(std::string_view hash) const {
    return crypto_pwhash_str_needs_rehash(std::string(hash).c_str(), options_.passes, options_.memory_bytes) != 0;
}

}  // namespace dengyun::identity
