// Writing: from the field table straight into the text.
#include <charconv>

#include "kernel/base/assert.h"
#include "kernel/meta/date.h"
#include "kernel/meta/json.h"

namespace dengyun::meta {
namespace {

template <class Number>
void append_number(std::string& out, Number value) {
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    out.append(buffer.data(), end);
}

void append_quoted_number(std::string& out, std::int64_t value) {
    out += '"';
    append_number(out, value);
    out += '"';
}

void write_text(std::string& out, const Field& field, std::string_view text) {
    if (field.options.format != Format::json) return write_json_text(out, text);
    out += text.empty() ? std::string_view("{}") : text;
}

void write_scalar(std::string& out, const Field& field, Type type, const Scalar& value) {
    switch (type) {
        case Type::text:
            return write_text(out, field, std::get<std::string_view>(value));
        case Type::boolean:
            out += std::get<bool>(value) ? "true" : "false";
            return;
        case Type::integer:
            return append_number(out, std::get<std::int64_t>(value));
        case Type::real:
            return append_number(out, std::get<double>(value));
        case Type::id:
            return append_quoted_number(out, std::get<std::int64_t>(value));
        case Type::instant:
        case Type::date:
        case Type::choice:
            out += '"';
            out += scalar_text(field, value);
            out += '"';
            return;
        case Type::nested:
        case Type::list:
            break;
    }
    DENGYUN_ASSERT(false);
}

void write_list(std::string& out, const Field& field, const void* object, const Viewer& viewer) {
    out += '[';
    const auto size = field.list->size(object);
    for (std::size_t i = 0; i < size; ++i) {
        if (i > 0) out += ',';
        const void* item = field.list->at(object, i);
        if (field.element == Type::nested)
            write_json(out, *field.description, item, viewer);
        else
            write_scalar(out, field, field.element, field.get(item));
    }
    out += ']';
}

}  // namespace

void write_json_text(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;  // start of the run that needs no escape
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out.append(text, plain, i - plain);
        plain = i + 1;
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                out += "\\u00";
                out += digits[c >> 4];
                out += digits[c & 15];
        }
    }
    out.append(text, plain, text.size() - plain);
    out += '"';
}

std::string scalar_text(const Field& field, const Scalar& value) {
    const auto type = field.type == Type::list ? field.element : field.type;
    switch (type) {
        case Type::text:
            return std::string(std::get<std::string_view>(value));
        case Type::boolean:
            return std::get<bool>(value) ? "true" : "false";
        case Type::integer:
        case Type::id:
            return std::to_string(std::get<std::int64_t>(value));
        case Type::real: {
            std::string text;
            append_number(text, std::get<double>(value));
            return text;
        }
        case Type::instant:
            return to_text(instant_of(std::get<std::int64_t>(value)));
        case Type::date:
            return date_text(Date(std::chrono::days(std::get<std::int64_t>(value))));
        case Type::choice:
            return std::string(field.choices().entries[static_cast<std::size_t>(std::get<std::int64_t>(value))].name);
        case Type::nested:
        case Type::list:
            break;
    }
    DENGYUN_ASSERT(false);
}

void write_json_value(std::string& out, const Field& field, const void* object, const Viewer& viewer) {
    if (field.type == Type::list) return write_list(out, field, object, viewer);
    if (field.type == Type::nested) {
        const void* inner = field.inner(object);
        if (inner == nullptr)
            out += "null";
        else
            write_json(out, *field.description, inner, viewer);
        return;
    }
    const auto value = field.get(object);
    if (std::holds_alternative<std::monostate>(value))
        out += "null";
    else
        write_scalar(out, field, field.type, value);
}

void write_json(std::string& out, const Entity& entity, const void* object, const Viewer& viewer) {
    out += '{';
    bool first = true;
    for (const auto& field : entity.fields) {
        if (field.has(internal) || field.options.format == Format::password) continue;
        if (!field.options.read_permission.empty() && !viewer.may(field.options.read_permission)) continue;
        if (!first) out += ',';
        first = false;
        out += '"';
        out += field.name;
        out += "\":";
        write_json_value(out, field, object, viewer);
    }
    out += '}';
}

}  // namespace dengyun::meta
