#include "kernel/api/feed_member.h"

namespace dengyun::api::feed {

std::shared_ptr<const std::string> shared_text(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

std::string text_of(const store::Event& event, bool with_data) {
    std::string text = "{\"sequence\":" + std::to_string(event.sequence) + ",\"entity\":";
    meta::write_json_text(text, event.entity);
    text += ",\"entity_id\":\"" + std::to_string(event.entity_id) + "\",\"event\":";
    meta::write_json_text(text, event.name);
    text += ",\"at\":\"" + to_text(event.at) + "\",\"actor_name\":";
    meta::write_json_text(text, with_data ? std::string_view{} : std::string_view(event.actor_name));
    if (with_data) text += ",\"data\":" + event.data;
    text += '}';
    return text;
}

std::string live_text_of(const Member& member, std::string_view data) {
    std::string text = "{\"live\":true,\"entity\":";
    meta::write_json_text(text, member.entity);
    text += ",\"entity_id\":\"" + std::to_string(member.entity_id) + "\",\"data\":";
    text += data;
    text += '}';
    return text;
}

std::shared_ptr<const http::Request> proof_of(const http::Request& request) {
    auto proof = std::make_shared<http::Request>();
    proof->path = request.path;
    proof->remote_address = request.remote_address;
    proof->secure = request.secure;
    for (const std::string_view name : {"cookie", "authorization", "user-agent"})
        if (const auto value = request.header(name)) proof->headers.push_back({std::string(name), std::string(*value)});
    return proof;
}

}  // namespace dengyun::api::feed
