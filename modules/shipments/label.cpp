#include "modules/shipments/label.h"

#include <algorithm>

namespace dengyun::shipments {
namespace {

constexpr std::string_view prefix = "SH";
constexpr std::string_view symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";  // the last five: check symbols only
constexpr std::size_t digits = 13;
constexpr std::uint64_t base = 32;
constexpr std::uint64_t check_modulus = 37;

char upright(char given) {
    const char upper = given >= 'a' && given <= 'z' ? static_cast<char>(given - 'a' + 'A') : given;
    if (upper == 'O') return '0';
    return upper == 'I' || upper == 'L' ? '1' : upper;
}

}  // namespace

std::string label_code(Id<Shipment> id) {
    auto left = static_cast<std::uint64_t>(id.value);
    std::string code(digits, '0');
    for (auto at = code.rbegin(); at != code.rend(); ++at, left /= base) *at = symbols[left % base];
    return std::string(prefix) + code + symbols[static_cast<std::uint64_t>(id.value) % check_modulus];
}

std::optional<Id<Shipment>> read_label(std::string_view text) {
    if (const auto slash = text.rfind('/'); slash != std::string_view::npos) text = text.substr(slash + 1);
    std::string code;
    for (const char given : text)
        if (given != ' ' && given != '-') code += upright(given);
    if (code.size() != prefix.size() + digits + 1 || !code.starts_with(prefix)) return std::nullopt;
    std::uint64_t value = 0;
    for (const char symbol : std::string_view(code).substr(prefix.size(), digits)) {
        const auto digit = symbols.substr(0, base).find(symbol);
        if (digit == std::string_view::npos || value >> 58U != 0) return std::nullopt;
        value = value * base + digit;
    }
    if (value == 0 || symbols[value % check_modulus] != code.back()) return std::nullopt;
    return Id<Shipment>{static_cast<std::int64_t>(value)};
}

}  // namespace dengyun::shipments
