#include "engines/expressions/test/reference.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace dengyun::expressions::test {
namespace {

using Value = std::optional<double>;

std::size_t below(std::mt19937_64& random, std::size_t bound) { return random() % bound; }
template <std::size_t Size>
std::string one_of(std::mt19937_64& random, const char* const (&words)[Size]) {
    return words[below(random, Size)];
}
TreePtr leaf(std::string word, Type type) {
    auto tree = std::make_unique<Tree>();
    tree->word = std::move(word);
    tree->type = type;
    return tree;
}

Value finite(double value) { return std::isfinite(value) ? Value(value) : std::nullopt; }

std::vector<Sample> of_point(const History& history, std::size_t point) {
    std::vector<Sample> own;
    for (const auto& sample : history)
        if (sample.point == point) own.push_back(sample);
    return own;
}

Value windowed(const Tree& tree, const History& history, Time now) {
    const Time step = tree.window_s * second / 120;
    std::vector<Sample> inside;
    for (const auto& sample : of_point(history, tree.point))
        if (sample.number && sample.at / step > now / step - 120) inside.push_back(sample);
    if (inside.empty()) return std::nullopt;
    double sum = 0;
    double lowest = *inside.front().number;
    double highest = lowest;
    double climbed = 0;
    for (std::size_t i = 0; i < inside.size(); i++) {
        const auto value = *inside[i].number;
        sum += value;
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
        if (i > 0) climbed += value < *inside[i - 1].number ? value : value - *inside[i - 1].number;
    }
    if (tree.word == "avg") return sum / static_cast<double>(inside.size());
    if (tree.word == "sum") return sum;
    if (tree.word == "min") return lowest;
    if (tree.word == "max") return highest;
    if (inside.size() < 2) return std::nullopt;
    const auto delta = tree.point == 2 ? climbed : *inside.back().number - *inside.front().number;
    if (tree.word == "delta") return delta;
    return delta / (static_cast<double>(inside.back().at - inside.front().at) / 60e9);
}

Value of_leaf(const Tree& tree, const History& history, Time now) {
    const auto own = of_point(history, tree.point);
    if (tree.word == "constant") return tree.number;
    if (tree.word == "hour") return static_cast<double>((now / second / 3600 + 8) % 24);
    if (tree.word == "weekday") return static_cast<double>(((now / second / 3600 + 8) / 24 + 3) % 7 + 1);
    if (tree.window_s > 0) return windowed(tree, history, now);
    if (own.empty()) return std::nullopt;
    if (tree.word == "point") return own.back().number;
    if (tree.word == "is") return own.back().text == tree.text ? 1 : 0;
    if (tree.word == "is not") return own.back().text == tree.text ? 0 : 1;
    return static_cast<double>(now - own.back().at) / 1e9;  // age
}

Value of_two(const std::string& word, double a, double b) {
    if (word == "+") return finite(a + b);
    if (word == "-") return finite(a - b);
    if (word == "*") return finite(a * b);
    if (word == "/") return finite(a / b);
    if (word == "%") return finite(std::fmod(a, b));
    if (word == "least") return std::min(a, b);
    if (word == "most") return std::max(a, b);
    static const std::map<std::string, bool (*)(double, double)> compares{
        {"<", [](double x, double y) { return x < y; }},  {"<=", [](double x, double y) { return x <= y; }},
        {">", [](double x, double y) { return x > y; }},  {">=", [](double x, double y) { return x >= y; }},
        {"=", [](double x, double y) { return x == y; }}, {"!=", [](double x, double y) { return x != y; }}};
    return compares.at(word)(a, b) ? 1 : 0;
}

}  // namespace

TreePtr random_tree(std::mt19937_64& random, Type type, int depth) {
    if (depth == 0 || below(random, 5) == 0) {
        const auto pick = below(random, 8);
        if (type == Type::truth) {
            if (pick < 2) {
                auto tree = leaf("constant", type);
                tree->number = static_cast<double>(pick);
                return tree;
            }
            auto tree = leaf(pick < 5 ? "point" : pick < 7 ? "is" : "is not", type);
            tree->point = pick < 5 ? 3 : 4;
            tree->text = one_of(random, {"running", "down"});
            return tree;
        }
        auto tree = leaf(pick < 2   ? "constant"
                         : pick < 4 ? "point"
                         : pick < 5 ? one_of(random, {"age", "hour", "weekday"})
                                    : one_of(random, {"avg", "min", "max", "sum", "delta", "rate"}),
                         type);
        tree->number = static_cast<double>(below(random, 12));
        tree->point = below(random, 3);
        if (pick >= 5) tree->window_s = static_cast<int>(1 + below(random, 3)) * 60;
        return tree;
    }
    const auto pick = below(random, 8);
    std::string word;
    std::vector<Type> parts;
    if (pick == 0) {
        word = "?";
        parts = {Type::truth, type, type};
    } else if (type == Type::truth) {
        if (pick < 4) {
            word = one_of(random, {"<", "<=", ">", ">=", "=", "!="});
            parts = {Type::number, Type::number};
        } else {
            word = pick == 4 ? "not" : one_of(random, {"and", "or"});
            parts.assign(pick == 4 ? 1 : 2, Type::truth);
        }
    } else if (pick == 1) {
        word = one_of(random, {"abs", "sqrt", "negative"});
        parts = {Type::number};
    } else {
        word = one_of(random, {"+", "-", "*", "/", "%", "least", "most"});
        parts = {Type::number, Type::number};
    }
    auto tree = leaf(word, type);
    for (const auto part : parts) tree->parts.push_back(random_tree(random, part, depth - 1));
    return tree;
}

std::string written(const Tree& tree) {
    const auto part = [&](std::size_t i) { return written(*tree.parts[i]); };
    const auto& name = point_names[tree.point];
    if (tree.parts.empty()) {
        if (tree.word == "constant")
            return tree.type == Type::truth ? (tree.number != 0 ? "true" : "false")
                                            : std::to_string(static_cast<int>(tree.number));
        if (tree.word == "point") return name;
        if (tree.word == "is") return name + " = \"" + tree.text + '"';
        if (tree.word == "is not") return '"' + tree.text + "\" != " + name;
        if (tree.word == "hour" || tree.word == "weekday") return tree.word + "()";
        if (tree.word == "age") return "age(" + name + ')';
        return tree.word + '(' + name + ", " + std::to_string(tree.window_s / 60) + "m)";
    }
    if (tree.word == "?") return '(' + part(0) + " ? " + part(1) + " : " + part(2) + ')';
    if (tree.word == "least" || tree.word == "most")
        return (tree.word == "least" ? "min(" : "max(") + part(0) + "， " + part(1) + ')';
    if (tree.word == "not") return "(not " + part(0) + ')';
    if (tree.word == "negative") return "(-" + part(0) + ')';
    if (tree.parts.size() == 1) return tree.word + '(' + part(0) + ')';
    return '(' + part(0) + ' ' + tree.word + ' ' + part(1) + ')';
}

std::optional<double> value_at(const Tree& tree, const History& history, Time now) {
    if (tree.parts.empty()) return of_leaf(tree, history, now);
    const auto first = value_at(*tree.parts[0], history, now);
    if (tree.word == "?") return first ? value_at(*tree.parts[*first != 0 ? 1 : 2], history, now) : std::nullopt;
    if (tree.parts.size() == 1) {
        if (!first) return std::nullopt;
        if (tree.word == "not") return *first != 0 ? 0 : 1;
        if (tree.word == "abs") return std::abs(*first);
        return tree.word == "sqrt" ? finite(std::sqrt(*first)) : Value(-*first);
    }
    const auto second_part = value_at(*tree.parts[1], history, now);
    if (tree.word == "and") {
        if ((first && *first == 0) || (second_part && *second_part == 0)) return 0;
        return first && second_part ? Value(1) : std::nullopt;
    }
    if (tree.word == "or") {
        if ((first && *first != 0) || (second_part && *second_part != 0)) return 1;
        return first && second_part ? Value(0) : std::nullopt;
    }
    return first && second_part ? of_two(tree.word, *first, *second_part) : std::nullopt;
}

}  // namespace dengyun::expressions::test
