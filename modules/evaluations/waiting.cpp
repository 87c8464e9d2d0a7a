// What waits for people because of evaluations and appeals, and what they are told.
#include "kernel/api/flow_routes.h"
#include "modules/evaluations/routes.h"

namespace dengyun::evaluations {
namespace {

Result<api::FoundTasks> found_by(const api::Call& call, store::Reader& reader, std::string_view sql,
                                 std::string_view entity, Duration waits) {
    api::FoundTasks found;
    const std::array<meta::Scalar, 2> values{call.principal->organisation.value, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        found.add({.title = std::string(row.text(2)),
                   .entity = std::string(entity),
                   .entity_id = id_to_text(row.integer(0)),
                   .organisation_id = {row.integer(1)},
                   .due_at = instant_of(row.integer(3)) + waits});
    }));
    return found;
}

Result<api::FoundTasks> to_hear(const api::Call& call, store::Reader& reader) {
    return found_by(call, reader,
                    "SELECT id, organisation_id, title, updated_at FROM evaluation_appeal WHERE buyer_id = ? AND "
                    "status IN ('filed', 'heard') ORDER BY updated_at, id LIMIT ?",
                    EvaluationAppeal::description.name, hearing_time);
}
Result<api::FoundTasks> to_publish(const api::Call& call, store::Reader& reader) {
    return found_by(call, reader,
                    "SELECT id, organisation_id, title, created_at FROM evaluation WHERE organisation_id = ? AND "
                    "status = 'draft' ORDER BY created_at, id LIMIT ?",
                    Evaluation::description.name, draft_time);
}

template <class E>
std::optional<std::string> title_of(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<E>{event.entity_id});
    return found ? found->title : std::string();
}
// The events stand in the logs of both; told is the supplier.
std::optional<std::string> for_supplier(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<Evaluation>{event.entity_id});
    if (!found || found->supplier_id != event.organisation_id) return std::nullopt;
    return found->title;
}
std::optional<std::string> for_appellant(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<EvaluationAppeal>{event.entity_id});
    if (!found || found->organisation_id != event.organisation_id) return std::nullopt;
    return found->title;
}

using api::Audience;
constexpr std::string_view read = "evaluations.read";
constexpr api::Notice own_notices[] = {
    {"evaluation.published",
     {"客户发布了对本单位的评价", "A customer has published an evaluation"},
     Audience::organisation,
     read,
     for_supplier},
    {"evaluation.revised",
     {"客户更正了对本单位的评价", "A customer has revised an evaluation"},
     Audience::organisation,
     read,
     for_supplier},
    {"evaluation.set_aside",
     {"评价已作废", "An evaluation was set aside"},
     Audience::organisation,
     read,
     title_of<Evaluation>},
    {"evaluation_appeal.filed",
     {"供应商对评价提出申诉", "A supplier appeals an evaluation"},
     Audience::organisation,
     "evaluations.judge",
     title_of<EvaluationAppeal>},
    {"evaluation_appeal.heard",
     {"申诉已受理", "An appeal is being heard"},
     Audience::organisation,
     read,
     for_appellant},
    {"evaluation_appeal.upheld",
     {"申诉结果：维持", "An appeal: the evaluation stands"},
     Audience::organisation,
     read,
     for_appellant},
    {"evaluation_appeal.changed",
     {"申诉结果：更正", "An appeal: the evaluation is changed"},
     Audience::organisation,
     read,
     for_appellant},
};

}  // namespace

void add_waiting(api::Routes& routes) {
    routes.declare(api::TaskSource{.name = "evaluation_appeals_to_decide",
                                   .label = {"待答复的评价申诉", "Appeals to decide"},
                                   .permission = "evaluations.judge",
                                   .reads_all = true,
                                   .find = to_hear});
    routes.declare(api::TaskSource{.name = "evaluations_to_publish",
                                   .label = {"待发布的供应商评价", "Evaluations to publish"},
                                   .permission = "evaluations.judge",
                                   .find = to_publish});
    routes.declare(own_notices);
}

}  // namespace dengyun::evaluations
