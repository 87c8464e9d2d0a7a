#pragma once
// Telemetry: devices, what they report, live and over time. The only header of this module that others include.
#include <functional>
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/base/time_zone.h"
#include "kernel/mqtt/endpoint.h"
#include "kernel/store/migrations.h"
#include "modules/telemetry/devices/device.h"
#include "modules/telemetry/observations/observation.h"
#include "modules/telemetry/shelves/database_schema.h"
#include "modules/telemetry/shelves/database_verify.h"
#include "modules/telemetry/shelves/shelves.h"

namespace dengyun::api {
class Call;
class Routes;
struct Reply;
}  // namespace dengyun::api

namespace dengyun::telemetry {

struct Options {
    ShelfOptions shelves{};
    std::optional<mqtt::EndpointOptions> mqtt{};  // absent: no listener
    unsigned mqtt_writers = 2;                    // threads that write what arrives by MQTT
    std::size_t mqtt_queue_messages_max = 20'000;
    std::size_t mqtt_queue_bytes_max = 32 << 20;
    // The zone in which an organisation's people see times, of hours and weekdays in rules; null: the usual one.
    std::function<std::shared_ptr<const TimeZone>(Id<Organisation>)> zone_of{};
};

struct Statistics {
    std::uint64_t messages, values, refused;
    std::uint64_t organisations, bytes, maintenance_failures;
    std::uint64_t mqtt_connections, mqtt_connections_total, mqtt_publishes, mqtt_protocol_errors, mqtt_refused,
        mqtt_queue_length;
};

// All of it that lives: stores, intake, the MQTT endpoint. Stores are opened when they are first needed, so that who
// only describes the routes opens none.
class Hub {
  public:
    // All must outlive it.
    Hub(store::Store& store, const Clock& clock, Random& random, Options options);
    ~Hub();
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    // Maintenance, and the MQTT listener where there is one. Errors: as mqtt::Endpoint::start.
    [[nodiscard]] Result<> start();
    // Takes no more, writes what was accepted. Idempotent.
    void stop();
    // What its threads do in time, on the caller's: rules and alarms. For tests.
    [[nodiscard]] Result<> run_due();
    [[nodiscard]] std::uint16_t mqtt_port() const;  // 0: none
    [[nodiscard]] Statistics statistics();

    // Answers GET command_poll_path, for api::Application::add_later: when the device has a command, or none has come
    // in the time that it asked for. `call` must live until then.
    static constexpr std::string_view command_poll_path = "/api/v1/{token}/rpc";
    void wait_for_command(const api::Call& call, std::function<void(Result<api::Reply>)> answer);
    // Everybody who waits is answered, and who asks from now on is refused. Idempotent; stop() does it, too.
    void stop_waiting();

    // What followers of a device are told: its last values as JSON, where they have changed since `seen`, which is
    // brought up to date. nullopt: nothing new. Language-neutral but for labels, which are Chinese.
    [[nodiscard]] std::optional<std::string> news_of(Id<Organisation> organisation, std::int64_t device,
                                                     std::uint64_t& seen);

    // The same of a share: only that one of its devices has told something; what, its routes say to who may see it.
    [[nodiscard]] std::optional<std::string> news_of_share(Id<Organisation> organisation, std::int64_t share,
                                                           std::uint64_t& seen);

    // What a device told in [from, to). Errors: as timeseries::Store::read.
    [[nodiscard]] Result<Observation> observe(const Device& device, Instant from, Instant to);
    // `listener` is told of an organisation some of whose data came `late_after` late or more: at most once in
    // `late_pause`, on the thread of who wrote; it must be quick. Before start; empty: nobody.
    static constexpr Duration late_after = std::chrono::minutes(2);
    static constexpr Duration late_pause = std::chrono::seconds(20);
    void listen_for_late(std::function<void(Id<Organisation>)> listener);

    class Implementation;
    [[nodiscard]] Implementation& inside() { return *implementation_; }

  private:
    std::unique_ptr<Implementation> implementation_;
};

// Whose device it is, where the caller may follow it: for api::Feed::add_document.
[[nodiscard]] Result<Id<Organisation>> follow_device(const api::Call& call, store::Reader& reader, std::int64_t device);
// Whose share it is, where the caller is one of its two sides and may look through it now.
[[nodiscard]] Result<Id<Organisation>> follow_share(const api::Call& call, store::Reader& reader, std::int64_t share);

// Rows for loaders. `organisation_id` of the row says whose it is; the scope must be allowed to write for it.
[[nodiscard]] Result<DeviceWithToken> add_device(store::Unit& unit, Device device, Random& random);

// The hub must outlive the routes.
void add_routes(api::Routes& routes, Hub& hub, Random& random);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Tables of measured values, which an archive of the database leaves out, as it does their files where they lie in
// such.
[[nodiscard]] std::span<const std::string_view> tables_apart();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::telemetry
