#include "edge/http/stream.h"

#include <curl/curl.h>
#include <utility>

#include "kernel/base/assert.h"

namespace dengyun::edge {

class Stream::Implementation {
  public:
    explicit Implementation(StreamOptions given) : options(std::move(given)) {
        static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
        DENGYUN_ASSERT(started == CURLE_OK);
        DENGYUN_ASSERT(curl && multi);
        set(CURLOPT_URL, options.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_max.count()));
        set(CURLOPT_WRITEFUNCTION, &keep);
        set(CURLOPT_WRITEDATA, this);
        DENGYUN_ASSERT(curl_multi_add_handle(multi.get(), curl.get()) == CURLM_OK);
    }
    ~Implementation() { curl_multi_remove_handle(multi.get(), curl.get()); }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    Piece next(std::chrono::milliseconds wait_max) {
        const auto end = std::chrono::steady_clock::now() + wait_max;
        if (std::exchange(is_paused, false)) curl_easy_pause(curl.get(), CURLPAUSE_CONT);
        for (;;) {
            int running = 0;
            const bool works = curl_multi_perform(multi.get(), &running) == CURLM_OK;
            is_over = is_over || !works || running == 0;
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
            if (!waiting.empty() || is_over || left.count() <= 0) break;
            curl_multi_poll(multi.get(), nullptr, 0, static_cast<int>(left.count()), nullptr);
        }
        return {std::exchange(waiting, {}), is_over && !is_paused};
    }

    const StreamOptions options;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), &curl_easy_cleanup};
    std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> multi{curl_multi_init(), &curl_multi_cleanup};
    std::string waiting;
    bool is_paused = false;
    bool is_over = false;

  private:
    template <class Value>
    void set(CURLoption option, Value value) {
        DENGYUN_ASSERT(curl_easy_setopt(curl.get(), option, value) == CURLE_OK);
    }
    static std::size_t keep(char* data, std::size_t size, std::size_t count, void* user) {
        auto& self = *static_cast<Implementation*>(user);
        // One piece always fits: curl hands over 16 KiB at most.
        if (!self.waiting.empty() && self.waiting.size() + size * count > self.options.bytes_max) {
            self.is_paused = true;
            return CURL_WRITEFUNC_PAUSE;
        }
        self.waiting.append(data, size * count);
        return size * count;
    }
};

Stream::Stream(StreamOptions options) : implementation_(std::make_unique<Implementation>(std::move(options))) {}
Stream::~Stream() = default;

Stream::Piece Stream::next(std::chrono::milliseconds wait_max) { return implementation_->next(wait_max); }

long Stream::status() const {
    long status = 0;
    curl_easy_getinfo(implementation_->curl.get(), CURLINFO_RESPONSE_CODE, &status);
    return status;
}

std::string Stream::content_type() const {
    const char* type = nullptr;
    curl_easy_getinfo(implementation_->curl.get(), CURLINFO_CONTENT_TYPE, &type);
    return type == nullptr ? std::string() : std::string(type);
}

}  // namespace dengyun::edge
