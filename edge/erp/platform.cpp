#include "edge/erp/platform.h"

#include <boost/json.hpp>
#include <curl/curl.h>
#include <memory>

#include "kernel/base/assert.h"

namespace dengyun::erp {
namespace {

constexpr std::size_t answer_bytes_max = 4 * 1024 * 1024;

std::size_t keep(char* data, std::size_t size, std::size_t count, void* user) {
    auto& body = *static_cast<std::string*>(user);
    if (body.size() + size * count > answer_bytes_max) return 0;
    body.append(data, size * count);
    return size * count;
}

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
    const auto outcome = curl_easy_setopt(curl, option, value);
    DENGYUN_ASSERT(outcome == CURLE_OK);
}

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

Platform::Platform(std::string address, std::string key, std::chrono::milliseconds time_max)
    : address_(std::move(address)), key_(std::move(key)), time_max_(time_max) {
    while (address_.ends_with('/')) address_.pop_back();
    static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
    DENGYUN_ASSERT(started == CURLE_OK);
}

Platform::Answer Platform::send(const std::string& path, const std::string_view* body) const {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    DENGYUN_ASSERT(curl != nullptr);
    Answer answer;
    const auto url = address_ + path;
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(
        curl_slist_append(nullptr, ("Authorization: Bearer " + key_).c_str()), &curl_slist_free_all);
    DENGYUN_ASSERT(headers != nullptr);
    set(curl.get(), CURLOPT_URL, url.c_str());
    set(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    set(curl.get(), CURLOPT_NOSIGNAL, 1L);
    set(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(time_max_.count()));
    set(curl.get(), CURLOPT_WRITEFUNCTION, keep);
    set(curl.get(), CURLOPT_WRITEDATA, &answer.body);
    if (body != nullptr) {
        auto* longer = curl_slist_append(headers.get(), "Content-Type: application/xml");
        DENGYUN_ASSERT(longer != nullptr);
        set(curl.get(), CURLOPT_POST, 1L);
        set(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
        set(curl.get(), CURLOPT_POSTFIELDS, body->data());
    }
    set(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    if (curl_easy_perform(curl.get()) != CURLE_OK) return {};
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

Outcome Platform::give(std::string_view file) const {
    auto answer = send("/api/v1/received-documents", &file);
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
    const auto answer = send("/api/v1/rfxs/" + subject_id, nullptr);
    constexpr long fine = 200;
    if (answer.status != fine) return std::nullopt;
    return text_of(object_in(answer.body), "status");
}

}  // namespace dengyun::erp
