#pragma once
// One search over what an organisation has and the public directory: a few hits of each kind.
#include <string>
#include <vector>

#include "kernel/meta/entity.h"

namespace dengyun::enterprise {

struct SearchHit {
    std::string entity;  // "site"
    std::string id;      // decimal text
    std::string title;
    std::string subtitle;
    static const meta::Entity description;
};

struct SearchAnswer {
    std::vector<SearchHit> items;  // grouped by entity
    static const meta::Entity description;
};

}  // namespace dengyun::enterprise
