#pragma once
// A statement: what a supplier has delivered to a buyer in a period and was accepted, for both to confirm. The row
// belongs to the buyer; the supplier is the other side. docs/state-machines/statement.md
#include "modules/invoicing/statements/statement_line.h"

namespace dengyun::invoicing {

inline constexpr std::int64_t statement_lines_max = 2'000;
inline constexpr Duration confirmation_time = 5 * flow::day;  // who says nothing has confirmed

enum class StatementStatus { proposed, confirmed };
enum class StatementAction { confirm, lapse };
const meta::Choices& choices_of(StatementStatus);
const meta::Choices& choices_of(StatementAction);

struct Statement : meta::Record<Statement> {
    std::string number;  // "ST-202603-000012-3": month, supplier, count
    Id<Organisation> supplier_id{};
    meta::Date period_ends_on{};
    std::int64_t lines = 0;
    Money net_total{};
    Money tax_total{};
    StatementStatus status = StatementStatus::proposed;
    std::optional<Instant> buyer_confirmed_at;
    std::optional<Instant> supplier_confirmed_at;
    static const meta::Entity description;
    static const flow::StateTable states;
};

}  // namespace dengyun::invoicing
