#pragma once
// Words of an expression. Private to this engine.
#include <expected>

#include "engines/expressions/model.h"

namespace dengyun::expressions {

enum class TokenKind : std::uint8_t { end, number, duration, name, quoted_name, text, sign };

struct Token {
    TokenKind kind = TokenKind::end;
    std::size_t begin = 0;  // byte
    std::string text;       // of names, texts and signs ("<=")
    double number = 0;
    Time duration = 0;
};

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}
    [[nodiscard]] std::expected<Token, Refusal> next();
    // A byte as a character for people.
    [[nodiscard]] std::size_t position(std::size_t byte) const;

  private:
    // The character at `at_` as a plain one, full-width signs included, and how many bytes it takes; 0: none of those.
    [[nodiscard]] char sign_here(std::size_t& bytes) const;
    [[nodiscard]] std::expected<Token, Refusal> number();
    [[nodiscard]] std::expected<Token, Refusal> until(std::string_view closing, TokenKind kind, std::string_view code);
    [[nodiscard]] std::unexpected<Refusal> refuse(std::string_view code, std::size_t byte) const;

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace dengyun::expressions
