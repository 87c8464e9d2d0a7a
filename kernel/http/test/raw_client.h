#pragma once
// A client that writes exactly the bytes it is told to, so that a test can break every rule. Reads have a time limit.
#include <cstdint>
#include <map>
#include <memory>
#include <openssl/ssl.h>
#include <string>
#include <string_view>

namespace dengyun::http::test {

struct Answer {
    unsigned status = 0;                         // 0: the connection ended before an answer
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

struct Frame {
    unsigned opcode = 0;  // 0: the connection ended before a frame
    std::string payload;
    [[nodiscard]] unsigned close_code() const;
};

class RawClient {
  public:
    explicit RawClient(std::uint16_t port, bool tls = false, std::size_t receive_buffer_bytes = 0);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void close();                       // for ever; else when it goes away
    void send(std::string_view bytes);  // what the peer does not take any more is dropped
    [[nodiscard]] Answer read_answer(bool has_body = true);
    [[nodiscard]] Answer ask(std::string_view request) {
        send(request);
        return read_answer();
    }
    [[nodiscard]] std::string read_bytes(std::size_t count);  // fewer where the connection ends
    [[nodiscard]] bool is_closed();                           // waits for the end; false where bytes come instead
    [[nodiscard]] int tls_version() const;

    [[nodiscard]] Answer open_socket(std::string_view path, std::string_view more_headers = {});
    void send_frame(unsigned opcode, std::string_view payload);
    [[nodiscard]] Frame read_frame();

  private:
    bool fill();

    int descriptor_ = -1;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{nullptr, &SSL_CTX_free};
    std::unique_ptr<SSL, decltype(&SSL_free)> tls_{nullptr, &SSL_free};
    std::string buffer_;
};

// "GET path HTTP/1.1" with a Host and more header lines, each with its line end.
[[nodiscard]] std::string get(std::string_view path, std::string_view more_headers = {});

}  // namespace dengyun::http::test
