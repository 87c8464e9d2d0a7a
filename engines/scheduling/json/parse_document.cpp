// Parsing: Boost.JSON's parser with a handler that refuses a member given twice, which its own `parse` lets pass.
#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>

#include "engines/scheduling/json/read_value.h"

namespace dengyun::scheduling {
namespace {

namespace json = boost::json;

// Builds the value and keeps where it is: for every open object the names seen, for every open array how many elements
// are complete.
struct Handler {
    static constexpr std::size_t max_object_size = 1'000;
    static constexpr std::size_t max_array_size = 100'000'000;
    static constexpr std::size_t max_key_size = 1'000;
    static constexpr std::size_t max_string_size = 1'000'000;

    struct Open {
        bool is_array = false;
        std::size_t complete = 0;
        std::vector<std::string> names;
    };

    json::value_stack stack;
    std::vector<Open> open;
    std::string key;
    std::string duplicate;  // its path

    [[nodiscard]] bool complete_one() {
        if (!open.empty()) ++open.back().complete;
        return true;
    }
    [[nodiscard]] std::string path() const {
        std::string out;
        for (const auto& level : open) {
            if (!out.empty()) out += '.';
            out += level.is_array ? std::to_string(level.complete) : level.names.back();
        }
        return out;
    }

    bool on_document_begin(json::error_code&) {
        stack.reset();
        return true;
    }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) {
        open.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t size, json::error_code&) {
        open.pop_back();
        stack.push_object(size);
        return complete_one();
    }
    bool on_array_begin(json::error_code&) {
        open.emplace_back().is_array = true;
        return true;
    }
    bool on_array_end(std::size_t size, json::error_code&) {
        open.pop_back();
        stack.push_array(size);
        return complete_one();
    }
    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        key += part;
        stack.push_chars(part);
        return true;
    }
    bool on_key(json::string_view part, std::size_t, json::error_code& error) {
        key += part;
        auto& names = open.back().names;
        const bool is_known = std::ranges::find(names, key) != names.end();
        names.push_back(std::exchange(key, {}));
        if (is_known || names.size() > names_max) {
            if (is_known) duplicate = path();
            error = is_known ? json::error::syntax : json::error::object_too_large;
            return false;
        }
        stack.push_key(part);
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        stack.push_chars(part);
        return true;
    }
    bool on_string(json::string_view part, std::size_t, json::error_code&) {
        stack.push_string(part);
        return complete_one();
    }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t value, json::string_view, json::error_code&) {
        stack.push_int64(value);
        return complete_one();
    }
    bool on_uint64(std::uint64_t value, json::string_view, json::error_code&) {
        stack.push_uint64(value);
        return complete_one();
    }
    bool on_double(double value, json::string_view, json::error_code&) {
        stack.push_double(value);
        return complete_one();
    }
    bool on_bool(bool value, json::error_code&) {
        stack.push_bool(value);
        return complete_one();
    }
    bool on_null(json::error_code&) {
        stack.push_null();
        return complete_one();
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

    static constexpr std::size_t names_max = 200;  // members of one object; keeps the search among them short
};

}  // namespace

Result<json::value> parse_document(std::string_view text) {
    json::basic_parser<Handler> parser(json::parse_options{});
    json::error_code error;
    const auto used = parser.write_some(false, text.data(), text.size(), error);
    if (!error && text.substr(used).find_first_not_of(" \t\r\n") != std::string_view::npos)
        error = json::error::extra_data;
    auto& handler = parser.handler();
    if (!handler.duplicate.empty())
        return fail(ErrorKind::invalid, "schedule.invalid", {{handler.duplicate, "duplicate_member"}});
    if (error)
        return fail(ErrorKind::invalid, "schedule.malformed_json", {{"", "malformed_json", std::to_string(used)}});
    return handler.stack.release();
}

}  // namespace dengyun::scheduling
