#include "modules/telemetry/test/world.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "engines/acquisition/api.h"
#include "engines/expressions/api.h"
#include "engines/timeseries/messages.h"
#include "modules/capacity/api.h"
#include "modules/enterprise/api.h"

namespace dengyun::telemetry::test {

World::World(Options given) : options(std::move(given)) {
    auto pattern = (std::filesystem::temp_directory_path() / "dengyun-telemetry-XXXXXX").string();
    EXPECT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    options.shelves.folder = folder / "telemetry";
}
World::~World() { std::filesystem::remove_all(folder); }

Scenario::Scenario(Options given)
    : World(std::move(given)),
      api::Scenario(
          [this](api::Routes& routes, store::Store& store) {
              options.shelves.kind = store.is_sqlite() ? ShelfKind::files : ShelfKind::database;
              hub = std::make_unique<Hub>(store, clock, random, options);
              add_routes(routes, *hub, random);
          },
          {enterprise::migrations(), capacity::migrations(), telemetry::migrations(), series::migrations()},
          {enterprise::messages(), capacity::messages(), timeseries::messages(), acquisition::messages(),
           expressions::messages(), telemetry::messages()}) {}

Scenario::~Scenario() { hub.reset(); }

Connected Scenario::connect(std::string_view name, std::string_view more, const api::Caller& who) {
    const auto made = post("/api/v1/devices", fmt::format(R"({{"name":"{}"{}}})", name, more), who);
    EXPECT_EQ(made.status, 201U) << made.body;
    return {made.id(), made.text("token")};
}

api::Answer Scenario::lines(std::string_view token, std::string body, std::string_view query,
                            std::vector<http::Header> headers) {
    headers.push_back({"Authorization", "Token " + std::string(token)});
    return send(http::Method::post, "/api/v2/write" + std::string(query), std::move(body), api::stranger,
                std::move(headers));
}

api::Answer Scenario::json(std::string_view token, std::string body) {
    return send(http::Method::post, "/api/v1/telemetry", std::move(body), api::stranger,
                {{"Authorization", "Bearer " + std::string(token)}});
}

std::string Scenario::values(std::string_view device, const api::Caller& who) {
    const auto answer = get("/api/v1/devices/" + std::string(device) + "/values", who);
    EXPECT_EQ(answer.status, 200U) << answer.body;
    std::string told;
    for (const auto& value : answer.json.at("values").as_array()) {
        const auto* number = value.as_object().if_contains("value");
        if (!told.empty()) told += ' ';
        told += std::string(value.at("point").as_string()) + '=' +
                (number != nullptr && !number->is_null() ? fmt::format("{}", number->to_number<double>())
                                                         : std::string(value.at("text").as_string()));
    }
    return told;
}

}  // namespace dengyun::telemetry::test
