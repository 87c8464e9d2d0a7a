#include "modules/telemetry/mqtt/carrier.h"

#include "modules/telemetry/mqtt/reach.h"

namespace dengyun::telemetry {
namespace {

Scope carrying_scope(Id<Organisation> organisation) {
    return Scope::of(organisation, Actor{ActorKind::system, 0, "telemetry"});
}

}  // namespace

// Held by the message: it goes when the device has acknowledged, when the connection has gone, when nobody listens.
class Carrier::Copy {
  public:
    Copy(Carrier& carrier, Id<Organisation> organisation, Id<DeviceCommand> command)
        : carrier_(carrier), organisation_(organisation), command_(command) {}
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;
    ~Copy() { carrier_.note(organisation_, {Happened::What::gone, command_.value}); }
    void come(mqtt::Progress progress) const {
        const auto what = progress == mqtt::Progress::sent ? Happened::What::sent : Happened::What::delivered;
        carrier_.note(organisation_, {what, command_.value});
    }

  private:
    Carrier& carrier_;
    const Id<Organisation> organisation_;
    const Id<DeviceCommand> command_;
};

void Carrier::note(Id<Organisation> organisation, Happened happened) {
    {
        const std::lock_guard lock(mutex_);
        happened_[organisation.value].push_back(happened);
    }
    wake_(organisation);
}

void Carrier::note_arrival(Id<Organisation> organisation, Id<Device> speaker) {
    note(organisation, {Happened::What::arrived, speaker.value});
}

std::vector<Carrier::Happened> Carrier::take(Id<Organisation> organisation) {
    const std::lock_guard lock(mutex_);
    const auto found = happened_.find(organisation.value);
    if (found == happened_.end()) return {};
    auto taken = std::move(found->second);
    happened_.erase(found);
    return taken;
}

// What cannot be written now is not lost: the device answers all the same, and what it has not acknowledged it gets
// again.
void Carrier::settle(Id<Organisation> organisation, const std::vector<Happened>& happened) {
    std::map<std::int64_t, mqtt::Progress> furthest;
    for (const auto& one : happened) {
        if (one.what == Happened::What::sent) furthest.try_emplace(one.id, mqtt::Progress::sent);
        if (one.what == Happened::What::delivered) furthest[one.id] = mqtt::Progress::delivered;
    }
    for (const auto& [id, progress] : furthest)
        static_cast<void>(store_.run_write(carrying_scope(organisation),
                                           [&](store::Unit& unit) { return note_progress(unit, {id}, progress); }));
}

void Carrier::follow(Commands& known, const std::vector<Happened>& happened) {
    for (const auto& one : happened) {
        if (one.what == Happened::What::gone) {
            const auto found = known.find(one.id);
            if (found == known.end()) continue;
            if (found->second.has_arrived_since)
                known.erase(found);
            else
                found->second.is_on_its_way = false;
        }
        if (one.what != Happened::What::arrived) continue;
        std::erase_if(known,
                      [&](const auto& entry) { return entry.second.speaker == one.id && !entry.second.is_on_its_way; });
        for (auto& [id, command] : known)
            if (command.speaker == one.id) command.has_arrived_since = true;
    }
}

Result<std::optional<mqtt::Message>> Carrier::message_of(const Device& device, const DeviceCommand& command) {
    if (sparkplug_.speaks_for(device)) return sparkplug_.command(device, command);
    DENGYUN_TRY(message, command_message(device, command));
    return std::optional(std::move(message));
}

void Carrier::hand_over(Id<Organisation> organisation, Commands& known, const Device& device,
                        const DeviceCommand& command, Instant now, mqtt::Endpoint& endpoint) {
    auto made = message_of(device, command);
    if (!made) {
        static_cast<void>(store_.run_write(carrying_scope(organisation), [&](store::Unit& unit) {
            return note_unsendable(unit, command.id, made.error().code);
        }));
        return;
    }
    known[command.id.value] = {.speaker = speaker_of(device).value, .is_on_its_way = made->has_value()};
    if (!*made) return;
    auto& message = *made;
    const auto copy = std::make_shared<const Copy>(*this, organisation, command.id);
    message->is_kept_elsewhere = true;
    message->expires_at = std::chrono::steady_clock::now() + (command.expires_at - now);
    message->on_progress = [copy](mqtt::Progress progress) { copy->come(progress); };
    static_cast<void>(reach(endpoint, device, std::move(*message)));
}

void Carrier::carry(Id<Organisation> organisation, mqtt::Endpoint& endpoint) {
    const auto happened = take(organisation);
    settle(organisation, happened);
    auto& known = known_[organisation.value];
    follow(known, happened);
    struct Ready {
        Device device;
        DeviceCommand command;
    };
    std::vector<Ready> ready;
    std::set<std::int64_t> waiting;
    Instant now{};
    const auto read = store_.run_read(carrying_scope(organisation), [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(all, to_hand_over(reader));
        now = reader.now();
        for (const auto& one : all) {
            waiting.insert(one.command.value);
            if (known.contains(one.command.value)) continue;
            DENGYUN_TRY(command, reader.find(one.command));
            DENGYUN_TRY(device, reader.find(one.device));
            if (!device.is_active) continue;
            ready.push_back({std::move(device), std::move(command)});
        }
        return {};
    });
    // A database that cannot be read now is asked again with the next event.
    if (!read) return;
    std::erase_if(known, [&](const auto& entry) { return !waiting.contains(entry.first); });
    for (const auto& one : ready) hand_over(organisation, known, one.device, one.command, now, endpoint);
    if (known.empty()) known_.erase(organisation.value);
}

void Carrier::settle_all() {
    std::vector<std::int64_t> organisations;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [organisation, happened] : happened_) organisations.push_back(organisation);
    }
    for (const auto organisation : organisations) settle({organisation}, take({organisation}));
}

}  // namespace dengyun::telemetry
