// Goal: whatever bytes arrive, in whatever pieces, the request parser neither crashes nor accepts what has two
// readings: cut differently the same bytes give the same requests.
#include <cstdint>
#include <cstdlib>

#include "kernel/http/compress.h"
#include "kernel/http/etag.h"
#include "kernel/http/handshake.h"
#include "kernel/http/request_parser.h"
#include "kernel/http/text.h"

namespace {

using namespace dengyun::http;

void check(bool holds) {
    if (!holds) std::abort();
}

const ParseLimits limits{512, 256, 1024, "/api/v1/files"};

// What one connection makes of `bytes`, arriving `piece` at a time.
std::string requests_of(std::string_view bytes, std::size_t piece) {
    std::string seen;
    std::string waiting;
    std::optional<RequestParser> parser;
    while (true) {
        if (!parser) parser.emplace(limits);
        waiting.erase(0, parser->feed(waiting));
        if (parser->refusal()) return seen + "refused";
        if (parser->done()) {
            const auto& request = *parser->request();
            check(request.path.starts_with('/') && is_utf8(request.path) &&
                  request.path.find("/../") == std::string::npos);
            check(request.body.size() <= limits.upload_bytes_max);
            seen += request.path + '?' + request.query + '\n' + request.body + '\n';
            for (const auto& header : request.headers) {
                check(is_token(header.name) && is_field_value(header.value));
                static_cast<void>(parse_tags(header.value));
                static_cast<void>(accepts_gzip(header.value));
            }
            static_cast<void>(parse_query(request.query));
            static_cast<void>(request.cookie("session"));
            static_cast<void>(check_handshake(request));
            parser.reset();
            if (!waiting.empty()) continue;
        }
        if (bytes.empty()) return seen;
        waiting.append(bytes.substr(0, piece));
        bytes.remove_prefix(std::min(piece, bytes.size()));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto whole = requests_of(bytes, bytes.size() + 1);
    const auto pieces = requests_of(bytes, data[0] % 16 + 1u);
    // A limit may strike earlier or later, depending on how much is seen at once; what was accepted before is the same.
    const bool refused = whole.ends_with("refused") || pieces.ends_with("refused");
    check(refused || whole == pieces);
    return 0;
}
