#pragma once
// Waiting for a change in a folder and all folders in it, without asking again and again (inotify). What was written
// since the last wait counts.
#include <chrono>
#include <filesystem>

namespace dengyun::gateway::test {

class Changes {
  public:
    explicit Changes(std::filesystem::path folder);
    ~Changes();
    Changes(const Changes&) = delete;
    Changes& operator=(const Changes&) = delete;
    // Until something has changed, or the time is over.
    void wait(std::chrono::milliseconds time_max);

  private:
    void watch();
    const std::filesystem::path folder_;
    int file_;
};

}  // namespace dengyun::gateway::test
