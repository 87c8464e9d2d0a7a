#pragma once
// A scenario of evaluations: buyers (organisations 11 and 14) and suppliers (12, 13), what was written down of them,
// and orders between them.
#include "flows/evaluating/evaluating.h"
#include "kernel/api/test/scenario.h"
#include "modules/scores/api.h"

namespace dengyun::evaluating::test {

inline const api::Caller buyer = api::member(api::Role::owner, 11);
inline const api::Caller supplier = api::member(api::Role::owner, 12);

class Scenario : public api::Scenario {
  protected:
    Scenario();
    // Of organisation 12, by a counterparty.
    void note(std::int64_t subject, std::int64_t value, std::int64_t counterparty, Duration ago,
              scores::Criterion criterion = scores::Criterion::on_time);
    // A confirmed order of one piece at a price in yuan; "ok", or the code of what was wrong.
    std::string ordered(std::int64_t from, std::int64_t yuan, std::int64_t by = 11);
    void formula(std::string_view criteria, std::string_view more = "", const api::Caller& of = buyer);
    // Of organisation 12.
    api::Answer evaluate(std::string_view from = "2026-02-01", std::string_view until = "2026-02-28");
    void publish(std::string_view evaluation);
};

}  // namespace dengyun::evaluating::test
