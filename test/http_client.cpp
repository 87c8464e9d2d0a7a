#include "test/http_client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

namespace dengyun::test {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = beast::http;

class HttpClient::Implementation {
  public:
    explicit Implementation(std::uint16_t port) : port_(port) {}

    Answer exchange(bhttp::request<bhttp::string_body>& request) {
        boost::system::error_code error;
        if (!stream_ || !stream_->socket().is_open()) connect(error);
        if (!error) bhttp::write(*stream_, request, error);
        bhttp::response<bhttp::string_body> response;
        if (!error) bhttp::read(*stream_, buffer_, response, error);
        if (error) {
            stream_.reset();
            buffer_.clear();
            return {};
        }
        Answer answer{response.result_int(), {}, std::move(response.body())};
        for (const auto& header : response) {
            std::string name(header.name_string());
            for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            answer.headers[name] = std::string(header.value());
        }
        if (response.need_eof() || !response.keep_alive()) stream_.reset();
        return answer;
    }

    std::string cookie;
    std::string csrf_token;

  private:
    void connect(boost::system::error_code& error) {
        stream_.emplace(context_);
        stream_->socket().connect({asio::ip::address_v4::loopback(), port_}, error);
        if (!error) stream_->socket().set_option(asio::ip::tcp::no_delay(true), error);
    }

    std::uint16_t port_;
    asio::io_context context_;
    std::optional<beast::tcp_stream> stream_;
    beast::flat_buffer buffer_;
};

HttpClient::HttpClient(std::uint16_t port) : implementation_(std::make_unique<Implementation>(port)) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;

Answer HttpClient::send(std::string_view method, std::string_view target, std::string_view body,
                        const std::map<std::string, std::string>& headers) {
    bhttp::request<bhttp::string_body> request(bhttp::string_to_verb(method), target, 11);
    request.set(bhttp::field::host, "127.0.0.1");
    if (!body.empty()) request.set(bhttp::field::content_type, "application/json");
    if (!implementation_->cookie.empty()) request.set(bhttp::field::cookie, implementation_->cookie);
    if (!implementation_->csrf_token.empty()) request.set("X-CSRF-Token", implementation_->csrf_token);
    for (const auto& [name, value] : headers) request.set(name, value);
    request.body() = body;
    request.prepare_payload();
    return implementation_->exchange(request);
}

void HttpClient::keep_session(const Answer& answer) {
    if (const auto found = answer.headers.find("set-cookie"); found != answer.headers.end())
        implementation_->cookie = found->second.substr(0, found->second.find(';'));
    implementation_->csrf_token = json_member(answer.body, "csrf_token");
}

std::string json_member(std::string_view json, std::string_view name) {
    boost::system::error_code error;
    const auto value = boost::json::parse(json, error);
    const auto* object = value.if_object();
    const auto* member = error || object == nullptr ? nullptr : object->if_contains(name);
    if (member == nullptr) return {};
    return member->is_string() ? std::string(member->get_string()) : boost::json::serialize(*member);
}

}  // namespace dengyun::test
