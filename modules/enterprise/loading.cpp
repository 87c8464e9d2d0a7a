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

Result<std::optional<Enterprise>> find_by_company_code(store::Reader& reader, std::string_view code) {
    std::optional<Id<Enterprise>> found;
    DENGYUN_CHECK(reader.query("SELECT id FROM enterprise WHERE company_code = ? ORDER BY id LIMIT 1",
                               std::array{meta::Scalar(code)},
                               [&](const store::Row& row) { found = Id<Enterprise>{row.integer(0)}; }));
    if (!found) return std::optional<Enterprise>();
    DENGYUN_TRY(enterprise, reader.find(*found));
    return std::optional(std::move(enterprise));
}

Result<std::vector<Certificate>> certificates_on(store::Reader& reader, Id<Organisation> organisation, meta::Date day) {
    const std::array parameters{meta::Scalar(organisation.value),
                                meta::Scalar(std::int64_t{day.time_since_epoch().count()})};
    std::vector<Id<Certificate>> ids;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM certificate WHERE organisation_id = ? AND status = 'verified' AND "
                     "(expires_on IS NULL OR expires_on >= ?) ORDER BY id",
                     parameters, [&](const store::Row& row) { ids.push_back({row.integer(0)}); }));
    std::vector<Certificate> certificates;
    for (const auto id : ids) {
        DENGYUN_TRY(certificate, reader.find(id));
        certificates.push_back(std::move(certificate));
    }
    return certificates;
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
