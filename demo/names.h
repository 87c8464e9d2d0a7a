#pragma once
// Invented names: of firms from neutral syllables, of people from common family and given names.
#include <set>
#include <string>

#include "demo/draw.h"
#include "demo/generate.h"

namespace dengyun::demo {

// Brands that differ in both languages, each given out once. Two syllables; pairs that are known trade names are left
// out. As with any name, likeness to a real firm is chance.
class BrandSource {
  public:
    [[nodiscard]] Text next(Draw& draw);  // at most enterprises_max

  private:
    std::set<std::string> used_;  // Chinese and English
};

[[nodiscard]] std::string person_name(Draw& draw);

}  // namespace dengyun::demo
