#pragma once
// The organisations beside the enterprises, and the sign-ins for visitors.
#include <span>
#include <string_view>

#include "demo/generate.h"

namespace dengyun::demo {

// `company_code(authority_and_kind, region_code)` gives an unused code; `phone(region_code)` an unused number.
struct NumberSource {
    virtual ~NumberSource() = default;
    [[nodiscard]] virtual std::string company_code(std::string_view authority_and_kind,
                                                   std::string_view region_code) = 0;
    [[nodiscard]] virtual std::string phone(std::string_view region_code) = 0;
};

// Adds one partner of each kind, and the people: one sign-in per role of a firm, all in the injection moulder with the
// most capabilities; an owner in one firm of each other kind, so that trade has two sides; one person per partner.
// The enterprises must be there, at least one of each kind.
void add_people(Cluster& cluster, NumberSource& numbers);

// Sign-ins of workshops that have tasks: which ones these are shows when orders are played. Owner and worker of the
// first, the second and the third.
struct WorkshopPerson {
    std::string_view login;
    std::string_view display_name;
    std::string_view role;
    std::size_t workshop = 0;
};
[[nodiscard]] std::span<const WorkshopPerson> workshop_people();

}  // namespace dengyun::demo
