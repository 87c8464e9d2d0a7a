// Boost.JSON's parser with a handler that refuses duplicate members, which its own `parse` lets pass.
#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include "kernel/base/json_place.h"

namespace dengyun {
namespace {

namespace json = boost::json;

// An open object or array: where in it the parser is.
struct Open {
    bool is_object;
    std::size_t elements = 0;
    std::vector<std::string> names;  // seen in an object; the last is the present one
};

struct Handler {
    static constexpr std::size_t max_object_size = 200;  // keeps the search among the names short
    static constexpr std::size_t max_array_size = 100'000'000;
    static constexpr std::size_t max_key_size = 1'000;
    static constexpr std::size_t max_string_size = 1'000'000;

    json::value_stack stack;
    std::vector<Open> open;
    std::string partial_key;
    std::string duplicate;

    // Every value is counted in the array that it stands in.
    void begin_value() {
        if (!open.empty() && !open.back().is_object) ++open.back().elements;
    }
    [[nodiscard]] std::string path() const {
        std::string out;
        for (const auto& one : open) {
            if (!out.empty()) out += '.';
            out += one.is_object ? (one.names.empty() ? "" : one.names.back()) : std::to_string(one.elements - 1);
        }
        return out;
    }

    bool on_document_begin(json::error_code&) {
        stack.reset();
        return true;
    }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) {
        begin_value();
        open.push_back({.is_object = true});
        return true;
    }
    bool on_object_end(std::size_t size, json::error_code&) {
        open.pop_back();
        stack.push_object(size);
        return true;
    }
    bool on_array_begin(json::error_code&) {
        begin_value();
        open.push_back({.is_object = false});
        return true;
    }
    bool on_array_end(std::size_t size, json::error_code&) {
        open.pop_back();
        stack.push_array(size);
        return true;
    }
    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        partial_key += part;
        stack.push_chars(part);
        return true;
    }
    bool on_key(json::string_view part, std::size_t, json::error_code& error) {
        partial_key += part;
        auto& names = open.back().names;
        const bool seen = std::ranges::find(names, partial_key) != names.end();
        names.push_back(std::exchange(partial_key, {}));
        stack.push_key(part);
        if (!seen) return true;
        duplicate = path();
        error = json::error::syntax;
        return false;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        stack.push_chars(part);
        return true;
    }
    bool on_string(json::string_view part, std::size_t, json::error_code&) {
        begin_value();
        stack.push_string(part);
        return true;
    }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t value, json::string_view, json::error_code&) {
        begin_value();
        stack.push_int64(value);
        return true;
    }
    bool on_uint64(std::uint64_t value, json::string_view, json::error_code&) {
        begin_value();
        stack.push_uint64(value);
        return true;
    }
    bool on_double(double value, json::string_view, json::error_code&) {
        begin_value();
        stack.push_double(value);
        return true;
    }
    bool on_bool(bool value, json::error_code&) {
        begin_value();
        stack.push_bool(value);
        return true;
    }
    bool on_null(json::error_code&) {
        begin_value();
        stack.push_null();
        return true;
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }
};

}  // namespace

Result<json::value> parse_json_document(std::string_view text, const JsonRefusals& refusals) {
    json::basic_parser<Handler> parser{json::parse_options{}};
    json::error_code error;
    const auto used = parser.write_some(false, text.data(), text.size(), error);
    const auto rest = text.substr(std::min(used, text.size()));
    if (!error && rest.find_first_not_of(" \t\r\n") != std::string_view::npos) error = json::error::extra_data;
    if (!parser.handler().duplicate.empty())
        return fail(ErrorKind::invalid, refusals.invalid, {{parser.handler().duplicate, "duplicate_member"}});
    if (error) return fail(ErrorKind::invalid, refusals.malformed, {{"", "malformed_json", std::to_string(used)}});
    return parser.handler().stack.release();
}

}  // namespace dengyun
