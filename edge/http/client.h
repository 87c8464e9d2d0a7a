#pragma once
// A blocking HTTP client (libcurl) for one server. Answers are bounded. One thread at a time; the connection is kept.
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace dengyun::edge {

struct Answer {
    long status = 0;  // 0: none came, or more than bytes_max
    std::string body;
};

struct ClientOptions {
    std::string address;        // "https://dengyun.example", with or without a slash at the end
    std::string authorization;  // "Bearer …", empty: none; kept out of every text that a program writes
    std::chrono::milliseconds time_max = std::chrono::seconds(60);
    std::size_t bytes_max = 4 * 1024 * 1024;  // of an answer
};

class Client {
  public:
    explicit Client(ClientOptions options);
    ~Client();
    Client(Client&&) noexcept;

    // `path` begins with a slash.
    [[nodiscard]] Answer get(const std::string& path);
    [[nodiscard]] Answer post(const std::string& path, std::string_view body, const std::string& content_type);
    // For the query part of a path.
    [[nodiscard]] std::string escaped(std::string_view text) const;

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace dengyun::edge
