#pragma once
// Bodies of line protocol from a seed: names and values with escapes of all kinds, every type, blanks and comments, and
// damage. The measurement of line N begins with "mN_", also of one that damage has cut off from another, so that lines
// do not meet each other's types.
#include <random>
#include <string>

namespace dengyun::test {

class RandomLines {
  public:
    explicit RandomLines(std::uint64_t seed) : random_(seed) {}
    // Mostly one line, sometimes several with blanks and comments between them.
    [[nodiscard]] std::string body();
    // Of the next line.
    [[nodiscard]] std::size_t number() const { return number_; }

  private:
    [[nodiscard]] std::size_t below(std::size_t limit) { return random_() % limit; }
    [[nodiscard]] bool one_in(std::size_t count) { return below(count) == 0; }
    template <std::size_t N>
    [[nodiscard]] std::string pick(const char* const (&from)[N]) {
        return from[below(N)];
    }
    [[nodiscard]] std::string piece(const char* text);
    [[nodiscard]] std::string name();
    [[nodiscard]] std::string value();
    [[nodiscard]] std::string time();
    [[nodiscard]] std::string line();
    void damage(std::string& text, std::size_t front);

    std::mt19937_64 random_;
    std::size_t number_ = 0;
};

}  // namespace dengyun::test
