#pragma once
// A circle: a leading firm's own group of firms, to which it shows demand that is not for the whole network. The row
// belongs to the leading firm; who is in it stands in members/member.h.
#include <optional>
#include <string>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"

namespace dengyun::circles {

inline constexpr std::int64_t circles_max = 50;  // of one organisation

struct Circle : meta::Record<Circle> {
    std::string name;
    std::optional<std::string> description_text;
    static const meta::Entity description;
};

}  // namespace dengyun::circles
