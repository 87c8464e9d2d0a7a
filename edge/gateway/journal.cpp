#include "edge/gateway/journal.h"

#include <algorithm>

namespace dengyun::gateway {

std::string_view name_of(Severity severity) {
    switch (severity) {
        case Severity::information:
            return "information";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
    }
    return "error";
}

void Journal::say(Severity severity, std::string_view code, std::string detail) {
    if (detail.size() > detail_bytes_max) {
        auto end = detail_bytes_max;
        while (end > 0 && (static_cast<unsigned char>(detail[end]) & 0xc0U) == 0x80U) --end;
        detail.resize(end);
    }
    const JournalEntry entry{clock_.now(), severity, std::string(code), std::move(detail)};
    const std::lock_guard lock(mutex_);
    if (print_) print_(entry);
    waiting_.push_back(entry);
    if (waiting_.size() > entries_max) waiting_.pop_front();
}

void Journal::say(const Error& error, const std::string& where) {
    say(Severity::error, error.code, error.detail.empty() ? where : where + ": " + error.detail);
}

std::vector<JournalEntry> Journal::take(std::size_t most) {
    const std::lock_guard lock(mutex_);
    const auto count = static_cast<std::ptrdiff_t>(std::min(most, waiting_.size()));
    std::vector<JournalEntry> taken(waiting_.begin(), waiting_.begin() + count);
    waiting_.erase(waiting_.begin(), waiting_.begin() + count);
    return taken;
}

void Journal::give_back(std::vector<JournalEntry> entries) {
    const std::lock_guard lock(mutex_);
    waiting_.insert(waiting_.begin(), entries.begin(), entries.end());
    while (waiting_.size() > entries_max) waiting_.pop_front();
}

}  // namespace dengyun::gateway
