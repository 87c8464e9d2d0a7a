#include "kernel/api/search.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "kernel/api/reach.h"
#include "kernel/api/route.h"

namespace dengyun::api {
namespace {

namespace json = boost::json;

constexpr std::int64_t hits_max = 20;  // of each list
constexpr std::int64_t hits_default = 5;
constexpr std::uint32_t items_max = 2'000;
constexpr std::size_t query_bytes_max = 200;
constexpr std::size_t details_max = 2;  // of a hit, besides its state

constexpr auto hit_fields = meta::fields(
    meta::field<&SearchHit::entity>("entity", {"种类", "Entity"}), meta::field<&SearchHit::id>("id", {"编号", "Id"}),
    meta::field<&SearchHit::organisation_id>("organisation_id", {"所属单位", "Whose it is"}),
    meta::field<&SearchHit::title>("title", {"标题", "Title"}, {.length_max = 2'000}),
    meta::field<&SearchHit::subtitle>("subtitle", {"说明", "Subtitle"}, {.length_max = 5'000}));
constexpr auto answer_fields =
    meta::fields(meta::field<&SearchAnswer::items>("items", {"结果", "Hits"}, {.items_max = items_max}));

// A list that can be searched, of rows that have a name.
bool is_searched(const Route& route) {
    if (route.method != http::Method::get || !route.output_is_page || route.output == nullptr) return false;
    if (route.options.list_of != route.output->name || route.path.contains('{')) return false;
    return !route.output->title_field.empty() &&
           std::ranges::any_of(route.output->fields, [](const auto& field) { return field.has(meta::searchable); });
}

std::string text_of(const json::object& row, std::string_view name) {
    const auto* value = row.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

// As people read it: what an enumerator is called.
std::string shown(const json::object& row, const meta::Field& field, Language language) {
    auto text = text_of(row, field.name);
    if (field.type != meta::Type::choice) return text;
    const auto entries = field.choices().entries;
    const auto found = std::ranges::find(entries, text, &meta::Choice::name);
    return found == entries.end() ? text : std::string(found->label.in(language));
}

SearchHit hit_of(const json::object& row, const meta::Entity& entity, Language language) {
    SearchHit hit{.entity = std::string(entity.name),
                  .id = text_of(row, "id"),
                  .organisation_id = text_of(row, "organisation_id")};
    const auto english = std::string(entity.title_field) + "_en";
    if (language == Language::en) hit.title = text_of(row, english);
    if (hit.title.empty()) hit.title = shown(row, *entity.find(entity.title_field), language);
    const auto add = [&](const std::string& text) {
        if (text.empty() || text == hit.title) return false;
        hit.subtitle += (hit.subtitle.empty() ? "" : " · ") + text;
        return true;
    };
    if (const auto* status = entity.find("status")) static_cast<void>(add(shown(row, *status, language)));
    std::size_t details = 0;
    for (const auto& field : entity.fields) {
        if (details == details_max) break;
        if (!field.has(meta::searchable) || field.options.format == meta::Format::multiline) continue;
        if (field.name == entity.title_field || field.name == english) continue;
        if (add(shown(row, field, language))) ++details;
    }
    return hit;
}

Result<Reply> ask(const Route& route, Call call, store::Store& store) {
    DENGYUN_TRY(scope, scope_for(route, call));
    call.scope = scope;
    if (const auto* work = std::get_if<WorkHandler>(&route.handler)) return (*work)(call, store);
    Result<Reply> reply = Reply{};
    DENGYUN_CHECK(store.run_read(scope, [&](store::Reader& reader) -> Result<> {
        reply = std::get<ReadHandler>(route.handler)(call, reader);
        return {};
    }));
    return reply;
}

// What a list needs more to be asked, and what is not there for him, finds nothing.
bool is_no_answer(const Error& error) {
    return error.kind == ErrorKind::invalid || error.kind == ErrorKind::forbidden || error.kind == ErrorKind::not_found;
}

Result<SearchAnswer> search(const Routes& routes, const Call& call, store::Store& store) {
    const auto text = call.query_parameter("q");
    if (!text || text->empty()) return fail(ErrorKind::invalid, "request.invalid", {{"q", "required"}});
    if (text->size() > query_bytes_max)
        return fail(ErrorKind::invalid, "request.invalid", {{"q", "too_long", std::to_string(query_bytes_max)}});
    DENGYUN_TRY(limit, call.query_integer("limit", hits_default, 1, hits_max));
    auto asked = call;
    asked.query_parameters = {{"q", std::string(*text)}, {"limit", std::to_string(limit)}};

    SearchAnswer answer;
    std::set<std::pair<std::string, std::string>> seen;  // entity and id: a row may stand in several lists
    for (const auto& route : routes.all()) {
        if (!is_searched(route) || !check_access(route.access, call.principal.get())) continue;
        auto reply = ask(route, asked, store);
        if (!reply && is_no_answer(reply.error())) continue;
        if (!reply) return std::unexpected(std::move(reply).error());
        const auto page = json::parse(reply->body);
        for (const auto& row : page.at("items").as_array()) {
            auto hit = hit_of(row.as_object(), *route.output, call.language);
            if (answer.items.size() < items_max && seen.emplace(hit.entity, hit.id).second)
                answer.items.push_back(std::move(hit));
        }
    }
    return answer;
}

}  // namespace

constinit const meta::Entity SearchHit::description{
    .name = "search_hit", .label = {"搜索结果", "Search hit"}, .fields = hit_fields, .stored = false};
constinit const meta::Entity SearchAnswer::description{
    .name = "search_answer", .label = {"搜索结果", "Search answer"}, .fields = answer_fields, .stored = false};

void add_search_route(Routes& routes) {
    routes.get<SearchAnswer>("/api/v1/search", signed_in, {"搜索", "Search"},
                             [&routes](const Call& call, store::Store& store) { return search(routes, call, store); },
                             {.parameters = {{"q", {"要找的内容", "What to look for"}},
                                             {"limit", {"每个列表最多几条", "At most this many of each list"}}}});
}

}  // namespace dengyun::api
