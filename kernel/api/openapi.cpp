#include "kernel/api/openapi.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include "kernel/base/assert.h"
#include "kernel/meta/schema.h"

namespace dengyun::api {
namespace {

namespace json = boost::json;

// "GET /api/v1/sites/{id}" → "get_sites_id": stable, unique and readable in a generated client.
std::string operation_id(const Route& route) {
    std::string id(name_of(route.method));
    for (char& c : id)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    std::string_view path = route.path;
    for (const std::string_view prefix : {"/api/v1", "/api"})
        if (path.starts_with(prefix)) {
            path.remove_prefix(prefix.size());
            break;
        }
    for (const char c : path) {
        if (c == '{' || c == '}') continue;
        id += c == '/' || c == '-' || c == '.' ? '_' : c;
    }
    return id;
}

std::string tag_of(const Route& route) {
    std::string_view path = route.path;
    constexpr std::string_view versioned = "/api/v1/";
    if (!path.starts_with(versioned)) return "api";
    path.remove_prefix(versioned.size());
    return std::string(path.substr(0, path.find_first_of("/.")));
}

json::object parameter(std::string_view name, std::string_view in, json::object schema, std::string_view description) {
    json::object row{{"name", name}, {"in", in}, {"schema", std::move(schema)}, {"description", description}};
    if (in == "path") row["required"] = true;
    return row;
}

json::object text_schema() { return {{"type", "string"}}; }

void add_path_parameters(json::array& out, const Route& route) {
    for (auto at = route.path.find('{'); at != std::string::npos; at = route.path.find('{', at + 1)) {
        const auto name = route.path.substr(at + 1, route.path.find('}', at) - at - 1);
        out.push_back(parameter(name, "path", text_schema(), name == "id" ? "The id." : name));
    }
}

void add_list_parameters(json::array& out, const meta::Entity& entity, meta::SchemaCollector& schemas) {
    json::array sorts;
    for (const std::string_view name : {"id", "-id"}) sorts.emplace_back(name);
    for (const auto& field : entity.fields) {
        if (!field.has(meta::sortable)) continue;
        sorts.emplace_back(field.name);
        sorts.emplace_back("-" + std::string(field.name));
    }
    out.push_back(parameter("limit", "query", {{"type", "integer"}, {"minimum", 1}, {"maximum", store::page_limit_max}},
                            "At most this many; 50 where absent."));
    out.push_back(parameter("after", "query", text_schema(), "The `next` of the page before."));
    out.push_back(
        parameter("sort", "query", {{"type", "string"}, {"enum", std::move(sorts)}}, "The order; \"-\" descends."));
    const bool searched = std::ranges::any_of(entity.fields, [](const auto& f) { return f.has(meta::searchable); });
    if (searched) out.push_back(parameter("q", "query", text_schema(), "Words, or a part of a Chinese text."));
    for (const auto& field : entity.fields) {
        if (!field.has(meta::filterable)) continue;
        auto plain = field;
        plain.optional = false;
        out.push_back(parameter(field.name, "query", schemas.value_schema(plain, meta::Mode::stored), field.label.en));
    }
    for (const auto& field : entity.fields) {
        const bool is_ordered = field.type == meta::Type::date || field.type == meta::Type::instant;
        if (!is_ordered || !field.has(meta::sortable)) continue;
        auto plain = field;
        plain.optional = false;
        out.push_back(parameter(std::string(field.name) + "_before", "query",
                                schemas.value_schema(plain, meta::Mode::stored),
                                fmt::format("{}: before this.", field.label.en)));
    }
}

void add_header_parameters(json::array& out, const Route& route) {
    if (route.method == http::Method::post)
        out.push_back(parameter("Idempotency-Key", "header", {{"type", "string"}, {"maxLength", 100}},
                                "The same key with the same content is carried out once, for a day."));
    const bool changes = route.method == http::Method::patch || route.method == http::Method::delete_;
    if (changes && route.path.ends_with("/{id}"))
        out.push_back(parameter("If-Match", "header", text_schema(), "The ETag that was read."));
}

json::object content_of(json::object schema, std::string_view type = "application/json") {
    return {{type, json::object{{"schema", std::move(schema)}}}};
}

json::object answer_schema(const Route& route, meta::SchemaCollector& schemas) {
    auto schema = schemas.reference_to(*route.output, meta::Mode::stored);
    if (!route.output_is_page) return schema;
    return {{"type", "object"},
            {"required", json::array{"items", "next"}},
            {"properties", json::object{{"items", json::object{{"type", "array"}, {"items", std::move(schema)}}},
                                        {"next", json::object{{"type", json::array{"string", "null"}}}}}}};
}

json::object responses_of(const Route& route, meta::SchemaCollector& schemas) {
    json::object success{{"description", route.summary.en}};
    if (route.output != nullptr)
        success["content"] = content_of(answer_schema(route, schemas));
    else if (route.options.raw_body || route.success_status == 200)
        success["content"] = content_of({}, "*/*");
    if (route.output != nullptr && route.output->stored && !route.output_is_page)
        success["headers"] = json::object{{"ETag", json::object{{"schema", text_schema()}}}};
    json::object failure{
        {"description", "What went wrong, in the caller's language (RFC 9457)."},
        {"content", content_of({{"$ref", "#/components/schemas/Problem"}}, "application/problem+json")}};
    return {{std::to_string(route.success_status), std::move(success)}, {"default", std::move(failure)}};
}

json::object operation(const Route& route, const Routes& routes, meta::SchemaCollector& schemas) {
    json::array parameters;
    add_path_parameters(parameters, route);
    if (!route.options.list_of.empty()) {
        const auto entity = std::ranges::find(routes.entities(), route.options.list_of,
                                              [](const auto& declared) { return declared.entity->name; });
        DENGYUN_ASSERT(entity != routes.entities().end());
        add_list_parameters(parameters, *entity->entity, schemas);
    }
    for (const auto& [name, label] : route.options.parameters)
        parameters.push_back(parameter(name, "query", text_schema(), label.en));
    add_header_parameters(parameters, route);

    json::object out{{"operationId", operation_id(route)},
                     {"summary", route.summary.en},
                     {"x-summary-zh", route.summary.zh},
                     {"tags", json::array{tag_of(route)}}};
    if (route.access.kind == Access::Kind::permission) out["x-permission"] = route.access.permission;
    if (route.access.kind == Access::Kind::anyone) out["security"] = json::array{};
    if (!parameters.empty()) out["parameters"] = std::move(parameters);
    if (route.input != nullptr)
        out["requestBody"] = json::object{
            {"required", true}, {"content", content_of(schemas.reference_to(*route.input, route.input_mode))}};
    else if (route.options.raw_body)
        out["requestBody"] = json::object{{"required", true}, {"content", content_of({}, "application/octet-stream")}};
    out["responses"] = responses_of(route, schemas);
    return out;
}

json::object issues_schema(std::string_view description) {
    return {{"type", "array"},
            {"description", description},
            {"items",
             json::object{{"type", "object"},
                          {"required", json::array{"field", "code", "text"}},
                          {"properties",
                           json::object{{"field", text_schema()}, {"code", text_schema()}, {"text", text_schema()}}}}}};
}

json::value problem_schema() {
    return json::object{{"type", "object"},
                        {"required", json::array{"type", "status", "code", "title", "request_id", "issues"}},
                        {"properties", json::object{{"type", text_schema()},
                                                    {"status", json::object{{"type", "integer"}}},
                                                    {"code", text_schema()},
                                                    {"title", text_schema()},
                                                    {"request_id", text_schema()},
                                                    {"issues", issues_schema("Everything that is wrong, by field.")}}}};
}

// What the API adds to the answer of an entity with a state table or with warnings.
void add_decorations(json::object& components, const Routes& routes) {
    for (const auto& [entity, states] : routes.entities()) {
        const auto name = meta::component_name(*entity, meta::Mode::stored);
        auto* schema = components.if_contains(name);
        if (schema == nullptr || states == nullptr) continue;
        json::array actions;
        for (const auto& choice : states->actions().entries) actions.emplace_back(choice.name);
        auto& object = schema->as_object();
        object["properties"].as_object()["actions"] =
            json::object{{"type", "array"},
                         {"description", "What the caller may do now."},
                         {"items", json::object{{"type", "string"}, {"enum", std::move(actions)}}}};
        object["required"].as_array().emplace_back("actions");
    }
    for (const auto& route : routes.all()) {
        if (!route.warns) continue;
        auto& object = components.at(meta::component_name(*route.output, meta::Mode::stored)).as_object();
        auto& warnings = object["properties"].as_object()["warnings"];
        if (!warnings.is_null()) continue;  // told by an earlier route
        warnings = issues_schema("What is odd about it, in the caller's language. It refuses nothing.");
        object["required"].as_array().emplace_back("warnings");
    }
}

json::object choice_rows(const meta::Choice& choice) {
    return {{"name", choice.name}, {"label", json::object{{"zh", choice.label.zh}, {"en", choice.label.en}}}};
}

json::object state_table_metadata(const flow::StateTable& table) {
    json::array states;
    json::array actions;
    json::array transitions;
    for (const auto& choice : table.states().entries) states.push_back(choice_rows(choice));
    for (const auto& choice : table.actions().entries) actions.push_back(choice_rows(choice));
    for (const auto& row : table.transitions) {
        transitions.push_back({{"from", table.states().entries[static_cast<std::size_t>(row.from)].name},
                               {"action", table.actions().entries[static_cast<std::size_t>(row.action)].name},
                               {"to", table.states().entries[static_cast<std::size_t>(row.to)].name},
                               {"permission", row.rules.permission},
                               {"by_platform", row.rules.by_platform}});
    }
    return {{"states", std::move(states)},
            {"actions", std::move(actions)},
            {"transitions", std::move(transitions)},
            {"diagram",
             json::object{{"zh", flow::diagram(table, Language::zh)}, {"en", flow::diagram(table, Language::en)}}}};
}

// Where the rows of an entity are, and what may be done there with which permission: what a page must know to offer it.
json::object collection_metadata(const Routes& routes, const meta::Entity& entity) {
    json::object out;
    const auto list = std::ranges::find_if(routes.all(), [&](const Route& route) {
        return route.output_is_page && route.output == &entity && route.options.list_of == entity.name;
    });
    if (list == routes.all().end()) return out;
    out["path"] = list->path;
    const auto offer = [&](std::string_view what, http::Method method, const std::string& path) {
        const auto same = [&](const Route& route) { return route.method == method && route.path == path; };
        const auto found = std::ranges::find_if(routes.all(), same);
        if (found != routes.all().end()) out[what] = found->access.permission;
    };
    offer("read", http::Method::get, list->path);
    offer("open", http::Method::get, list->path + "/{id}");
    offer("create", http::Method::post, list->path);
    offer("change", http::Method::patch, list->path + "/{id}");
    offer("remove", http::Method::delete_, list->path + "/{id}");
    offer("export", http::Method::get, list->path + ".csv");
    offer("import", http::Method::post, list->path + "/imports");
    return out;
}

}  // namespace

std::string openapi_document(const Routes& routes, std::string_view version) {
    meta::SchemaCollector schemas;
    std::map<std::string, json::object> paths;
    for (const auto& route : routes.all()) {
        std::string method(name_of(route.method));
        for (char& c : method)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        paths[route.path][method] = operation(route, routes, schemas);
    }
    json::object sorted_paths;
    for (auto& [path, operations] : paths) sorted_paths[path] = std::move(operations);
    json::object components = schemas.components();
    components["Problem"] = problem_schema();
    add_decorations(components, routes);
    const json::object document{
        {"openapi", "3.1.0"},
        {"info", json::object{{"title", "Dengyun"},
                              {"version", version},
                              {"license", json::object{{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
        {"security", json::array{json::object{{"session", json::array{}}}, json::object{{"api_key", json::array{}}}}},
        {"paths", std::move(sorted_paths)},
        {"components",
         json::object{
             {"schemas", std::move(components)},
             {"securitySchemes",
              json::object{{"session", json::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "dengyun_session"}}},
                           {"api_key", json::object{{"type", "http"}, {"scheme", "bearer"}}}}}}}};
    return json::serialize(document);
}

std::string indented(std::string_view json) {
    std::string out;
    std::size_t depth = 0;
    bool quoted = false;
    bool escaped = false;
    const auto line = [&] { out.append("\n").append(depth * 2, ' '); };
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        const bool empty = i + 1 < json.size() && (json[i + 1] == '}' || json[i + 1] == ']');
        if (c == '"' && !escaped) quoted = !quoted;
        escaped = quoted && c == '\\' && !escaped;
        if (!quoted && (c == '}' || c == ']') && json[i - 1] != '{' && json[i - 1] != '[') --depth, line();
        out += c;
        if (quoted) continue;
        if ((c == '{' || c == '[') && !empty) ++depth, line();
        if (c == ',') line();
        if (c == ':') out += ' ';
    }
    return out;
}

std::string metadata_document(const Routes& routes, std::span<const meta::Choices> vocabularies) {
    json::array entities;
    for (const auto& [entity, states] : routes.entities()) {
        auto row = meta::form_metadata(*entity);
        if (states != nullptr) row["state_table"] = state_table_metadata(*states);
        if (auto collection = collection_metadata(routes, *entity); !collection.empty())
            row["collection"] = std::move(collection);
        entities.push_back(std::move(row));
    }
    json::array permissions;
    for (const auto& permission : routes.permissions())
        permissions.push_back({{"name", permission.name},
                               {"label", json::object{{"zh", permission.label.zh}, {"en", permission.label.en}}}});
    json::array roles;
    for (const auto& choice : choices_of(Role::owner).entries) roles.push_back(choice_rows(choice));
    json::array words;
    for (const auto& vocabulary : vocabularies) {
        json::array entries;
        for (const auto& choice : vocabulary.entries) entries.push_back(choice_rows(choice));
        words.push_back({{"name", vocabulary.name}, {"entries", std::move(entries)}});
    }
    return json::serialize(json::object{{"entities", std::move(entities)},
                                        {"permissions", std::move(permissions)},
                                        {"roles", std::move(roles)},
                                        {"vocabularies", std::move(words)}});
}

}  // namespace dengyun::api
