#include "engines/acquisition/words.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace dengyun::acquisition {
namespace {

std::uint16_t swapped(std::uint16_t word) { return static_cast<std::uint16_t>((word << 8U) | (word >> 8U)); }

bool swaps_words(WordOrder order) { return order == WordOrder::cdab || order == WordOrder::dcba; }
bool swaps_bytes(WordOrder order) { return order == WordOrder::badc || order == WordOrder::dcba; }

// The words from the high one down.
std::uint64_t bits_in(std::span<const std::uint16_t> words, WordOrder order) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto word = words[swaps_words(order) ? words.size() - 1 - i : i];
        bits = bits << 16U | (swaps_bytes(order) ? swapped(word) : word);
    }
    return bits;
}

template <class Integer>
std::optional<std::uint64_t> bits_of(double number) {
    const double rounded = std::nearbyint(number);
    // The bound above is a power of two, which a double holds; the greatest int64 is none.
    const double above = std::ldexp(1.0, std::numeric_limits<Integer>::digits);
    if (!(rounded >= static_cast<double>(std::numeric_limits<Integer>::min()) && rounded < above)) return std::nullopt;
    return static_cast<std::uint64_t>(static_cast<Integer>(rounded));
}

std::optional<std::uint64_t> bits_for(double number, WordType type) {
    switch (type) {
        case WordType::int16:
            return bits_of<std::int16_t>(number);
        case WordType::uint16:
            return bits_of<std::uint16_t>(number);
        case WordType::int32:
            return bits_of<std::int32_t>(number);
        case WordType::uint32:
            return bits_of<std::uint32_t>(number);
        case WordType::int64:
            return bits_of<std::int64_t>(number);
        case WordType::float32: {
            if (std::abs(number) > static_cast<double>(std::numeric_limits<float>::max())) return std::nullopt;
            return std::bit_cast<std::uint32_t>(static_cast<float>(number));
        }
        case WordType::float64:
            return std::bit_cast<std::uint64_t>(number);
    }
    return std::nullopt;
}

}  // namespace

std::int32_t words_of(WordType type) {
    switch (type) {
        case WordType::int16:
        case WordType::uint16:
            return 1;
        case WordType::int32:
        case WordType::uint32:
        case WordType::float32:
            return 2;
        case WordType::int64:
        case WordType::float64:
            return 4;
    }
    return 1;
}

std::variant<double, std::int64_t> number_in(std::span<const std::uint16_t> words, WordType type, WordOrder order) {
    const auto bits = bits_in(words, order);
    switch (type) {
        case WordType::int16:
            return std::int64_t{static_cast<std::int16_t>(bits)};
        case WordType::uint16:
        case WordType::uint32:
            return static_cast<std::int64_t>(bits);
        case WordType::int32:
            return std::int64_t{static_cast<std::int32_t>(bits)};
        case WordType::int64:
            return static_cast<std::int64_t>(bits);
        case WordType::float32:
            return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
        case WordType::float64:
            return std::bit_cast<double>(bits);
    }
    return 0.0;
}

std::optional<std::array<std::uint16_t, words_max>> words_for(double number, WordType type, WordOrder order) {
    if (!std::isfinite(number)) return std::nullopt;
    const auto bits = bits_for(number, type);
    if (!bits) return std::nullopt;
    std::array<std::uint16_t, words_max> words{};
    const auto count = static_cast<std::size_t>(words_of(type));
    for (std::size_t i = 0; i < count; ++i) {
        const auto word = static_cast<std::uint16_t>(*bits >> (16U * (count - 1 - i)));
        words[swaps_words(order) ? count - 1 - i : i] = swaps_bytes(order) ? swapped(word) : word;
    }
    return words;
}

std::optional<Value> scaled(const Point& point, const Value& read) {
    double number = 0;
    if (const auto* integer = std::get_if<std::int64_t>(&read)) {
        if (!point.is_scaled()) return read;
        number = static_cast<double>(*integer);
    } else if (const auto* real = std::get_if<double>(&read)) {
        number = *real;
    } else if (const auto* truth = std::get_if<bool>(&read); truth != nullptr && point.is_scaled()) {
        number = *truth ? 1 : 0;
    } else {
        return read;
    }
    const double told = point.is_scaled() ? number * point.scale + point.offset : number;
    if (!std::isfinite(told)) return std::nullopt;
    return told;
}

}  // namespace dengyun::acquisition
