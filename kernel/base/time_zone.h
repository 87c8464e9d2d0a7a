#pragma once
// Time zones by their IANA names, "Asia/Shanghai", from the system's database (package tzdata). Immutable, and
// therefore free to share between threads.
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/instant.h"
#include "kernel/base/label.h"

namespace dengyun {

inline constexpr std::string_view usual_time_zone = "Asia/Shanghai";  // that of China, which has one

class TimeZone {
  public:
    // One change of the clock: from `at` on it is `offset` before UTC's.
    struct Change {
        std::int64_t at = 0;  // seconds since 1970
        std::chrono::seconds offset{};
    };
    // nullptr: no such zone. The usual one is always there. Reads a file the first time.
    [[nodiscard]] static std::shared_ptr<const TimeZone> find(std::string_view name);
    // Reads TZif, version 2 or later (RFC 9636). nullptr: it is none, or damaged.
    [[nodiscard]] static std::shared_ptr<const TimeZone> parse(std::string_view name, std::string_view file);
    // `changes` in the order of time.
    TimeZone(std::string_view name, std::chrono::seconds before, std::vector<Change> changes)
        : name_(name), before_(before), changes_(std::move(changes)) {}

    // After the last change that the database lists (2037) its offset holds.
    [[nodiscard]] std::chrono::seconds offset_at(Instant at) const;
    // What a clock on the wall shows: seconds since 1970 as if it were UTC.
    [[nodiscard]] std::chrono::seconds wall_at(Instant at) const;
    [[nodiscard]] const std::string& name() const { return name_; }
    // For people: "北京时间" for the usual one, else the name.
    [[nodiscard]] std::string label(Language language) const;

  private:
    std::string name_;
    std::chrono::seconds before_;
    std::vector<Change> changes_;
};

}  // namespace dengyun
