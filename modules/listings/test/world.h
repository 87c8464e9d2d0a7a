#pragma once
// A scenario with a moulder who needs plastics (organisation 11), traders (12, 13), a bank (14) and somebody else (15).
#include "kernel/api/flow_routes.h"
#include "kernel/api/test/scenario.h"
#include "modules/listings/api.h"

namespace dengyun::listings::test {

inline const api::Caller moulder = api::member(api::Role::buyer, 11);
inline const api::Caller moulder_viewer = api::member(api::Role::viewer, 11);
inline const api::Caller trader = api::member(api::Role::owner, 12);
inline const api::Caller other_trader = api::member(api::Role::owner, 13);
inline const api::Caller bank = api::member(api::Role::bank, 14);
inline const api::Caller stranger = api::member(api::Role::owner, 15);

class Scenario : public api::Scenario {
  protected:
    Scenario();
    // ABS PA-757, 20 t at 11,000 yuan a ton, in Yuyao, until 2026-04-30. `more`: JSON members that replace these.
    static std::string body(std::string_view side, std::string_view more = "{}");
    std::string drafted(const api::Caller& caller, std::string_view side, std::string_view more = "{}");
    std::string published(const api::Caller& caller, std::string_view side, std::string_view more = "{}");
    // An offer of 5 t.
    api::Answer offer(std::string_view listing, const api::Caller& caller, std::int64_t yuan = 10'800,
                      std::int64_t tons = 5, std::string_view more = "");
    api::Answer offer_again(std::string_view negotiation, const api::Caller& caller, std::int64_t yuan,
                            std::int64_t tons = 5);
    // The status after it, or the code of the refusal.
    std::string move(std::string_view negotiation, std::string_view action, const api::Caller& caller);
    [[nodiscard]] std::string listing_status(std::string_view id, const api::Caller& caller);
    void pass(Duration time);  // and whatever is due then
};

}  // namespace dengyun::listings::test
