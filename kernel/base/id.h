#pragma once
// Typed, time-ordered 64-bit ids: 41 bits of milliseconds since 2020, 10 bits of node, 12 bits of counter. Always
// positive; 0 means "none". Text form (JSON, addresses): decimal digits, because JavaScript cannot hold 64 bits.
#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/clock.h"

namespace dengyun {

template <class Tag>
struct Id {
    std::int64_t value{};
    [[nodiscard]] constexpr explicit operator bool() const { return value != 0; }
    friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

// The tenant: every row belongs to one organisation. The platform itself is an organisation with a fixed id.
struct Organisation;
inline constexpr Id<Organisation> platform_organisation{1};
struct User;

[[nodiscard]] std::string id_to_text(std::int64_t value);
// Digits only, no sign, no leading zero, fits 63 bits, not zero.
[[nodiscard]] std::optional<std::int64_t> id_from_text(std::string_view text);

template <class Tag>
[[nodiscard]] std::string to_text(Id<Tag> id) {
    return id_to_text(id.value);
}
template <class Tag>
[[nodiscard]] std::optional<Id<Tag>> parse_id(std::string_view text) {
    const auto value = id_from_text(text);
    return value ? std::optional(Id<Tag>{*value}) : std::nullopt;
}

// Makes ids that rise strictly within a process, even when the clock is set back. Two processes never make the same id
// as long as their node numbers differ (the store hands them out). Thread-safe. 4,096 ids per millisecond are the rate
// at which it starts to borrow from the future.
class IdSource {
  public:
    IdSource(const Clock& clock, std::uint32_t node);  // node < 1024
    template <class Tag>
    [[nodiscard]] Id<Tag> next() {
        return {next_value()};
    }
    [[nodiscard]] std::int64_t next_value();

  private:
    const Clock& clock_;
    std::int64_t node_;
    std::mutex mutex_;
    std::int64_t last_tick_ = 0;  // milliseconds * 4096 + counter
};

// When the id was made.
[[nodiscard]] Instant id_time(std::int64_t value);

}  // namespace dengyun

template <class Tag>
struct std::hash<dengyun::Id<Tag>> {
    std::size_t operator()(dengyun::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
