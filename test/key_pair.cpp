#include "test/key_pair.h"

#include <cstdio>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "kernel/base/assert.h"

namespace dengyun::test {

void write_key_pair(const std::filesystem::path& secret, const std::filesystem::path& open) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_RSA_gen(2048), &EVP_PKEY_free);
    const auto write = [&](const std::filesystem::path& path, auto put) {
        std::FILE* file = std::fopen(path.c_str(), "w");
        DENGYUN_ASSERT(file != nullptr);
        DENGYUN_ASSERT(put(file) == 1);
        std::fclose(file);
    };
    write(secret, [&](std::FILE* file) {
        return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    write(open, [&](std::FILE* file) { return PEM_write_PUBKEY(file, key.get()); });
}

}  // namespace dengyun::test
