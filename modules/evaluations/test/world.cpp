#include "modules/evaluations/test/world.h"

#include <fmt/format.h>

namespace dengyun::evaluations::test {

std::string formula(std::string_view more) {
    return fmt::format(R"({{"criteria":[{{"kind":"on_time","weight":60}},{{"kind":"quality","weight":20}},)"
                       R"({{"kind":"judged","name":"配合","weight":20}}],"line_ppm":600000,"records_min":3{}}})",
                       more);
}

Scenario::Scenario()
    : api::Scenario(
          [](api::Routes& routes, store::Store&) {
              enterprise::add_routes(routes);
              evaluations::add_routes(routes);
              api::add_task_route(routes);
          },
          {enterprise::migrations(), evaluations::migrations()}, {enterprise::messages(), evaluations::messages()}) {
    const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        for (const auto& [id, name] :
             {std::pair{11, "采购方"}, std::pair{12, "甲厂"}, std::pair{13, "乙厂"}, std::pair{14, "旁人"}})
            DENGYUN_CHECK(enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
        return {};
    });
    EXPECT_TRUE(made) << made.error().code << made.error().detail;
}

std::string Scenario::drafted(const std::vector<std::int64_t>& on_time, Id<Organisation> evaluator) {
    const auto made = store().write<Evaluation>(Scope::system("test"), [&](store::Unit& unit) -> Result<Evaluation> {
        auto known = formula_of(unit, evaluator);
        if (!known) {
            EvaluationFormula given{.criteria = {{.kind = CriterionKind::on_time, .weight = 60},
                                                 {.kind = CriterionKind::quality, .weight = 20},
                                                 {.kind = CriterionKind::judged, .name = "配合", .weight = 20}},
                                    .line_ppm = 600'000};
            known = add_formula(unit, evaluator, std::move(given));
        }
        if (!known) return std::unexpected(known.error());
        Evidence evidence;
        for (const auto value : on_time)
            evidence[CriterionKind::on_time].push_back(
                {.what = "PO-000001", .value_ppm = value, .occurred_at = unit.now()});
        using std::chrono::sys_days, std::chrono::year;
        return evaluate(unit, *known, {12}, {sys_days(year(2026) / 1 / 1), sys_days(year(2026) / 1 / 31)}, evidence);
    });
    EXPECT_TRUE(made) << made.error().code << made.error().detail;
    return made ? to_text(made->id) : "";
}

std::string Scenario::published(const std::vector<std::int64_t>& on_time, Id<Organisation> evaluator) {
    const auto id = drafted(on_time, evaluator);
    const auto done = store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(evaluation, unit.find(*parse_id<Evaluation>(id)));
        // As a person would, with his rights.
        DENGYUN_CHECK(move_evaluation(unit, std::move(evaluation), EvaluationAction::publish,
                                      {meta::all_seeing(), false, false}));
        return {};
    });
    EXPECT_TRUE(done) << done.error().code << done.error().detail;
    return id;
}

std::string Scenario::line(std::int64_t buyer_id, std::int64_t supplier_id) {
    const auto checked = store().run_read(
        Scope::system("test"), [&](store::Reader& reader) { return check_line(reader, {buyer_id}, {supplier_id}); });
    return checked ? "ok" : checked.error().code;
}

api::Answer Scenario::move(std::string_view path, std::string_view action, const api::Caller& caller,
                           std::string_view reason) {
    return post(
        fmt::format("/api/v1/{}/actions", path),
        fmt::format(R"({{"action":"{}"{}}})", action, reason.empty() ? "" : fmt::format(R"(,"reason":"{}")", reason)),
        caller);
}

void Scenario::pass(Duration time) {
    clock.advance(time);
    run_due_jobs();
}

}  // namespace dengyun::evaluations::test
