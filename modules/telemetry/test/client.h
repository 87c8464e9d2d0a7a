#pragma once
// Programs of others that a test runs as a device does.
#include <cstdio>
#include <string>

namespace dengyun::telemetry::test {

// What it writes, errors too.
inline std::string run(const std::string& command, int* status = nullptr) {
    auto* pipe = ::popen((command + " 2>&1").c_str(), "r");
    std::string output;
    char space[1024];
    for (std::size_t size; (size = std::fread(space, 1, sizeof space, pipe)) > 0;) output.append(space, size);
    const int ended = ::pclose(pipe);
    if (status != nullptr) *status = ended;
    return output;
}

}  // namespace dengyun::telemetry::test
