#include "edge/gateway/mtconnect/multipart.h"

#include <algorithm>
#include <charconv>

namespace dengyun::gateway {
namespace {

constexpr std::size_t head_bytes_max = 8 * 1024;
constexpr std::size_t boundary_bytes_max = 70;  // RFC 2046

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// Of the head of a part; none where it does not say.
std::optional<std::size_t> length_in(std::string_view head) {
    const auto text = lower(head);
    constexpr std::string_view name = "content-length:";
    const auto at = text.find(name);
    if (at == std::string::npos || (at > 0 && text[at - 1] != '\n')) return std::nullopt;
    const auto start = std::min(text.find_first_not_of(" \t", at + name.size()), text.size());
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(text.data() + start, text.data() + text.size(), length);
    return error == std::errc() ? std::optional(length) : std::nullopt;
}

}  // namespace

std::optional<std::string> boundary_in(std::string_view content_type) {
    const auto text = lower(content_type);
    constexpr std::string_view name = "boundary=";
    const auto at = text.find(name);
    if (!text.starts_with("multipart/") || at == std::string::npos) return std::nullopt;
    auto boundary = content_type.substr(at + name.size());
    boundary = boundary.substr(0, boundary.find(';'));
    while (!boundary.empty() && (boundary.front() == '"' || boundary.front() == ' ')) boundary.remove_prefix(1);
    while (!boundary.empty() && (boundary.back() == '"' || boundary.back() == ' ')) boundary.remove_suffix(1);
    // Some agents write the two dashes of the delimiter into the name.
    if (boundary.starts_with("--")) boundary.remove_prefix(2);
    if (boundary.empty() || boundary.size() > boundary_bytes_max) return std::nullopt;
    return std::string(boundary);
}

Result<std::optional<std::string>> Multipart::next() {
    const auto nothing = [] { return std::optional<std::string>(); };
    const auto malformed = [](std::string why) {
        return fail(ErrorKind::invalid, "gateway.mtconnect_malformed", {}, std::move(why));
    };
    const auto mark = text_.find(mark_);
    if (mark == std::string::npos || mark > head_bytes_max) {
        if (text_.size() > head_bytes_max) return malformed("no boundary");
        return nothing();
    }
    const auto head_start = mark + mark_.size();
    auto blank = text_.find("\r\n\r\n", head_start);
    std::size_t blank_bytes = 4;
    if (const auto other = text_.find("\n\n", head_start); other < blank) {
        blank = other;
        blank_bytes = 2;
    }
    if (blank == std::string::npos || blank - head_start > head_bytes_max) {
        if (text_.size() - head_start > head_bytes_max) return malformed("no head");
        return nothing();
    }
    const auto start = blank + blank_bytes;
    if (const auto length = length_in(std::string_view(text_).substr(head_start, blank - head_start))) {
        if (*length > part_bytes_max_) return malformed("part too long");
        if (text_.size() < start + *length) return nothing();
        auto part = text_.substr(start, *length);
        text_.erase(0, start + *length);
        return std::optional(std::move(part));
    }
    const auto end = text_.find(mark_, start);
    if (std::min(end, text_.size()) - start > part_bytes_max_) return malformed("part too long");
    if (end == std::string::npos) return nothing();
    auto part = text_.substr(start, end - start);
    while (part.ends_with('\n') || part.ends_with('\r')) part.pop_back();
    text_.erase(0, end);
    return std::optional(std::move(part));
}

}  // namespace dengyun::gateway
