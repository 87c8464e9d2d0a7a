// Goal: the documents hold every route, themselves included, are open to anyone and are not sent twice.
#include "kernel/api/documents.h"

#include <gtest/gtest.h>

#include "kernel/api/feed.h"
#include "kernel/api/test/in_process.h"

namespace dengyun::api {
namespace {

class DocumentsTest : public testing::Test {
  protected:
    InProcess api_{[](Routes& routes) {
                       add_feed_route(routes);
                       add_document_routes(routes, "1.2.3");
                   },
                   {},
                   feed_messages()};
    static std::string header(const http::Response& response, std::string_view name) {
        for (const auto& header : response.headers)
            if (header.name == name) return header.value;
        return {};
    }
};

TEST_F(DocumentsTest, HoldEveryRoute) {
    const auto response = api_.call(stranger, {.address = "/api/openapi.json"});
    ASSERT_EQ(response.status, 200U);
    EXPECT_EQ(response.content_type, "application/json");
    for (const auto& route : api_.routes().all())
        EXPECT_NE(response.body.find('"' + route.path + '"'), std::string::npos) << route.path;
    EXPECT_NE(response.body.find(R"("version":"1.2.3")"), std::string::npos);
}

TEST_F(DocumentsTest, TellPermissionsAndRoles) {
    const auto response = api_.call(stranger, {.address = "/api/v1/meta"});
    ASSERT_EQ(response.status, 200U);
    EXPECT_NE(response.body.find(R"("name":"events.follow")"), std::string::npos);
    EXPECT_NE(response.body.find(R"("name":"platform_operator")"), std::string::npos);
}

TEST_F(DocumentsTest, AreNotSentTwice) {
    const auto first = api_.call(stranger, {.address = "/api/openapi.json"});
    const auto tag = header(first, "ETag");
    ASSERT_FALSE(tag.empty());
    const auto again = api_.call(stranger, {.address = "/api/openapi.json", .headers = {{"If-None-Match", tag}}});
    EXPECT_EQ(again.status, 304U);
    EXPECT_TRUE(again.body.empty());
}

}  // namespace
}  // namespace dengyun::api
