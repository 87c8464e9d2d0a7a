#include "modules/listings/matches/measure.h"

namespace dengyun::listings {
namespace {

// Grams in one; 0: no unit of mass that we know.
std::int64_t grams_in(std::string_view plain_unit) {
    constexpr std::pair<std::string_view, std::int64_t> masses[] = {
        {"吨", 1'000'000}, {"t", 1'000'000}, {"千克", 1'000}, {"公斤", 1'000},
        {"kg", 1'000},     {"斤", 500},      {"克", 1},       {"g", 1}};
    for (const auto& [name, grams] : masses)
        if (name == plain_unit) return grams;
    return 0;
}

struct Ratio {
    std::int64_t from = 1;
    std::int64_t to = 1;
};
std::optional<Ratio> ratio_of(std::string_view from, std::string_view to) {
    const auto plain_from = plain(from);
    const auto plain_to = plain(to);
    if (plain_from == plain_to) return Ratio{};
    const Ratio ratio{grams_in(plain_from), grams_in(plain_to)};
    return ratio.from > 0 && ratio.to > 0 ? std::optional(ratio) : std::nullopt;
}

}  // namespace

std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '-' || c == '/') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

bool is_comparable(std::string_view from, std::string_view to) { return ratio_of(from, to).has_value(); }

std::optional<Quantity> in_unit(Quantity quantity, std::string_view from, std::string_view to) {
    const auto ratio = ratio_of(from, to);
    if (!ratio) return std::nullopt;
    const auto value = multiply_divide(quantity.value, ratio->from, ratio->to);
    return value ? std::optional(Quantity{*value}) : std::nullopt;
}

std::optional<UnitPrice> per_unit(UnitPrice price, std::string_view from, std::string_view to) {
    const auto ratio = ratio_of(from, to);
    if (!ratio) return std::nullopt;
    const auto value = multiply_divide(price.value, ratio->to, ratio->from);
    return value ? std::optional(UnitPrice{*value}) : std::nullopt;
}

}  // namespace dengyun::listings
