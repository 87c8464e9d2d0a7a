#include "modules/telemetry/mqtt/gate.h"

#include <condition_variable>
#include <deque>
#include <thread>

#include "kernel/mqtt/topic.h"
#include "modules/telemetry/mqtt/reach.h"
#include "modules/telemetry/mqtt/round.h"

namespace dengyun::telemetry {
namespace {

constexpr std::size_t admissions_max = 4'096;
constexpr std::size_t round_items_max = 4'096;
constexpr std::string_view own_topics = "v1/devices/me/";
constexpr std::string_view firmware_topics = "v2/fw/response/";
constexpr std::string_view gateway_topics = "v1/gateway/";

struct ConnectedDevice final : mqtt::Device {
    ConnectedDevice(LivePtr known, std::string from)
        : mqtt::Device(to_text(known->id)), live(std::move(known)), address(std::move(from)) {}
    const LivePtr live;
    const std::string address;
};

const ConnectedDevice& known(const mqtt::Device& device) { return static_cast<const ConnectedDevice&>(device); }

mqtt::Reason refusal(const Error& error) {
    if (error.kind == ErrorKind::unauthenticated) return mqtt::Reason::bad_user_name_or_password;
    if (error.kind == ErrorKind::forbidden) return mqtt::Reason::not_authorized;
    return mqtt::Reason::server_unavailable;
}

}  // namespace

struct Gate::Writer {
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<GateItem> items;
    bool is_stopping = false;
    std::thread thread;
};

Gate::Gate(Intake& intake, GateOptions options)
    : intake_(intake), delivery_(intake.store()), options_(options), sparkplug_(intake) {}
Gate::~Gate() { stop(); }

void Gate::start(mqtt::Endpoint& endpoint, OnListening on_listening) {
    endpoint_ = &endpoint;
    on_listening_ = std::move(on_listening);
    admissions_ = std::make_unique<api::WorkerPool>(2, admissions_max);
    for (unsigned i = 0; i < options_.writers; i++) {
        auto& writer = *writers_.emplace_back(std::make_unique<Writer>());
        writer.thread = std::thread([this, &writer] { run(writer); });
    }
}

void Gate::stop() {
    if (admissions_) admissions_->stop();
    for (const auto& writer : writers_) {
        {
            const std::lock_guard lock(writer->mutex);
            writer->is_stopping = true;
        }
        writer->wake.notify_one();
        if (writer->thread.joinable()) writer->thread.join();
    }
}

void Gate::admit(const mqtt::Connect& connect, const std::string& address, mqtt::Admit answer) {
    const auto token = connect.user_name.value_or(connect.password.value_or(""));
    auto shared = std::make_shared<mqtt::Admit>(std::move(answer));
    api::WorkerPool::Task task = [this, shared, token = std::string(token), address] {
        auto device = intake_.admit(token, Way::mqtt);
        if (device)
            (*shared)(std::make_shared<const ConnectedDevice>(std::move(*device), address));
        else
            (*shared)(std::unexpected(refusal(device.error())));
    };
    if (!admissions_->submit(task)) (*shared)(std::unexpected(mqtt::Reason::server_busy));
}

void Gate::publish(const mqtt::DevicePtr& device, const mqtt::Publish& publish, mqtt::Acknowledge answer) {
    const auto& live = known(*device).live;
    const auto bytes = publish.topic.size() + publish.payload.size() + sizeof(GateItem);
    // A bound that several threads look at: each may pass it by one message.
    if (queued_messages_ >= options_.queue_messages_max || queued_bytes_ + bytes > options_.queue_bytes_max) {
        live->refuse({intake_.clock().now(), Way::mqtt, "telemetry.busy", std::string(publish.topic)});
        return answer(mqtt::Reason::quota_exceeded);
    }
    enqueue(device, publish.topic, publish.payload, std::move(answer));
}

void Gate::enqueue(const mqtt::DevicePtr& device, std::string_view topic, std::string_view payload,
                   mqtt::Acknowledge answer) {
    const auto& live = known(*device).live;
    const auto bytes = topic.size() + payload.size() + sizeof(GateItem);
    queued_messages_++;
    queued_bytes_ += bytes;
    // One organisation's messages meet in one writer, so that they share the sync of its store.
    auto& writer = *writers_[static_cast<std::uint64_t>(live->organisation.value) % writers_.size()];
    {
        const std::lock_guard lock(writer.mutex);
        writer.items.push_back({.device = device,
                                .live = live,
                                .topic = std::string(topic),
                                .payload = std::string(payload),
                                .bytes = bytes,
                                .answer = std::move(answer)});
    }
    writer.wake.notify_one();
}

void Gate::run(Writer& writer) {
    std::unique_lock lock(writer.mutex);
    for (;;) {
        writer.wake.wait(lock, [&] { return writer.is_stopping || !writer.items.empty(); });
        if (writer.items.empty()) return;
        std::vector<GateItem> items;
        while (!writer.items.empty() && items.size() < round_items_max) {
            items.push_back(std::move(writer.items.front()));
            writer.items.pop_front();
        }
        lock.unlock();
        std::size_t bytes = 0;
        for (const auto& item : items) bytes += item.bytes;
        {
            Round round(intake_, *endpoint_, delivery_, sparkplug_, on_listening_);
            for (auto& item : items) round.take(item);
        }
        queued_messages_ -= items.size();
        queued_bytes_ -= bytes;
        lock.lock();
    }
}

mqtt::Reason Gate::may_subscribe(const mqtt::Device& device, std::string_view filter) {
    const auto allowed = judge_filter(device, filter);
    // Whatever is sent from now on finds the subscription: it waits behind the packet that is being read.
    if (allowed == mqtt::Reason::success && hears_commands(filter)) note_listening(device);
    return allowed;
}

void Gate::note_listening(const mqtt::Device& device) {
    const auto& live = known(device).live;
    if (on_listening_) on_listening_(live->organisation, live->id);
}

mqtt::Reason Gate::judge_filter(const mqtt::Device& device, std::string_view filter) {
    if (filter.starts_with(own_topics) || filter.starts_with(firmware_topics)) return mqtt::Reason::success;
    if (filter.starts_with(sparkplug::topic_prefix) || filter.starts_with("STATE/")) return mqtt::Reason::success;
    const auto row = known(device).live->row();
    return row->is_gateway && filter.starts_with(gateway_topics) ? mqtt::Reason::success : mqtt::Reason::not_authorized;
}

std::vector<mqtt::MessagePtr> Gate::retained(const mqtt::Device& device, std::string_view filter) {
    if (!mqtt::matches(filter, attributes_topic)) return sparkplug_.retained(filter);
    const auto row = known(device).live->row();
    if (row->shared_attributes == "{}") return {};
    return {std::make_shared<const mqtt::Message>(
        mqtt::Message{.topic = std::string(attributes_topic), .payload = row->shared_attributes, .retain = true})};
}

void Gate::say_farewell() {
    if (endpoint_ == nullptr) return;
    for (const auto node : sparkplug_.nodes_online())
        for (auto& message : sparkplug_.farewell())
            static_cast<void>(endpoint_->send(mqtt::Device(to_text(node)), std::move(message)));
}

void Gate::tell_attributes(Id<Device> device, std::string json) {
    if (endpoint_ == nullptr) return;
    static_cast<void>(endpoint_->send(mqtt::Device(to_text(device)),
                                      {.topic = std::string(attributes_topic), .payload = std::move(json)}));
}

void Gate::connected(const mqtt::DevicePtr& device) {
    const auto& one = known(*device);
    one.live->note_connected(intake_.clock().now(), one.address);
    // Of an earlier session it may be listening already.
    note_listening(*device);
}
void Gate::disconnected(const mqtt::DevicePtr& device, mqtt::Reason) {
    const auto& live = known(*device).live;
    live->note_disconnected(intake_.clock().now());
    // Behind what it has sent.
    if (sparkplug_.knows(live->id)) enqueue(device, {}, {}, {nullptr, 0});
}

}  // namespace dengyun::telemetry
