// dengyun verify award: replays an award from its record.
#include <fmt/core.h>

#include "engines/scheduling/input_file.h"
#include "kernel/store/events.h"
#include "modules/sourcing/api.h"
#include "server/commands.h"
#include "server/platform.h"

namespace dengyun::server {
namespace {

int tell(const sourcing::AwardRecord& record) {
    const auto faults = sourcing::verify_record(record);
    for (const auto& fault : faults) fmt::print(stderr, "{}: {}\n", fault.place, fault.reason);
    for (const auto& award : record.awards)
        if (award.is_winner)
            fmt::print("{}: {} at {} yuan ({})\n",
                       award.position == 0 ? std::string("whole lot") : fmt::format("line {}", award.position),
                       award.bidder_name, to_text(award.price), meta::name_of(award.reason));
    fmt::print("{} {}: {} bids, {} moves, {} awards, {} faults.\n", record.rfx.number, record.rfx.title,
               record.bids.size(), record.moves.size(), record.awards.size(), faults.size());
    return faults.empty() ? exit_done : exit_bad_data;
}

// The chain of the buyer's log too: it holds what bidders have committed to.
Result<int> verify_stored(const Settings& settings, Id<sourcing::Rfx> id) {
    DENGYUN_TRY(platform, Platform::open(settings, Platform::Schema::require, Platform::Access::read));
    auto& store = platform->store();
    const auto system = Scope::system("verify");
    DENGYUN_TRY(rfx, store.read<sourcing::Rfx>(system, [&](store::Reader& reader) { return reader.find(id); }));
    const auto buyer = system.entering(rfx.organisation_id);
    DENGYUN_TRY(events, store::verify_events(store, buyer));
    for (const auto& fault : events.faults)
        fmt::print(stderr, "event {} of the buyer's log: {}\n", fault.sequence, fault.reason);
    DENGYUN_TRY(record, store.read<sourcing::AwardRecord>(
                            buyer, [&](store::Reader& reader) { return sourcing::record_of(reader, rfx); }));
    const int told = tell(record);
    return events.faults.empty() ? told : exit_bad_data;
}

Result<int> verify_file(const std::string& path) {
    DENGYUN_TRY(text, scheduling::read_input_file(path));
    DENGYUN_TRY(record, meta::from_json<sourcing::AwardRecord>(text, meta::Mode::stored));
    return tell(record);
}

}  // namespace

int verify_award(const Settings& settings, const VerifyAward& command) {
    const auto id = parse_id<sourcing::Rfx>(command.record);
    const auto done = id ? verify_stored(settings, *id) : verify_file(command.record);
    return done ? *done : report(done.error());
}

}  // namespace dengyun::server
