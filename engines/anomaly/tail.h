#pragma once
// How rare a magnitude is among those seen before: a histogram of logarithms, and beyond its upper part a Pareto tail,
// so that a value greater than all before is told from one that is a little greater. Inside engines/anomaly.
// Source of the tail: B. M. Hill, "A simple general approach to inference about the tail of a distribution", 1975.
#include <array>
#include <cstddef>
#include <cstdint>

namespace dengyun::anomaly {

class Tail {
  public:
    // The rarity as -log10 of the chance; 0 for what is common, and before enough was seen. O(bins).
    [[nodiscard]] double rarity(double magnitude) const;
    void add(double magnitude);

  private:
    static constexpr std::size_t bins = 160;  // of a tenth of e each, from e^-6 to e^10
    [[nodiscard]] static std::size_t bin_of(double magnitude);
    std::array<std::uint32_t, bins> counts_{};
    std::uint32_t total_ = 0;
};

}  // namespace dengyun::anomaly
