// Goal: an expression comes to what a plain look through the whole history comes to, whatever the expression, the
// history and the moment, missing data included.
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "engines/expressions/api.h"
#include "engines/expressions/test/reference.h"

namespace dengyun::expressions::test {
namespace {

std::optional<PointKind> find_point(std::string_view name) {
    if (name == "温度" || name == "pressure") return PointKind{};
    if (name == "n/count") return PointKind{.is_counter = true};
    if (name == "on") return PointKind{.type = Type::truth};
    if (name == "state") return PointKind{.type = Type::text};
    return std::nullopt;
}

class Follow {
  public:
    Follow(const Tree& tree, Program program)
        : tree_(tree),
          program_(std::make_shared<const Program>(std::move(program))),
          evaluator_(program_, TimeZone::find("Asia/Shanghai")) {}

    void hear(const Sample& sample) {
        history_.push_back(sample);
        auto name = point_names[sample.point];
        if (name.front() == '[') name = name.substr(1, name.size() - 2);
        for (std::size_t i = 0; i < program_->points.size(); i++) {
            if (program_->points[i].name != name) continue;
            if (sample.point == 4)
                ASSERT_TRUE(evaluator_.hear(i, sample.at, std::string_view(sample.text)));
            else
                ASSERT_TRUE(
                    evaluator_.hear(i, sample.at, sample.number.value_or(std::numeric_limits<double>::quiet_NaN())));
        }
    }
    // Whether both come to the same; counts what is known.
    bool agrees(Time now, int& known) {
        const auto expected = value_at(tree_, history_, now);
        const auto told = evaluator_.value(now);
        known += expected ? 1 : 0;
        return expected.has_value() == told.has_value() &&
               (!expected || std::abs(*expected - *told) <= 1e-9 * std::max(1.0, std::abs(*expected)));
    }

  private:
    const Tree& tree_;
    std::shared_ptr<const Program> program_;
    Evaluator evaluator_;
    History history_;
};

Sample random_sample(std::mt19937_64& random, std::size_t point, Time at) {
    Sample sample{.point = point, .at = at};
    if (point == 4)
        sample.text = random() % 2 == 0 ? "running" : "down";
    else if (random() % 12 != 0)
        sample.number = static_cast<double>(random() % (point == 3 ? 2 : 16));
    return sample;
}

TEST(Expressions, AgreeWithAPlainLookOnRandomHistories) {
    std::mt19937_64 random(7);
    int known = 0;
    int looked = 0;
    for (int round = 0; round < 4'000; round++) {
        const auto tree = random_tree(random, random() % 2 == 0 ? Type::number : Type::truth, 4);
        const auto text = written(*tree);
        auto parsed = parse(text, find_point);
        if (!parsed) {
            // What the bounds refuse they refuse for a reason.
            ASSERT_TRUE(parsed.error().code == "expression_too_long" || parsed.error().code == "expression_too_large" ||
                        parsed.error().code == "expression_too_many_windows")
                << text << ' ' << parsed.error().code;
            continue;
        }
        Follow follow(*tree, std::move(*parsed));
        Time now = 1'772'323'200 * second + static_cast<Time>(random() % 604'800) * second;
        for (int i = 0; i < 40; i++) {
            now += static_cast<Time>(random() % (random() % 5 == 0 ? 90'000 : 4'000) + 1) * 1'000'000;
            if (random() % 4 != 0) follow.hear(random_sample(random, random() % 5, now));
            looked++;
            ASSERT_TRUE(follow.agrees(now, known)) << "round " << round << " step " << i << ": " << text;
        }
    }
    EXPECT_GT(looked, 100'000);
    EXPECT_GT(known, looked / 4);
    EXPECT_LT(known, looked);
}

}  // namespace
}  // namespace dengyun::expressions::test
