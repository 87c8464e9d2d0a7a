#include "kernel/meta/schema.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "kernel/base/assert.h"

namespace dengyun::meta {
namespace {

namespace json = boost::json;

std::string pascal_case(std::string_view name) {
    std::string out;
    bool upper = true;
    for (const char c : name) {
        if (c == '_') {
            upper = true;
            continue;
        }
        out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        upper = false;
    }
    return out;
}

json::object label_json(const Label& label) { return {{"zh", label.zh}, {"en", label.en}}; }

json::array choice_names(const Choices& choices) {
    json::array names;
    for (const auto& choice : choices.entries) names.emplace_back(choice.name);
    return names;
}

json::object text_schema(const Options& options) {
    if (options.format == Format::json) return {{"type", "object"}, {"additionalProperties", true}};
    json::object schema{{"type", "string"}, {"maxLength", options.length_max}};
    if ((options.flags & required) != 0) schema["minLength"] = 1;
    if (options.format == Format::email) schema["format"] = "email";
    if (options.format == Format::url) schema["format"] = "uri";
    if (options.format == Format::password) schema["format"] = "password";
    return schema;
}

json::object integer_schema(const Options& options) {
    json::object schema{{"type", "integer"}, {"format", "int64"}};
    if (options.min != std::numeric_limits<std::int64_t>::min()) schema["minimum"] = options.min;
    if (options.max != std::numeric_limits<std::int64_t>::max()) schema["maximum"] = options.max;
    return schema;
}

json::object real_schema(const Options& options) {
    json::object schema{{"type", "number"}, {"format", "double"}};
    if (options.format == Format::longitude) schema.insert({{"minimum", -180}, {"maximum", 180}});
    if (options.format == Format::latitude) schema.insert({{"minimum", -90}, {"maximum", 90}});
    return schema;
}

void make_nullable(json::object& schema) {
    if (auto* type = schema.if_contains("type")) {
        *type = json::array{*type, "null"};
    } else {
        schema = json::object{{"anyOf", json::array{schema, json::object{{"type", "null"}}}}};
    }
    if (auto* names = schema.if_contains("enum")) names->as_array().emplace_back(nullptr);
}

bool accepted(const Field& field, Mode mode) {
    if (field.has(internal)) return false;
    if (mode == Mode::stored) return field.options.format != Format::password;
    return !field.has(read_only) && !(mode == Mode::change && field.has(immutable));
}

}  // namespace

std::string component_name(const Entity& entity, Mode mode) {
    auto name = pascal_case(entity.name);
    if (entity.stored && mode == Mode::create) name += "Create";
    // Also of a structure that is not stored: as a change it asks for less than it answers.
    if (mode == Mode::change) name += "Change";
    return name;
}

json::object SchemaCollector::value_schema(const Field& field, Mode mode) {
    const auto scalar = [&](Type type) -> json::object {
        switch (type) {
            case Type::text:
                return text_schema(field.options);
            case Type::boolean:
                return {{"type", "boolean"}};
            case Type::integer:
                return integer_schema(field.options);
            case Type::real:
                return real_schema(field.options);
            case Type::instant:
                return {{"type", "string"}, {"format", "date-time"}};
            case Type::date:
                return {{"type", "string"}, {"format", "date"}};
            case Type::id:
                return {{"type", "string"}, {"pattern", "^[1-9][0-9]{0,18}$"}};
            case Type::choice:
                return {{"type", "string"}, {"enum", choice_names(field.choices())}};
            case Type::nested:
                return reference_to(*field.description, mode);
            case Type::list:
                break;
        }
        DENGYUN_ASSERT(false);
    };
    auto schema =
        field.type == Type::list
            ? json::object{{"type", "array"}, {"maxItems", field.options.items_max}, {"items", scalar(field.element)}}
            : scalar(field.type);
    if (field.optional) make_nullable(schema);
    if (field.type != Type::nested || field.optional) schema["description"] = field.label.en;
    return schema;
}

json::object SchemaCollector::schema_of(const Entity& entity, Mode mode) {
    json::object properties;
    json::array needed;
    for (const auto& field : entity.fields) {
        if (!accepted(field, mode)) continue;
        properties[field.name] = value_schema(field, mode);
        // An answer holds every field that the caller may see; an input needs the required ones.
        const bool always_answered = mode == Mode::stored && field.options.read_permission.empty();
        if (always_answered || (mode == Mode::create && field.has(required))) needed.emplace_back(field.name);
    }
    json::object schema{{"type", "object"},
                        {"description", entity.label.en},
                        {"properties", std::move(properties)},
                        {"additionalProperties", false}};
    if (!needed.empty()) schema["required"] = std::move(needed);
    return schema;
}

json::object SchemaCollector::reference_to(const Entity& entity, Mode mode) {
    const auto name = component_name(entity, mode);
    if (!components_.contains(name)) {
        components_[name] = nullptr;  // seen: a description may lead back to itself
        components_[name] = schema_of(entity, mode);
    }
    return {{"$ref", "#/components/schemas/" + name}};
}

json::object form_metadata(const Entity& entity) {
    json::array fields;
    for (const auto& field : entity.fields) {
        if (field.has(internal)) continue;
        const auto& options = field.options;
        json::object row{{"name", field.name},
                         {"label", label_json(field.label)},
                         {"type", name_of(field.type)},
                         {"format", name_of(options.format)},
                         {"required", field.has(required)},
                         {"read_only", field.has(read_only)},
                         {"immutable", field.has(immutable)},
                         {"sortable", field.has(sortable)},
                         {"filterable", field.has(filterable)},
                         {"searchable", field.has(searchable)}};
        if (field.type == Type::list)
            row.insert({{"element", name_of(field.element)}, {"items_max", options.items_max}});
        if (field.type == Type::text) row["length_max"] = options.length_max;
        if (options.min != std::numeric_limits<std::int64_t>::min()) row["min"] = options.min;
        if (options.max != std::numeric_limits<std::int64_t>::max()) row["max"] = options.max;
        if (!options.reference.empty()) row["reference"] = options.reference;
        if (!options.read_permission.empty()) row["read_permission"] = options.read_permission;
        if (!options.write_permission.empty()) row["write_permission"] = options.write_permission;
        if (!options.help.zh.empty()) row["help"] = label_json(options.help);
        if (field.choices != nullptr) {
            json::array choices;
            for (const auto& choice : field.choices().entries)
                choices.push_back({{"name", choice.name}, {"label", label_json(choice.label)}});
            row["choices"] = std::move(choices);
        }
        if (field.description != nullptr) row["fields"] = form_metadata(*field.description).at("fields");
        fields.push_back(std::move(row));
    }
    return {{"name", entity.name},
            {"label", label_json(entity.label)},
            {"title_field", entity.title_field},
            {"fields", std::move(fields)}};
}

}  // namespace dengyun::meta
