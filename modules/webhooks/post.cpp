#include "modules/webhooks/post.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <memory>
#include <sys/socket.h>

#include "kernel/base/assert.h"
#include "modules/webhooks/address.h"

namespace dengyun::webhooks {
namespace {

constexpr std::size_t answer_bytes_max = 64 * 1024;

// What the callbacks of one transfer share.
struct Transfer {
    bool allow_private_addresses;
    bool refused = false;
    std::size_t received = 0;
};

// Asked with the address that the name was resolved to, before anything is sent there.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
    auto& transfer = *static_cast<Transfer*>(user);
    if (!transfer.allow_private_addresses && !is_public(address->addr)) {
        transfer.refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t discard(char*, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    transfer.received += size * count;
    return transfer.received > answer_bytes_max ? 0 : size * count;
}

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, FreeList>;

Headers header_list(const std::vector<std::string>& lines) {
    Headers list;
    for (const auto& line : lines) {
        auto* longer = curl_slist_append(list.get(), line.c_str());
        DENGYUN_ASSERT(longer != nullptr);
        static_cast<void>(list.release());
        list.reset(longer);
    }
    return list;
}

std::string_view error_code_of(CURLcode code) {
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return "webhook.timeout";
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CACERT_BADFILE:
            return "webhook.bad_certificate";
        case CURLE_GOT_NOTHING:
        case CURLE_RECV_ERROR:
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
            return "webhook.bad_answer";
        default:
            return "webhook.unreachable";
    }
}

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
    const auto outcome = curl_easy_setopt(curl, option, value);
    DENGYUN_ASSERT(outcome == CURLE_OK);
}

void prepare(CURL* curl, const Post& post, curl_slist* headers, Transfer& transfer) {
    set(curl, CURLOPT_URL, post.url.c_str());
    set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    set(curl, CURLOPT_PROXY, "");  // not the environment's
    set(curl, CURLOPT_FOLLOWLOCATION, 0L);
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(post.connect_time_max.count()));
    set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(post.time_max.count()));
    set(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(curl, CURLOPT_HTTPHEADER, headers);
    set(curl, CURLOPT_POST, 1L);
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
    set(curl, CURLOPT_POSTFIELDS, post.body.data());
    set(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(curl, CURLOPT_OPENSOCKETDATA, &transfer);
    set(curl, CURLOPT_WRITEFUNCTION, discard);
    set(curl, CURLOPT_WRITEDATA, &transfer);
}

void start_curl() {
    static const auto outcome = curl_global_init(CURL_GLOBAL_DEFAULT);
    DENGYUN_ASSERT(outcome == CURLE_OK);
}

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part_of(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK || text == nullptr) return {};
    std::string copy(text);
    curl_free(text);
    return copy;
}

}  // namespace

Result<unsigned> send(const Post& post) {
    start_curl();
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    DENGYUN_ASSERT(curl != nullptr);
    auto lines = post.headers;
    lines.emplace_back("User-Agent: Dengyun-Webhooks/1");
    lines.emplace_back("Expect:");  // the body goes out at once
    const auto headers = header_list(lines);
    Transfer transfer{.allow_private_addresses = post.allow_private_addresses};
    prepare(curl.get(), post, headers.get(), transfer);

    const auto outcome = curl_easy_perform(curl.get());
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    // An answer that never ends says enough with its status.
    const bool cut_off = outcome == CURLE_WRITE_ERROR && transfer.received > answer_bytes_max;
    if ((outcome == CURLE_OK || cut_off) && status >= 100 && status <= 999) return static_cast<unsigned>(status);
    if (transfer.refused) return fail(ErrorKind::unavailable, "webhook.private_address");
    return fail(ErrorKind::unavailable, error_code_of(outcome), {}, curl_easy_strerror(outcome));
}

std::optional<std::string_view> objection_to(const std::string& url, bool allow_private_addresses) {
    start_curl();
    const Url parsed(curl_url(), &curl_url_cleanup);
    DENGYUN_ASSERT(parsed != nullptr);
    // Credentials in an address end up in lists and logs.
    if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) return "malformed";
    const auto scheme = part_of(parsed.get(), CURLUPART_SCHEME);
    auto host = part_of(parsed.get(), CURLUPART_HOST);
    if ((scheme != "http" && scheme != "https") || host.empty()) return "malformed";
    if (!part_of(parsed.get(), CURLUPART_FRAGMENT).empty()) return "malformed";
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    const bool private_host = host == "localhost" || (is_address(host) && !is_public(host));
    if (private_host && !allow_private_addresses) return "private_address";
    return std::nullopt;
}

}  // namespace dengyun::webhooks
