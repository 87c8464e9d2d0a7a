#include "modules/telemetry/hub.h"

#include "kernel/api/route.h"
#include "modules/telemetry/queries/points.h"

namespace dengyun::telemetry {

namespace {

// The usual one where nobody says, or what he says is none.
ZoneOf certain(ZoneOf given) {
    return [given = std::move(given)](Id<Organisation> organisation) {
        auto zone = given ? given(organisation) : nullptr;
        return zone ? zone : TimeZone::find(usual_time_zone);
    };
}

}  // namespace

Hub::Implementation::Implementation(store::Store& store, const Clock& clock, Random& random, Options options)
    : zone_of(certain(options.zone_of)),
      shelves(options.shelves, store, clock),
      watching(store, shelves, clock, zone_of),
      deriving(
          {store, shelves, clock, zone_of,
           [this](Id<Organisation> organisation, std::span<const Id<Device>> devices, const timeseries::Batch& batch) {
               watching.observe(organisation, batch);
               for (const auto device : devices) intake.live(organisation, device)->stamp++;
           }}),
      intake({store, shelves, clock, random,
              [this](Id<Organisation> organisation, const timeseries::Batch& batch) {
                  watching.observe(organisation, batch);
                  late.note(organisation, batch, intake.clock().now());
                  deriving.observe(organisation, batch);
              }}),
      polls(intake),
      gate(intake, {.writers = options.mqtt_writers,
                    .queue_messages_max = options.mqtt_queue_messages_max,
                    .queue_bytes_max = options.mqtt_queue_bytes_max}),
      teller(store, gate.sparkplug()),
      shared(intake) {
    if (options.mqtt) endpoint = std::make_unique<mqtt::Endpoint>(*options.mqtt, gate, random);
}

Result<> Hub::Implementation::start() {
    shelves.start();
    watching.start();
    deriving.start();
    polls.start();
    if (!endpoint) return {};
    gate.start(*endpoint,
               [this](Id<Organisation> organisation, Id<Device> device) { teller.note_arrival(organisation, device); });
    teller.start(*endpoint);
    return endpoint->start();
}

// The endpoint waits for the answers that the gate owes, so that one goes on until the other has stopped.
void Hub::Implementation::stop() {
    polls.stop();
    if (endpoint) {
        gate.say_farewell();
        endpoint->stop();
    }
    gate.stop();
    teller.stop();
    deriving.stop();
    watching.stop();
    shelves.stop();
}

Hub::Hub(store::Store& store, const Clock& clock, Random& random, Options options)
    : implementation_(std::make_unique<Implementation>(store, clock, random, std::move(options))) {}
Hub::~Hub() { stop(); }
Result<> Hub::start() { return implementation_->start(); }
void Hub::stop() { implementation_->stop(); }
// What is calculated is there before the rules look at it.
Result<> Hub::run_due() {
    DENGYUN_CHECK(implementation_->deriving.run_due());
    return implementation_->watching.run_due();
}
void Hub::listen_for_late(std::function<void(Id<Organisation>)> listener) {
    implementation_->late.listen(std::move(listener));
}
std::uint16_t Hub::mqtt_port() const { return implementation_->endpoint ? implementation_->endpoint->port() : 0; }

Statistics Hub::statistics() {
    const auto intake = implementation_->intake.statistics();
    const auto usage = implementation_->shelves.usage();
    Statistics statistics{.messages = intake.messages,
                          .values = intake.values,
                          .refused = intake.refused,
                          .organisations = usage.organisations,
                          .bytes = usage.bytes,
                          .maintenance_failures = usage.failures};
    if (!implementation_->endpoint) return statistics;
    const auto mqtt = implementation_->endpoint->statistics();
    statistics.mqtt_connections = mqtt.connections_open;
    statistics.mqtt_connections_total = mqtt.connections_total;
    statistics.mqtt_publishes = mqtt.publishes_received;
    statistics.mqtt_protocol_errors = mqtt.protocol_errors;
    statistics.mqtt_refused = mqtt.admissions_refused;
    statistics.mqtt_queue_length = implementation_->gate.queue_length();
    return statistics;
}

std::optional<std::string> Hub::news_of(Id<Organisation> organisation, std::int64_t device, std::uint64_t& seen) {
    const auto live = implementation_->intake.live(organisation, {device});
    const auto stamp = live->stamp.load();
    if (stamp == seen) return std::nullopt;
    const auto row = live->row();
    const auto shelf = implementation_->shelves.find(organisation);
    if (!row || !shelf || !*shelf) return std::nullopt;
    const auto values = last_values(**shelf, *row, Language::zh);
    if (!values) return std::nullopt;
    seen = stamp;
    std::string text = "[";
    for (const auto& value : *values) {
        if (text.size() > 1) text += ',';
        meta::write_json(text, DeviceValue::description, &value, meta::all_seeing());
    }
    return text + ']';
}

std::optional<std::string> Hub::news_of_share(Id<Organisation> organisation, std::int64_t share, std::uint64_t& seen) {
    const auto stamp = implementation_->shared.of(organisation, {share});
    if (!stamp || *stamp == seen) return std::nullopt;
    seen = *stamp;
    return std::to_string(*stamp);
}

Result<Id<Organisation>> follow_device(const api::Call& call, store::Reader& reader, std::int64_t device) {
    DENGYUN_TRY(row, reader.find(Id<Device>{device}));
    if (row.organisation_id != call.principal->organisation || !call.principal->may("telemetry.read"))
        return fail(ErrorKind::not_found, "request.not_found");
    return row.organisation_id;
}

}  // namespace dengyun::telemetry
