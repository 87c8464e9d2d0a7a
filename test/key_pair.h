#pragma once
// An RSA key for tests, made anew: nothing secret lies in the repository.
#include <filesystem>

namespace dengyun::test {

// PEM files of the private and of the public half.
void write_key_pair(const std::filesystem::path& secret, const std::filesystem::path& open);

}  // namespace dengyun::test
