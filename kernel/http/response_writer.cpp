#include "kernel/http/response_writer.h"

#include <chrono>
#include <fmt/format.h>

#include "kernel/http/text.h"

namespace dengyun::http {
namespace {

std::string_view reason_of(unsigned status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 307:
            return "Temporary Redirect";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 426:
            return "Upgrade Required";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        default:
            return "Status";
    }
}

constexpr std::string_view security_fields =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: strict-origin-when-cross-origin\r\n"
    "X-Frame-Options: DENY\r\n";
constexpr std::string_view page_policy =
    "Content-Security-Policy: default-src 'self'; img-src 'self' data: blob:; frame-src blob:; style-src 'self' "
    "'unsafe-inline'; "
    "connect-src 'self'; frame-ancestors 'none'; object-src 'none'; base-uri 'self'\r\n";
// An uploaded drawing opened by itself is a document, too, and could hold scripts.
constexpr std::string_view drawing_policy =
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; sandbox\r\n";
constexpr std::string_view transport_policy = "Strict-Transport-Security: max-age=31536000\r\n";

bool has_header(const Response& response, std::string_view name) {
    for (const auto& header : response.headers)
        if (equal_without_case(header.name, name)) return true;
    return false;
}

}  // namespace

std::string date_line(Instant now) {
    static constexpr std::string_view days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(now - day));
    return fmt::format("Date: {}, {:02} {} {:04} {:02}:{:02}:{:02} GMT\r\n",
                       days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                       months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

bool is_well_formed(const Response& response) {
    constexpr unsigned status_min = 200;
    constexpr unsigned status_max = 599;
    if (response.status < status_min || response.status > status_max || !is_field_value(response.content_type))
        return false;
    for (const auto& header : response.headers)
        if (!is_token(header.name) || !is_field_value(header.value)) return false;
    return true;
}

std::string_view body_of(const Response& response) {
    return response.static_body.empty() ? std::string_view(response.body) : response.static_body;
}

bool status_allows_body(unsigned status) { return status >= 200 && status != 204 && status != 304; }

void write_head(std::string& out, const Response& response, const AnswerFraming& framing) {
    const fmt::format_int status(response.status);
    out.append("HTTP/1.1 ").append(status.data(), status.size()).append(" ").append(reason_of(response.status));
    out.append("\r\n").append(framing.date_line);
    if (status_allows_body(response.status)) {
        const fmt::format_int length(body_of(response).size());
        if (!response.content_type.empty()) out.append("Content-Type: ").append(response.content_type).append("\r\n");
        out.append("Content-Length: ").append(length.data(), length.size()).append("\r\n");
    }
    out.append("X-Request-Id: ").append(framing.request_id).append("\r\n").append(security_fields);
    const std::string_view type = response.content_type;
    const bool page = type.starts_with("text/html");
    if ((page || type.find("xml") != std::string_view::npos) && !has_header(response, "content-security-policy"))
        out.append(page ? page_policy : drawing_policy);
    if (framing.secure) out.append(transport_policy);
    for (const auto& header : response.headers)
        out.append(header.name).append(": ").append(header.value).append("\r\n");
    out.append(framing.keeps_alive ? "\r\n" : "Connection: close\r\n\r\n");
}

}  // namespace dengyun::http
