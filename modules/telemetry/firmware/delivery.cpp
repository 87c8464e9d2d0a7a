#include "modules/telemetry/firmware/delivery.h"

#include <algorithm>

#include "kernel/api/flow_routes.h"
#include "kernel/store/file_part.h"

namespace dengyun::telemetry {
namespace {

constexpr std::size_t parts_kept = 64;
constexpr std::int64_t part_bytes = 192 * 1024;
constexpr std::int64_t progress_steps = 20;  // in which the progress of a device is written

}  // namespace

Result<Delivery::Offered> Delivery::offered_to(store::Reader& reader, Id<Device> device) {
    const std::array<meta::Scalar, 2> values{reader.scope().organisation().value, device.value};
    std::optional<Offered> found;
    DENGYUN_CHECK(
        reader.query("SELECT u.id, f.file_id, f.size_bytes, u.received_bytes FROM firmware_update u JOIN firmware f ON "
                     "f.organisation_id = u.organisation_id AND f.id = u.firmware_id WHERE u.organisation_id = ? AND "
                     "u.device_id = ? "
                     "AND u.status NOT IN ('waiting', 'cancelled') ORDER BY u.offered_at DESC, u.id DESC LIMIT 1",
                     values, [&](const store::Row& row) {
                         found = Offered{{row.integer(0)}, {row.integer(1)}, row.integer(2), row.integer(3)};
                     }));
    if (!found) return fail(ErrorKind::not_found, "firmware.none_offered");
    return *found;
}

// Read by one at a time, so that many devices that begin together cost one reading.
Result<Delivery::Bytes> Delivery::part(const Scope& scope, Id<store::StoredFile> file, std::int64_t number) {
    const std::lock_guard lock(mutex_);
    const auto known =
        std::ranges::find_if(parts_, [&](const Part& one) { return one.file == file.value && one.number == number; });
    if (known != parts_.end()) {
        parts_.splice(parts_.begin(), parts_, known);
        return parts_.front().bytes;
    }
    DENGYUN_TRY(bytes, store_.read<std::string>(scope, [&](store::Reader& reader) {
        return store::read_file_part(reader, file, number * part_bytes, part_bytes);
    }));
    parts_.push_front({file.value, number, std::make_shared<const std::string>(std::move(bytes))});
    if (parts_.size() > parts_kept) parts_.pop_back();
    return parts_.front().bytes;
}

// Without an event. What is fetched is a sign of life: its time begins anew.
void Delivery::note_progress(const Scope& scope, const Offered& offered, std::int64_t received) {
    const auto step = [&](std::int64_t bytes) { return bytes * progress_steps / offered.size_bytes; };
    if (received <= offered.received_bytes || step(received) == step(offered.received_bytes)) return;
    static_cast<void>(store_.run_write(  // should it fail, the next step tells more
        scope, [id = offered.update, received](store::Unit& unit) -> Result<> {
            auto update = unit.find(id);
            if (!update || update->received_bytes >= received) return {};
            DENGYUN_TRY(campaign, unit.find(update->campaign_id));
            update->answer_by = unit.now() + std::chrono::seconds(campaign.silence_s);
            const std::array<meta::Scalar, 4> values{received, milliseconds_of(*update->answer_by),
                                                     update->organisation_id.value, id.value};
            DENGYUN_TRY(touched, unit.execute("UPDATE firmware_update SET received_bytes = ?, answer_by = ? WHERE "
                                              "organisation_id = ? AND id = ?",
                                              values));
            static_cast<void>(touched);
            return is_under_way(update->status) ? api::arm_timer(unit, *update, false) : Result<>{};
        }));
}

Result<std::string> Delivery::chunk(Id<Organisation> organisation, Id<Device> device, std::int64_t number,
                                    std::int64_t size) {
    if (size < 1 || size > firmware_chunk_bytes_max || number < 0 || number > firmware_bytes_max)
        return fail(ErrorKind::invalid, "firmware.bad_chunk");
    const auto scope = Scope::of(organisation, Actor{ActorKind::system, 0, "telemetry"});
    DENGYUN_TRY(offered,
                store_.read<Offered>(scope, [&](store::Reader& reader) { return offered_to(reader, device); }));
    const auto from = number * size;
    const auto to = std::min(from + size, offered.size_bytes);
    std::string bytes;
    for (auto at = from; at < to;) {
        DENGYUN_TRY(read, part(scope, offered.file, at / part_bytes));
        const auto within = at % part_bytes;
        const auto more = std::min(to - at, part_bytes - within);
        if (static_cast<std::int64_t>(read->size()) < within + more)
            return fail(ErrorKind::unavailable, "file.damaged");
        bytes.append(*read, static_cast<std::size_t>(within), static_cast<std::size_t>(more));
        at += more;
    }
    note_progress(scope, offered, to);
    return bytes;
}

}  // namespace dengyun::telemetry
