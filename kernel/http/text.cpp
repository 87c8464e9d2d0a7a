#include "kernel/http/text.h"

#include <array>
#include <cstdint>

namespace dengyun::http {
namespace {

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
}

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

constexpr auto token_characters = [] {
    std::array<bool, 256> table{};
    for (const char c :
         std::string_view("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

bool equal_without_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i] && lower(a[i]) != lower(b[i])) return false;
    return true;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool is_token(std::string_view text) {
    for (const char c : text)
        if (!token_characters[static_cast<unsigned char>(c)]) return false;
    return !text.empty();
}

bool is_field_value(std::string_view text) {
    for (const char c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f) return false;
    return true;
}

// Source: the Unicode Standard, table 3-7 (well-formed byte sequences).
bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at++]);
        if (lead < 0x80) continue;
        const int more = lead >= 0xc2 && lead <= 0xdf   ? 1
                         : lead >= 0xe0 && lead <= 0xef ? 2
                         : lead >= 0xf0 && lead <= 0xf4 ? 3
                                                        : 0;
        if (more == 0) return false;
        unsigned char low = 0x80;
        unsigned char high = 0xbf;
        if (lead == 0xe0) low = 0xa0;
        if (lead == 0xed) high = 0x9f;
        if (lead == 0xf0) low = 0x90;
        if (lead == 0xf4) high = 0x8f;
        for (int i = 0; i < more; ++i, ++at) {
            if (at >= text.size()) return false;
            const auto next = static_cast<unsigned char>(text[at]);
            if (next < low || next > high) return false;
            low = 0x80;
            high = 0xbf;
        }
    }
    return true;
}

std::string_view next_element(std::string_view& rest) {
    const auto comma = rest.find(',');
    const auto element = trimmed(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    return element;
}

bool list_contains(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        const auto element = next_element(list);
        if (equal_without_case(trimmed(element.substr(0, element.find(';'))), token)) return true;
    }
    return false;
}

std::optional<std::string> percent_decoded(std::string_view text, PlusIs plus) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '%') {
            if (at + 2 >= text.size()) return std::nullopt;
            const int high = digit_of(text[at + 1]);
            const int low = digit_of(text[at + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            at += 2;
        } else {
            decoded += c == '+' && plus == PlusIs::space ? ' ' : c;
        }
    }
    return decoded;
}

std::string content_disposition(std::string_view file_name, bool show) {
    std::string ascii;
    std::string encoded;
    for (const char c : file_name) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_plain(c))
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", byte);
        // One stand-in for each character: the bytes that continue one are passed over.
        if (is_plain(c) || c == ' ')
            ascii += c;
        else if ((byte & 0xC0U) != 0x80)
            ascii += '_';
    }
    return fmt::format("{}; filename=\"{}\"; filename*=UTF-8''{}", show ? "inline" : "attachment", ascii, encoded);
}

}  // namespace dengyun::http
