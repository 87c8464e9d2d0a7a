// What has arrived, as rows.
#include <charconv>

#include "edge/erp/arrivals.h"
#include "edge/erp/view.h"
#include "kernel/base/digest.h"

namespace dengyun::erp {
namespace {

// The same content once more, as where a line of an order was told after the order: it is there already.
constexpr auto keep_sql =
    "INSERT INTO dengyun.inbox (sequence, kind, number, sender, digest, document, problem) "
    "SELECT $1::bigint, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text WHERE NOT EXISTS (SELECT 1 FROM "
    "dengyun.inbox i WHERE i.kind = $2 "
    "AND i.number = $3 AND i.digest = $5 AND i.problem = $7 AND i.sequence = (SELECT max(l.sequence) FROM "
    "dengyun.inbox l WHERE l.kind = $2 AND l.number = $3)) ON CONFLICT (sequence) DO NOTHING";
constexpr auto go_on_sql =
    "INSERT INTO dengyun.position (place, sequence) VALUES ('inbox', $1::bigint) ON CONFLICT (place) DO UPDATE SET "
    "sequence = GREATEST(dengyun.position.sequence, EXCLUDED.sequence)";

}  // namespace

Result<Passed> fetch_inbox(Database& database, const Platform& platform) {
    DENGYUN_TRY(there, database.run("SELECT 1 WHERE to_regclass('dengyun.inbox') IS NOT NULL"));
    if (there.empty()) return Passed{};
    DENGYUN_TRY(rows, database.run("SELECT sequence FROM dengyun.position WHERE place = 'inbox'"));
    std::int64_t position = 0;
    if (!rows.empty() && rows[0][0])
        std::from_chars(rows[0][0]->data(), rows[0][0]->data() + rows[0][0]->size(), position);
    return bring_arrivals(
        platform, position,
        {.keep = [&](const Arrival& arrival, const File& file) -> Result<> {
             DENGYUN_CHECK(database.run(keep_sql, {std::to_string(arrival.sequence), arrival.kind, arrival.number,
                                                   arrival.sender, sha256_hex(file.text), file.text, file.reason}));
             return {};
         },
         .go_on = [&](std::int64_t sequence) -> Result<> {
             DENGYUN_CHECK(database.run(go_on_sql, {std::to_string(sequence)}));
             return {};
         }});
}

}  // namespace dengyun::erp
