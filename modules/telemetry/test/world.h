#pragma once
// A scenario with a hub on a folder of its own: two organisations (11 and 12), and devices that send.
#include <filesystem>

#include "kernel/api/test/scenario.h"
#include "modules/telemetry/api.h"

namespace dengyun::telemetry::test {

inline const api::Caller owner = api::member(api::Role::owner, 11);
inline const api::Caller worker = api::member(api::Role::worker, 11);
inline const api::Caller rival = api::member(api::Role::owner, 12);

// Before the scenario, whose routes stand on it.
struct World {
    explicit World(Options given);
    ~World();
    std::filesystem::path folder;
    Options options;
    SystemRandom random;
    std::unique_ptr<Hub> hub;
};

struct Connected {
    std::string id;
    std::string token;
};

class Scenario : protected World, public api::Scenario {
  protected:
    explicit Scenario(Options options = {});
    ~Scenario() override;

    Connected connect(std::string_view name, std::string_view more = "", const api::Caller& who = owner);
    // As a device does: nobody is signed in.
    api::Answer lines(std::string_view token, std::string body, std::string_view query = "",
                      std::vector<http::Header> headers = {});
    api::Answer json(std::string_view token, std::string body);
    // "name=value name=value" of the device's last values.
    std::string values(std::string_view device, const api::Caller& who = owner);
    api::Answer diagnosis(std::string_view device) {
        return get("/api/v1/devices/" + std::string(device) + "/diagnosis", owner);
    }
};

}  // namespace dengyun::telemetry::test
