#pragma once
// From bytes to a Request, with every check that does not need the application. Beast does the grammar; what it is
// lenient about (repeated lengths, other encodings, odd hosts and paths) is refused here. Inside kernel/http only.
#include <boost/beast/http/basic_parser.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "kernel/http/http.h"

namespace dengyun::http {

struct ParseLimits {
    std::size_t header_bytes_max;  // request line and header fields together; trailers once more
    std::size_t body_bytes_max;
    std::size_t upload_bytes_max;
    std::string upload_path;
};

// Why the edge answers a request itself; `status` 0 means that it does not.
struct Refusal {
    unsigned status = 0;
    std::string_view code;
    explicit operator bool() const { return status != 0; }
};

// Splits a request target (origin form, or absolute form, whose authority must be valid) into the decoded path and the
// still encoded query. nullopt where the path is no well-formed UTF-8, holds control characters, an encoded slash, or
// a "." or ".." segment: what reaches the application has one reading only.
struct Target {
    std::string path;
    std::string query;
};
[[nodiscard]] std::optional<Target> parse_target(std::string_view target);
// A name or an address with an optional port.
[[nodiscard]] bool is_host(std::string_view host);

// Reads one request. Not reusable.
class RequestParser final : private boost::beast::http::basic_parser<true> {
  public:
    // `limits` must outlive the parser.
    explicit RequestParser(const ParseLimits& limits);

    // Takes what it can and says how much that was; the rest has to come again, with more behind it.
    [[nodiscard]] std::size_t feed(std::string_view bytes);
    [[nodiscard]] const Refusal& refusal() const { return refusal_; }
    [[nodiscard]] bool head_done() const { return is_header_done(); }
    [[nodiscard]] bool done() const { return is_done(); }
    [[nodiscard]] bool keeps_alive() const { return keep_alive(); }
    [[nodiscard]] bool asks_for_upgrade() const { return upgrade(); }
    [[nodiscard]] bool expects_continue() const { return expects_continue_; }
    [[nodiscard]] std::uint64_t stated_length() const { return content_length().value_or(0); }
    // Also after a refusal, as far as it was read: its language and id are of use then.
    [[nodiscard]] const std::shared_ptr<Request>& request() const { return request_; }

  private:
    using ErrorCode = boost::beast::error_code;
    using StringView = boost::beast::string_view;

    void refuse(unsigned status, std::string_view code, ErrorCode& error);
    [[nodiscard]] std::size_t body_max() const;
    [[nodiscard]] Refusal check_field(boost::beast::http::field field, std::string_view value);
    [[nodiscard]] Refusal check_head() const;

    void on_request_impl(boost::beast::http::verb verb, StringView name, StringView target, int version,
                         ErrorCode& error) override;
    void on_response_impl(int, StringView, int, ErrorCode&) override {}
    void on_field_impl(boost::beast::http::field field, StringView name, StringView value, ErrorCode& error) override;
    void on_header_impl(ErrorCode& error) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, ErrorCode& error) override;
    std::size_t on_body_impl(StringView bytes, ErrorCode& error) override;
    void on_chunk_header_impl(std::uint64_t size, StringView extensions, ErrorCode& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t remain, StringView bytes, ErrorCode& error) override;
    void on_finish_impl(ErrorCode&) override {}

    const ParseLimits& limits_;
    std::shared_ptr<Request> request_;
    Refusal refusal_;
    std::size_t head_bytes_ = 0;
    int version_ = 0;
    unsigned hosts_ = 0;
    unsigned lengths_ = 0;
    bool head_read_ = false;
    bool expects_continue_ = false;
};

}  // namespace dengyun::http
