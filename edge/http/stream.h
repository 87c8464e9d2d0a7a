#pragma once
// One answer of a server that does not end (libcurl), taken piece by piece. What is not taken yet is bounded: beyond it
// the other side waits. One thread at a time.
#include <chrono>
#include <memory>
#include <string>

namespace dengyun::edge {

struct StreamOptions {
    std::string url;
    std::chrono::milliseconds connect_max = std::chrono::seconds(5);
    std::size_t bytes_max = 1024 * 1024;  // that wait to be taken
};

class Stream {
  public:
    explicit Stream(StreamOptions options);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    struct Piece {
        std::string bytes;      // empty: none came in that time
        bool is_ended = false;  // and nothing more will come
    };
    // Waits for so long at most.
    [[nodiscard]] Piece next(std::chrono::milliseconds wait_max);
    // Known with the first bytes; 0 and empty before.
    [[nodiscard]] long status() const;
    [[nodiscard]] std::string content_type() const;

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace dengyun::edge
