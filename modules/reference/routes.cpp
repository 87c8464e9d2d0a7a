#include "kernel/api/route.h"
#include "modules/reference/api.h"

namespace dengyun::reference {
namespace {

// One code as it is answered.
struct CodeView {
    std::string code;
    std::string name;
    std::optional<std::string> name_en;
    std::optional<std::string> parent;
    std::int64_t level = 0;
    bool is_leaf = false;
    std::string path_name;  // the names from the root down
    std::optional<double> longitude;
    std::optional<double> latitude;
    static const meta::Entity description;
};

constexpr auto code_fields = meta::fields(
    meta::field<&CodeView::code>("code", {"代码", "Code"}), meta::field<&CodeView::name>("name", {"名称", "Name"}),
    meta::field<&CodeView::name_en>("name_en", {"英文名称", "English name"}),
    meta::field<&CodeView::parent>("parent", {"上级", "Parent"}),
    meta::field<&CodeView::level>("level", {"层级", "Level"}),
    meta::field<&CodeView::is_leaf>("is_leaf", {"没有下级", "Has nothing below"}),
    meta::field<&CodeView::path_name>("path_name", {"全称", "Full name"}, {.length_max = 1000}),
    meta::field<&CodeView::longitude>("longitude", {"经度", "Longitude"}, {.format = meta::Format::longitude}),
    meta::field<&CodeView::latitude>("latitude", {"纬度", "Latitude"}, {.format = meta::Format::latitude}));

std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::string tree_path_name(const CodeTable& table, std::string_view code, Language language) {
    std::string name;
    for (const auto* entry : table.path(code)) {
        const bool is_english = language == Language::en && !entry->name_en.empty();
        name += (name.empty() ? "" : " › ") + (is_english ? entry->name_en : entry->name);
    }
    return name;
}

CodeView view_of(const CodeTable& table, const Entry& entry, Language language) {
    CodeView view{.code = entry.code,
                  .name = entry.name,
                  .name_en = unless_empty(entry.name_en),
                  .parent = unless_empty(entry.parent),
                  .level = entry.level,
                  .is_leaf = table.is_leaf(entry),
                  .path_name = &table == &regions() ? region_path_name(entry.code, language)
                                                    : tree_path_name(table, entry.code, language)};
    if (entry.at) {
        view.longitude = entry.at->longitude;
        view.latitude = entry.at->latitude;
    }
    return view;
}

// ?q= searches; ?code= answers that one; otherwise what lies below ?parent=, or the roots. Searches have one page.
Result<store::Page<CodeView>> list(const CodeTable& table, const api::Call& call, const store::Query& asked) {
    if (!asked.filters.empty())
        return fail(ErrorKind::invalid, "request.invalid", {{asked.filters.front().field, "unknown_member"}});
    store::Page<CodeView> page;
    const auto add = [&](const Entry& entry) { page.items.push_back(view_of(table, entry, call.language)); };
    if (const auto code = call.query_parameter("code")) {
        if (const auto* entry = table.find(*code)) add(*entry);
        return page;
    }
    const auto q = call.query_parameter("q").value_or("");
    if (q.size() > CodeTable::query_bytes_max)
        return fail(ErrorKind::invalid, "request.invalid",
                    {{"q", "too_long", std::to_string(CodeTable::query_bytes_max)}});
    if (!q.empty()) {
        for (const auto* entry : table.search(q, asked.limit)) add(*entry);
        return page;
    }
    const auto after = call.query_parameter("after").value_or("");
    for (const auto* entry : table.children(call.query_parameter("parent").value_or(""))) {
        if (entry->code <= after) continue;
        if (page.items.size() == asked.limit) {
            page.next = page.items.back().code;
            break;
        }
        add(*entry);
    }
    return page;
}

api::RouteOptions options() {
    return {
        .reach = api::Reach::all,
        .parameters = {{"q", {"名称或代码", "A name or the beginning of a code"}},
                       {"code", {"这一个代码", "This code only"}},
                       {"parent", {"上级代码，不写则为最上层", "What lies below this code; the roots where absent"}},
                       {"limit", {"最多几条", "At most this many; 50 where absent"}},
                       {"after", {"上一页的 next", "The `next` of the page before"}}}};
}

}  // namespace

constinit const meta::Entity CodeView::description{
    .name = "reference_code", .label = {"基础代码", "Reference code"}, .fields = code_fields, .stored = false};

void add_routes(api::Routes& routes) {
    routes.list<CodeView>(
        "/api/v1/regions", api::anyone, {"行政区划（GB/T 2260）", "Regions (GB/T 2260)"},
        [](const api::Call& call, store::Reader&, const store::Query& query) { return list(regions(), call, query); },
        options());
    routes.list<CodeView>(
        "/api/v1/industries", api::anyone, {"行业分类（GB/T 4754）", "Industries (GB/T 4754)"},
        [](const api::Call& call, store::Reader&, const store::Query& query) {
            return list(industries(), call, query);
        },
        options());
    routes.list<CodeView>(
        "/api/v1/processes", api::signed_in, {"制造工艺", "Manufacturing processes"},
        [](const api::Call& call, store::Reader&, const store::Query& query) { return list(processes(), call, query); },
        options());
}

}  // namespace dengyun::reference
