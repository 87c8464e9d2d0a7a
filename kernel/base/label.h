#pragma once
// Text for people in the two languages of the platform. Chinese first.
#include <string_view>

namespace dengyun {

enum class Language { zh, en };

struct Label {
    std::string_view zh;
    std::string_view en;
    [[nodiscard]] constexpr std::string_view in(Language language) const { return language == Language::zh ? zh : en; }
};

}  // namespace dengyun
