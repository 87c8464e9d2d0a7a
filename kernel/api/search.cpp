#include "kernel/api/search.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <tuple>

#include "kernel/api/reach.h"
#include "kernel/api/route.h"
#include "kernel/store/search.h"

namespace dengyun::api {
namespace {

namespace json = boost::json;

constexpr std::int64_t hits_max = 20;  // of each list
constexpr std::int64_t hits_default = 5;
constexpr std::uint32_t items_max = 2'000;
constexpr std::size_t query_bytes_max = 200;
constexpr std::size_t details_max = 2;  // of a hit, besides its state
// Of each list so many are looked at for the best of them.
constexpr std::size_t candidates = 50;

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

// How well a row fits; the lower the better.
enum class Fit { exact, word_begins, found };

struct Found {
    SearchHit hit;
    Fit fit;
    std::size_t kind;
    std::size_t place;  // in the order in which they were found
};

auto better_first(const Found& found) { return std::tuple(found.fit, found.kind, found.place); }

// `asked` as search_words() has it.
Fit fit_of(const json::object& row, const meta::Entity& entity, const SearchHit& hit, const std::string& asked) {
    const auto is_exact = [&](const meta::Field& field) {
        const bool counts = field.name == entity.title_field || field.has(meta::searchable);
        return counts && store::search_words(text_of(row, field.name)) == asked;
    };
    if (std::ranges::any_of(entity.fields, is_exact)) return Fit::exact;
    const auto title = store::search_words(hit.title);
    const bool begins = title.starts_with(asked) || title.contains(' ' + asked);
    return begins ? Fit::word_begins : Fit::found;
}

// One list: all that is asked of it for one search.
class Asking {
  public:
    Asking(const Route& route, const Call& call, store::Store& store) : route_(route), call_(call), store_(store) {}

    [[nodiscard]] Result<> run(const std::string& text, std::size_t kind, std::size_t limit, std::vector<Found>& out) {
        words_ = store::search_words(text);
        kind_ = kind;
        DENGYUN_TRY(has_more, page({{"q", text}, {"limit", std::to_string(candidates)}}));
        // Among more rows than are looked at, the one of exactly this number or name is asked for by itself.
        for (const auto& field : route_.output->fields) {
            if (!has_more || !field.has(meta::searchable) || !field.has(meta::filterable)) continue;
            if (field.type != meta::Type::text) continue;
            DENGYUN_TRY(ignored, page({{std::string(field.name), text}, {"limit", std::to_string(limit)}}));
            static_cast<void>(ignored);
        }
        std::ranges::sort(found_, {}, better_first);
        if (found_.size() > limit) found_.resize(limit);
        for (auto& each : found_) {
            each.place = out.size();
            out.push_back(std::move(each));
        }
        return {};
    }

  private:
    // Whether there are more.
    [[nodiscard]] Result<bool> page(std::vector<std::pair<std::string, std::string>> parameters) {
        auto asked = call_;
        asked.query_parameters = std::move(parameters);
        auto reply = ask(route_, std::move(asked), store_);
        if (!reply && is_no_answer(reply.error())) return false;
        if (!reply) return std::unexpected(std::move(reply).error());
        const auto answer = json::parse(reply->body);
        for (const auto& value : answer.at("items").as_array()) {
            const auto& row = value.as_object();
            auto hit = hit_of(row, *route_.output, call_.language);
            if (!ids_.insert(hit.id).second) continue;
            const auto fit = fit_of(row, *route_.output, hit, words_);
            found_.push_back({std::move(hit), fit, kind_, found_.size()});
        }
        return answer.at("next").is_string();
    }

    const Route& route_;
    const Call& call_;
    store::Store& store_;
    std::string words_;
    std::size_t kind_ = 0;
    std::set<std::string> ids_;
    std::vector<Found> found_;
};

Result<SearchAnswer> search(const Routes& routes, std::span<const std::string_view> kinds, const Call& call,
                            store::Store& store) {
    const auto text = call.query_parameter("q");
    if (!text || text->empty()) return fail(ErrorKind::invalid, "request.invalid", {{"q", "required"}});
    if (text->size() > query_bytes_max)
        return fail(ErrorKind::invalid, "request.invalid", {{"q", "too_long", std::to_string(query_bytes_max)}});
    DENGYUN_TRY(limit, call.query_integer("limit", hits_default, 1, hits_max));

    std::vector<Found> found;
    for (const auto& route : routes.all()) {
        if (!is_searched(route) || !check_access(route.access, call.principal.get())) continue;
        const auto kind = std::ranges::find(kinds, route.output->name) - kinds.begin();
        DENGYUN_CHECK(
            Asking(route, call, store)
                .run(std::string(*text), static_cast<std::size_t>(kind), static_cast<std::size_t>(limit), found));
    }
    std::ranges::sort(found, {}, better_first);
    SearchAnswer answer;
    std::set<std::pair<std::string, std::string>> seen;  // entity and id: a row may stand in several lists
    for (auto& each : found)
        if (answer.items.size() < items_max && seen.emplace(each.hit.entity, each.hit.id).second)
            answer.items.push_back(std::move(each.hit));
    return answer;
}

}  // namespace

constinit const meta::Entity SearchHit::description{
    .name = "search_hit", .label = {"搜索结果", "Search hit"}, .fields = hit_fields, .stored = false};
constinit const meta::Entity SearchAnswer::description{
    .name = "search_answer", .label = {"搜索结果", "Search answer"}, .fields = answer_fields, .stored = false};

void add_search_route(Routes& routes, std::span<const std::string_view> kinds) {
    routes.get<SearchAnswer>(
        "/api/v1/search", signed_in, {"搜索", "Search"},
        [&routes, kinds](const Call& call, store::Store& store) { return search(routes, kinds, call, store); },
        {.parameters = {{"q", {"要找的内容", "What to look for"}},
                        {"limit", {"每个列表最多几条", "At most this many of each list"}}}});
}

}  // namespace dengyun::api
