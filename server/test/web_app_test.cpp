// Goal: page addresses are the web app's, files are cached for good, and nothing below /api is ever answered with a
// page.
#include "server/web_app.h"

#include <gtest/gtest.h>

namespace dengyun::server {
namespace {

http::Assets small_app() {
    http::Assets assets;
    assets.add("/index.html", {.content_type = "text/html; charset=utf-8",
                               .bytes = "<p>app</p>",
                               .gzip = {},
                               .etag = "\"a\"",
                               .immutable = false});
    assets.add("/assets/x-1.js", {.content_type = "text/javascript",
                                  .bytes = "let x = 1;",
                                  .gzip = "packed",
                                  .etag = "\"b\"",
                                  .immutable = true});
    return assets;
}

std::string header_of(const http::Response& response, std::string_view name) {
    for (const auto& header : response.headers)
        if (header.name == name) return header.value;
    return {};
}

std::string_view body_of(const http::Response& response) {
    return response.static_body.empty() ? std::string_view(response.body) : response.static_body;
}

TEST(WebApp, AnswersEveryPageAddressWithTheIndexPage) {
    const auto app = small_app();
    for (const auto* path : {"/", "/index.html", "/enterprise/profile", "/sign-in"}) {
        const auto response = web_response(app, {.path = path});
        ASSERT_TRUE(response) << path;
        EXPECT_EQ(response->status, 200U) << path;
        EXPECT_EQ(body_of(*response), "<p>app</p>") << path;
        EXPECT_EQ(header_of(*response, "Cache-Control").find("immutable"), std::string::npos) << path;
    }
}

TEST(WebApp, LetsFilesWithADigestBeKeptForGood) {
    const auto app = small_app();
    const auto plain = web_response(app, {.path = "/assets/x-1.js"});
    ASSERT_TRUE(plain);
    EXPECT_EQ(body_of(*plain), "let x = 1;");
    EXPECT_NE(header_of(*plain, "Cache-Control").find("immutable"), std::string::npos);
    EXPECT_EQ(header_of(*plain, "ETag"), "\"b\"");
    const auto packed = web_response(app, {.path = "/assets/x-1.js", .headers = {{"Accept-Encoding", "gzip"}}});
    ASSERT_TRUE(packed);
    EXPECT_EQ(body_of(*packed), "packed");
    EXPECT_EQ(header_of(*packed, "Content-Encoding"), "gzip");
    const auto known = web_response(app, {.path = "/assets/x-1.js", .headers = {{"If-None-Match", "\"b\""}}});
    ASSERT_TRUE(known);
    EXPECT_EQ(known->status, 304U);
}

TEST(WebApp, LeavesTheApiAndMissingFilesAlone) {
    const auto app = small_app();
    EXPECT_FALSE(web_response(app, {.path = "/api/v1/nothing"}));
    EXPECT_FALSE(web_response(app, {.path = "/api"}));
    EXPECT_FALSE(web_response(app, {.path = "/assets/gone.js"}));
    EXPECT_FALSE(web_response(app, {.method = http::Method::post, .path = "/sign-in"}));
}

TEST(WebApp, SaysSoWhereItIsNotPartOfTheProgram) {
    const auto response = web_response(http::Assets{}, {.path = "/"});
    ASSERT_TRUE(response);
    EXPECT_NE(body_of(*response).find("/api/reference"), std::string_view::npos);
}

}  // namespace
}  // namespace dengyun::server
