// Rows that other parts of the program make: registration and the loaders.
#include "kernel/api/flow_routes.h"
#include "modules/enterprise/api.h"
#include "modules/enterprise/certificates/rules.h"
#include "modules/enterprise/contacts/rules.h"
#include "modules/enterprise/profile/rules.h"
#include "modules/enterprise/rows.h"
#include "modules/enterprise/sites/rules.h"

namespace dengyun::enterprise {

Result<Enterprise> create_profile(store::Unit& unit, Id<Organisation> organisation, const NewProfile& profile) {
    return create_profile(unit, organisation,
                          Enterprise{.name = profile.name,
                                     .company_code = profile.company_code,
                                     .industry_code = profile.industry_code,
                                     .region_code = profile.region_code,
                                     .demonstration = profile.demonstration});
}

Result<Enterprise> create_profile(store::Unit& unit, Id<Organisation> organisation, Enterprise profile) {
    DENGYUN_CHECK(check_profile(profile, china_date(unit.now())));
    complete_profile(profile, nullptr);
    profile.id = {organisation.value};
    profile.organisation_id = organisation;
    return unit.insert(std::move(profile));
}

Result<Site> add_site(store::Unit& unit, Id<Organisation> organisation, Site site) {
    DENGYUN_CHECK(check_site(site));
    complete_site(site, nullptr);
    site.organisation_id = organisation;
    return unit.insert(std::move(site));
}

Result<std::vector<Site>> sites_of(store::Reader& reader, Id<Organisation> organisation) {
    const std::array parameters{meta::Scalar(organisation.value)};
    std::vector<Id<Site>> ids;
    DENGYUN_CHECK(reader.query("SELECT id FROM site WHERE organisation_id = ? ORDER BY id", parameters,
                               [&](const store::Row& row) { ids.push_back({row.integer(0)}); }));
    std::vector<Site> sites;
    for (const auto id : ids) {
        DENGYUN_TRY(site, reader.find(id));
        sites.push_back(std::move(site));
    }
    return sites;
}

Result<Contact> add_contact(store::Unit& unit, Id<Organisation> organisation, Contact contact) {
    DENGYUN_CHECK(check_contact(contact));
    contact.organisation_id = organisation;
    return unit.insert(std::move(contact));
}

Result<Capability> add_capability(store::Unit& unit, Id<Organisation> organisation, Capability capability) {
    DENGYUN_CHECK(check_capability(capability));
    capability.organisation_id = organisation;
    return unit.insert(std::move(capability));
}

Result<Certificate> add_certificate(store::Unit& unit, Id<Organisation> organisation, Certificate certificate) {
    DENGYUN_CHECK(check_certificate(certificate, china_date(unit.now())));
    certificate.organisation_id = organisation;
    DENGYUN_TRY(added, unit.insert(std::move(certificate)));
    DENGYUN_CHECK(api::arm_timer(unit, added));
    return std::move(added);
}

}  // namespace dengyun::enterprise
