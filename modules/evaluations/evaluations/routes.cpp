// Evaluations as the buyer and the supplier see them: a draft is the buyer's alone.
#include "modules/evaluations/routes.h"

#include "kernel/api/two_sided.h"

namespace dengyun::evaluations {
namespace {

bool is_hidden(std::string_view status) { return status == "draft" || status == "withdrawn"; }

Result<store::Page<Evaluation>> list_received(const api::Call& call, store::Reader& reader, const store::Query& query) {
    auto own = query;
    bool asked = false;
    std::erase_if(own.filters, [&](const store::Query::Filter& one) {
        asked = asked || one.field == "status";
        return one.field == "supplier_id" || (one.field == "status" && is_hidden(one.value));
    });
    const bool nothing_left =
        asked && std::ranges::find(own.filters, "status", &store::Query::Filter::field) == own.filters.end();
    if (nothing_left) return store::Page<Evaluation>{};
    own.filters.push_back({"supplier_id", to_text(call.principal->organisation)});
    if (!asked)
        for (const auto& status : choices_of(EvaluationStatus{}).entries)
            if (!is_hidden(status.name)) own.filters.push_back({"status", std::string(status.name)});
    return reader.list<Evaluation>(own);
}

Result<Evaluation> find_visible(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(evaluation, api::find_as_party<Evaluation>(call, reader, &Evaluation::supplier_id));
    const bool is_buyers = evaluation.organisation_id == call.principal->organisation;
    if (!is_buyers && is_hidden(meta::name_of(evaluation.status)))
        return fail(ErrorKind::not_found, "request.not_found");
    return std::move(evaluation);
}

Result<Evaluation> find_own(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(evaluation, find_visible(call, reader));
    if (evaluation.organisation_id != call.principal->organisation)
        return fail(ErrorKind::forbidden, "request.forbidden");
    if (call.request->header("if-match")) {
        DENGYUN_TRY(version, call.expected_version());
        if (evaluation.version != version) return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
    }
    return std::move(evaluation);
}

Result<Evaluation> act(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(evaluation, find_own(call, unit));
    DENGYUN_TRY(action, api::detail::action_named(Evaluation::states, input.action));
    evaluation.status_reason = input.reason;
    return move_evaluation(unit, std::move(evaluation), static_cast<EvaluationAction>(action),
                           {*call.principal, false, false});
}

}  // namespace

void add_evaluation_routes(api::Routes& routes) {
    const auto reads = api::needs("evaluations.read");
    routes.declare(Evaluation::description, &Evaluation::states);
    routes.declare(CriterionResult::description);
    routes.list<Evaluation>("/api/v1/evaluations", reads,
                            {"本单位对供应商的评价", "One's own evaluations of suppliers"},
                            [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                return reader.list<Evaluation>(query);
                            },
                            {.list_of = "evaluation", .exported = true});
    routes.list<Evaluation>("/api/v1/received-evaluations", reads,
                            {"客户对本单位的评价", "How customers have evaluated one"}, list_received,
                            {.reach = api::Reach::all, .list_of = "evaluation", .exported = true});
    routes.get<Evaluation>("/api/v1/evaluations/{id}", reads, {"查看评价及依据", "Read an evaluation and its records"},
                           [](const api::Call& call, store::Reader& reader) { return find_visible(call, reader); },
                           {.reach = api::Reach::all});
    routes.post<api::ActionInput, Evaluation>("/api/v1/evaluations/{id}/actions", api::needs("evaluations.judge"),
                                              {"发布或撤下评价", "Publish or withdraw an evaluation"}, act,
                                              {.reach = api::Reach::crossing});
    routes.post<JudgementsInput, Evaluation>(
        "/api/v1/evaluations/{id}/judgements/actions", api::needs("evaluations.judge"),
        {"人工评价", "Judge what people judge"},
        [](const api::Call& call, store::Unit& unit, const JudgementsInput& input) -> Result<Evaluation> {
            DENGYUN_TRY(evaluation, find_own(call, unit));
            return judge(unit, std::move(evaluation), input.judgements);
        },
        {.reach = api::Reach::crossing});
    routes.add_timer(Evaluation::description.name,
                     [](store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) -> Result<> {
                         auto evaluation = unit.find(Id<Evaluation>{id});
                         // Removed or moved on meanwhile: the timer has nothing to say any more.
                         if (!evaluation || static_cast<std::int64_t>(evaluation->status) != state) return {};
                         DENGYUN_CHECK(move_evaluation(unit, std::move(*evaluation),
                                                       static_cast<EvaluationAction>(action), system_mover()));
                         return {};
                     });
}

}  // namespace dengyun::evaluations
