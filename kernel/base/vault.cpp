#include "kernel/base/vault.h"

#include <array>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sodium.h>
#include <unistd.h>

#include "kernel/base/assert.h"
#include "kernel/base/digest.h"

namespace dengyun {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(vault_key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

std::unexpected<Error> bad_file(const std::filesystem::path& file, std::string_view why) {
    return fail(ErrorKind::unavailable, "vault.bad_key_file", {}, fmt::format("{}: {}", file.string(), why));
}

Result<std::string> read_key(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::array<char, 128> buffer;
    in.read(buffer.data(), buffer.size());
    std::string_view text(buffer.data(), static_cast<std::size_t>(in.gcount()));
    while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
    auto key = from_base64(text);
    if (!key || key->size() != vault_key_bytes) return bad_file(file, "not 32 bytes in base64");
    return std::move(*key);
}

}  // namespace

Vault::Vault(std::string key) : key_(std::move(key)) {
    DENGYUN_ASSERT(sodium_init() >= 0);
    DENGYUN_ASSERT(key_.size() == vault_key_bytes);
}

std::string Vault::seal(std::string_view secret, std::string_view owner, Random& random) const {
    std::string nonce(nonce_bytes, '\0');
    random.fill({raw(nonce), nonce.size()});
    std::string sealed(secret.size() + tag_bytes, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed), nullptr, raw(secret), secret.size(), raw(owner),
                                               owner.size(), nullptr, raw(nonce), raw(std::string_view(key_)));
    return base64(nonce + sealed);
}

Result<std::string> Vault::open(std::string_view sealed, std::string_view owner) const {
    const auto bytes = from_base64(sealed);
    if (!bytes || bytes->size() < nonce_bytes + tag_bytes) return fail(ErrorKind::unavailable, "vault.wrong_key");
    const auto content = std::string_view(*bytes).substr(nonce_bytes);
    std::string secret(content.size() - tag_bytes, '\0');
    const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
        raw(secret), nullptr, nullptr, raw(content), content.size(), raw(owner), owner.size(),
        raw(std::string_view(*bytes)), raw(std::string_view(key_)));
    if (failed != 0) return fail(ErrorKind::unavailable, "vault.wrong_key");
    return secret;
}

Result<std::string> load_or_create_key(const std::filesystem::path& file, Random& random) {
    std::string key(vault_key_bytes, '\0');
    random.fill({raw(key), key.size()});
    const auto text = base64(key) + '\n';
    // Exclusive creation: of two processes that start together, one writes and the other reads.
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        if (errno == EEXIST) return read_key(file);
        return bad_file(file, std::generic_category().message(errno));
    }
    const bool written =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!written) return bad_file(file, "cannot be written");
    return key;
}

}  // namespace dengyun
