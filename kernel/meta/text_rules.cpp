#include "kernel/meta/text_rules.h"

namespace dengyun::meta {
namespace {

// Decodes one code point from the front; 0xFFFFFFFF where the bytes are not UTF-8 (RFC 3629: no overlong forms, no
// surrogates, at most U+10FFFF).
char32_t take_code_point(std::string_view& text) {
    constexpr char32_t broken = 0xFFFFFFFF;
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
    if (size == 0 || text.size() < size) {
        text = {};
        return broken;
    }
    char32_t code = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0U) != 0x80) code = broken;
        if (code != broken) code = code << 6 | (byte & 0x3FU);
    }
    text.remove_prefix(size);
    const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return overlong || surrogate || code > 0x10FFFF ? broken : code;
}

bool is_space(char32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x3000; }
bool is_line(char32_t c) { return c == '\n' || c == '\t' || c == '\r'; }
// C0, DEL, C1 and the characters that reorder text on screen, which hide what is really written.
bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool all_of(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    const auto dot = text.rfind('.');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
           text.find_first_of(" \t<>()\",;:\\") == std::string_view::npos && dot != std::string_view::npos &&
           dot > at + 1 && dot + 1 < text.size();
}

bool is_phone(std::string_view text) {
    return text.size() >= 5 && text.size() <= 30 && all_of(text, "0123456789+-() extEXT#*.");
}

bool is_url(std::string_view text) {
    const auto rest = text.starts_with("https://") ? text.substr(8) : text.starts_with("http://") ? text.substr(7) : "";
    return !rest.empty() && rest.front() != '/' && rest.find_first_of(" \t\"<>") == std::string_view::npos;
}

}  // namespace

TextFinding check_text(std::string_view text, Format format) {
    TextFinding finding;
    for (auto rest = text; !rest.empty(); ++finding.length) {
        const auto c = take_code_point(rest);
        if (!is_space(c)) finding.visible = true;
        if (is_control(c) && !(format == Format::multiline && is_line(c))) finding.printable = false;
        if (c == 0xFFFFFFFF) finding.printable = false;
    }
    if (!text.empty()) {
        if (format == Format::email) finding.well_formed = is_email(text);
        if (format == Format::phone) finding.well_formed = is_phone(text);
        if (format == Format::url) finding.well_formed = is_url(text);
    }
    return finding;
}

}  // namespace dengyun::meta
