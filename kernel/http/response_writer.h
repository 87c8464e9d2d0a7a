#pragma once
// From a Response to the bytes of its head: the fields that every answer carries, and the application's own.
#include <string>
#include <string_view>

#include "kernel/base/instant.h"
#include "kernel/http/http.h"

namespace dengyun::http {

struct AnswerFraming {
    std::string_view date_line;  // "Date: …\r\n"
    std::string_view request_id;
    bool keeps_alive = true;
    bool secure = false;
};

// "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
[[nodiscard]] std::string date_line(Instant now);

// Names are tokens and nothing holds a line's end: a header made from data cannot split an answer.
[[nodiscard]] bool is_well_formed(const Response& response);

[[nodiscard]] std::string_view body_of(const Response& response);
// 1xx, 204 and 304 have none, whatever the Response says.
[[nodiscard]] bool status_allows_body(unsigned status);

// Appends status line and fields with the empty line at the end.
void write_head(std::string& out, const Response& response, const AnswerFraming& framing);

}  // namespace dengyun::http
