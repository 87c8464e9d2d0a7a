#include "engines/expressions/parse.h"

#include <algorithm>

#include "engines/expressions/lexer.h"
#include "engines/expressions/signs.h"

namespace dengyun::expressions {
namespace {

using Number = std::uint16_t;  // of a node
template <class T>
using Parsed = std::expected<T, Refusal>;

// As DENGYUN_TRY, for refusals, whose expected has no other error.
#define EXPRESSION_TRY(name, expression)                                          \
    auto name##_parsed = (expression);                                            \
    if (!name##_parsed) return std::unexpected(std::move(name##_parsed).error()); \
    auto& name = *name##_parsed

// A text stands only where it is compared, so it is no node.
struct Operand {
    std::optional<Number> node;          // none: a text
    std::string text;                    // of a literal
    std::optional<std::uint16_t> point;  // of a text point
    std::size_t begin = 0;
};

class Parser {
  public:
    Parser(std::string_view text, const FindPoint& find_point) : lexer_(text), find_point_(find_point) {}

    Parsed<Program> run() {
        if (auto moved = advance(); !moved) return std::unexpected(moved.error());
        if (token_.kind == TokenKind::end) return refuse("expression_empty", 0);
        EXPRESSION_TRY(whole, whole_expression());
        if (token_.kind != TokenKind::end) return refuse("expression_unexpected", token_.begin);
        static_cast<void>(whole);
        return std::move(program_);
    }

  private:
    [[nodiscard]] std::unexpected<Refusal> refuse(std::string_view code, std::size_t byte) const {
        return std::unexpected(Refusal{std::string(code), lexer_.position(byte)});
    }
    Parsed<bool> advance() {
        EXPRESSION_TRY(token, lexer_.next());
        token_ = std::move(token);
        return true;
    }
    [[nodiscard]] bool is_sign(std::string_view sign) const {
        return token_.kind == TokenKind::sign && token_.text == sign;
    }
    [[nodiscard]] bool is_word(std::string_view word) const {
        return token_.kind == TokenKind::name && token_.text == word;
    }
    Parsed<bool> expect(std::string_view sign) {
        if (is_sign(sign)) return advance();
        return refuse(token_.kind == TokenKind::end ? "expression_unexpected_end" : "expression_unexpected",
                      token_.begin);
    }

    Parsed<Number> make(Node node, std::size_t begin) {
        if (program_.nodes.size() == nodes_max) return refuse("expression_too_large", begin);
        program_.nodes.push_back(node);
        return static_cast<Number>(program_.nodes.size() - 1);
    }
    [[nodiscard]] Type type_of(Number node) const { return program_.nodes[node].type; }
    [[nodiscard]] Parsed<Number> needs(Type type, const Operand& operand) const {
        if (!operand.node) return refuse("expression_text_only_compared", operand.begin);
        if (type_of(*operand.node) == type) return *operand.node;
        return refuse(type == Type::number ? "expression_not_a_number" : "expression_not_a_truth", operand.begin);
    }
    Parsed<Operand> binary(Operation operation, Type operands, Type type, const Operand& left, const Operand& right) {
        EXPRESSION_TRY(first, needs(operands, left));
        EXPRESSION_TRY(second, needs(operands, right));
        EXPRESSION_TRY(made,
                       make({.operation = operation, .type = type, .first = first, .second = second}, left.begin));
        return Operand{.node = made, .begin = left.begin};
    }

    // The last node must be the whole, which it is: a node comes after its operands.
    Parsed<Number> whole_expression() {
        EXPRESSION_TRY(operand, conditional());
        if (!operand.node) return refuse("expression_text_only_compared", operand.begin);
        return *operand.node;
    }

    Parsed<Operand> conditional() {
        if (++nesting_ > nesting_max) return refuse("expression_too_deep", token_.begin);
        EXPRESSION_TRY(condition, disjunction());
        if (!is_sign("?")) {
            nesting_--;
            return std::move(condition);
        }
        EXPRESSION_TRY(first, needs(Type::truth, condition));
        if (auto moved = advance(); !moved) return std::unexpected(moved.error());
        EXPRESSION_TRY(yes, conditional());
        if (auto found = expect(":"); !found) return std::unexpected(found.error());
        EXPRESSION_TRY(no, conditional());
        nesting_--;
        if (!yes.node) return refuse("expression_text_only_compared", yes.begin);
        if (!no.node) return refuse("expression_text_only_compared", no.begin);
        if (type_of(*yes.node) != type_of(*no.node)) return refuse("expression_different_types", no.begin);
        EXPRESSION_TRY(made, make({.operation = Operation::choose,
                                   .type = type_of(*yes.node),
                                   .first = first,
                                   .second = *yes.node,
                                   .third = *no.node},
                                  condition.begin));
        return Operand{.node = made, .begin = condition.begin};
    }

    Parsed<Operand> disjunction() {
        EXPRESSION_TRY(left, conjunction());
        while (is_word("or")) {
            if (auto moved = advance(); !moved) return std::unexpected(moved.error());
            EXPRESSION_TRY(right, conjunction());
            EXPRESSION_TRY(both, binary(Operation::either, Type::truth, Type::truth, left, right));
            left = std::move(both);
        }
        return std::move(left);
    }

    Parsed<Operand> conjunction() {
        EXPRESSION_TRY(left, negation());
        while (is_word("and")) {
            if (auto moved = advance(); !moved) return std::unexpected(moved.error());
            EXPRESSION_TRY(right, negation());
            EXPRESSION_TRY(both, binary(Operation::both, Type::truth, Type::truth, left, right));
            left = std::move(both);
        }
        return std::move(left);
    }

    Parsed<Operand> negation() {
        if (!is_word("not")) return comparison();
        if (++nesting_ > nesting_max) return refuse("expression_too_deep", token_.begin);
        const auto begin = token_.begin;
        if (auto moved = advance(); !moved) return std::unexpected(moved.error());
        EXPRESSION_TRY(operand, negation());
        nesting_--;
        EXPRESSION_TRY(first, needs(Type::truth, operand));
        EXPRESSION_TRY(made, make({.operation = Operation::opposite, .type = Type::truth, .first = first}, begin));
        return Operand{.node = made, .begin = begin};
    }

    Parsed<Operand> comparison() {
        EXPRESSION_TRY(left, sum());
        const auto* compares = token_.kind == TokenKind::sign ? find_sign(comparisons, token_.text) : nullptr;
        if (compares == nullptr) return std::move(left);
        const auto sign_begin = token_.begin;
        if (auto moved = advance(); !moved) return std::unexpected(moved.error());
        EXPRESSION_TRY(right, sum());
        if (!left.node || !right.node) return compare_texts(*compares, left, right, sign_begin);
        const auto type = type_of(*left.node);
        const bool is_equality = compares->operation == Operation::equal || compares->operation == Operation::unequal;
        if (type != type_of(*right.node)) return refuse("expression_different_types", right.begin);
        return binary(compares->operation, is_equality ? type : Type::number, Type::truth, left, right);
    }

    // A text point against a literal, in either order.
    Parsed<Operand> compare_texts(const Binary& compares, Operand& left, Operand& right, std::size_t sign_begin) {
        auto& point = left.point ? left : right;
        auto& literal = left.point ? right : left;
        if (left.node || right.node) return refuse("expression_different_types", right.begin);
        if (!point.point || literal.point) return refuse("expression_text_only_compared", left.begin);
        const bool is_unequal = compares.operation == Operation::unequal;
        if (!is_unequal && compares.operation != Operation::equal)
            return refuse("expression_text_only_compared", sign_begin);
        program_.texts.push_back(std::move(literal.text));
        EXPRESSION_TRY(is, make({.operation = Operation::text_is,
                                 .type = Type::truth,
                                 .index = *point.point,
                                 .first = static_cast<Number>(program_.texts.size() - 1)},
                                left.begin));
        if (!is_unequal) return Operand{.node = is, .begin = left.begin};
        EXPRESSION_TRY(made, make({.operation = Operation::opposite, .type = Type::truth, .first = is}, left.begin));
        return Operand{.node = made, .begin = left.begin};
    }

    Parsed<Operand> sum() {
        EXPRESSION_TRY(left, product());
        while (const auto* adds = token_.kind == TokenKind::sign ? find_sign(sums, token_.text) : nullptr) {
            if (auto moved = advance(); !moved) return std::unexpected(moved.error());
            EXPRESSION_TRY(right, product());
            EXPRESSION_TRY(both, binary(adds->operation, Type::number, Type::number, left, right));
            left = std::move(both);
        }
        return std::move(left);
    }

    Parsed<Operand> product() {
        EXPRESSION_TRY(left, negative());
        while (const auto* multiplies = token_.kind == TokenKind::sign ? find_sign(products, token_.text) : nullptr) {
            if (auto moved = advance(); !moved) return std::unexpected(moved.error());
            EXPRESSION_TRY(right, negative());
            EXPRESSION_TRY(both, binary(multiplies->operation, Type::number, Type::number, left, right));
            left = std::move(both);
        }
        return std::move(left);
    }

    Parsed<Operand> negative() {
        if (!is_sign("-")) return primary();
        if (++nesting_ > nesting_max) return refuse("expression_too_deep", token_.begin);
        const auto begin = token_.begin;
        if (auto moved = advance(); !moved) return std::unexpected(moved.error());
        EXPRESSION_TRY(operand, negative());
        nesting_--;
        EXPRESSION_TRY(first, needs(Type::number, operand));
        EXPRESSION_TRY(made, make({.operation = Operation::negative, .type = Type::number, .first = first}, begin));
        return Operand{.node = made, .begin = begin};
    }

    Parsed<Operand> constant(Type type, double value) {
        const auto begin = token_.begin;
        EXPRESSION_TRY(made, make({.operation = Operation::constant, .type = type, .constant = value}, begin));
        if (auto moved = advance(); !moved) return std::unexpected(moved.error());
        return Operand{.node = made, .begin = begin};
    }

    Parsed<Operand> primary() {
        const auto token = token_;
        if (token.kind == TokenKind::number) return constant(Type::number, token.number);
        if (is_word("true") || is_word("false")) return constant(Type::truth, is_word("true") ? 1 : 0);
        if (token.kind == TokenKind::end) return refuse("expression_unexpected_end", token.begin);
        const bool is_name =
            token.kind == TokenKind::name && std::ranges::find(reserved_words, token.text) == reserved_words.end();
        if (!is_name && token.kind != TokenKind::quoted_name && token.kind != TokenKind::text && !is_sign("("))
            return refuse("expression_unexpected", token.begin);
        if (auto moved = advance(); !moved) return std::unexpected(moved.error());
        if (token.kind == TokenKind::text) return Operand{.node = {}, .text = token.text, .begin = token.begin};
        if (token.kind == TokenKind::sign) {
            EXPRESSION_TRY(inner, conditional());
            if (auto found = expect(")"); !found) return std::unexpected(found.error());
            return std::move(inner);
        }
        if (is_name && is_sign("(")) return call(token);
        EXPRESSION_TRY(number, point(token));
        const auto type = program_.points[number].kind.type;
        if (type == Type::text) return Operand{.node = {}, .text = {}, .point = number, .begin = token.begin};
        EXPRESSION_TRY(made, make({.operation = Operation::point, .type = type, .index = number}, token.begin));
        return Operand{.node = made, .begin = token.begin};
    }

    Parsed<std::uint16_t> point(const Token& named) {
        const auto known = std::ranges::find(program_.points, named.text, &UsedPoint::name);
        if (known != program_.points.end()) return static_cast<std::uint16_t>(known - program_.points.begin());
        const auto kind = find_point_(named.text);
        if (!kind) return refuse("expression_unknown_point", named.begin);
        if (program_.points.size() == points_max) return refuse("expression_too_many_points", named.begin);
        program_.points.push_back({named.text, *kind});
        return static_cast<std::uint16_t>(program_.points.size() - 1);
    }

    // Behind the name; the opening bracket is the token.
    Parsed<Operand> call(const Token& name) {
        if (auto moved = advance(); !moved) return std::unexpected(moved.error());
        if (name.text == "hour" || name.text == "weekday") {
            if (auto closed = expect(")"); !closed) return std::unexpected(closed.error());
            program_.depends_on_time = true;
            return leaf(name.text == "hour" ? Operation::hour : Operation::weekday, 0, name.begin);
        }
        if (name.text == "age") {
            EXPRESSION_TRY(number, named_point());
            if (auto closed = expect(")"); !closed) return std::unexpected(closed.error());
            program_.depends_on_time = true;
            return leaf(Operation::age, number, name.begin);
        }
        const auto* window = find_sign(windows, name.text);
        if (window != nullptr) return window_or_choice(name, window->operation);
        if (name.text != "abs" && name.text != "sqrt") return refuse("expression_unknown_function", name.begin);
        EXPRESSION_TRY(operand, conditional());
        if (auto closed = expect(")"); !closed) return std::unexpected(closed.error());
        EXPRESSION_TRY(first, needs(Type::number, operand));
        EXPRESSION_TRY(made, make({.operation = name.text == "abs" ? Operation::absolute : Operation::square_root,
                                   .type = Type::number,
                                   .first = first},
                                  name.begin));
        return Operand{.node = made, .begin = name.begin};
    }

    Parsed<std::uint16_t> named_point() {
        const auto token = token_;
        if (token.kind != TokenKind::name && token.kind != TokenKind::quoted_name)
            return refuse("expression_wrong_arguments", token.begin);
        if (auto moved = advance(); !moved) return std::unexpected(moved.error());
        return point(token);
    }

    Parsed<Operand> leaf(Operation operation, std::uint16_t index, std::size_t begin) {
        EXPRESSION_TRY(made, make({.operation = operation, .type = Type::number, .index = index}, begin));
        return Operand{.node = made, .begin = begin};
    }

    // min(a, b, …) and max have two meanings; the time behind a point tells that of a window.
    Parsed<Operand> window_or_choice(const Token& name, Operation operation) {
        const auto nodes_before = program_.nodes.size();
        EXPRESSION_TRY(first, conditional());
        Operand folded = std::move(first);
        std::size_t count = 1;
        while (is_sign(",")) {
            if (auto moved = advance(); !moved) return std::unexpected(moved.error());
            if (token_.kind == TokenKind::duration) {
                if (count > 1) return refuse("expression_wrong_arguments", token_.begin);
                return window(name, operation, folded, nodes_before);
            }
            if (name.text != "min" && name.text != "max") return refuse("expression_no_window", token_.begin);
            EXPRESSION_TRY(next, conditional());
            EXPRESSION_TRY(both, binary(name.text == "min" ? Operation::lesser : Operation::greater, Type::number,
                                        Type::number, folded, next));
            folded = std::move(both);
            count++;
        }
        if (count == 1)
            return refuse(
                name.text == "min" || name.text == "max" ? "expression_wrong_arguments" : "expression_no_window",
                token_.begin);
        if (auto closed = expect(")"); !closed) return std::unexpected(closed.error());
        return std::move(folded);
    }

    // `of` was parsed as any expression; only a point alone has a history.
    Parsed<Operand> window(const Token& name, Operation operation, const Operand& of, std::size_t nodes_before) {
        if (!of.node) return refuse("expression_not_a_number", of.begin);
        const auto node = program_.nodes[*of.node];
        if (program_.nodes.size() != nodes_before + 1 || node.operation != Operation::point)
            return refuse("expression_wrong_arguments", of.begin);
        if (node.type != Type::number) return refuse("expression_not_a_number", of.begin);
        program_.nodes.pop_back();
        const auto length = token_.duration;
        auto& used = program_.windows;
        auto found = std::ranges::find_if(
            used, [&](const UsedWindow& one) { return one.point == node.index && one.length == length; });
        if (found == used.end()) {
            if (used.size() == windows_max) return refuse("expression_too_many_windows", name.begin);
            used.push_back({node.index, length});
            found = used.end() - 1;
        }
        const auto index = static_cast<std::uint16_t>(found - used.begin());
        if (auto moved = advance(); !moved) return std::unexpected(moved.error());
        if (auto closed = expect(")"); !closed) return std::unexpected(closed.error());
        program_.depends_on_time = true;
        return leaf(operation, index, name.begin);
    }

    Lexer lexer_;
    const FindPoint& find_point_;
    Token token_;
    Program program_;
    std::size_t nesting_ = 0;
};

}  // namespace

std::vector<std::string> names_in(std::string_view text) {
    std::vector<std::string> names;
    Lexer lexer(text.substr(0, text_bytes_max));
    const auto keep = [&](const Token& token) {
        if (!token.text.empty() && std::ranges::find(names, token.text) == names.end()) names.push_back(token.text);
    };
    Token last;
    for (auto token = lexer.next(); token && token->kind != TokenKind::end; token = lexer.next()) {
        const bool calls = token->kind == TokenKind::sign && token->text == "(";
        if (!calls) keep(last);
        last = {};
        if (token->kind == TokenKind::quoted_name ||
            (token->kind == TokenKind::name && std::ranges::find(reserved_words, token->text) == reserved_words.end()))
            last = std::move(*token);
    }
    keep(last);
    return names;
}

std::expected<Program, Refusal> parse(std::string_view text, const FindPoint& find_point) {
    if (text.size() > text_bytes_max) return std::unexpected(Refusal{"expression_too_long", 1});
    return Parser(text, find_point).run();
}

}  // namespace dengyun::expressions
