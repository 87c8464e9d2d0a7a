#pragma once
// A small blocking HTTP client for tests against a running server: one keep-alive connection, a cookie, a CSRF token.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dengyun::test {

struct Answer {
    unsigned status = 0;                         // 0: the connection broke before an answer came
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

class HttpClient {
  public:
    explicit HttpClient(std::uint16_t port);
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;

    // Sends the session's cookie and CSRF token where they are known. `headers` go in addition.
    Answer send(std::string_view method, std::string_view target, std::string_view body = {},
                const std::map<std::string, std::string>& headers = {});
    Answer get(std::string_view target) { return send("GET", target); }
    Answer post(std::string_view target, std::string_view body) { return send("POST", target, body); }
    // Takes the cookie and the csrf_token of an answer (a sign-in, a registration).
    void keep_session(const Answer& answer);

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

// The text of a top-level member of a JSON object, a string's content without quotes; empty where absent.
[[nodiscard]] std::string json_member(std::string_view json, std::string_view name);

}  // namespace dengyun::test
