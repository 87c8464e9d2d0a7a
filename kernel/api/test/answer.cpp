#include "kernel/api/test/answer.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "kernel/meta/json.h"

namespace dengyun::api {

namespace {

namespace json = boost::json;

}  // namespace

Answer::Answer(const http::Response& response)
    : status(response.status), body(response.body), content_type(response.content_type), headers(response.headers) {
    etag = header("ETag");
    location = header("Location");
    if (content_type.ends_with("json") && !body.empty()) json = meta::parse_json(body).value();
}

std::string Answer::text(std::string_view member) const {
    const auto* object = json.if_object();
    const auto* value = object == nullptr ? nullptr : object->if_contains(member);
    if (value == nullptr || value->is_null()) return {};
    if (const auto* string = value->if_string()) return std::string(*string);
    return json::serialize(*value);
}

std::string Answer::issues() const {
    std::string text;
    const auto* issues = json.is_object() ? json.as_object().if_contains("issues") : nullptr;
    if (issues == nullptr) return text;
    for (const auto& issue : issues->as_array()) {
        if (!text.empty()) text += ' ';
        text += std::string(issue.at("field").as_string()) + ':' + std::string(issue.at("code").as_string());
    }
    return text;
}

std::string Answer::actions() const {
    std::string text;
    for (const auto& action : json.at("actions").as_array())
        text += (text.empty() ? "" : " ") + std::string(action.as_string());
    return text;
}

std::vector<std::string> Answer::all(std::string_view member) const {
    std::vector<std::string> values;
    for (const auto& item : json.at("items").as_array()) {
        const auto& value = item.at(member);
        values.push_back(value.is_string() ? std::string(value.as_string()) : json::serialize(value));
    }
    return values;
}

std::string Answer::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &http::Header::name);
    return found == headers.end() ? std::string() : found->value;
}

}  // namespace dengyun::api
