// Goal: a browser that asks whether what it has is still right is told the truth: of an address where another row of
// the same version stands now, and of a row that somebody else looks at, it gets the whole answer.
#include <gtest/gtest.h>

#include "kernel/api/test/in_process.h"

namespace dengyun::api {
namespace {

std::string header(const http::Response& response, std::string_view name) {
    for (const auto& header : response.headers)
        if (header.name == name) return header.value;
    return {};
}

TEST(EntityTags, OfAVersionAreNoProofThatNothingHasChanged) {
    int number = 0;
    InProcess api(
        [&number](Routes& routes) {
            Route route{.method = http::Method::get,
                        .path = "/api/v1/newest",
                        .access = anyone,
                        .summary = {"", ""},
                        .handler = {}};
            route.handler = WorkHandler([&number](const Call&, store::Store&) -> Result<Reply> {
                return Reply{.body = std::to_string(++number), .etag = version_tag(1)};
            });
            routes.add(std::move(route));
        },
        {}, {});
    const auto first = api.call(stranger, {.address = "/api/v1/newest"});
    EXPECT_EQ(first.body, "1");
    EXPECT_EQ(header(first, "ETag"), "\"v1\"");
    const auto next =
        api.call(stranger, {.address = "/api/v1/newest", .headers = {{"If-None-Match", header(first, "ETag")}}});
    EXPECT_EQ(next.status, 200U);
    EXPECT_EQ(next.body, "2");
}

}  // namespace
}  // namespace dengyun::api
