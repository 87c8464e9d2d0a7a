#pragma once
// What the gateway has to say: to whoever looks at its output, and a bounded part to the platform. Thread-safe.
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "kernel/base/clock.h"
#include "kernel/base/result.h"

namespace dengyun::gateway {

enum class Severity { information, warning, error };
[[nodiscard]] std::string_view name_of(Severity severity);

// `code` is a key of the message catalogue, `detail` names the place: a connection, a file, what was said.
struct JournalEntry {
    Instant at{};
    Severity severity{};
    std::string code;
    std::string detail;
};

class Journal {
  public:
    static constexpr std::size_t entries_max = 500;
    static constexpr std::size_t detail_bytes_max = 300;

    // `print` is called with each entry, on the thread that has something to say.
    Journal(const Clock& clock, std::function<void(const JournalEntry&)> print)
        : clock_(clock), print_(std::move(print)) {}

    void say(Severity severity, std::string_view code, std::string detail = {});
    void say(const Error& error, const std::string& where);
    // What was not yet handed over, oldest first; the oldest are forgotten beyond entries_max.
    [[nodiscard]] std::vector<JournalEntry> take(std::size_t most);
    // It could not be handed over.
    void give_back(std::vector<JournalEntry> entries);

  private:
    const Clock& clock_;
    const std::function<void(const JournalEntry&)> print_;
    std::mutex mutex_;
    std::deque<JournalEntry> waiting_;
};

}  // namespace dengyun::gateway
