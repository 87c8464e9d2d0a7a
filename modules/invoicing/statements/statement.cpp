#include "modules/invoicing/statements/statement.h"

namespace dengyun::invoicing {
namespace {

constexpr meta::Choice statuses[] = {{"proposed", {"待双方确认", "To be confirmed"}},
                                     {"confirmed", {"双方已确认", "Confirmed"}}};
constexpr meta::Choices status_choices{"statement_status", statuses};
constexpr meta::Choice actions[] = {{"confirm", {"确认", "Confirm"}}, {"lapse", {"逾期视同确认", "Deem confirmed"}}};
constexpr meta::Choices action_choices{"statement_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options money{.flags = meta::read_only, .format = meta::Format::fen};
using T = Statement;
constexpr auto fields = meta::record<T>(
    meta::field<&T::number>("number", {"对账单号", "Number"},
                            {.flags = meta::read_only | meta::searchable | meta::filterable}),
    meta::field<&T::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&T::period_ends_on>("period_ends_on", {"账期截止", "Period ends on"},
                                    {.flags = meta::read_only | meta::sortable}),
    meta::field<&T::lines>("lines", {"行数", "Lines"}, told),
    meta::field<&T::net_total>("net_total", {"金额（不含税）", "Total without tax"}, money),
    meta::field<&T::tax_total>("tax_total", {"税额", "Tax"}, money),
    meta::field<&T::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&T::buyer_confirmed_at>("buyer_confirmed_at", {"买方确认时间", "Confirmed by the buyer"}, told),
    meta::field<&T::supplier_confirmed_at>("supplier_confirmed_at", {"供方确认时间", "Confirmed by the supplier"},
                                           told));

constexpr std::string_view by_number[] = {"number"};
constexpr std::string_view by_supplier[] = {"supplier_id"};
constexpr meta::Index indexes[] = {
    {.name = "statement_number", .columns = by_number, .unique = true},
    {.name = "statement_supplier", .columns = by_supplier, .across_organisations = true}};

using S = StatementStatus;
using A = StatementAction;
constexpr std::array transitions{
    flow::transition(S::proposed, A::confirm, S::confirmed, {}),
    flow::transition(S::proposed, A::lapse, S::confirmed, {.event = "deemed_confirmed"}),
};
constexpr std::array timers{flow::timer(S::proposed, confirmation_time, A::lapse)};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(StatementStatus) { return status_choices; }
const meta::Choices& choices_of(StatementAction) { return action_choices; }

constinit const meta::Entity Statement::description{.name = "statement",
                                                    .label = {"对账单", "Statement"},
                                                    .fields = fields,
                                                    .indexes = indexes,
                                                    .title_field = "number"};
constinit const flow::StateTable Statement::states =
    flow::state_table<StatementStatus, StatementAction>("statement", transitions, timers);

}  // namespace dengyun::invoicing
