#include "kernel/base/id.h"

#include <charconv>

#include "kernel/base/assert.h"

namespace dengyun {
namespace {
constexpr std::int64_t epoch_ms = 1577836800000;  // 2020-01-01T00:00:00Z
constexpr int node_bits = 10;
constexpr int counter_bits = 12;
constexpr std::int64_t counter_size = 1 << counter_bits;
}  // namespace

std::string id_to_text(std::int64_t value) { return std::to_string(value); }

std::optional<std::int64_t> id_from_text(std::string_view text) {
    if (text.empty() || text.front() < '1' || text.front() > '9') return std::nullopt;
    std::int64_t value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

IdSource::IdSource(const Clock& clock, std::uint32_t node) : clock_(clock), node_(node) {
    DENGYUN_ASSERT(node < (1U << node_bits));
}

std::int64_t IdSource::next_value() {
    const auto fresh = (milliseconds_of(clock_.now()) - epoch_ms) * counter_size;
    const std::lock_guard lock(mutex_);
    last_tick_ = std::max(last_tick_ + 1, fresh);
    DENGYUN_ASSERT(last_tick_ > 0);
    return (((last_tick_ / counter_size) << node_bits | node_) << counter_bits) | (last_tick_ % counter_size);
}

Instant id_time(std::int64_t value) { return instant_of((value >> (node_bits + counter_bits)) + epoch_ms); }

}  // namespace dengyun
