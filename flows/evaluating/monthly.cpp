// The month that ended is evaluated by itself, as drafts that the buyer looks at and publishes. Each month is a job of
// its own that makes the next one, so that none is lost while nothing ran: what was missed is made up in order. Each
// buyer's round is a job, too, tried again without the others; a unit for each supplier lets others write meanwhile.
#include <fmt/format.h>

#include "flows/evaluating/evaluating.h"
#include "kernel/meta/date.h"
#include "modules/purchase_orders/api.h"

namespace dengyun::evaluating {
namespace {

using evaluations::Period;
using std::chrono::year_month;

constexpr std::string_view month_job = "evaluations.month";
constexpr std::string_view round_job = "evaluations.round";
constexpr Duration before_greenwich = std::chrono::hours(8);
constexpr Duration hour_of_night = std::chrono::hours(3);  // of the first of the next month, in China

year_month month_of(meta::Date day) {
    const std::chrono::year_month_day date{day};
    return date.year() / date.month();
}
std::string text_of(year_month month) {
    return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}
std::optional<year_month> read_month(std::string_view text) {
    const auto day = meta::parse_date(std::string(text) + "-01");
    return day ? std::optional(month_of(*day)) : std::nullopt;
}
Period period_of(year_month month) {
    const meta::Date first{month / 1};
    const meta::Date next{(month + std::chrono::months(1)) / 1};
    return {first, next - std::chrono::days(1)};
}

Result<> schedule_month(store::Unit& unit, year_month month) {
    const auto ended = Instant(period_of(month).ends_on + std::chrono::days(1)) - before_greenwich;
    return unit.schedule(
        {.kind = std::string(month_job), .key = text_of(month), .run_at = ended + hour_of_night, .data = "{}"});
}

std::unexpected<Error> unreadable() { return fail(ErrorKind::not_found, "request.not_found"); }

// A round for every buyer who has a formula, and the next month: together or not at all.
Result<> run_month(store::Store& store, const store::Job& job) {
    const auto month = read_month(job.key);
    if (!month) return unreadable();
    return store.run_write(Scope::system(month_job), [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(buyers, evaluations::formula_owners(unit));
        for (const auto buyer : buyers)
            DENGYUN_CHECK(unit.schedule({.kind = std::string(round_job),
                                         .key = to_text(buyer) + " " + job.key,
                                         .run_at = unit.now(),
                                         .data = "{}"}));
        return schedule_month(unit, *month + std::chrono::months(1));
    });
}

Result<> run_round(store::Store& store, const store::Job& job) {
    const auto gap = job.key.find(' ');
    if (gap == std::string::npos) return unreadable();
    const auto buyer = parse_id<Organisation>(std::string_view(job.key).substr(0, gap));
    const auto month = read_month(std::string_view(job.key).substr(gap + 1));
    if (!buyer || !month) return unreadable();
    const auto period = period_of(*month);
    const auto scope = Scope::system(round_job);
    DENGYUN_TRY(suppliers, store.read<std::vector<Id<Organisation>>>(
                               scope, [&](store::Reader& reader) { return suppliers_of(reader, *buyer, period); }));
    for (const auto supplier : suppliers) {
        const auto made =
            store.write<evaluations::Evaluation>(scope, [&](store::Unit& unit) -> Result<evaluations::Evaluation> {
                DENGYUN_TRY(formula, evaluations::formula_of(unit, *buyer));
                DENGYUN_TRY(evidence, evidence_of(unit, formula, supplier, period));
                return evaluations::evaluate(unit, formula, supplier, period, evidence);
            });
        // What the buyer has published himself stands.
        if (!made && made.error().code != "evaluation.published") return std::unexpected(made.error());
    }
    return {};
}

}  // namespace

Result<std::vector<Id<Organisation>>> suppliers_of(store::Reader& reader, Id<Organisation> buyer,
                                                   const Period& period) {
    const auto begins = Instant(period.starts_on) - before_greenwich;
    const auto ends = Instant(period.ends_on + std::chrono::days(1)) - before_greenwich;
    DENGYUN_TRY(spending, purchase_orders::spending_of(reader, buyer, begins, ends));
    std::vector<Id<Organisation>> suppliers;
    for (const auto& one : spending)
        if (std::ssize(suppliers) < round_max) suppliers.push_back(one.supplier_id);
    return suppliers;
}

void add_jobs(store::JobRunner& runner) {
    runner.add(std::string(month_job), {.handle = run_month});
    runner.add(std::string(round_job), {.handle = run_round, .lease = Duration(10 * 60'000), .threads_max = 1});
}

Result<> start_months(store::Store& store) {
    return store.run_write(Scope::system(month_job), [](store::Unit& unit) -> Result<> {
        const store::Query open{
            .filters = {{"kind", std::string(month_job)}, {"status", "waiting"}, {"status", "running"}}, .limit = 1};
        DENGYUN_TRY(found, unit.list<store::Job>(open));
        // The one that is there may be of a month long past: it is run, and makes the next.
        if (!found.items.empty()) return {};
        return schedule_month(unit, month_of(china_date(unit.now())));
    });
}

}  // namespace dengyun::evaluating
