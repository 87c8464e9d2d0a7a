// Goal: a request finds its route by path and method, and nothing else.
#include "kernel/api/path_table.h"

#include <gtest/gtest.h>

namespace dengyun::api {
namespace {

Route route(http::Method method, std::string path) {
    return {.method = method, .path = std::move(path), .access = anyone, .handler = ReadHandler{}};
}

class PathTableTest : public testing::Test {
  protected:
    const std::vector<Route> routes_{
        route(http::Method::get, "/api/v1/sites"), route(http::Method::get, "/api/v1/sites/{id}"),
        route(http::Method::delete_, "/api/v1/sites/{id}"), route(http::Method::get, "/api/v1/sites/map"),
        route(http::Method::post, "/api/v1/sites/{id}/actions")};
    const PathTable table_{routes_};
    std::string found(http::Method method, std::string_view path) {
        const auto match = table_.find(method, path);
        return match.route == nullptr ? "-" : match.route->path;
    }
};

TEST_F(PathTableTest, PrefersLiteralPartsAndFillsParameters) {
    EXPECT_EQ(found(http::Method::get, "/api/v1/sites"), "/api/v1/sites");
    EXPECT_EQ(found(http::Method::get, "/api/v1/sites/map"), "/api/v1/sites/map");
    const auto match = table_.find(http::Method::get, "/api/v1/sites/42");
    ASSERT_NE(match.route, nullptr);
    ASSERT_EQ(match.parameters.size(), 1U);
    EXPECT_EQ(match.parameters[0].name, "id");
    EXPECT_EQ(match.parameters[0].value, "42");
    EXPECT_EQ(found(http::Method::post, "/api/v1/sites/map/actions"), "/api/v1/sites/{id}/actions");
}

TEST_F(PathTableTest, AnswersHeadAsGetAndNamesTheAllowedMethods) {
    EXPECT_EQ(found(http::Method::head, "/api/v1/sites"), "/api/v1/sites");
    const auto match = table_.find(http::Method::put, "/api/v1/sites/42");
    EXPECT_EQ(match.route, nullptr);
    EXPECT_EQ(match.allowed, (std::vector{http::Method::get, http::Method::delete_}));
}

TEST_F(PathTableTest, RefusesWhatIsNoRoute) {
    for (const auto& path :
         {std::string(), std::string("/"), std::string("/api/v1/site"), std::string("/api/v1/sites/"),
          std::string("/api/v1/sites//actions"), std::string("/api/v1/sites/1/actions/x"), std::string(10'000, '/')})
        EXPECT_EQ(found(http::Method::get, path), "-") << path.substr(0, 40);
}

}  // namespace
}  // namespace dengyun::api
