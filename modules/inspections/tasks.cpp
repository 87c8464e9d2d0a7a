// What waits for people because of inspections, and what they are told.
#include "modules/inspections/routes.h"

namespace dengyun::inspections {
namespace {

Result<api::FoundTasks> found_by(store::Reader& reader, std::string_view sql, std::string_view entity,
                                 Id<Organisation> organisation, Duration waits) {
    api::FoundTasks found;
    const std::array<meta::Scalar, 2> values{organisation.value, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        found.add({.title = std::string(row.text(2)) + " · " + std::string(row.text(3)),
                   .entity = std::string(entity),
                   .entity_id = id_to_text(row.integer(0)),
                   .organisation_id = {row.integer(1)},
                   .due_at = instant_of(row.integer(4)) + waits});
    }));
    return found;
}

Result<api::FoundTasks> to_decide(const api::Call& call, store::Reader& reader) {
    return found_by(reader,
                    "SELECT id, organisation_id, goods, lot, decide_by FROM inspection WHERE organisation_id = ? AND "
                    "status = 'pending' ORDER BY decide_by, id LIMIT ?",
                    "inspection", call.principal->organisation, Duration{0});
}

Result<api::FoundTasks> to_answer(const api::Call& call, store::Reader& reader) {
    return found_by(reader,
                    "SELECT c.id, c.organisation_id, i.goods, i.lot, c.created_at FROM concession c JOIN inspection i "
                    "ON i.id = c.inspection_id WHERE c.party_id = ? AND c.status = 'offered' ORDER BY c.created_at, "
                    "c.id LIMIT ?",
                    "concession", call.principal->organisation, answer_time);
}

std::optional<std::string> inspection_subject(store::Reader& reader, const store::Event& event) {
    const auto inspection = reader.find(Id<Inspection>{event.entity_id});
    return inspection ? inspection->goods + " " + inspection->lot : std::string();
}

std::optional<std::string> concession_subject(store::Reader& reader, const store::Event& event) {
    const auto concession = reader.find(Id<Concession>{event.entity_id});
    if (!concession) return std::string();
    const auto inspection = reader.find(concession->inspection_id);
    return inspection ? inspection->goods + " " + inspection->lot : std::string();
}

using api::Audience;
constexpr std::string_view reads = "inspections.read";
constexpr api::Notice own_notices[] = {
    {"inspection.accepted", {"批次合格接收", "A lot was accepted"}, Audience::organisation, reads, inspection_subject},
    {"inspection.deemed_accepted",
     {"逾期未判定，视同接收", "Nobody decided in time: deemed accepted"},
     Audience::organisation,
     reads,
     inspection_subject},
    {"inspection.rejected", {"批次被拒收", "A lot was rejected"}, Audience::organisation, reads, inspection_subject},
    {"inspection.split", {"批次分选接收", "A lot was split"}, Audience::organisation, reads, inspection_subject},
    {"inspection.concession",
     {"批次让步接收", "A lot was accepted by concession"},
     Audience::organisation,
     reads,
     inspection_subject},
    {"concession.created",
     {"让步接收待答复", "A concession waits for an answer"},
     Audience::organisation,
     "inspections.concede",
     concession_subject},
    {"concession.refused",
     {"让步接收被拒绝", "A concession was refused"},
     Audience::organisation,
     "inspections.concede",
     concession_subject},
    {"concession.lapsed",
     {"让步接收逾期失效", "A concession has lapsed"},
     Audience::organisation,
     "inspections.concede",
     concession_subject},
};

}  // namespace

void add_tasks(api::Routes& routes) {
    routes.declare(api::TaskSource{.name = "inspections_to_decide",
                                   .label = {"待判定的检验", "Inspections to decide"},
                                   .permission = "inspections.inspect",
                                   .find = to_decide});
    routes.declare(api::TaskSource{.name = "concessions_to_answer",
                                   .label = {"待答复的让步接收", "Concessions to answer"},
                                   .permission = "inspections.concede",
                                   .reads_all = true,
                                   .find = to_answer});
    routes.declare(own_notices);
}

}  // namespace dengyun::inspections
