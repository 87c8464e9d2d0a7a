#include "engines/expressions/lexer.h"

#include <charconv>
#include <cmath>

namespace dengyun::expressions {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool continues_name(char c) { return starts_name(c) || is_digit(c) || c == '.'; }

std::optional<Time> unit_of(char c) {
    switch (c) {
        case 's':
            return second;
        case 'm':
            return 60 * second;
        case 'h':
            return 3'600 * second;
        case 'd':
            return 86'400 * second;
        default:
            return std::nullopt;
    }
}

}  // namespace

std::size_t Lexer::position(std::size_t byte) const {
    std::size_t characters = 1;
    for (std::size_t i = 0; i < byte && i < text_.size(); i++)
        if ((static_cast<unsigned char>(text_[i]) & 0xC0U) != 0x80U) characters++;
    return characters;
}

std::unexpected<Refusal> Lexer::refuse(std::string_view code, std::size_t byte) const {
    return std::unexpected(Refusal{std::string(code), position(byte)});
}

// U+FF01 to U+FF5E are the plain signs in the width of a Chinese character, U+3000 the space.
char Lexer::sign_here(std::size_t& bytes) const {
    bytes = 1;
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(i < text_.size() ? text_[i] : '\0'); };
    if (at(at_) < 0x80) return text_[at_];
    bytes = 3;
    if (at(at_) == 0xE3 && at(at_ + 1) == 0x80 && at(at_ + 2) == 0x80) return ' ';
    if (at(at_) != 0xEF || (at(at_ + 1) != 0xBC && at(at_ + 1) != 0xBD)) return '\0';
    const auto plain = ((at(at_ + 1) & 0x3FU) << 6U | (at(at_ + 2) & 0x3FU)) + 0xF000U - 0xFEE0U;
    return plain > 0x20 && plain < 0x7F ? static_cast<char>(plain) : '\0';
}

std::expected<Token, Refusal> Lexer::number() {
    Token token{.kind = TokenKind::number, .begin = at_};
    const auto* first = text_.data() + at_;
    const auto* last = text_.data() + text_.size();
    const auto [end, error] = std::from_chars(first, last, token.number);
    if (error != std::errc{} || !std::isfinite(token.number)) return refuse("expression_bad_number", at_);
    at_ += static_cast<std::size_t>(end - first);
    if (at_ == text_.size() || !continues_name(text_[at_])) return token;
    std::size_t bytes = 0;
    if (static_cast<unsigned char>(text_[at_]) >= 0x80 && sign_here(bytes) != '\0') return token;
    const auto unit = unit_of(text_[at_]);
    if (!unit ||
        (at_ + 1 < text_.size() && continues_name(text_[at_ + 1]) && static_cast<unsigned char>(text_[at_ + 1]) < 0x80))
        return refuse("expression_bad_number", token.begin);
    at_++;
    token.kind = TokenKind::duration;
    const auto length = token.number * static_cast<double>(*unit);
    if (!(length >= static_cast<double>(window_min) && length <= static_cast<double>(window_max)))
        return refuse("expression_bad_window", token.begin);
    token.duration = static_cast<Time>(length);
    return token;
}

std::expected<Token, Refusal> Lexer::until(std::string_view closing, TokenKind kind, std::string_view code) {
    Token token{.kind = kind, .begin = at_};
    const auto from = at_ + 1;
    const auto end = text_.find(closing, from);
    if (end == std::string_view::npos || end == from) return refuse(code, token.begin);
    token.text = text_.substr(from, end - from);
    at_ = end + closing.size();
    return token;
}

std::expected<Token, Refusal> Lexer::next() {
    std::size_t bytes = 0;
    while (at_ < text_.size()) {
        const char c = sign_here(bytes);
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') break;
        at_ += bytes;
    }
    if (at_ >= text_.size()) return Token{.begin = text_.size()};
    const char c = sign_here(bytes);
    if (is_digit(text_[at_])) return number();
    if (text_[at_] == '"') return until("\"", TokenKind::text, "expression_unclosed_text");
    if (text_[at_] == '[') return until("]", TokenKind::quoted_name, "expression_unclosed_name");
    if (starts_name(text_[at_]) && (bytes == 1 || c == '\0')) {
        Token token{.kind = TokenKind::name, .begin = at_};
        while (at_ < text_.size() && continues_name(text_[at_])) {
            const char inside = sign_here(bytes);
            if (bytes == 3 && inside != '\0') break;
            at_++;
        }
        token.text = text_.substr(token.begin, at_ - token.begin);
        return token;
    }
    constexpr std::string_view signs = "+-*/%<>=!(),?:";
    if (c == '\0' || signs.find(c) == std::string_view::npos) return refuse("expression_bad_character", at_);
    Token token{.kind = TokenKind::sign, .begin = at_, .text = std::string(1, c)};
    at_ += bytes;
    if ((c == '<' || c == '>' || c == '=' || c == '!') && at_ < text_.size() && sign_here(bytes) == '=') {
        at_ += bytes;
        token.text += '=';
    }
    if (token.text == "==") token.text = "=";
    if (token.text == "!") return refuse("expression_bad_character", token.begin);
    return token;
}

}  // namespace dengyun::expressions
