#include "test/permissions/sample_body.h"

#include "kernel/base/clock.h"
#include "kernel/meta/json.h"

namespace dengyun::test {
namespace {

std::string sample_text(const meta::Field& field) {
    switch (field.options.format) {
        case meta::Format::email:
            return "\"somebody@example.com\"";
        case meta::Format::phone:
            return "\"0574-88888888\"";
        case meta::Format::url:
            return "\"https://example.com/\"";
        case meta::Format::password:
            return "\"a long enough Passw0rd for all\"";
        case meta::Format::region:
            return "\"330206\"";
        case meta::Format::industry:
            return "\"3525\"";
        case meta::Format::json:
            return "{}";
        default:
            return "\"sample\"";
    }
}

std::string sample_value(const meta::Field& field, meta::Type type) {
    switch (type) {
        case meta::Type::text:
            return sample_text(field);
        case meta::Type::boolean:
            return "true";
        case meta::Type::integer:
            return std::to_string(std::max<std::int64_t>(field.options.min, 1));
        case meta::Type::real:
            return "30";
        case meta::Type::instant:
            return '"' + to_text(SystemClock().now() + std::chrono::days(30)) + '"';  // soon, for what expires
        case meta::Type::date:
            return "\"2026-03-01\"";
        case meta::Type::id:
            return "\"999999999\"";
        case meta::Type::choice: {
            std::string text;
            meta::write_json_text(text, field.choices().entries.front().name);
            return text;
        }
        case meta::Type::nested:
            return sample_body(*field.description);
        case meta::Type::list:
            return '[' + sample_value(field, field.element) + ']';
    }
    return "null";
}

}  // namespace

std::string sample_body(const meta::Entity& entity) {
    std::string body = "{";
    for (const auto& field : entity.fields) {
        if (!field.has(meta::required) || field.has(meta::read_only) || field.has(meta::internal)) continue;
        if (body.size() > 1) body += ',';
        meta::write_json_text(body, field.name);
        body += ':' + sample_value(field, field.type);
    }
    return body + '}';
}

}  // namespace dengyun::test
