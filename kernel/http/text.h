#pragma once
// Small text rules of HTTP: tokens, lists, percent-encoding, UTF-8.
#include <optional>
#include <string>
#include <string_view>

namespace dengyun::http {

[[nodiscard]] bool equal_without_case(std::string_view a, std::string_view b);  // ASCII letters only
[[nodiscard]] std::string_view trimmed(std::string_view text);                  // without spaces and tabs around it
[[nodiscard]] bool is_token(std::string_view text);                             // RFC 9110, 5.6.2; not empty
[[nodiscard]] bool is_field_value(std::string_view text);                       // no control characters but tab
[[nodiscard]] bool is_utf8(std::string_view text);                              // shortest form, no surrogates
// Whether a comma-separated list holds `token` (without case; parameters after ';' are ignored).
[[nodiscard]] bool list_contains(std::string_view list, std::string_view token);

enum class PlusIs { plus, space };
// nullopt where an escape is broken.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text, PlusIs plus);

// Content-Disposition with the name in both forms (RFC 6266, RFC 8187): an ASCII stand-in and percent-encoded UTF-8.
// `show`: in the page; else it is saved.
[[nodiscard]] std::string content_disposition(std::string_view file_name, bool show);

// Cuts off the next comma-separated element of `rest`, trimmed. Quoted strings are not recognised.
[[nodiscard]] std::string_view next_element(std::string_view& rest);

}  // namespace dengyun::http
