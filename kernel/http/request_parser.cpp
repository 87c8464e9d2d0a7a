#include "kernel/http/request_parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include "kernel/http/text.h"

namespace dengyun::http {
namespace {

namespace beast_http = boost::beast::http;

constexpr std::size_t header_fields_max = 100;
constexpr std::size_t body_reserve_max = 64 * 1024;  // a stated length is only believed so far

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

std::optional<Method> method_of(beast_http::verb verb) {
    switch (verb) {
        case beast_http::verb::get:
            return Method::get;
        case beast_http::verb::head:
            return Method::head;
        case beast_http::verb::post:
            return Method::post;
        case beast_http::verb::put:
            return Method::put;
        case beast_http::verb::patch:
            return Method::patch;
        case beast_http::verb::delete_:
            return Method::delete_;
        case beast_http::verb::options:
            return Method::options;
        default:
            return std::nullopt;
    }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_number(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const auto segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(segment.size());
    }
    return false;
}

bool has_encoded_slash(std::string_view path) {
    for (auto at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1))
        if (equal_without_case(path.substr(at, 3), "%2f")) return true;
    return false;
}

Refusal refusal_of(const boost::beast::error_code& error) {
    using beast_http::error;
    if (error == error::header_limit || error == error::buffer_overflow) return {431, "request.header_too_large"};
    if (error == error::body_limit) return {413, "request.too_large"};
    for (const auto length_error : {error::bad_content_length, error::multiple_content_length, error::bad_chunk,
                                    error::bad_chunk_extension, error::bad_transfer_encoding})
        if (error == length_error) return {400, "request.bad_length"};
    return {400, "request.malformed"};
}

}  // namespace

bool is_host(std::string_view host) {
    constexpr std::size_t name_length_max = 255;
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        if (end == std::string_view::npos || end == 1) return false;
        for (const char c : host.substr(1, end - 1))
            if (!is_hex(c) && c != ':' && c != '.') return false;
        host.remove_prefix(end + 1);
    } else {
        const auto name = host.substr(0, host.find(':'));
        if (name.empty() || name.size() > name_length_max) return false;
        for (const char c : name) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !is_digit(c) && c != '-' && c != '.' && c != '_') return false;
        }
        host.remove_prefix(name.size());
    }
    if (host.empty()) return true;
    constexpr std::size_t port_digits_max = 5;
    return host.size() >= 2 && host.size() <= 1 + port_digits_max && host[0] == ':' &&
           std::ranges::all_of(host.substr(1), is_digit);
}

std::optional<Target> parse_target(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!equal_without_case(target.substr(0, scheme.size()), scheme)) continue;
        target.remove_prefix(scheme.size());
        const auto authority = target.substr(0, target.find_first_of("/?"));
        if (!is_host(authority)) return std::nullopt;
        target.remove_prefix(authority.size());
        if (target.empty()) target = "/";
        break;
    }
    if (!target.starts_with('/') || target.find('#') != std::string_view::npos) return std::nullopt;
    const auto question = target.find('?');
    const auto path = target.substr(0, question);
    auto decoded = percent_decoded(path, PlusIs::plus);
    if (!decoded || has_encoded_slash(path) || !is_utf8(*decoded) || has_dot_segment(*decoded)) return std::nullopt;
    for (const char c : *decoded)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
    return Target{std::move(*decoded),
                  std::string(question == std::string_view::npos ? std::string_view{} : target.substr(question + 1))};
}

RequestParser::RequestParser(const ParseLimits& limits) : limits_(limits), request_(std::make_shared<Request>()) {
    eager(true);
    header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
    body_limit(boost::none);  // counted here, because it depends on the path
    constexpr std::size_t usual_fields = 12;
    request_->headers.reserve(usual_fields);
}

std::size_t RequestParser::feed(std::string_view bytes) {
    std::size_t taken = 0;
    while (!is_done() && !refusal_ && taken < bytes.size()) {
        ErrorCode error;
        taken += put(boost::asio::const_buffer(bytes.data() + taken, bytes.size() - taken), error);
        if (error == beast_http::error::need_more) break;
        if (error && !refusal_) refusal_ = refusal_of(error);
    }
    // A chunk's size line has no bound of its own.
    if (!is_done() && !refusal_ && bytes.size() - taken > limits_.header_bytes_max)
        refusal_ = head_read_ ? Refusal{400, "request.bad_length"} : Refusal{431, "request.header_too_large"};
    return taken;
}

void RequestParser::refuse(unsigned status, std::string_view code, ErrorCode& error) {
    refusal_ = {status, code};
    error = beast_http::error::bad_value;  // any: it makes Beast stop
}

std::size_t RequestParser::body_max() const {
    const auto& path = request_->path;
    const bool upload = !limits_.upload_path.empty() && path.starts_with(limits_.upload_path) &&
                        (path.size() == limits_.upload_path.size() || path[limits_.upload_path.size()] == '/');
    return upload ? limits_.upload_bytes_max : limits_.body_bytes_max;
}

void RequestParser::on_request_impl(beast_http::verb verb, StringView name, StringView target, int version,
                                    ErrorCode& error) {
    version_ = version;
    head_bytes_ = name.size() + target.size();
    const auto method = method_of(verb);
    if (!method) return refuse(501, "request.unknown_method", error);
    request_->method = *method;
    auto parsed = http::parse_target(view(target));
    if (!parsed) return refuse(400, "request.bad_path", error);
    request_->path = std::move(parsed->path);
    request_->query = std::move(parsed->query);
}

Refusal RequestParser::check_field(beast_http::field field, std::string_view value) {
    using beast_http::field;
    constexpr Refusal bad_length{400, "request.bad_length"};
    switch (field) {
        case field::content_length:
            // Two lengths, even equal ones, are how requests are smuggled past a proxy.
            if (++lengths_ > 1 || !is_number(value)) return bad_length;
            return {};
        case field::transfer_encoding:
            if (version_ < 11) return bad_length;
            if (!equal_without_case(value, "chunked")) return {501, "request.unknown_encoding"};
            return {};
        case field::host:
            if (++hosts_ > 1 || !is_host(value)) return {400, "request.bad_host"};
            return {};
        case field::expect:
            if (!equal_without_case(value, "100-continue")) return {417, "request.unknown_expectation"};
            expects_continue_ = version_ >= 11;
            return {};
        default:
            return {};
    }
}

void RequestParser::on_field_impl(beast_http::field field, StringView name, StringView value, ErrorCode& error) {
    constexpr std::size_t separators = 4;  // ": " and the line's end
    head_bytes_ += name.size() + value.size() + separators;
    if (head_bytes_ > limits_.header_bytes_max) return refuse(431, "request.header_too_large", error);
    if (head_read_) return;  // a trailer: bounded, else of no interest
    if (request_->headers.size() == header_fields_max) return refuse(431, "request.header_too_large", error);
    if (!is_field_value(view(value))) return refuse(400, "request.malformed", error);
    if (const auto refusal = check_field(field, view(value))) return refuse(refusal.status, refusal.code, error);
    request_->headers.push_back({std::string(view(name)), std::string(view(value))});
}

Refusal RequestParser::check_head() const {
    if (version_ >= 11 && hosts_ == 0) return {400, "request.bad_host"};
    if (const auto length = content_length(); length && *length > body_max()) return {413, "request.too_large"};
    return {};
}

void RequestParser::on_header_impl(ErrorCode& error) {
    head_read_ = true;
    head_bytes_ = 0;
    if (const auto refusal = check_head()) refuse(refusal.status, refusal.code, error);
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, ErrorCode&) {
    if (length) request_->body.reserve(std::min<std::uint64_t>(*length, body_reserve_max));
}

std::size_t RequestParser::on_body_impl(StringView bytes, ErrorCode&) {
    request_->body.append(bytes.data(), bytes.size());
    return bytes.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t size, StringView, ErrorCode& error) {
    if (size > body_max() - request_->body.size()) refuse(413, "request.too_large", error);
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, StringView bytes, ErrorCode&) {
    request_->body.append(bytes.data(), bytes.size());
    return bytes.size();
}

}  // namespace dengyun::http
