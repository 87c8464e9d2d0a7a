#pragma once
// What the programs at a firm have in common: the language of their output, secrets in files, an end by a signal.
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>

#include "kernel/base/label.h"

namespace dengyun::edge {

// In the language of the person's session, Chinese where it says nothing.
[[nodiscard]] inline Language spoken() {
    const char* language = std::getenv("LANG");
    return language != nullptr && std::string_view(language).starts_with("en") ? Language::en : Language::zh;
}

// Empty where it cannot be read.
[[nodiscard]] inline std::string first_line_of(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

// Held back from now on, in this thread and those that it starts, so that what was begun ends whole.
[[nodiscard]] inline sigset_t block_ends() {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, nullptr);
    return ends;
}

// False where the program is told to end before the time is over.
[[nodiscard]] inline bool wait(std::int64_t time_ms, const sigset_t& ends) {
    constexpr std::int64_t milli = 1'000;
    const timespec pause{.tv_sec = static_cast<time_t>(time_ms / milli),
                         .tv_nsec = static_cast<long>(time_ms % milli * milli * milli)};
    return sigtimedwait(&ends, nullptr, &pause) < 0;
}

}  // namespace dengyun::edge
