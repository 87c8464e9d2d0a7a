// Goal: a device is connected with a token that is shown once, rotated and revoked; only its organisation sees it; who
// asks why nothing arrives is told.
#include <boost/json.hpp>

#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

class Devices : public test::Scenario {};
DENGYUN_BOTH_DATABASES(Devices);
using test::owner;
using test::rival;
using test::worker;

TEST_P(Devices, AreConnectedWithATokenThatIsShownOnce) {
    const auto made =
        post("/api/v1/devices", R"({"name":"冲床 1","profile":"press","line":"A 线","ideal_cycle_ms":2000})", owner);
    ASSERT_EQ(made.status, 201U) << made.body;
    const auto token = made.text("token");
    EXPECT_EQ(token.size(), 45U);
    EXPECT_FALSE(made.text("token_at").empty());
    for (const auto& address : {"/api/v1/devices/" + made.id(), std::string("/api/v1/devices")}) {
        const auto read = get(address, owner);
        EXPECT_EQ(read.status, 200U);
        EXPECT_EQ(read.body.find(token), std::string::npos);
        EXPECT_EQ(read.body.find("token_hash"), std::string::npos);
    }
    EXPECT_EQ(events({11}), (std::vector<std::string>{"device.created"}));
    EXPECT_EQ(post("/api/v1/devices", R"({"name":"冲床 1"})", owner).issues(), "name:taken");
    EXPECT_EQ(post("/api/v1/devices", R"({"name":"x","profile":"none"})", owner).issues(), "profile:unknown_profile");
    EXPECT_EQ(post("/api/v1/devices", R"({"name":"x","machine_id":"5"})", owner).issues(),
              "machine_id:unknown_reference");
    EXPECT_EQ(post("/api/v1/devices", R"({"name":"x"})", worker).status, 403U);
}

TEST_P(Devices, TokensAreRotatedAndRevoked) {
    const auto device = connect("织机");
    EXPECT_EQ(lines(device.token, "telemetry value=1 1000", "?precision=ms").status, 204U);
    const auto rotated = act("/api/v1/devices/" + device.id, "rotate", owner);
    ASSERT_EQ(rotated.status, 200U) << rotated.body;
    const auto refused = lines(device.token, "telemetry value=2 2000", "?precision=ms");
    EXPECT_EQ(refused.status, 401U);
    EXPECT_EQ(refused.code(), "device.unknown_token");
    EXPECT_EQ(lines(rotated.text("token"), "telemetry value=3 3000", "?precision=ms").status, 204U);
    // The machine that still has the old one is told of on its page.
    const auto told = diagnosis(device.id);
    EXPECT_EQ(told.json.at("refusals").as_array().size(), 1U);
    EXPECT_EQ(told.json.at("refusals").at(0).at("code").as_string(), "device.unknown_token");
    const auto revoked = act("/api/v1/devices/" + device.id, "revoke", owner);
    EXPECT_EQ(revoked.text("token"), "");
    EXPECT_EQ(lines(rotated.text("token"), "telemetry value=4").status, 401U);
    EXPECT_EQ(act("/api/v1/devices/" + device.id, "burn", owner).issues(), "action:unknown_choice");
    EXPECT_EQ(events({11}, 1), (std::vector<std::string>{"device.token_rotated", "device.token_revoked"}));
}

TEST_P(Devices, OffMeansRefused) {
    const auto device = connect("表");
    EXPECT_EQ(json(device.token, R"({"value":1})").status, 200U);
    EXPECT_EQ(patch("/api/v1/devices/" + device.id, R"({"is_active":false})", owner).status, 200U);
    const auto refused = json(device.token, R"({"value":2})");
    EXPECT_EQ(refused.status, 403U);
    EXPECT_EQ(refused.code(), "device.inactive");
    EXPECT_EQ(patch("/api/v1/devices/" + device.id, R"({"is_active":true})", owner).status, 200U);
    EXPECT_EQ(json(device.token, R"({"value":3})").status, 200U);
    EXPECT_EQ(values(device.id), "value=3");
    EXPECT_EQ(remove("/api/v1/devices/" + device.id, owner).status, 204U);
    EXPECT_EQ(json(device.token, R"({"value":4})").status, 401U);
}

TEST_P(Devices, AreSeenByTheirOrganisationOnly) {
    const auto device = connect("表");
    json(device.token, R"({"value":1})");
    for (const auto* part : {"", "/values", "/diagnosis", "/states?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z",
                             "/series?points=value&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z"}) {
        EXPECT_EQ(get("/api/v1/devices/" + device.id + part, rival).status, 404U) << part;
        EXPECT_EQ(get("/api/v1/devices/" + device.id + part, worker).status, 200U) << part;
    }
    EXPECT_EQ(get("/api/v1/workshop-floor", rival).json.at("devices").as_array().size(), 0U);
    EXPECT_EQ(get("/api/v1/workshop-floor", worker).json.at("devices").as_array().size(), 1U);
    // One of the same name elsewhere is another one.
    const auto other = connect("表", "", rival);
    json(other.token, R"({"value":9})");
    EXPECT_EQ(values(device.id), "value=1");
}

TEST_P(Devices, ProfilesAreTold) {
    const auto told = get("/api/v1/device-profiles", worker);
    ASSERT_EQ(told.status, 200U);
    EXPECT_EQ(told.json.at("items").as_array().size(), 7U);
}

}  // namespace
}  // namespace dengyun::telemetry
