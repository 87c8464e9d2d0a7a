#pragma once
// A plain second reading of the language: a tree that is written out as text, and its value at a moment by looking
// through the whole history. Shares nothing with the engine but the numbers of what it may do.
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "engines/expressions/model.h"

namespace dengyun::expressions::test {

struct Sample {
    std::size_t point = 0;
    Time at = 0;
    std::optional<double> number{};  // none: no finite number, or a text
    std::string text{};
};
using History = std::vector<Sample>;  // in the order of arrival, which is that of time for each point

struct Tree {
    std::string word;  // "+", "and", "point", "avg" …
    Type type = Type::number;
    double number = 0;
    std::string text{};
    std::size_t point = 0;
    int window_s = 0;
    std::vector<std::unique_ptr<Tree>> parts{};
};
using TreePtr = std::unique_ptr<Tree>;

// Points 0 and 1 are numbers, 2 a counter, 3 a truth, 4 a text.
inline const std::vector<std::string> point_names{"温度", "pressure", "[n/count]", "on", "state"};
[[nodiscard]] TreePtr random_tree(std::mt19937_64& random, Type type, int depth);
[[nodiscard]] std::string written(const Tree& tree);
// Of all samples that came so far. China's time.
[[nodiscard]] std::optional<double> value_at(const Tree& tree, const History& history, Time now);

}  // namespace dengyun::expressions::test
