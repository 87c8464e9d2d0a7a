#include "modules/payments/partner/signing.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "kernel/base/assert.h"
#include "kernel/base/digest.h"
#include "kernel/base/number.h"

namespace dengyun::payments {
namespace {

constexpr int bits_min = 2048;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t key_bytes = 32;
constexpr std::size_t nonce_bytes = 12;
constexpr std::string_view scheme = "DENGYUN-SHA256-RSA2048 ";

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
EVP_PKEY* key_of(const std::shared_ptr<void>& key) { return static_cast<EVP_PKEY*>(key.get()); }

Result<std::shared_ptr<void>> checked(EVP_PKEY* key) {
    const std::shared_ptr<void> owned(key, [](void* one) { EVP_PKEY_free(static_cast<EVP_PKEY*>(one)); });
    if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key) < bits_min)
        return fail(ErrorKind::invalid, "payment.bad_key");
    return owned;
}

Memory memory_of(std::string_view pem) {
    return {BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free};
}

// The value of `name="…"`.
std::optional<std::string> member(std::string_view text, std::string_view name) {
    const auto wanted = std::string(name) + "=\"";
    std::size_t at = 0;
    while ((at = text.find(wanted, at)) != std::string_view::npos && at != 0 && text[at - 1] != ',') ++at;
    if (at == std::string_view::npos) return std::nullopt;
    at += wanted.size();
    const auto end = text.find('"', at);
    if (end == std::string_view::npos) return std::nullopt;
    return std::string(text.substr(at, end - at));
}

}  // namespace

Result<RsaKey> RsaKey::private_key(std::string_view pem) {
    const auto memory = memory_of(pem);
    DENGYUN_TRY(key, checked(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr)));
    return RsaKey(std::move(key));
}

Result<RsaKey> RsaKey::public_key(std::string_view pem) {
    const auto memory = memory_of(pem);
    DENGYUN_TRY(key, checked(PEM_read_bio_PUBKEY(memory.get(), nullptr, nullptr, nullptr)));
    return RsaKey(std::move(key));
}

std::string RsaKey::sign(std::string_view message) const {
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::size_t size = 0;
    DENGYUN_ASSERT(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_of(key_)) == 1);
    DENGYUN_ASSERT(EVP_DigestSign(context.get(), nullptr, &size, raw(message), message.size()) == 1);
    std::string signature(size, '\0');
    DENGYUN_ASSERT(EVP_DigestSign(context.get(), raw(signature), &size, raw(message), message.size()) == 1);
    signature.resize(size);
    return base64(signature);
}

bool RsaKey::verifies(std::string_view message, std::string_view signature_base64) const {
    const auto signature = from_base64(signature_base64);
    if (!signature) return false;
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    DENGYUN_ASSERT(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_of(key_)) == 1);
    return EVP_DigestVerify(context.get(), raw(*signature), signature->size(), raw(message), message.size()) == 1;
}

std::string request_message(std::string_view method, std::string_view target, const Proof& proof,
                            std::string_view body) {
    return fmt::format("{}\n{}\n{}\n{}\n{}\n", method, target, proof.timestamp, proof.nonce, body);
}

std::string answer_message(const Proof& proof, std::string_view body) {
    return fmt::format("{}\n{}\n{}\n", proof.timestamp, proof.nonce, body);
}

bool is_fresh(const Proof& proof, Instant now) {
    const auto seconds = parse_decimal(proof.timestamp, 0);
    if (!seconds || *seconds < 0 || *seconds > milliseconds_of(now) / 1'000 + 1'000'000) return false;
    const auto age = now - instant_of(*seconds * 1'000);
    return age <= proof_age_max && age >= -proof_age_max;
}

std::string authorization(std::string_view merchant, const Proof& proof) {
    return fmt::format("{}mchid=\"{}\",nonce_str=\"{}\",signature=\"{}\",timestamp=\"{}\"", scheme, merchant,
                       proof.nonce, proof.signature, proof.timestamp);
}

std::optional<Authorization> parse_authorization(std::string_view header) {
    if (!header.starts_with(scheme)) return std::nullopt;
    header.remove_prefix(scheme.size());
    const auto merchant = member(header, "mchid");
    const auto nonce = member(header, "nonce_str");
    const auto signature = member(header, "signature");
    const auto timestamp = member(header, "timestamp");
    if (!merchant || !nonce || !signature || !timestamp) return std::nullopt;
    return Authorization{*merchant, {*timestamp, *nonce, *signature}};
}

std::string seal(std::string_view key, std::string_view nonce, std::string_view associated, std::string_view text) {
    DENGYUN_ASSERT(key.size() == key_bytes && nonce.size() == nonce_bytes);
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    std::string sealed(text.size() + tag_bytes, '\0');
    int size = 0;
    DENGYUN_ASSERT(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(key), raw(nonce)) == 1);
    DENGYUN_ASSERT(
        EVP_EncryptUpdate(cipher.get(), nullptr, &size, raw(associated), static_cast<int>(associated.size())) == 1);
    DENGYUN_ASSERT(EVP_EncryptUpdate(cipher.get(), raw(sealed), &size, raw(text), static_cast<int>(text.size())) == 1);
    DENGYUN_ASSERT(EVP_EncryptFinal_ex(cipher.get(), raw(sealed) + size, &size) == 1);
    DENGYUN_ASSERT(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag_bytes),
                                       raw(sealed) + text.size()) == 1);
    return sealed;
}

std::optional<std::string> open_sealed(std::string_view key, std::string_view nonce, std::string_view associated,
                                       std::string_view sealed) {
    if (key.size() != key_bytes || nonce.size() != nonce_bytes || sealed.size() < tag_bytes) return std::nullopt;
    const auto size = sealed.size() - tag_bytes;
    std::string tag(sealed.substr(size));
    std::string text(size, '\0');
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    int written = 0;
    const bool ok =
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(key), raw(nonce)) == 1 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &written, raw(associated), static_cast<int>(associated.size())) == 1 &&
        EVP_DecryptUpdate(cipher.get(), raw(text), &written, raw(sealed), static_cast<int>(size)) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag_bytes), raw(tag)) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), raw(text) + written, &written) == 1;
    return ok ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace dengyun::payments
