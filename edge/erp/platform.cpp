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

constexpr long fine = 200;
constexpr auto silent = "the platform does not answer";

std::int64_t integer_of(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_int64() ? value->as_int64() : 0;
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
    outcome.reason = answer.status == 0 ? silent : reason_in(said);
    return outcome;
}

std::optional<std::string> Platform::status_of(const std::string& subject_kind, const std::string& subject_id) const {
    constexpr std::pair<std::string_view, std::string_view> places[] = {{"rfx", "rfxs"},
                                                                        {"purchase_order", "purchase-orders"},
                                                                        {"shipment", "shipments"},
                                                                        {"supplier_invoice", "supplier-invoices"}};
    const auto* place = std::ranges::find(places, subject_kind, &std::pair<std::string_view, std::string_view>::first);
    if (place == std::end(places)) return std::nullopt;
    const auto answer = client_.get("/api/v1/" + std::string(place->second) + '/' + subject_id);
    if (answer.status != fine) return std::nullopt;
    return text_of(object_in(answer.body), "status");
}

std::optional<Arrivals> Platform::arrivals(std::int64_t after, std::string& why) const {
    const auto answer = client_.get("/api/v1/outgoing-documents?after=" + std::to_string(after));
    const auto said = object_in(answer.body);
    const auto* documents = said.if_contains("documents");
    if (answer.status != fine || documents == nullptr || !documents->is_array()) {
        why = answer.status == 0 ? silent : reason_in(said);
        return std::nullopt;
    }
    Arrivals all{.sequence = integer_of(said, "sequence")};
    const auto* more = said.if_contains("has_more");
    all.has_more = more != nullptr && more->is_bool() && more->as_bool();
    for (const auto& one : documents->as_array()) {
        if (!one.is_object()) continue;
        const auto& document = one.as_object();
        all.documents.push_back({integer_of(document, "sequence"), text_of(document, "kind"),
                                 text_of(document, "number"), text_of(document, "sender"), text_of(document, "path")});
    }
    return all;
}

File Platform::file_of(const Arrival& arrival) const {
    auto answer = client_.get(arrival.path);
    if (answer.status == fine) return {.kind = File::Kind::there, .text = std::move(answer.body), .reason = {}};
    // The key may not read this kind, or its sender has taken it back: the next one is no worse for it.
    constexpr std::array<long, 3> final_answers{403, 404, 409};
    const bool is_final = std::ranges::find(final_answers, answer.status) != final_answers.end();
    return {.kind = is_final ? File::Kind::refused : File::Kind::unreachable,
            .text = {},
            .reason = answer.status == 0 ? silent : reason_in(object_in(answer.body))};
}

}  // namespace dengyun::erp
