#pragma once
// Entity tags and the conditions that requests make with them (RFC 9110, 8.8.3 and 13.1).
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dengyun::http {

struct EntityTag {
    std::string value;  // without its quotes
    bool weak = false;
    friend bool operator==(const EntityTag&, const EntityTag&) = default;
};

// What If-Match or If-None-Match holds.
struct TagList {
    bool any = false;  // "*"
    std::vector<EntityTag> tags;
};

// nullopt where it is malformed or names more than 32 tags.
[[nodiscard]] std::optional<TagList> parse_tags(std::string_view header);
[[nodiscard]] std::string tag_text(std::string_view value);  // "7" → "\"7\""

// Whether a change may go ahead: strong comparison, so that a weak tag never fits. `current` as tag_text makes it;
// empty where nothing exists. A malformed header fits nothing.
[[nodiscard]] bool if_match_fits(std::string_view header, std::string_view current);
// Whether the client already has `current` (answer 304): weak comparison.
[[nodiscard]] bool if_none_match_hits(std::string_view header, std::string_view current);

}  // namespace dengyun::http
