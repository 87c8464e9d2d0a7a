// Parsing: Boost.JSON's parser with a handler that refuses duplicate members, which its own `parse` lets pass.
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>
#include <charconv>

#include "kernel/meta/json.h"

namespace dengyun::meta {
namespace {

namespace json = boost::json;

// Builds the value and keeps the names seen in every open object.
struct Handler {
    static constexpr std::size_t max_object_size = 10'000;
    static constexpr std::size_t max_array_size = 100'000;
    static constexpr std::size_t max_key_size = 1'000;
    static constexpr std::size_t max_string_size = 32 * 1024 * 1024;

    json::value_stack stack;
    std::vector<std::vector<std::string>> open_objects;
    std::string partial_key;
    std::string partial_number;
    std::string duplicate;

    bool on_document_begin(json::error_code&) {
        stack.reset();
        return true;
    }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) {
        open_objects.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t size, json::error_code&) {
        open_objects.pop_back();
        stack.push_object(size);
        return true;
    }
    bool on_array_begin(json::error_code&) { return true; }
    bool on_array_end(std::size_t size, json::error_code&) {
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
        auto& names = open_objects.back();
        if (std::ranges::find(names, partial_key) != names.end()) {
            duplicate = partial_key;
            error = json::error::syntax;
            return false;
        }
        if (names.size() >= names_max) {
            error = json::error::object_too_large;
            return false;
        }
        names.push_back(std::exchange(partial_key, {}));
        stack.push_key(part);
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        stack.push_chars(part);
        return true;
    }
    bool on_string(json::string_view part, std::size_t, json::error_code&) {
        stack.push_string(part);
        return true;
    }
    bool on_number_part(json::string_view part, json::error_code&) {
        partial_number += part;
        return true;
    }
    bool on_int64(std::int64_t value, json::string_view, json::error_code&) {
        partial_number.clear();
        stack.push_int64(value);
        return true;
    }
    bool on_uint64(std::uint64_t value, json::string_view, json::error_code&) {
        partial_number.clear();
        stack.push_uint64(value);
        return true;
    }
    // The parser's own value may be off in the last place (it is made for speed): what we write would not come back.
    bool on_double(double value, json::string_view part, json::error_code&) {
        partial_number += part;
        double exact = value;
        const auto* end = partial_number.data() + partial_number.size();
        const auto read = std::from_chars(partial_number.data(), end, exact);
        stack.push_double(read.ec == std::errc{} && read.ptr == end ? exact : value);
        partial_number.clear();
        return true;
    }
    bool on_bool(bool value, json::error_code&) {
        stack.push_bool(value);
        return true;
    }
    bool on_null(json::error_code&) {
        stack.push_null();
        return true;
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

    static constexpr std::size_t names_max = 500;  // members of one object; keeps the search for duplicates linear
};

}  // namespace

Result<boost::json::value> parse_json(std::string_view text) {
    json::parse_options options;
    options.max_depth = json_depth_max;
    json::basic_parser<Handler> parser(options);
    json::error_code error;
    const auto used = parser.write_some(false, text.data(), text.size(), error);
    if (!error && used != text.size()) error = json::error::extra_data;
    if (!parser.handler().duplicate.empty())
        return fail(ErrorKind::invalid, "request.invalid", {{parser.handler().duplicate, "duplicate_member"}});
    if (error) {
        return fail(ErrorKind::invalid, "request.malformed_json", {{"", "malformed_json", std::to_string(used + 1)}},
                    error.message());
    }
    return parser.handler().stack.release();
}

}  // namespace dengyun::meta
