#pragma once
// A scenario with two workshops (organisations 11 and 12) that have a site each, and the search index.
#include "kernel/api/test/scenario.h"
#include "modules/capacity/api.h"

namespace dengyun::capacity::test {

inline constexpr Id<Organisation> workshop_organisation{11};
inline const api::Caller workshop = api::member(api::Role::owner, 11);
inline const api::Caller viewer = api::member(api::Role::viewer, 11);
inline const api::Caller rival = api::member(api::Role::owner, 12);

class Scenario : public api::Scenario {
  protected:
    Scenario();
    // Each answers the id of what it made.
    std::string site(const api::Caller& who, double longitude, double latitude);
    // At the workshop's first site, for punching PC up to 500 mm and 50 µm unless `more` (JSON members) says otherwise.
    std::string machine(const api::Caller& who, std::string_view number, std::string_view more = "");
    api::Answer slot(std::string_view machine, std::string_view starts, std::string_view ends,
                     const api::Caller& who = workshop);
    [[nodiscard]] Index& index() { return *index_; }
    // As the flows call it: "ok" or the code.
    std::string reserved(std::string_view machine, Instant from, Instant to, Instant expires,
                         Id<CapacitySlot>* made = nullptr);

  private:
    using Holder = std::shared_ptr<std::unique_ptr<Index>>;
    explicit Scenario(const Holder& holder);
    std::unique_ptr<Index> index_;
    std::map<std::string, std::string> sites_;  // by organisation
};

}  // namespace dengyun::capacity::test
