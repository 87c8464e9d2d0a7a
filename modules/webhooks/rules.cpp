#include "modules/webhooks/rules.h"

#include "kernel/base/digest.h"
#include "kernel/meta/json.h"

namespace dengyun::webhooks {
namespace {

bool is_word(std::string_view text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

bool matches(std::string_view pattern, std::string_view name) {
    if (pattern == "*") return true;
    if (pattern.ends_with(".*")) return name.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == name;
}

std::string_view name_of(ActorKind kind) {
    switch (kind) {
        case ActorKind::user:
            return "user";
        case ActorKind::api_key:
            return "api_key";
        case ActorKind::system:
            return "system";
    }
    return {};
}

}  // namespace

bool is_pattern(std::string_view text) {
    if (text == "*") return true;
    const auto dot = text.find('.');
    if (dot == std::string_view::npos || !is_word(text.substr(0, dot))) return false;
    const auto what = text.substr(dot + 1);
    return what == "*" || is_word(what);
}

bool wants(std::span<const std::string> patterns, const store::Event& event) {
    if (event.entity == "webhook_delivery") return false;
    return std::ranges::any_of(patterns, [&](const std::string& pattern) { return matches(pattern, event.name); });
}

std::string body_of(const store::Event& event) {
    std::string body = "{\"organisation_id\":\"" + to_text(event.organisation_id) +
                       "\",\"sequence\":" + std::to_string(event.sequence) + ",\"at\":\"" + to_text(event.at) +
                       "\",\"actor_kind\":\"";
    body += name_of(event.actor_kind);
    body += "\",\"actor_name\":";
    meta::write_json_text(body, event.actor_name);
    body += ",\"entity\":";
    meta::write_json_text(body, event.entity);
    body += ",\"entity_id\":\"" + std::to_string(event.entity_id) + "\",\"event\":";
    meta::write_json_text(body, event.name);
    const std::string_view data = event.data.empty() ? "{}" : std::string_view(event.data);
    if (body.size() + data.size() + 16 > body_bytes_max) return body + ",\"data\":null,\"data_omitted\":true}";
    body += ",\"data\":";
    body += data;
    body += '}';
    return body;
}

std::string signature_of(std::string_view secret, Instant at, std::string_view body) {
    const auto seconds = std::to_string(milliseconds_of(at) / 1000);
    return "t=" + seconds + ",v1=" + hmac_sha256_hex(secret, seconds + '.' + std::string(body));
}

std::optional<Duration> pause_after(std::int64_t attempts) {
    if (attempts >= attempts_max) return std::nullopt;
    Duration pause = back_off_first;
    for (std::int64_t i = 1; i < attempts && pause < back_off_max; ++i) pause *= 2;
    return std::min(pause, back_off_max);
}

}  // namespace dengyun::webhooks
