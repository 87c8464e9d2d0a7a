#include "kernel/http/compress.h"

#include <cstdlib>
#include <memory>
#include <zlib.h>

#include "kernel/base/assert.h"
#include "kernel/http/text.h"

namespace dengyun::http {
namespace {

// A stream per thread: setting one up costs a quarter of a megabyte, resetting it nothing.
class GzipStream {
  public:
    GzipStream() {
        constexpr int level = 4;              // about 90 % of the best size at a third of its time
        constexpr int gzip_window = 15 + 16;  // +16: a gzip header instead of zlib's
        constexpr int memory_level = 8;
        const int made = deflateInit2(&stream_, level, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY);
        DENGYUN_ASSERT(made == Z_OK);
    }
    GzipStream(const GzipStream&) = delete;
    GzipStream& operator=(const GzipStream&) = delete;
    ~GzipStream() { deflateEnd(&stream_); }

    std::string pack(std::string_view bytes) {
        deflateReset(&stream_);
        std::string out(deflateBound(&stream_, static_cast<uLong>(bytes.size())), '\0');
        std::size_t made = 0;
        int state = Z_OK;
        // zlib counts in 32 bits, so long input goes in slices.
        do {
            constexpr std::size_t slice_max = std::size_t{1} << 30;
            const auto slice = bytes.substr(0, slice_max);
            bytes.remove_prefix(slice.size());
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(slice.data()));
            stream_.avail_in = static_cast<uInt>(slice.size());
            stream_.next_out = reinterpret_cast<Bytef*>(out.data() + made);
            stream_.avail_out = static_cast<uInt>(std::min(out.size() - made, slice_max));
            const auto room = stream_.avail_out;
            state = deflate(&stream_, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
            made += room - stream_.avail_out;
        } while (state == Z_OK && !bytes.empty());
        DENGYUN_ASSERT(state == Z_STREAM_END);
        out.resize(made);
        return out;
    }

  private:
    z_stream stream_{};
};

}  // namespace

std::optional<std::string> gunzip(std::string_view bytes, std::size_t bytes_max) {
    constexpr int gzip_window = 15 + 16;
    constexpr std::size_t step = 64 * 1024;
    z_stream stream{};
    if (inflateInit2(&stream, gzip_window) != Z_OK) return std::nullopt;
    const std::unique_ptr<z_stream, decltype([](z_stream* used) { inflateEnd(used); })> end(&stream);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string out;
    for (int state = Z_OK; state != Z_STREAM_END;) {
        const auto made = out.size();
        if (made > bytes_max) return std::nullopt;
        out.resize(made + step);
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + made);
        stream.avail_out = step;
        state = inflate(&stream, Z_NO_FLUSH);
        out.resize(made + step - stream.avail_out);
        if (state != Z_OK && state != Z_STREAM_END) return std::nullopt;
        // Nothing is left to unpack, and the end has not come.
        if (state == Z_OK && stream.avail_in == 0 && out.size() == made) return std::nullopt;
    }
    if (out.size() > bytes_max) return std::nullopt;
    return out;
}

bool accepts_gzip(std::string_view accept_encoding) {
    bool star = false;
    while (!accept_encoding.empty()) {
        const auto element = next_element(accept_encoding);
        const auto coding = trimmed(element.substr(0, element.find(';')));
        const auto weight = element.find("q=");
        const bool allowed = weight == std::string_view::npos ||
                             std::strtod(std::string(element.substr(weight + 2, 5)).c_str(), nullptr) > 0;
        if (equal_without_case(coding, "gzip")) return allowed;
        if (coding == "*") star = allowed;
    }
    return star;
}

bool is_compressible(std::string_view content_type) {
    const auto type = trimmed(content_type.substr(0, content_type.find(';')));
    return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") ||
           type.ends_with("javascript") || type == "application/wasm";
}

std::string gzip(std::string_view bytes) {
    thread_local GzipStream stream;
    return stream.pack(bytes);
}

void compress(Response& response, bool client_accepts_gzip) {
    if (response.body.size() < compress_bytes_min || !response.static_body.empty()) return;
    if (!is_compressible(response.content_type)) return;
    for (const auto& header : response.headers)
        if (equal_without_case(header.name, "content-encoding")) return;
    response.headers.push_back({"Vary", "Accept-Encoding"});
    if (!client_accepts_gzip) return;
    response.body = gzip(response.body);
    response.headers.push_back({"Content-Encoding", "gzip"});
}

}  // namespace dengyun::http
