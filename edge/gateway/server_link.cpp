#include "edge/gateway/server_link.h"

#include <boost/json.hpp>

namespace dengyun::gateway {
namespace {

namespace json = boost::json;

json::object written(const SourceState& state) {
    return {{"name", state.name},
            {"is_connected", state.is_connected},
            {"reads", static_cast<std::int64_t>(state.reads)},
            {"failures", static_cast<std::int64_t>(state.failures)},
            {"exceptions", static_cast<std::int64_t>(state.exceptions)},
            {"failure", state.failure}};
}

json::object written(const JournalEntry& entry) {
    return {{"at", to_text(entry.at)},
            {"severity", name_of(entry.severity)},
            {"code", entry.code},
            {"detail", entry.detail}};
}

json::object written(const CommandResult& result) {
    json::object made{{"id", result.id}, {"code", result.code}};
    if (result.value) made["value"] = *result.value;
    return made;
}

template <class Item>
json::array list_of(const std::vector<Item>& items) {
    json::array list;
    for (const auto& item : items) list.push_back(written(item));
    return list;
}

json::object written(const Report& report) {
    json::object made{{"running", report.running},
                      {"is_local", report.is_local},
                      {"refusal", report.refusal},
                      {"queue_bytes", static_cast<std::int64_t>(report.queue.bytes)},
                      {"queue_dropped", static_cast<std::int64_t>(report.queue.dropped)},
                      {"queue_damaged", static_cast<std::int64_t>(report.queue.damaged)},
                      {"delivered", static_cast<std::int64_t>(report.delivered)},
                      {"lost", static_cast<std::int64_t>(report.lost)},
                      {"resident_bytes", static_cast<std::int64_t>(report.resident_bytes)},
                      {"connections", list_of(report.connections)},
                      {"journal", list_of(report.journal)},
                      {"results", list_of(report.results)}};
    if (report.refused) made["refused"] = *report.refused;
    return made;
}

std::string text_in(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

Command command_in(const json::object& object) {
    const auto* value = object.if_contains("value");
    return {.id = text_in(object, "id"),
            .device = text_in(object, "device"),
            .point = text_in(object, "point"),
            .value = value != nullptr && value->is_number() ? value->to_number<double>() : 0};
}

std::optional<News> news_in(const std::string& text) {
    json::error_code error;
    const auto answer = json::parse(text, error);
    if (error || !answer.is_object()) return std::nullopt;
    const auto& object = answer.get_object();
    News news;
    const auto* number = object.if_contains("number");
    if (number == nullptr || !number->is_int64()) return std::nullopt;
    news.number = number->get_int64();
    if (const auto at = parse_instant(text_in(object, "at"))) news.at = *at;
    if (const auto* given = object.if_contains("configuration"); given != nullptr && given->is_object())
        news.configuration = json::serialize(*given);
    if (const auto* commands = object.if_contains("commands"); commands != nullptr && commands->is_array())
        for (const auto& command : commands->get_array())
            if (command.is_object()) news.commands.push_back(command_in(command.get_object()));
    return news;
}

}  // namespace

Result<News> ask_platform(edge::Client& client, const Report& report) {
    const auto answer = client.post("/api/v1/gateway-reports", json::serialize(written(report)), "application/json");
    constexpr long fine = 200;
    if (answer.status != fine)
        return fail(ErrorKind::unavailable, "gateway.platform_unreachable", {},
                    answer.status == 0 ? std::string() : std::to_string(answer.status) + ' ' + answer.body);
    auto news = news_in(answer.body);
    if (!news) return fail(ErrorKind::invalid, "gateway.platform_misunderstood");
    return std::move(*news);
}

}  // namespace dengyun::gateway
