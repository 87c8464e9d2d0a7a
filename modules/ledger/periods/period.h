#pragma once
// A period of a book: a month, named by its last day. A closed one, with all before it, takes no transfer that belongs
// to one of its days; what was wrong in it is taken back by a reversal that is dated in the open one.
#include "kernel/flow/state_table.h"
#include "kernel/meta/entity.h"
#include "kernel/store/unit.h"

namespace dengyun::ledger {

enum class PeriodStatus { open, closed };
enum class PeriodAction { close };
const meta::Choices& choices_of(PeriodStatus);
const meta::Choices& choices_of(PeriodAction);

struct Period : meta::Record<Period> {
    meta::Date last_day{};
    PeriodStatus status = PeriodStatus::open;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Error: invalid, issue not_a_month_end.
[[nodiscard]] Result<> check_period(const Period& period);
// Guard: "ledger_period.not_over".
[[nodiscard]] std::optional<std::string_view> reason_not_to_close(const Period& period, Instant now);
// The last day of the last closed period; nullopt: none is closed.
[[nodiscard]] Result<std::optional<meta::Date>> closed_through(store::Reader& reader, Id<Organisation> book);

}  // namespace dengyun::ledger
