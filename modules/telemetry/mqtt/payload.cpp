#include "modules/telemetry/mqtt/payload.h"

#include "kernel/meta/json.h"

namespace dengyun::telemetry {

namespace json = boost::json;

mqtt::Reason reason_of(const Error& error) {
    if (error.code == "telemetry.bad_topic") return mqtt::Reason::topic_name_invalid;
    switch (error.kind) {
        case ErrorKind::forbidden:
        case ErrorKind::unauthenticated:
            return mqtt::Reason::not_authorized;
        case ErrorKind::limit:
            return mqtt::Reason::quota_exceeded;
        case ErrorKind::unavailable:
            return mqtt::Reason::unspecified_error;
        default:
            return mqtt::Reason::payload_format_invalid;
    }
}

Result<json::object> read_object(std::string_view payload) {
    auto value = meta::parse_json(payload);
    if (!value || !value->is_object()) return fail(ErrorKind::invalid, "telemetry.bad_json");
    if (value->get_object().size() > children_of_message_max)
        return fail(ErrorKind::invalid, "telemetry.too_many_values");
    return std::move(value->get_object());
}

std::optional<std::int64_t> number_in(std::string_view text) {
    if (text.empty() || text.size() > 10 || text.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    std::int64_t number = 0;
    for (const char digit : text) number = number * 10 + (digit - '0');
    return number;
}

}  // namespace dengyun::telemetry
