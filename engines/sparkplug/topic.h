#pragma once
// The topics of Sparkplug B: spBv1.0/GROUP/KIND/NODE[/DEVICE].
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dengyun::sparkplug {

inline constexpr std::string_view topic_namespace = "spBv1.0";
inline constexpr std::string_view topic_prefix = "spBv1.0/";

enum class Kind : std::uint8_t { nbirth, ndeath, ndata, ncmd, dbirth, ddeath, ddata, dcmd };

// Views of the text it was read from.
struct Topic {
    std::string_view group;
    Kind kind{};
    std::string_view node;
    std::string_view device{};  // empty: the node itself
};

// None: no topic of a message of an edge node or to one; ids are not empty and a device stands where one belongs.
[[nodiscard]] std::optional<Topic> parse_topic(std::string_view text);
[[nodiscard]] std::string to_text(const Topic& topic);
// Where a host tells whether it is there: spBv1.0/STATE/HOST.
[[nodiscard]] std::string state_topic(std::string_view host);

}  // namespace dengyun::sparkplug
