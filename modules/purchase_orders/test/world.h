#pragma once
// A scenario with a buyer (organisation 11), suppliers (12, 13) and somebody else (14), who are enterprises.
#include "kernel/api/test/scenario.h"
#include "modules/purchase_orders/api.h"

namespace dengyun::purchase_orders::test {

inline const api::Caller buyer = api::member(api::Role::buyer, 11);
inline const api::Caller supplier = api::member(api::Role::owner, 12);
inline const api::Caller other_supplier = api::member(api::Role::owner, 13);
inline const api::Caller stranger = api::member(api::Role::owner, 14);

// One line of 100 pieces at 12.50 yuan: 60 due on 2026-03-11, 40 on 2026-03-21. `more`: JSON members behind a comma.
[[nodiscard]] std::string line(std::string_view more = {});

class Scenario : public api::Scenario {
  protected:
    Scenario();
    api::Answer write(std::string_view lines = {}, std::string_view more = {});
    std::string issued(std::string_view lines = {});
    std::string confirmed(std::string_view lines = {});
    // {"position":…,"code":"5"} and the like.
    api::Answer respond(std::string_view order, std::string_view lines, std::int64_t terms_version = 1,
                        const api::Caller& caller = supplier);
    api::Answer change(std::string_view order, std::string_view lines, std::int64_t terms_version = 1,
                       const api::Caller& caller = buyer);
    api::Answer move(std::string_view line, std::string_view action, const api::Caller& caller,
                     std::string_view reason = "因");
    [[nodiscard]] OrderLine line_of(std::string_view order, std::int64_t position = 1);
    [[nodiscard]] std::string status(std::string_view order);
    [[nodiscard]] std::string line_status(std::string_view order, std::int64_t position = 1);
    // "ok", or the code, or the issues.
    std::string count(std::string_view order, const Counts& more);
    void wait(Duration time);
};

[[nodiscard]] std::string path(std::string_view order, std::string_view rest = {});

}  // namespace dengyun::purchase_orders::test
