#pragma once
// A scenario with a sender (organisation 11), a receiver (12) and somebody else (13), who are enterprises, and what the
// modules above would do with each move, written down.
#include "kernel/api/test/scenario.h"
#include "modules/shipments/api.h"

namespace dengyun::shipments::test {

inline constexpr Id<Organisation> sender_organisation{11};
inline constexpr Id<Organisation> receiver_organisation{12};
inline const api::Caller sender = api::member(api::Role::owner, 11);
inline const api::Caller sender_viewer = api::member(api::Role::viewer, 11);
inline const api::Caller receiver = api::member(api::Role::worker, 12);
inline const api::Caller receiver_viewer = api::member(api::Role::viewer, 12);
inline const api::Caller other = api::member(api::Role::owner, 13);

class Scenario : public api::Scenario {
  protected:
    Scenario();
    // A draft with one line of 500 pieces of lot L1 and one of 20 of L2; `more`: JSON members behind a comma.
    api::Answer drafted(std::string_view more = "");
    std::string dispatched(std::string_view more = "");
    api::Answer move(std::string_view id, std::string_view action, const api::Caller& caller);
    // By the scanned label; `counts`: of the two lines, in thousandths and with what is damaged, or none for all.
    api::Answer scan(std::string_view id, std::string_view counts = "", std::string_view more = "",
                     const api::Caller& caller = receiver);
    [[nodiscard]] std::string status(std::string_view id);
    // "dispatched", "signed 480000" as the modules above were told, in order.
    [[nodiscard]] const std::vector<std::string>& told() const { return *told_; }
    // A revision of organisation 10's, given to both and acknowledged by both; its id.
    std::string revision(std::string_view item = {}, std::string_view code = "A", bool acknowledged = true);
    std::string item();

  private:
    using Told = std::shared_ptr<std::vector<std::string>>;
    explicit Scenario(const Told& told);
    Told told_;
};

// "500000/0,19000/1000" as the lines of a signature.
[[nodiscard]] std::string counts(std::string_view text);

}  // namespace dengyun::shipments::test
