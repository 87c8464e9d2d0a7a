#pragma once
// Numbers in and out of 16-bit registers, in the four word orders.
#include <array>
#include <span>

#include "engines/acquisition/model.h"

namespace dengyun::acquisition {

inline constexpr std::size_t words_max = 4;

[[nodiscard]] std::int32_t words_of(WordType type);

// REQUIRES: words.size() == words_of(type). Integers stay integers.
[[nodiscard]] std::variant<double, std::int64_t> number_in(std::span<const std::uint16_t> words, WordType type,
                                                           WordOrder order);
// The words of the number, the nearest one for integers; nullopt where the type does not hold it. The first
// words_of(type) are meant.
[[nodiscard]] std::optional<std::array<std::uint16_t, words_max>> words_for(double number, WordType type,
                                                                            WordOrder order);

// What a point tells of what was read: scaled where it says so; as it is where not. Text is never scaled. nullopt: no
// number (NaN, infinite).
[[nodiscard]] std::optional<Value> scaled(const Point& point, const Value& read);

}  // namespace dengyun::acquisition
