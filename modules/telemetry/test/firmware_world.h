#pragma once
// A scenario with firmware in it, and people who answer for it.
#include <boost/json.hpp>

#include "modules/telemetry/firmware/service.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry::test {

inline const api::Caller second = api::member(api::Role::administrator, 11, {2002});

class FirmwareScenario : public Scenario {
  protected:
    using Scenario::Scenario;

    // Its bytes as the file that a person uploads; the answer is the firmware's.
    api::Answer firmware(std::string_view version, const std::string& bytes, std::string_view profile = "cnc_mill",
                         const api::Caller& who = owner) {
        const auto saved = store().write<store::StoredFile>(
            Scope::of(who.organisation, Actor{ActorKind::user, 1, "test"}), [&](store::Unit& unit) {
                return store::save_file(unit, "firmware.bin", "application/octet-stream", bytes);
            });
        EXPECT_TRUE(saved);
        return post("/api/v1/firmware",
                    fmt::format(R"({{"title":"spindle","firmware_version":"{}","profile":"{}","file_id":"{}"}})",
                                version, profile, to_text(saved->id)),
                    who);
    }
    api::Answer draft(const std::string& firmware_id, const std::vector<std::string>& devices,
                      std::string_view more = "") {
        std::string ids;
        for (const auto& id : devices) ids += (ids.empty() ? "\"" : ",\"") + id + '"';
        return post("/api/v1/firmware-campaigns",
                    fmt::format(R"({{"firmware_id":"{}","device_ids":[{}]{}}})", firmware_id, ids, more), owner);
    }
    static std::string item(const std::string& id) { return "/api/v1/firmware-campaigns/" + id; }
    std::string started(const std::string& firmware_id, const std::vector<std::string>& devices,
                        std::string_view more = "") {
        const auto made = draft(firmware_id, devices, more);
        EXPECT_EQ(made.status, 201U) << made.body;
        EXPECT_EQ(act(item(made.id()), "propose", owner).status, 200U);
        EXPECT_EQ(act(item(made.id()), "approve", second).status, 200U);
        const auto done = act(item(made.id()), "start", owner);
        EXPECT_EQ(done.status, 200U) << done.body;
        return made.id();
    }
    std::string status_of(const std::string& campaign) { return get(item(campaign), worker).text("status"); }
    // "offered waiting …" of the devices of a campaign, in the order of the devices; of returns where it is so.
    std::string updates(const std::string& campaign, bool returns = false) {
        const auto list = get(
            fmt::format("/api/v1/firmware-updates?campaign_id={}&is_return={}&sort=id&limit=200", campaign, returns),
            worker);
        std::string told;
        for (const auto& status : list.all("status")) told += (told.empty() ? "" : " ") + status;
        return told;
    }
    api::Answer update_of(const std::string& campaign, std::size_t at = 0) {
        const auto ids =
            get(fmt::format("/api/v1/firmware-updates?campaign_id={}&sort=id", campaign), worker).all("id");
        EXPECT_GT(ids.size(), at);
        return get("/api/v1/firmware-updates/" + ids.at(at), worker);
    }
};

}  // namespace dengyun::telemetry::test
