#pragma once
// Topic names and topic filters (MQTT 4.7).
#include <string_view>

namespace dengyun::mqtt {

// Both want text that is_mqtt_text() accepted. A name: not empty, without wildcards.
[[nodiscard]] bool is_topic_name(std::string_view name);
// A filter: not empty; "+" fills a level, "#" the last one.
[[nodiscard]] bool is_topic_filter(std::string_view filter);
// "$share/GROUP/FILTER" (MQTT 5, 4.8.2), which a device endpoint does not offer.
[[nodiscard]] bool is_shared_filter(std::string_view filter);
// Whether the valid filter matches the valid name; wildcards in front do not match names that begin with "$".
[[nodiscard]] bool matches(std::string_view filter, std::string_view name);

}  // namespace dengyun::mqtt
