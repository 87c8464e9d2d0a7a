#include "engines/sparkplug/topic.h"

#include <array>

namespace dengyun::sparkplug {
namespace {

constexpr std::array<std::string_view, 8> kinds{"NBIRTH", "NDEATH", "NDATA", "NCMD",
                                                "DBIRTH", "DDEATH", "DDATA", "DCMD"};

// The part up to the next "/", taken from the front.
std::string_view next_part(std::string_view& rest) {
    const auto slash = rest.find('/');
    const auto part = rest.substr(0, slash);
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
    return part;
}

}  // namespace

std::optional<Topic> parse_topic(std::string_view text) {
    if (!text.starts_with(topic_prefix) || text.ends_with('/')) return std::nullopt;
    auto rest = text.substr(topic_prefix.size());
    Topic topic;
    topic.group = next_part(rest);
    const auto kind = next_part(rest);
    topic.node = next_part(rest);
    topic.device = next_part(rest);
    if (topic.group.empty() || topic.node.empty() || !rest.empty()) return std::nullopt;
    for (std::size_t i = 0; i < kinds.size(); i++) {
        if (kinds[i] != kind) continue;
        topic.kind = static_cast<Kind>(i);
        const bool is_of_device = topic.kind >= Kind::dbirth;
        return is_of_device == !topic.device.empty() ? std::optional(topic) : std::nullopt;
    }
    return std::nullopt;
}

std::string to_text(const Topic& topic) {
    std::string text(topic_prefix);
    text += topic.group;
    text += '/';
    text += kinds[static_cast<std::size_t>(topic.kind)];
    text += '/';
    text += topic.node;
    if (!topic.device.empty()) {
        text += '/';
        text += topic.device;
    }
    return text;
}

std::string state_topic(std::string_view host) { return std::string(topic_prefix) + "STATE/" + std::string(host); }

}  // namespace dengyun::sparkplug
