#include "edge/erp/platform.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace dengyun::erp {
namespace {

boost::json::object object_in(const std::string& text) {
    boost::system::error_code error;
    const auto value = boost::json::parse(text, error);
    return !error && value.is_object() ? value.as_object() : boost::json::object{};
}

std::string text_of(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

// The title, then each issue with its place.
std::string reason_in(const boost::json::object& problem) {
    auto reason = text_of(problem, "title");
    if (const auto* issues = problem.if_contains("issues"); issues != nullptr && issues->is_array()) {
        for (const auto& issue : issues->as_array()) {
            if (!issue.is_object()) continue;
            const auto field = text_of(issue.as_object(), "field");
            reason += '\n' + (field.empty() ? "" : field + ": ") + text_of(issue.as_object(), "text");
        }
    }
    return reason;
}

}  // namespace

Platform::Platform(std::string address, const std::string& key, std::chrono::milliseconds time_max)
    : client_({.address = std::move(address), .authorization = "Bearer " + key, .time_max = time_max}) {}

Outcome Platform::give(std::string_view file) const {
    auto answer = client_.post("/api/v1/received-documents", file, "application/xml");
    const auto said = object_in(answer.body);
    Outcome outcome{.answer = std::move(answer.body)};
    constexpr long created = 201;
    if (answer.status == created) {
        outcome.kind = Outcome::Kind::taken;
        outcome.subject_kind = text_of(said, "subject_kind");
        outcome.subject_id = text_of(said, "subject_id");
        outcome.subject_number = text_of(said, "subject_number");
        return outcome;
    }
    // What is wrong with the document, and not with the key, the line or the moment.
    constexpr std::array<long, 4> final_answers{400, 409, 413, 422};
    if (std::ranges::find(final_answers, answer.status) != final_answers.end()) outcome.kind = Outcome::Kind::refused;
    outcome.reason = answer.status == 0 ? "the platform does not answer" : reason_in(said);
    return outcome;
}

std::optional<std::string> Platform::status_of(const std::string& subject_kind, const std::string& subject_id) const {
    if (subject_kind != "rfx") return std::nullopt;
    const auto answer = client_.get("/api/v1/rfxs/" + subject_id);
    constexpr long fine = 200;
    if (answer.status != fine) return std::nullopt;
    return text_of(object_in(answer.body), "status");
}

}  // namespace dengyun::erp
