#pragma once
// gzip for answers: when it pays, and how.
#include <optional>
#include <string>
#include <string_view>

#include "kernel/http/http.h"

namespace dengyun::http {

// Below this the headers and the work outweigh the gain.
inline constexpr std::size_t compress_bytes_min = 1024;

// Whether Accept-Encoding allows gzip (named or by "*", with a weight above 0).
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);
// Text, JSON, JavaScript, XML and SVG; pictures and archives are compressed already.
[[nodiscard]] bool is_compressible(std::string_view content_type);
[[nodiscard]] std::string gzip(std::string_view bytes);
// What a client has packed. nullopt: it is no gzip, is cut off, or comes to more than `bytes_max`.
[[nodiscard]] std::optional<std::string> gunzip(std::string_view bytes, std::size_t bytes_max);

// Compresses `response.body` where it is long enough, of a fitting type and not encoded yet; says so in its headers.
// The entity tag stays as it is, although RFC 9110 would have another for the packed form: clients send it back in
// If-Match, where a weak or changed tag would fail.
void compress(Response& response, bool client_accepts_gzip);

}  // namespace dengyun::http
