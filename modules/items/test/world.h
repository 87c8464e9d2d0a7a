#pragma once
// A scenario with an owner of items (organisation 11) and two workshops (12, 13), which are enterprises.
#include "kernel/api/test/scenario.h"
#include "modules/items/api.h"

namespace dengyun::items::test {

inline constexpr Id<Organisation> owner_organisation{11};
inline constexpr Id<Organisation> workshop_organisation{12};
inline const api::Caller owner = api::member(api::Role::owner, 11);
inline const api::Caller viewer = api::member(api::Role::viewer, 11);
inline const api::Caller workshop = api::member(api::Role::owner, 12);
inline const api::Caller other = api::member(api::Role::owner, 13);

inline const std::string pdf = "%PDF-1.4 a drawing";

class Scenario : public api::Scenario {
  protected:
    Scenario();
    // Each answers the id of what it made.
    std::string item(std::string_view number, std::string_view kind = "made");
    std::string revision(std::string_view item, std::string_view code);
    std::string file(std::string_view name, std::string_view content);
    std::string drawing(std::string_view revision, std::string_view content = pdf);
    std::string routing(std::string_view revision);
    api::Answer operation(std::string_view routing, int number, std::string_view predecessors,
                          const api::Caller& caller = owner);
    // A made item with a drawing and one operation, released as "A"; the id of the revision.
    std::string released(std::string_view item, std::string_view code = "A");
    std::string distributed(std::string_view revision, std::string_view holder = "12");
    // What api.h says of a revision in the hands of an organisation: "ok" or the code.
    std::string in_force(std::string_view revision, Id<Organisation> holder);
};

}  // namespace dengyun::items::test
