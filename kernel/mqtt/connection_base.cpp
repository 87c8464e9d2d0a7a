#include "kernel/mqtt/connection_base.h"

#include <boost/asio/post.hpp>

namespace dengyun::mqtt {
namespace {

constexpr std::size_t kept_capacity_max = 1024;  // of a buffer that an idle connection may keep
constexpr std::size_t assigned_id_bytes = 16;    // random ones

Time steady_now() { return std::chrono::steady_clock::now(); }

}  // namespace

ConnectionBase::ConnectionBase(std::shared_ptr<Worker> worker, std::string address)
    : worker_(std::move(worker)),
      address_(std::move(address)),
      link_(worker_->edge().options.link, *this, steady_now()) {}

template <class Action>
void ConnectionBase::on_own_thread(Action action) {
    if (net::Worker::current() == worker_.get()) return action(*this);
    worker_->deliver([self = shared_from_this(), action = std::move(action)]() mutable { action(*self); });
}

// ---- what arrives

void ConnectionBase::take(std::string_view bytes) {
    net::Worker::count(worker_->counters.bytes_received, bytes.size());
    if (!in_.empty()) {
        in_ += bytes;
        return resume();
    }
    const auto used = link_.receive(bytes, steady_now());
    in_ = bytes.substr(used);
    resume();
}

void ConnectionBase::resume() {
    flush();
    // Where the link had stopped because its output was full, what has been left goes on now.
    while (is_open() && !in_.empty()) {
        const auto used = link_.receive(in_, steady_now());
        if (used == 0) break;
        in_.erase(0, used);
        flush();
    }
    if (in_.empty() && in_.capacity() > kept_capacity_max) std::string().swap(in_);
    flush();
    read();
}

// Many answers often arrive together: one write for all of them.
void ConnectionBase::resume_soon() {
    if (std::exchange(resume_posted_, true)) return;
    boost::asio::post(worker_->io(), [self = shared_from_this()] {
        self->resume_posted_ = false;
        if (self->is_open()) self->resume();
    });
}

void ConnectionBase::connect(const Connect& connect) {
    auto& edge = worker_->edge();
    client_id_ = connect.client_id;
    client_id_assigned_ = client_id_.empty();
    if (client_id_assigned_) client_id_ = edge.random.token(assigned_id_bytes);
    clean_start_ = connect.clean_start;
    edge.handler.admit(connect, address_, Admit(shared_from_this()));
}

void ConnectionBase::publish(const Publish& publish, std::uint32_t sequence) {
    net::Worker::count(worker_->counters.publishes_received, 1);
    worker_->edge().handler.publish(device_, publish, Acknowledge(slot_, sequence));
}

Reason ConnectionBase::may_subscribe(std::string_view filter) {
    return worker_->edge().handler.may_subscribe(*device_, filter);
}

std::vector<MessagePtr> ConnectionBase::retained(std::string_view filter) {
    return worker_->edge().handler.retained(*device_, filter);
}

// ---- from admission to the session

void ConnectionBase::admitted(std::expected<DevicePtr, Reason> verdict) {
    // Never within Link::receive(): the handler may answer at once.
    worker_->deliver([self = shared_from_this(), verdict = std::move(verdict)] {
        if (!self->is_open() || self->link_.ended()) return;
        if (!verdict) {
            net::Worker::count(self->worker_->counters.admissions_refused, 1);
            self->link_.refuse(verdict.error());
            return self->resume();
        }
        self->device_ = *verdict;
        self->worker_->edge().registry.attach(self->device_, self->client_id_, self);
    });
}

void ConnectionBase::attached(SlotPtr slot) {
    on_own_thread([slot = std::move(slot)](ConnectionBase& self) { self.accept(slot); });
}

void ConnectionBase::accept(const SlotPtr& slot) {
    auto& edge = worker_->edge();
    const auto now = steady_now();
    if (!is_open() || link_.ended()) return edge.registry.release(slot, now);  // gone while it waited
    slot_ = slot;
    const bool present = edge.registry.resume(*slot, clean_start_, now);
    link_.accept(slot->session, present, client_id_assigned_ ? client_id_ : std::string(), now);
    edge.handler.connected(device_);
    resume();
}

void ConnectionBase::refused(Reason reason) {
    on_own_thread([reason](ConnectionBase& self) {
        if (!self.is_open()) return;
        self.link_.refuse(reason);
        self.resume();
    });
}

void ConnectionBase::give_up(Reason reason) {
    on_own_thread([reason](ConnectionBase& self) {
        if (!self.is_open()) return;
        self.link_.close(reason);
        self.resume();
    });
}

void ConnectionBase::leave() {
    const auto reason = link_.end_reason();
    if (link_.ended() && (reason == Reason::malformed_packet || reason == Reason::protocol_error))
        net::Worker::count(worker_->counters.protocol_errors, 1);
    const auto now = steady_now();
    link_.detach(now);
    if (!slot_) return;
    auto& edge = worker_->edge();
    edge.handler.disconnected(device_, link_.end_reason());
    edge.registry.release(std::exchange(slot_, nullptr), now);
}

// ---- answers and messages

// The session may have gone to another connection, or to none, since the caller looked: then it is looked for again.

void ConnectionBase::acknowledged(SlotPtr slot, std::uint32_t sequence, Reason reason) {
    on_own_thread([slot = std::move(slot), sequence, reason](ConnectionBase& self) {
        if (!self.runs(*slot)) return answer(slot, sequence, reason);
        if (!self.link_.connected()) return slot->session.stored(sequence, reason);
        self.link_.acknowledge(sequence, reason, steady_now());
        self.resume_soon();
    });
}

void ConnectionBase::send(SlotPtr slot, MessagePtr message) {
    on_own_thread([slot = std::move(slot), message = std::move(message)](ConnectionBase& self) {
        if (!self.runs(*slot)) return Registry::hand_over(slot, message);
        const bool connected = self.link_.connected();
        auto& counters = self.worker_->counters;
        const bool taken = slot->session.send(message, connected) == Sending::taken;
        net::Worker::count(taken ? counters.messages_sent : counters.messages_dropped, 1);
        if (!taken || !connected) return;
        self.link_.transmit(steady_now());
        self.resume_soon();
    });
}

bool ConnectionBase::runs(Slot& slot) const {
    const std::lock_guard lock(slot.mutex);
    return slot.owner.get() == this;
}

void ConnectionBase::answer(const SlotPtr& slot, std::uint32_t sequence, Reason reason) {
    std::shared_ptr<ConnectionBase> owner;
    {
        const std::lock_guard lock(slot->mutex);
        owner = slot->owner;
        if (!owner) slot->session.stored(sequence, reason);
    }
    if (owner) owner->acknowledged(slot, sequence, reason);
}

Admit::Admit(std::shared_ptr<ConnectionBase> connection) : connection_(std::move(connection)) {}
Admit::~Admit() {
    if (connection_) (*this)(std::unexpected(Reason::server_unavailable));
}
void Admit::operator()(std::expected<DevicePtr, Reason> verdict) {
    if (const auto connection = std::exchange(connection_, nullptr)) connection->admitted(std::move(verdict));
}

Acknowledge::Acknowledge(SlotPtr slot, std::uint32_t sequence) : slot_(std::move(slot)), sequence_(sequence) {}
Acknowledge& Acknowledge::operator=(Acknowledge&& other) noexcept {
    if (slot_) (*this)(Reason::unspecified_error);
    slot_ = std::move(other.slot_);
    sequence_ = other.sequence_;
    return *this;
}
Acknowledge::~Acknowledge() {
    if (slot_) (*this)(Reason::unspecified_error);
}
void Acknowledge::operator()(Reason reason) {
    const auto slot = std::exchange(slot_, nullptr);
    if (!slot || sequence_ == 0) return;
    ConnectionBase::answer(slot, sequence_, reason);
}

}  // namespace dengyun::mqtt
