#pragma once
// A saved view: one way to look at one list. What `query` means is the page's business; to the server it is a text.
#include <string>

#include "kernel/meta/entity.h"

namespace dengyun::views {

inline constexpr std::int64_t own_views_max = 100;     // per person
inline constexpr std::int64_t shared_views_max = 200;  // per organisation

struct SavedView : meta::Record<SavedView> {
    Id<User> user_id{};  // whose it is
    std::string list;    // the list that it is of: the path of its collection, "/api/v1/sites"
    std::string name;
    std::string query;  // filters, order and columns, as in the page's address: "q=…&sort=-created_at"
    bool shared = false;
    static const meta::Entity description;
};

}  // namespace dengyun::views
