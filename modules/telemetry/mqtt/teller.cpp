#include "modules/telemetry/mqtt/teller.h"

#include "modules/telemetry/mqtt/reach.h"

namespace dengyun::telemetry {
namespace {

struct Open {
    std::int64_t row = 0;
    std::int64_t version = 0;
    Id<Device> device{};
};

// Rows whose values wait for a machine: few at a time.
Result<std::vector<Open>> open_rows(store::Reader& reader) {
    const auto organisation = reader.scope().organisation().value;
    const std::array<meta::Scalar, 2> values{organisation, organisation};
    std::vector<Open> rows;
    DENGYUN_CHECK(reader.query(
        "SELECT id, version, device_id FROM parameter_set WHERE organisation_id = ? AND status = 'sending' UNION ALL "
        "SELECT id, version, device_id FROM firmware_update WHERE organisation_id = ? AND status = 'offered'",
        values, [&](const store::Row& row) { rows.push_back({row.integer(0), row.integer(1), {row.integer(2)}}); }));
    return rows;
}

}  // namespace

Teller::~Teller() { stop(); }

void Teller::start(mqtt::Endpoint& endpoint) {
    endpoint_ = &endpoint;
    thread_ = std::thread([this] { run(); });
    listening_ = store_.listen([this](Id<Organisation> organisation) { note(organisation); });
}

void Teller::note(Id<Organisation> organisation) {
    {
        const std::lock_guard lock(mutex_);
        grown_.insert(organisation.value);
    }
    wake_.notify_one();
}

void Teller::stop() {
    listening_.reset();
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
    carrier_.settle_all();
}

void Teller::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return is_stopping_ || !grown_.empty(); });
        if (is_stopping_) return;
        const auto grown = std::exchange(grown_, {});
        lock.unlock();
        for (const auto organisation : grown) {
            tell({organisation});
            carrier_.carry({organisation}, *endpoint_);
        }
        lock.lock();
    }
}

void Teller::tell(Id<Organisation> organisation) {
    const auto scope = Scope::of(organisation, Actor{ActorKind::system, 0, "telemetry"});
    const auto before = std::move(told_[organisation.value]);
    std::map<std::int64_t, std::int64_t> now;
    std::vector<Device> devices;
    const auto read = store_.run_read(scope, [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(rows, open_rows(reader));
        for (const auto& row : rows) {
            now[row.row] = row.version;
            if (const auto found = before.find(row.row); found != before.end() && found->second == row.version)
                continue;
            if (auto device = reader.find(row.device)) devices.push_back(std::move(*device));
        }
        return {};
    });
    // A database that cannot be read now is asked again with the next event.
    if (!read) return;
    for (const auto& device : devices)
        if (auto message = attributes_message(device))
            static_cast<void>(reach(*endpoint_, device, std::move(*message)));
    if (now.empty())
        told_.erase(organisation.value);
    else
        told_[organisation.value] = std::move(now);
}

}  // namespace dengyun::telemetry
