#pragma once
// A scenario with a buyer (organisation 11), suppliers (12, 13) and somebody else (14), who are enterprises; 11 and the
// platform (1) may have formulas.
#include "kernel/api/flow_routes.h"
#include "kernel/api/test/scenario.h"
#include "modules/evaluations/api.h"

namespace dengyun::evaluations::test {

inline const api::Caller buyer = api::member(api::Role::buyer, 11);
inline const api::Caller owner = api::member(api::Role::owner, 11);
inline const api::Caller supplier = api::member(api::Role::owner, 12);
inline const api::Caller other_supplier = api::member(api::Role::owner, 13);
inline const api::Caller stranger = api::member(api::Role::owner, 14);

// On time 60, quality 20, cooperation (judged) 20; a line of 60 points from three records.
[[nodiscard]] std::string formula(std::string_view more = {});

class Scenario : public api::Scenario {
  protected:
    Scenario();
    // A draft of supplier 12 over January 2026, by the buyer's formula, with these values of `on_time`.
    std::string drafted(const std::vector<std::int64_t>& on_time, Id<Organisation> evaluator = {11});
    std::string published(const std::vector<std::int64_t>& on_time, Id<Organisation> evaluator = {11});
    // "ok", or the code.
    std::string line(std::int64_t buyer, std::int64_t supplier);
    api::Answer move(std::string_view path, std::string_view action, const api::Caller& caller,
                     std::string_view reason = "");
    void pass(Duration time);
};

}  // namespace dengyun::evaluations::test
