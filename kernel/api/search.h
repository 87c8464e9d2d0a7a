#pragma once
// One search over everything that the caller may list: each list that takes `q` is asked for a few rows, as he would
// ask it himself, so that its permission, its reach and its private fields hold here, too.
#include <string>
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
    std::vector<SearchHit> items;  // list by list, each row once
    static const meta::Entity description;
};

class Routes;
// GET /api/v1/search?q=…&limit=…: the lists in the order of their declaration. `routes` must outlive the route.
void add_search_route(Routes& routes);

}  // namespace dengyun::api
