#pragma once
// One HTTP POST to a webhook's address (libcurl, behind post.cpp): no redirects, no proxy, short time limits, a bounded
// answer that is not looked at beyond its status, and no connection to a private address.
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun::webhooks {

struct Post {
    std::string url;
    std::vector<std::string> headers;  // "Name: value"
    std::string_view body;
    bool allow_private_addresses = false;
    std::chrono::milliseconds connect_time_max{4'000};
    std::chrono::milliseconds time_max{10'000};
};

// The status of the answer, whatever it is. Errors, all unavailable: "webhook.unreachable", "webhook.timeout",
// "webhook.private_address", "webhook.bad_certificate", "webhook.bad_answer". Blocks; any thread.
[[nodiscard]] Result<unsigned> send(const Post& post);

// Why an address cannot be a webhook's: an issue code ("malformed", "private_address"), or nothing. Names are looked up
// only when something is sent, because they can change their mind.
[[nodiscard]] std::optional<std::string_view> objection_to(const std::string& url, bool allow_private_addresses);

}  // namespace dengyun::webhooks
