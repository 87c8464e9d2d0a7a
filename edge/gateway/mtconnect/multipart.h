#pragma once
// The parts of an answer of the type multipart/x-mixed-replace (RFC 2046, 5.1), as they come. Pure; bounded.
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

namespace dengyun::gateway {

// Of a Content-Type: "multipart/x-mixed-replace;boundary=abc"; none where it is another type or has no boundary.
[[nodiscard]] std::optional<std::string> boundary_in(std::string_view content_type);

class Multipart {
  public:
    explicit Multipart(std::string_view boundary, std::size_t part_bytes_max = 4 * 1024 * 1024)
        : mark_("--" + std::string(boundary)), part_bytes_max_(part_bytes_max) {}
    void feed(std::string_view bytes) { text_ += bytes; }
    // The next whole part; none: more bytes are needed. A part ends by its Content-Length, or else at the next
    // boundary. Error: invalid "gateway.mtconnect_malformed": not of this form, or a part that is too long.
    [[nodiscard]] Result<std::optional<std::string>> next();

  private:
    std::string mark_;
    std::size_t part_bytes_max_;
    std::string text_{};
};

}  // namespace dengyun::gateway
