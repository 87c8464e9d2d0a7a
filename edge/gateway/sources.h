#pragma once
// The sources of a configuration, each on a thread of its own from its making to its end.
#include <condition_variable>
#include <memory>
#include <thread>

#include "edge/gateway/small_files.h"
#include "edge/gateway/source.h"
#include "engines/acquisition/api.h"

namespace dengyun::gateway {

class Sources {
  public:
    // All must outlive it.
    Sources(acquisition::Configuration configuration, SourceNeeds needs, timeseries::Files& positions);
    ~Sources();  // waits for what each has begun
    Sources(const Sources&) = delete;
    Sources& operator=(const Sources&) = delete;

    [[nodiscard]] std::vector<SourceState> states() const;
    // Errors: invalid "gateway.unknown_point" (no such point, or it is not writable); as Source::write.
    [[nodiscard]] Result<double> write(std::string_view device, std::string_view point, double value);

  private:
    void run(Source& source);

    const acquisition::Configuration configuration_;
    std::vector<std::unique_ptr<Source>> sources_;
    std::mutex mutex_;
    std::condition_variable stopping_;
    bool is_stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace dengyun::gateway
