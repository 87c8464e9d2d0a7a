#include "kernel/mqtt/topic.h"

namespace dengyun::mqtt {
namespace {

// Takes the first level off; `more` tells whether another one follows.
std::string_view next_level(std::string_view& rest, bool& more) {
    const auto slash = rest.find('/');
    more = slash != std::string_view::npos;
    const auto level = rest.substr(0, slash);
    rest = more ? rest.substr(slash + 1) : std::string_view();
    return level;
}

}  // namespace

bool is_topic_name(std::string_view name) {
    return !name.empty() && name.find_first_of("+#") == std::string_view::npos;
}

bool is_topic_filter(std::string_view filter) {
    if (filter.empty()) return false;
    for (bool more = true; more;) {
        const auto level = next_level(filter, more);
        if (level.size() > 1 && level.find_first_of("+#") != std::string_view::npos) return false;
        if (level == "#" && more) return false;
    }
    return true;
}

bool is_shared_filter(std::string_view filter) { return filter.starts_with("$share/"); }

bool matches(std::string_view filter, std::string_view name) {
    if (name.starts_with('$') && !filter.starts_with('$')) {
        if (filter.starts_with('+') || filter.starts_with('#')) return false;
    }
    bool more_filter = true, more_name = true;
    while (true) {
        const auto wanted = next_level(filter, more_filter);
        if (wanted == "#") return true;
        const auto level = next_level(name, more_name);
        if (wanted != "+" && wanted != level) return false;
        if (!more_name) return !more_filter || filter == "#";  // "a/#" matches "a", too
        if (!more_filter) return false;
    }
}

}  // namespace dengyun::mqtt
