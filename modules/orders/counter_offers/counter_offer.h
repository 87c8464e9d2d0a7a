#pragma once
// A counter-offer: a workshop would do an offered task at another price or in another time. The row belongs to the
// workshop; the task's customer agrees or refuses. docs/state-machines/counter_offer.md
#include <optional>
#include <string>

#include "modules/orders/tasks/operation_task.h"

namespace dengyun::orders {

inline constexpr std::int64_t counter_offers_max = 20;  // of one task
inline constexpr Duration answer_time = flow::day;

enum class CounterStatus { proposed, agreed, refused, withdrawn, lapsed };
enum class CounterAction { agree, refuse, withdraw, lapse };
const meta::Choices& choices_of(CounterStatus);
const meta::Choices& choices_of(CounterAction);

struct CounterOffer : meta::Record<CounterOffer> {
    Id<OperationTask> task_id{};
    Id<SalesOrder> order_id{};
    Id<Organisation> customer_id{};
    Money price{};
    Instant starts_at{};
    Instant ends_at{};
    std::string reason;
    Money price_before{};
    Instant ends_before{};
    CounterStatus status = CounterStatus::proposed;
    std::optional<std::string> status_reason;
    static const meta::Entity description;
    static const flow::StateTable states;
};

struct CounterInput {
    Money price{};
    std::optional<Instant> starts_at;  // as planned where absent
    std::optional<Instant> ends_at;
    std::string reason;
    static const meta::Entity description;
};

}  // namespace dengyun::orders
