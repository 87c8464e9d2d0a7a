#include "modules/ledger/periods/period.h"

namespace dengyun::ledger {
namespace {

constexpr meta::Choice statuses[] = {{"open", {"未结账", "Open"}}, {"closed", {"已结账", "Closed"}}};
constexpr meta::Choices status_choices{"ledger_period_status", statuses};
constexpr meta::Choice actions[] = {{"close", {"结账", "Close"}}};
constexpr meta::Choices action_choices{"ledger_period_action", actions};

using P = Period;
constexpr auto fields = meta::record<P>(
    meta::field<&P::last_day>("last_day", {"期末日", "Last day"},
                              {.flags = meta::required | meta::immutable | meta::sortable,
                               .help = {"月份的最后一天", "The last day of a month"}}),
    meta::field<&P::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}));
constexpr std::string_view by_last_day[] = {"last_day"};
constexpr meta::Index indexes[] = {{.name = "ledger_period_day", .columns = by_last_day, .unique = true}};

constexpr std::array transitions{
    flow::transition(PeriodStatus::open, PeriodAction::close, PeriodStatus::closed,
                     {.permission = "ledger.close", .guard = flow::guard<Period, reason_not_to_close>})};
constexpr std::array<flow::Timer, 0> timers{};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(PeriodStatus) { return status_choices; }
const meta::Choices& choices_of(PeriodAction) { return action_choices; }

constinit const meta::Entity Period::description{
    .name = "ledger_period", .label = {"会计期间", "Period"}, .fields = fields, .indexes = indexes};
constinit const flow::StateTable Period::states =
    flow::state_table<PeriodStatus, PeriodAction>("ledger_period", transitions, timers);

Result<> check_period(const Period& period) {
    const std::chrono::year_month_day day(period.last_day);
    if (day == std::chrono::year_month_day_last(day.year(), std::chrono::month_day_last(day.month()))) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{"last_day", "not_a_month_end"}});
}

std::optional<std::string_view> reason_not_to_close(const Period& period, Instant now) {
    if (china_date(now) <= period.last_day) return "ledger_period.not_over";
    return std::nullopt;
}

Result<std::optional<meta::Date>> closed_through(store::Reader& reader, Id<Organisation> book) {
    std::optional<meta::Date> through;
    const meta::Scalar key[] = {book.value};
    DENGYUN_CHECK(
        reader.query("SELECT MAX(last_day) FROM ledger_period WHERE organisation_id = ? AND status = 'closed'", key,
                     [&](const store::Row& row) {
                         if (!row.is_null(0)) through = meta::Date(std::chrono::days(row.integer(0)));
                     }));
    return through;
}

}  // namespace dengyun::ledger
