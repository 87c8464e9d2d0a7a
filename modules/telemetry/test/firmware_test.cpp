// Goal: firmware reaches devices only as two people want it, a few first, and stops by itself when they fail; what ran
// before comes back by one deed; a device may ask for any chunk at any time; nobody else's device or file is touched.
#include "kernel/flow/test/drawn.h"
#include "kernel/store/migrations.h"
#include "modules/telemetry/firmware/delivery.h"
#include "modules/telemetry/test/firmware_world.h"

namespace dengyun::telemetry {
namespace {

using test::owner;
using test::rival;
using test::second;
using test::worker;

TEST(States, OfFirmwareAreDrawnInTheDocumentation) {
    flow::expect_drawn(FirmwareCampaign::states, "Firmware campaign (固件升级)",
                       "modules/telemetry/firmware/campaign.cpp");
    flow::expect_drawn(FirmwareUpdate::states, "Firmware update (设备升级)", "modules/telemetry/firmware/update.cpp");
}

TEST(States, OfFirmwareAreThese) {
    EXPECT_EQ(flow::matrix(FirmwareCampaign::states),
              "              propose       withdraw      approve       refuse        start         halt          "
              "resume        complete      cancel        roll_back     finish\n"
              "draft         proposed      -             -             -             -             -             -     "
              "        -             -             -             -\n"
              "proposed      -             draft         approved      refused       -             -             -     "
              "        -             -             -             -\n"
              "approved      -             -             -             -             running       -             -     "
              "        -             cancelled     -             -\n"
              "running       -             -             -             -             -             halted        -     "
              "        completed     -             rolling_back  -\n"
              "halted        -             -             -             -             -             -             "
              "running       completed     cancelled     rolling_back  -\n"
              "completed     -             -             -             -             -             -             -     "
              "        -             -             rolling_back  -\n"
              "refused       -             -             -             -             -             -             -     "
              "        -             -             -             -\n"
              "cancelled     -             -             -             -             -             -             -     "
              "        -             -             -             -\n"
              "rolling_back  -             -             -             -             -             -             -     "
              "        -             -             -             rolled_back\n"
              "rolled_back   -             -             -             -             -             -             -     "
              "        -             -             -             -\n");
    EXPECT_EQ(flow::matrix(FirmwareUpdate::states),
              "                   offer              download           complete_download  verify             install  "
              "          succeed            fail               lapse              retry              cancel\n"
              "waiting            offered            -                  -                  -                  -        "
              "          -                  -                  -                  -                  cancelled\n"
              "offered            -                  downloading        downloaded         verified           updating "
              "          updated            failed             failed             -                  cancelled\n"
              "downloading        -                  -                  downloaded         verified           updating "
              "          updated            failed             failed             -                  cancelled\n"
              "downloaded         -                  downloading        -                  verified           updating "
              "          updated            failed             failed             -                  cancelled\n"
              "verified           -                  downloading        -                  -                  updating "
              "          updated            failed             failed             -                  cancelled\n"
              "updating           -                  downloading        -                  -                  -        "
              "          updated            failed             failed             -                  cancelled\n"
              "updated            -                  -                  -                  -                  -        "
              "          -                  -                  -                  -                  -\n"
              "failed             -                  -                  -                  -                  -        "
              "          updated            -                  -                  offered            -\n"
              "cancelled          -                  -                  -                  -                  -        "
              "          -                  -                  -                  -                  -\n");
}

TEST(Firmware, StagesRiseByOneDeviceAtLeast) {
    using Sizes = std::vector<std::size_t>;
    EXPECT_EQ(stage_sizes({1, 10, 100}, 200), (Sizes{2, 20, 200}));
    EXPECT_EQ(stage_sizes({1, 10, 100}, 5), (Sizes{1, 2, 5}));
    EXPECT_EQ(stage_sizes({1, 10, 100}, 1), (Sizes{1, 1, 1}));
    EXPECT_EQ(stage_sizes({100}, 3), (Sizes{3}));
}

class FirmwareTest : public test::FirmwareScenario {
  protected:
    FirmwareTest()
        : old_(firmware("1.0", std::string(1'000, 'a')).id()), new_(firmware("2.0", std::string(1'000, 'b')).id()) {
        for (int i = 0; i < 4; ++i) devices_.push_back(connect(fmt::format("铣床 {}", i), R"(,"profile":"cnc_mill")"));
    }
    std::vector<std::string> ids() const {
        std::vector<std::string> all;
        for (const auto& device : devices_) all.push_back(device.id);
        return all;
    }
    void tell(std::size_t device, std::string_view body) {
        const auto done = json(devices_[device].token, std::string(body));
        EXPECT_EQ(done.status, 200U) << done.body;
    }
    void runs(std::size_t device, std::string_view version) {
        tell(device, fmt::format(R"({{"current_fw_title":"spindle","current_fw_version":"{}","fw_state":"UPDATED"}})",
                                 version));
    }
    Id<Device> device(std::size_t at) { return *parse_id<Device>(devices_[at].id); }

    const std::string old_;
    const std::string new_;
    std::vector<test::Connected> devices_;
};
DENGYUN_BOTH_DATABASES(FirmwareTest);

TEST_P(FirmwareTest, IsAFileOfTheFirmForOneProfile) {
    const auto made = firmware("3.0", "x");
    ASSERT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(made.json.at("size_bytes").as_int64(), 1);
    EXPECT_EQ(made.text("sha256"), "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
    EXPECT_EQ(firmware("3.0", "y").code(), "request.taken");
    EXPECT_EQ(firmware("4.0", "x", "none").issues(), "profile:unknown_profile");
    EXPECT_EQ(firmware("4.0", "").issues(), "file_id:too_large");
    const auto theirs = firmware("9", "x", "cnc_mill", rival);
    ASSERT_EQ(theirs.status, 201U);
    const auto stolen = fmt::format(R"({{"title":"s","firmware_version":"1","profile":"cnc_mill","file_id":"{}"}})",
                                    theirs.text("file_id"));
    EXPECT_EQ(post("/api/v1/firmware", stolen, owner).issues(), "file_id:unknown_reference");
    EXPECT_EQ(post("/api/v1/firmware", stolen, worker).status, 403U);
    EXPECT_EQ(get("/api/v1/firmware/" + made.id(), rival).status, 404U);
    EXPECT_EQ(remove("/api/v1/firmware/" + made.id(), owner).status, 204U);
    draft(new_, {devices_[0].id});
    EXPECT_EQ(remove("/api/v1/firmware/" + new_, owner).code(), "firmware.in_use");
}

TEST_P(FirmwareTest, GoesOutOnlyAsTwoPeopleWantIt) {
    const auto press = connect("冲床", R"(,"profile":"press")");
    const auto bad = draft(new_, {devices_[0].id, press.id, devices_[0].id, "1"}, R"(,"stages":[50,10])");
    EXPECT_EQ(bad.issues(),
              "stages:bad_stages device_ids.1:other_profile device_ids.2:given_twice device_ids.3:unknown_reference");
    const auto made = draft(new_, ids());
    ASSERT_EQ(made.status, 201U) << made.body;
    const auto path = item(made.id());
    EXPECT_EQ(act(path, "start", owner).code(), "flow.bad_transition");
    act(path, "propose", owner);
    EXPECT_EQ(act(path, "approve", owner).code(), "firmware_campaign.own_proposal");
    EXPECT_EQ(act(path, "approve", rival).status, 404U);
    EXPECT_EQ(act(path, "approve", api::key({"telemetry.approve"}, 11)).code(), "firmware_campaign.needs_person");
    EXPECT_EQ(act(path, "refuse", second).issues(), "reason:required");
    EXPECT_EQ(act(path, "approve", second).status, 200U);
    EXPECT_EQ(patch(path, R"({"note":"x"})", owner).code(), "firmware_campaign.not_draft");
    EXPECT_EQ(updates(made.id()), "");
    EXPECT_EQ(act(path, "start", owner).status, 200U);
    EXPECT_EQ(updates(made.id()), "offered waiting waiting waiting");
    const auto shared = get("/api/v1/devices/" + devices_[0].id, owner).json.at("shared_attributes");
    EXPECT_EQ(boost::json::serialize(shared),
              fmt::format(R"({{"fw_title":"spindle","fw_version":"2.0","fw_size":1000,"fw_checksum":"{}",)"
                          R"("fw_checksum_algorithm":"SHA256"}})",
                          get("/api/v1/firmware/" + new_, owner).text("sha256")));
    // One campaign at a time for a device.
    const auto other = draft(old_, {devices_[3].id});
    act(item(other.id()), "propose", owner);
    act(item(other.id()), "approve", second);
    EXPECT_EQ(act(item(other.id()), "start", owner).code(), "firmware_campaign.device_busy");
}

TEST_P(FirmwareTest, GoesStageByStageAndStopsWhenMoreFailThanMay) {
    const auto campaign = started(new_, ids(), R"(,"stages":[25,50,100],"failures_max":0,"attempts_max":2)");
    for (const auto* state : {"DOWNLOADING", "DOWNLOADED", "VERIFIED", "UPDATING"})
        tell(0, fmt::format(R"({{"fw_state":"{}"}})", state));
    EXPECT_EQ(updates(campaign), "updating waiting waiting waiting");
    runs(0, "2.0");
    EXPECT_EQ(updates(campaign), "updated offered waiting waiting");
    EXPECT_EQ(get(item(campaign), worker).json.at("stage").as_int64(), 2);
    // The first failure is tried again, the second one is enough.
    tell(1, R"({"fw_state":"FAILED","fw_error":"checksum"})");
    EXPECT_EQ(updates(campaign), "updated offered waiting waiting");
    tell(1, R"({"fw_state":"FAILED","fw_error":"checksum"})");
    EXPECT_EQ(updates(campaign), "updated failed waiting waiting");
    EXPECT_EQ(status_of(campaign), "halted");
    EXPECT_EQ(update_of(campaign, 1).text("failure_text"), "checksum");
    const auto progress = get(item(campaign) + "/progress", worker);
    EXPECT_EQ(progress.json.at("updated").as_int64(), 1) << progress.body;
    EXPECT_EQ(progress.json.at("failed").as_int64(), 1);
    EXPECT_EQ(get(item(campaign) + "/progress", rival).status, 404U);
    EXPECT_EQ(act(item(campaign), "resume", worker).status, 403U);
    EXPECT_EQ(act(item(campaign), "resume", owner).status, 200U);
    EXPECT_EQ(updates(campaign), "updated failed offered offered");
    // It says that the old one runs after it has installed the new one.
    tell(2, R"({"fw_state":"UPDATING"})");
    runs(2, "1.0");
    EXPECT_EQ(updates(campaign), "updated failed offered offered");
    runs(2, "2.0");
    runs(3, "2.0");
    EXPECT_EQ(updates(campaign), "updated failed updated updated");
    EXPECT_EQ(status_of(campaign), "completed");
    // Late, and yet.
    runs(1, "2.0");
    EXPECT_EQ(updates(campaign), "updated updated updated updated");
}

TEST_P(FirmwareTest, ThatNobodyAnswersHasFailedInTime) {
    const auto campaign = started(new_, {devices_[0].id}, R"(,"silence_s":60)");
    clock.advance(std::chrono::seconds(50));
    tell(0, R"({"fw_state":"DOWNLOADING"})");
    clock.advance(std::chrono::seconds(50));
    run_due_jobs();
    EXPECT_EQ(updates(campaign), "downloading");
    // The same word again is a sign of life.
    tell(0, R"({"fw_state":"DOWNLOADING"})");
    clock.advance(std::chrono::seconds(50));
    run_due_jobs();
    EXPECT_EQ(updates(campaign), "downloading");
    clock.advance(std::chrono::seconds(20));
    run_due_jobs();
    EXPECT_EQ(updates(campaign), "failed");
    EXPECT_EQ(update_of(campaign).text("failure"), "firmware_update.silent");
    EXPECT_EQ(status_of(campaign), "completed");
}

TEST_P(FirmwareTest, ComesBackToTheVersionBeforeByOneDeed) {
    for (std::size_t i = 0; i < 3; ++i) runs(i, "1.0");
    const auto campaign = started(new_, ids(), R"(,"stages":[75,100])");
    EXPECT_EQ(updates(campaign), "offered offered offered waiting");
    runs(0, "2.0");
    tell(1, R"({"fw_state":"DOWNLOADING"})");
    EXPECT_EQ(act(item(campaign), "roll_back", worker).status, 403U);
    EXPECT_EQ(act(item(campaign), "roll_back", rival).status, 404U);
    EXPECT_EQ(act(item(campaign), "roll_back", owner).status, 200U);
    EXPECT_EQ(updates(campaign), "updated cancelled cancelled cancelled");
    EXPECT_EQ(updates(campaign, true), "offered offered offered");
    const auto shared = get("/api/v1/devices/" + devices_[0].id, owner).json.at("shared_attributes");
    EXPECT_EQ(shared.at("fw_version").as_string(), "1.0");
    for (std::size_t i = 0; i < 3; ++i) runs(i, "1.0");
    EXPECT_EQ(updates(campaign, true), "updated updated updated");
    EXPECT_EQ(status_of(campaign), "rolled_back");
    const auto known = get("/api/v1/device-firmware?device_id=" + devices_[0].id, worker);
    EXPECT_EQ(known.json.at("items").at(0).at("firmware_version").as_string(), "1.0");
}

TEST_P(FirmwareTest, CannotComeBackToWhatIsNotKnown) {
    const auto campaign = started(new_, {devices_[0].id});
    runs(0, "2.0");
    EXPECT_EQ(status_of(campaign), "completed");
    EXPECT_EQ(act(item(campaign), "roll_back", owner).code(), "firmware_campaign.nothing_to_return");
    EXPECT_EQ(status_of(campaign), "completed");
}

TEST_P(FirmwareTest, IsGivenInAnyChunkAtAnyTimeToWhomItWasOffered) {
    std::string bytes(500'001, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>((i * 7 + i / 251) & 0xFF);
    const auto large = firmware("5.0", bytes).id();
    Delivery delivery(store());
    EXPECT_EQ(delivery.chunk({11}, device(0), 0, 1'000).error().code, "firmware.none_offered");
    const auto campaign = started(large, {devices_[0].id});
    for (const std::int64_t size : {1'000, 65'536, 4'096}) {
        std::string whole;
        for (std::int64_t i = 0;; ++i) {
            const auto chunk = delivery.chunk({11}, device(0), i, size);
            ASSERT_TRUE(chunk) << chunk.error().code;
            if (chunk->empty()) break;
            whole += *chunk;
        }
        EXPECT_EQ(whole, bytes) << size;
    }
    EXPECT_EQ(delivery.chunk({11}, device(0), 7, 1'000)->substr(0, 10), bytes.substr(7'000, 10));
    EXPECT_EQ(delivery.chunk({11}, device(0), 0, firmware_chunk_bytes_max + 1).error().code, "firmware.bad_chunk");
    EXPECT_EQ(delivery.chunk({11}, device(0), 0, 0).error().code, "firmware.bad_chunk");
    EXPECT_EQ(delivery.chunk({11}, device(0), -1, 10).error().code, "firmware.bad_chunk");
    EXPECT_EQ(delivery.chunk({11}, device(1), 0, 1'000).error().code, "firmware.none_offered");
    EXPECT_EQ(delivery.chunk({12}, device(0), 0, 1'000).error().code, "firmware.none_offered");
    // What was fetched is told, in steps.
    EXPECT_EQ(update_of(campaign).json.at("received_bytes").as_int64(), 500'001);
}

TEST_P(FirmwareTest, StandsInTheTablesThatTheMigrationMakes) {
    const std::vector<const meta::Entity*> own{&Firmware::description, &DeviceFirmware::description,
                                               &FirmwareCampaign::description, &FirmwareUpdate::description};
    const auto difference = store::schema_difference(store(), own);
    ASSERT_TRUE(difference);
    for (const auto* entity : own) EXPECT_EQ(difference->find(entity->name), std::string::npos) << *difference;
}

}  // namespace
}  // namespace dengyun::telemetry
