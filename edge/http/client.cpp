#include "edge/http/client.h"

#include <curl/curl.h>

#include "kernel/base/assert.h"

namespace dengyun::edge {
namespace {

struct Received {
    std::string body;
    std::size_t bytes_max;
};

std::size_t keep(char* data, std::size_t size, std::size_t count, void* user) {
    auto& received = *static_cast<Received*>(user);
    if (received.body.size() + size * count > received.bytes_max) return 0;
    received.body.append(data, size * count);
    return size * count;
}

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
    const auto outcome = curl_easy_setopt(curl, option, value);
    DENGYUN_ASSERT(outcome == CURLE_OK);
}

using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void add(Headers& headers, const std::string& line) {
    auto* longer = curl_slist_append(headers.get(), line.c_str());
    DENGYUN_ASSERT(longer != nullptr);
    static_cast<void>(headers.release());
    headers.reset(longer);
}

}  // namespace

class Client::Implementation {
  public:
    explicit Implementation(ClientOptions given) : options(std::move(given)), curl(nullptr, &curl_easy_cleanup) {
        while (options.address.ends_with('/')) options.address.pop_back();
        static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
        DENGYUN_ASSERT(started == CURLE_OK);
        curl.reset(curl_easy_init());
        DENGYUN_ASSERT(curl != nullptr);
    }

    Answer send(const std::string& path, const std::string_view* body, const std::string& content_type) {
        Received received{.body = {}, .bytes_max = options.bytes_max};
        const auto url = options.address + path;
        Headers headers(nullptr, &curl_slist_free_all);
        if (!options.authorization.empty()) add(headers, "Authorization: " + options.authorization);
        curl_easy_reset(curl.get());  // keeps the connection
        set(curl.get(), CURLOPT_URL, url.c_str());
        set(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
        set(curl.get(), CURLOPT_NOSIGNAL, 1L);
        set(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(options.time_max.count()));
        set(curl.get(), CURLOPT_WRITEFUNCTION, keep);
        set(curl.get(), CURLOPT_WRITEDATA, &received);
        if (body != nullptr) {
            add(headers, "Content-Type: " + content_type);
            add(headers, "Expect:");  // no round trip to be told to go on
            set(curl.get(), CURLOPT_POST, 1L);
            set(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
            set(curl.get(), CURLOPT_POSTFIELDS, body->data());
        }
        set(curl.get(), CURLOPT_HTTPHEADER, headers.get());
        Answer answer;
        if (curl_easy_perform(curl.get()) != CURLE_OK) return answer;
        curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
        answer.body = std::move(received.body);
        return answer;
    }

    ClientOptions options;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl;
};

Client::Client(ClientOptions options) : implementation_(std::make_unique<Implementation>(std::move(options))) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;

Answer Client::get(const std::string& path) { return implementation_->send(path, nullptr, {}); }
Answer Client::post(const std::string& path, std::string_view body, const std::string& content_type) {
    return implementation_->send(path, &body, content_type);
}

std::string Client::escaped(std::string_view text) const {
    const std::unique_ptr<char, decltype(&curl_free)> made(
        curl_easy_escape(implementation_->curl.get(), text.data(), static_cast<int>(text.size())), &curl_free);
    DENGYUN_ASSERT(made != nullptr);
    return made.get();
}

}  // namespace dengyun::edge
