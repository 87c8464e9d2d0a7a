#pragma once
// RFC 9457 problem details: the one form in which an Error leaves the process.
#include "kernel/base/message.h"
#include "kernel/base/result.h"
#include "kernel/http/http.h"

namespace dengyun::http {

// The one exhaustive mapping of error kinds to HTTP status codes.
[[nodiscard]] unsigned status_of(ErrorKind kind);

// {"type":"about:blank","status":422,"code":"request.invalid","title":"…","request_id":"…",
//  "issues":[{"field":"name","code":"required","text":"…"}]} in the caller's language, application/problem+json.
// `error.detail` is never written.
[[nodiscard]] Response problem(const Error& error, const MessageCatalogue& messages, Language language,
                               std::string_view request_id);

// What the edge refuses by itself, with a status that no error kind stands for (408, 413, 431 …).
[[nodiscard]] Response refusal(unsigned status, std::string_view code, const MessageCatalogue& messages,
                               Language language, std::string_view request_id);

}  // namespace dengyun::http
