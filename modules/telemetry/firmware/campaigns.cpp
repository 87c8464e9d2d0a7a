// The moves of campaigns: who answers for them, stages, halting, rolling back.
#include <algorithm>
#include <set>

#include "kernel/api/flow_routes.h"
#include "modules/telemetry/firmware/offering.h"
#include "modules/telemetry/firmware/service.h"

namespace dengyun::telemetry {
namespace {

using Status = CampaignStatus;
using Action = CampaignAction;

Result<> move_campaign(store::Unit& unit, FirmwareCampaign campaign, Action action) {
    DENGYUN_TRY(moved, api::move<FirmwareCampaign>(unit, std::move(campaign), static_cast<std::int64_t>(action),
                                                   {meta::all_seeing(), true, false}, before_campaign_move));
    static_cast<void>(moved);
    return {};
}

Result<> check_person(const store::Unit& unit) {
    if (unit.scope().actor().kind == ActorKind::user) return {};
    return fail(ErrorKind::conflict, "firmware_campaign.needs_person");
}

struct Tally {
    std::int64_t waiting = 0;
    std::int64_t under_way = 0;
    std::int64_t failed = 0;
};
Tally tally_of(const std::vector<FirmwareUpdate>& updates) {
    Tally tally;
    for (const auto& update : updates) {
        tally.waiting += update.status == UpdateStatus::waiting ? 1 : 0;
        tally.under_way += is_under_way(update.status) ? 1 : 0;
        tally.failed += update.status == UpdateStatus::failed ? 1 : 0;
    }
    return tally;
}

// Offers what waits up to the first stage that has any; the campaign's own row is the caller's to write.
Result<> offer_stage(store::Unit& unit, FirmwareCampaign& campaign, std::vector<FirmwareUpdate> updates) {
    std::int64_t next = 0;
    for (const auto& update : updates)
        if (update.status == UpdateStatus::waiting && (next == 0 || update.stage < next)) next = update.stage;
    campaign.stage = next;
    for (auto& update : updates)
        if (update.status == UpdateStatus::waiting && update.stage == next)
            DENGYUN_CHECK(offer_update(unit, std::move(update), UpdateAction::offer, campaign.silence_s));
    return {};
}

Result<> check_idle(store::Reader& reader, Id<Device> device) {
    const std::array<meta::Scalar, 2> values{reader.scope().organisation().value, device.value};
    bool is_busy = false;
    DENGYUN_CHECK(
        reader.query("SELECT 1 FROM firmware_update WHERE organisation_id = ? AND device_id = ? AND status IN "
                     "('waiting', 'offered', 'downloading', 'downloaded', 'verified', 'updating') LIMIT 1",
                     values, [&](const store::Row&) { is_busy = true; }));
    return is_busy ? fail(ErrorKind::conflict, "firmware_campaign.device_busy") : Result<>{};
}

Result<> start(store::Unit& unit, FirmwareCampaign& campaign) {
    DENGYUN_CHECK(check_campaign(unit, campaign));
    const auto sizes = stage_sizes(campaign.stages, campaign.device_ids.size());
    std::vector<FirmwareUpdate> updates;
    for (std::size_t i = 0; i < campaign.device_ids.size(); ++i) {
        DENGYUN_CHECK(check_idle(unit, campaign.device_ids[i]));
        FirmwareUpdate update;
        update.campaign_id = campaign.id;
        update.device_id = campaign.device_ids[i];
        update.firmware_id = campaign.firmware_id;
        update.stage = std::ranges::upper_bound(sizes, i) - sizes.begin() + 1;
        DENGYUN_TRY(made, unit.insert(std::move(update)));
        updates.push_back(std::move(made));
    }
    campaign.started_at = unit.now();
    return offer_stage(unit, campaign, std::move(updates));
}

Result<> resume(store::Unit& unit, FirmwareCampaign& campaign) {
    DENGYUN_TRY(updates, updates_of(unit, campaign.id, false));
    const auto tally = tally_of(updates);
    // What has failed so far is accepted; one more stops it again.
    campaign.failures_max = std::max(campaign.failures_max, tally.failed);
    return tally.under_way > 0 ? Result<>{} : offer_stage(unit, campaign, std::move(updates));
}

Result<> cancel_open(store::Unit& unit, const FirmwareCampaign& campaign) {
    DENGYUN_TRY(updates, updates_of(unit, campaign.id, false));
    for (auto& update : updates)
        if (update.status == UpdateStatus::waiting || is_under_way(update.status))
            DENGYUN_CHECK(move_update(unit, std::move(update), UpdateAction::cancel));
    return {};
}

// Every device that the campaign has touched gets the version that it ran before.
Result<> roll_back(store::Unit& unit, const FirmwareCampaign& campaign) {
    DENGYUN_TRY(updates, updates_of(unit, campaign.id, false));
    bool returns_any = false;
    for (auto& update : updates) {
        const bool was_touched = update.status != UpdateStatus::waiting && update.status != UpdateStatus::cancelled;
        const auto before_title = update.before_title;
        const auto before_version = update.before_version;
        const auto device = update.device_id;
        const bool is_open = update.status == UpdateStatus::waiting || is_under_way(update.status);
        const bool is_failed = update.status == UpdateStatus::failed;
        if (is_open) DENGYUN_CHECK(move_update(unit, std::move(update), UpdateAction::cancel));
        if (!was_touched || !before_title || !before_version) continue;
        DENGYUN_TRY(runs, firmware_of(unit, device));
        // It has failed and runs the old one still.
        if (is_failed && runs && runs->title == *before_title && runs->firmware_version == *before_version) continue;
        DENGYUN_TRY(before, firmware_named(unit, *before_title, *before_version));
        if (!before || before->id == campaign.firmware_id) continue;
        FirmwareUpdate back;
        back.campaign_id = campaign.id;
        back.device_id = device;
        back.firmware_id = before->id;
        back.stage = campaign.stage;
        back.is_return = true;
        DENGYUN_TRY(made, unit.insert(std::move(back)));
        DENGYUN_CHECK(offer_update(unit, std::move(made), UpdateAction::offer, campaign.silence_s));
        returns_any = true;
    }
    return returns_any ? Result<>{} : fail(ErrorKind::conflict, "firmware_campaign.nothing_to_return");
}

// Another attempt of a device that has failed; false: it has had them all, or the campaign does not go on.
Result<bool> try_again(store::Unit& unit, const FirmwareCampaign& campaign, FirmwareUpdate update) {
    const bool goes_on = campaign.status == (update.is_return ? Status::rolling_back : Status::running);
    if (update.status != UpdateStatus::failed || update.attempts >= campaign.attempts_max || !goes_on) return false;
    // A device that is silent is not asked more often.
    if (update.failure == "firmware_update.silent") return false;
    DENGYUN_CHECK(offer_update(unit, std::move(update), UpdateAction::retry, campaign.silence_s));
    return true;
}

Result<> advance(store::Unit& unit, FirmwareCampaign campaign) {
    if (campaign.status == Status::rolling_back) {
        DENGYUN_TRY(returns, updates_of(unit, campaign.id, true));
        return tally_of(returns).under_way == 0 ? move_campaign(unit, std::move(campaign), Action::finish) : Result<>{};
    }
    if (campaign.status != Status::running && campaign.status != Status::halted) return {};
    DENGYUN_TRY(updates, updates_of(unit, campaign.id, false));
    const auto tally = tally_of(updates);
    if (tally.waiting == 0 && tally.under_way == 0) return move_campaign(unit, std::move(campaign), Action::complete);
    if (campaign.status == Status::halted) return {};
    if (tally.failed > campaign.failures_max) {
        campaign.status_reason = "firmware_campaign.too_many_failures";
        return move_campaign(unit, std::move(campaign), Action::halt);
    }
    if (tally.under_way > 0) return {};
    DENGYUN_CHECK(offer_stage(unit, campaign, std::move(updates)));
    DENGYUN_TRY(changed, unit.update(std::move(campaign), "advanced"));
    static_cast<void>(changed);
    return {};
}

}  // namespace

Result<> check_campaign(store::Reader& reader, const FirmwareCampaign& campaign) {
    std::vector<Issue> issues;
    const auto own = reader.scope().organisation();
    const auto firmware = reader.find(campaign.firmware_id);
    if (!firmware || firmware->organisation_id != own) issues.push_back({"firmware_id", "unknown_reference"});
    const auto& stages = campaign.stages;
    if (stages.empty() || stages.back() != 100 || !std::ranges::is_sorted(stages, std::less_equal{}))
        issues.push_back({"stages", "bad_stages"});
    if (campaign.device_ids.empty()) issues.push_back({"device_ids", "required"});
    std::set<std::int64_t> seen;
    for (std::size_t i = 0; i < campaign.device_ids.size(); ++i) {
        const auto place = fmt::format("device_ids.{}", i);
        const auto device = reader.find(campaign.device_ids[i]);
        if (!device || device->organisation_id != own)
            issues.push_back({place, "unknown_reference"});
        else if (!seen.insert(device->id.value).second)
            issues.push_back({place, "given_twice"});
        else if (!device->is_active || device->gateway_id)
            issues.push_back({place, "cannot_be_updated"});
        else if (firmware && device->profile != firmware->profile)
            issues.push_back({place, "other_profile"});
    }
    return issues.empty() ? Result<>{} : fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<> before_campaign_move(store::Unit& unit, FirmwareCampaign& campaign, std::int64_t action) {
    switch (static_cast<Action>(action)) {
        case Action::propose:
            DENGYUN_CHECK(check_person(unit));
            DENGYUN_CHECK(check_campaign(unit, campaign));
            campaign.proposed_by = unit.scope().actor().name;
            campaign.proposed_by_id = unit.scope().actor().id;
            campaign.proposed_at = unit.now();
            campaign.status_reason.reset();
            return {};
        case Action::approve:
            DENGYUN_CHECK(check_person(unit));
            if (campaign.proposed_by_id == unit.scope().actor().id)
                return fail(ErrorKind::conflict, "firmware_campaign.own_proposal");
            campaign.approved_by = unit.scope().actor().name;
            campaign.approved_at = unit.now();
            return {};
        case Action::refuse:
            if (campaign.status_reason && !campaign.status_reason->empty()) return {};
            return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
        case Action::start:
            return start(unit, campaign);
        case Action::resume:
            campaign.status_reason.reset();
            return resume(unit, campaign);
        case Action::cancel:
            campaign.ended_at = unit.now();
            return cancel_open(unit, campaign);
        case Action::roll_back:
            campaign.ended_at.reset();
            return roll_back(unit, campaign);
        case Action::complete:
        case Action::finish:
            campaign.ended_at = unit.now();
            return {};
        case Action::withdraw:
        case Action::halt:
            return {};
    }
    return {};
}

Result<> after_update(store::Unit& unit, Id<FirmwareUpdate> id) {
    DENGYUN_TRY(update, unit.find(id));
    if (is_under_way(update.status)) return {};
    DENGYUN_TRY(campaign, unit.find(update.campaign_id));
    DENGYUN_TRY(again, try_again(unit, campaign, std::move(update)));
    return again ? Result<>{} : advance(unit, std::move(campaign));
}

}  // namespace dengyun::telemetry
