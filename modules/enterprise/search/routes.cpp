// Searching: a list of each entity, with the same index that the lists use. The directory is read over all
// organisations, everything else within the caller's, in two snapshots.
#include "modules/enterprise/routes.h"

#include "kernel/api/route.h"
#include "modules/enterprise/search/search.h"
#include "modules/reference/api.h"

namespace dengyun::enterprise {
namespace {

constexpr std::int64_t hits_max = 20;  // of each kind
constexpr std::int64_t hits_default = 5;
constexpr std::size_t query_bytes_max = 200;

std::string region_name(const std::optional<std::string>& code, Language language) {
    return code ? reference::region_path_name(*code, language) : std::string();
}

SearchHit hit_of(const Enterprise& e, Language language) {
    return {"enterprise", to_text(e.id), e.name, region_name(e.region_code, language)};
}
SearchHit hit_of(const Site& s, Language) { return {"site", to_text(s.id), s.name, s.address}; }
SearchHit hit_of(const Contact& c, Language) { return {"contact", to_text(c.id), c.name, c.title.value_or("")}; }
SearchHit hit_of(const Capability& c, Language language) {
    const auto& process = choices_of(c.process).entries[static_cast<std::size_t>(c.process)];
    return {"capability", to_text(c.id), std::string(process.label.in(language)), c.material.value_or("")};
}
SearchHit hit_of(const Certificate& c, Language language) {
    const auto& kind = choices_of(c.kind).entries[static_cast<std::size_t>(c.kind)];
    return {"certificate", to_text(c.id), c.number, std::string(kind.label.in(language)) + " · " + c.issuer};
}

template <class E>
Result<> collect(store::Reader& reader, const store::Query& query, Language language, std::vector<SearchHit>& hits) {
    DENGYUN_TRY(page, reader.list<E>(query));
    for (const auto& row : page.items) hits.push_back(hit_of(row, language));
    return {};
}

Result<SearchAnswer> search(const api::Call& call, store::Store& store) {
    const auto text = call.query_parameter("q");
    if (!text || text->empty()) return fail(ErrorKind::invalid, "request.invalid", {{"q", "required"}});
    if (text->size() > query_bytes_max)
        return fail(ErrorKind::invalid, "request.invalid", {{"q", "too_long", std::to_string(query_bytes_max)}});
    DENGYUN_TRY(limit, call.query_integer("limit", hits_default, 1, hits_max));
    const store::Query query{.search = std::string(*text), .limit = static_cast<unsigned>(limit)};

    SearchAnswer answer;
    const auto everywhere = Scope::reading_all(call.scope.organisation(), call.scope.actor());
    DENGYUN_CHECK(store.run_read(everywhere, [&](store::Reader& reader) {
        return collect<Enterprise>(reader, query, call.language, answer.items);
    }));
    DENGYUN_CHECK(store.run_read(call.scope, [&](store::Reader& reader) -> Result<> {
        DENGYUN_CHECK(collect<Site>(reader, query, call.language, answer.items));
        DENGYUN_CHECK(collect<Contact>(reader, query, call.language, answer.items));
        DENGYUN_CHECK(collect<Capability>(reader, query, call.language, answer.items));
        return collect<Certificate>(reader, query, call.language, answer.items);
    }));
    return answer;
}

}  // namespace

void add_search_routes(api::Routes& routes) {
    routes.get<SearchAnswer>("/api/v1/search", api::needs("enterprise.read"), {"搜索", "Search"}, search,
                             {.parameters = {{"q", {"要找的内容", "What to look for"}},
                                             {"limit", {"每类最多几条", "At most this many of each kind"}}}});
}

}  // namespace dengyun::enterprise
