#include "kernel/http/etag.h"

#include "kernel/http/text.h"

namespace dengyun::http {
namespace {

constexpr std::size_t tags_max = 32;

// etagc: anything visible but the quote, and bytes above ASCII.
bool is_tag_character(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != '"' && byte != 0x7f;
}

// Takes one tag off the front of `rest`.
std::optional<EntityTag> take_tag(std::string_view& rest) {
    EntityTag tag;
    if (rest.starts_with("W/")) {
        tag.weak = true;
        rest.remove_prefix(2);
    }
    if (!rest.starts_with('"')) return std::nullopt;
    const auto end = rest.find('"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    tag.value = rest.substr(1, end - 1);
    for (const char c : tag.value)
        if (!is_tag_character(c)) return std::nullopt;
    rest.remove_prefix(end + 1);
    return tag;
}

}  // namespace

std::optional<TagList> parse_tags(std::string_view header) {
    auto rest = trimmed(header);
    if (rest == "*") return TagList{.any = true, .tags = {}};
    TagList list;
    while (true) {
        auto tag = take_tag(rest);
        if (!tag || list.tags.size() == tags_max) return std::nullopt;
        list.tags.push_back(std::move(*tag));
        rest = trimmed(rest);
        if (rest.empty()) return list;
        if (rest.front() != ',') return std::nullopt;
        rest = trimmed(rest.substr(1));
    }
}

std::string tag_text(std::string_view value) { return '"' + std::string(value) + '"'; }

bool if_match_fits(std::string_view header, std::string_view current) {
    const auto list = parse_tags(header);
    if (!list || current.empty()) return false;
    if (list->any) return true;
    for (const auto& tag : list->tags)
        if (!tag.weak && tag_text(tag.value) == current) return true;
    return false;
}

bool if_none_match_hits(std::string_view header, std::string_view current) {
    const auto list = parse_tags(header);
    if (!list || current.empty()) return false;
    if (list->any) return true;
    if (current.starts_with("W/")) current.remove_prefix(2);
    for (const auto& tag : list->tags)
        if (tag_text(tag.value) == current) return true;
    return false;
}

}  // namespace dengyun::http
