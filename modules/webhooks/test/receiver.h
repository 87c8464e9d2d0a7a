#pragma once
// A real HTTP receiver on loopback for tests: answers every request with the next of the given answers and keeps what
// it was sent. One connection at a time, on a thread of its own.
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace dengyun::webhooks {

struct Received {
    std::string head;  // request line and headers
    std::string body;
    [[nodiscard]] std::string header(std::string_view name) const;  // empty where absent
};

class Receiver {
  public:
    Receiver();
    ~Receiver();
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    // Whole answers, in order; "HTTP/1.1 200 OK" without a body where none is left.
    void answer_next(std::string answer);
    // Accepts, reads, and never answers the next request; the connection ends with the client's patience.
    void be_silent_next() { answer_next("silence"); }
    [[nodiscard]] std::string url(std::string_view path = "/hook") const;
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::vector<Received> received() const;

  private:
    void run();
    void serve(int connection);
    int listener_ = -1;
    std::uint16_t port_ = 0;
    mutable std::mutex mutex_;
    std::deque<std::string> answers_;
    std::vector<Received> received_;
    std::thread thread_;
};

[[nodiscard]] std::string answer_with(int status, std::string_view headers = "", std::string_view body = "");

}  // namespace dengyun::webhooks
