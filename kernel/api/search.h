#pragma once
// One search over everything that the caller may list: each list that takes `q` is asked for a few rows, as he would
// ask it himself, so that its permission, its reach and its private fields hold here, too.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/api/call.h"
#include "kernel/meta/entity.h"

namespace dengyun::api {

struct SearchHit {
    std::string entity;           // "site"
    std::string id;               // decimal text
    std::string organisation_id;  // whose it is; empty where the row does not say it
    std::string title;            // in the caller's language where the row has it
    std::string subtitle;         // its state and what else of it is searched
    static const meta::Entity description;
};

struct SearchAnswer {
    std::vector<SearchHit> items;  // the best first, each row once
    static const meta::Entity description;
};

class Routes;
// GET /api/v1/search?q=…&limit=…: first what is called or numbered exactly so, then what has it at the beginning of a
// word of its title, then the rest; in each of the three the entities of `kinds` in their order, then the others in the
// order in which their lists were declared. `routes` and `kinds` must outlive the route.
void add_search_route(Routes& routes, std::span<const std::string_view> kinds = {});

}  // namespace dengyun::api
