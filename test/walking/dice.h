#pragma once
// What a step of a walk draws: it depends on the seed and the step's number alone, so that a walk can be made again,
// and without some of its steps (see shrink.h).
#include <functional>
#include <random>
#include <vector>

namespace dengyun::walking {

class Dice {
  public:
    Dice(std::uint64_t seed, int step) : random_(seed * 1'000'003 + static_cast<std::uint64_t>(step)) {}
    std::int64_t below(std::int64_t end) { return std::uniform_int_distribution<std::int64_t>(0, end - 1)(random_); }
    bool one_in(std::int64_t n) { return below(n) == 0; }
    template <class T>
    const T& of(const std::vector<T>& list) {
        return list.at(static_cast<std::size_t>(below(static_cast<std::int64_t>(list.size()))));
    }

  private:
    std::mt19937_64 random_;
};

struct Choice {
    int weight;
    std::function<void()> run;
};

}  // namespace dengyun::walking
