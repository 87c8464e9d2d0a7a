#include "server/demonstration.h"

#include <fmt/format.h>
#include <map>

#include "demo/people.h"
#include "modules/enterprise/api.h"
#include "modules/reference/api.h"
#include "server/demonstration_listings.h"
#include "server/demonstration_money.h"
#include "server/demonstration_orders.h"
#include "server/demonstration_parts.h"
#include "server/demonstration_sourcing.h"
#include "server/demonstration_supply.h"
#include "server/platform.h"

namespace dengyun::server {
namespace {

constexpr auto fields =
    meta::fields(meta::field<&DemonstrationSignIn::login>("login", {"登录名", "Sign-in name"}),
                 meta::field<&DemonstrationSignIn::role>("role", {"角色", "Role"}),
                 meta::field<&DemonstrationSignIn::organisation_name>("organisation_name", {"单位", "Organisation"}),
                 meta::field<&DemonstrationSignIn::note>("note", {"说明", "Note"}));

// What GET /api/v1/demonstration answers.
struct Demonstration {
    std::vector<DemonstrationSignIn> sign_ins;
    std::string password_text;
    static const meta::Entity description;
};
constexpr auto answer_fields =
    meta::fields(meta::field<&Demonstration::sign_ins>("sign_ins", {"演示账号", "Sign-ins"}),
                 meta::field<&Demonstration::password_text>("password", {"演示密码", "Password"}));

meta::Date day_of(demo::Date date) { return std::chrono::sys_days(date); }
std::optional<std::string> unless_empty(std::string text) {
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

identity::OrganisationKind kind_of(std::string_view partner) {
    if (partner == "operator") return identity::OrganisationKind::platform;
    return meta::value_of<identity::OrganisationKind>(partner).value_or(identity::OrganisationKind::enterprise);
}

enterprise::Enterprise profile_of(const demo::Enterprise& firm) {
    enterprise::Enterprise profile;
    profile.name = firm.name;
    profile.name_en = firm.name_en;
    profile.company_code = firm.company_code;
    profile.industry_code = firm.industry_code;
    profile.region_code = firm.place.region_code;
    profile.address = firm.place.address.zh;
    profile.longitude = firm.place.longitude;
    profile.latitude = firm.place.latitude;
    profile.founded_on = day_of(firm.founded_on);
    profile.employees = firm.employees;
    profile.registered_capital_fen = Money{firm.registered_capital_fen};
    profile.phone = unless_empty(firm.phone);
    profile.email = unless_empty(firm.email);
    profile.website = unless_empty(firm.website);
    profile.description_text = firm.description.zh;
    profile.demonstration = true;
    return profile;
}

// By the words below, where the two vocabularies differ; else by the word that they share.
reference::Process process_of(const demo::Text& process) {
    constexpr std::pair<std::string_view, std::string_view> kinds[] = {
        {"CNC 加工", "milling"},          {"双色", "two_colour_moulding"},
        {"走心", "swiss_turning"},        {"渗碳", "carburising"},
        {"真空淬火", "vacuum_hardening"}, {"镀锌", "electroplating"},
        {"镀镍", "electroplating"},       {"喷涂", "painting"}};
    for (const auto& [word, code] : kinds)
        if (process.zh.find(word) != std::string::npos) return reference::process(code);
    const auto& choices = choices_of(reference::Process{});
    for (std::size_t i = 0; i < choices.entries.size(); ++i)
        if (process.zh.find(choices.entries[i].label.zh) != std::string::npos)
            return static_cast<reference::Process>(i);
    return reference::process("other");
}

enterprise::CertificateKind certificate_kind_of(std::string_view kind) {
    const auto& choices = choices_of(enterprise::CertificateKind::other);
    for (std::size_t i = 0; i < choices.entries.size(); ++i)
        if (choices.entries[i].label.zh.starts_with(kind)) return static_cast<enterprise::CertificateKind>(i);
    return enterprise::CertificateKind::other;
}

Result<> add_parts(store::Unit& unit, Id<Organisation> organisation, const demo::Enterprise& firm) {
    for (const auto& given : firm.sites) {
        enterprise::Site site;
        site.name = given.name.zh;
        site.region_code = given.place.region_code;
        site.address = given.place.address.zh;
        site.longitude = given.place.longitude;
        site.latitude = given.place.latitude;
        site.area_m2 = given.area_m2;
        site.is_headquarters = given.is_headquarters;
        if (auto added = enterprise::add_site(unit, organisation, std::move(site)); !added)
            return std::unexpected(added.error());
    }
    for (const auto& given : firm.contacts) {
        enterprise::Contact contact;
        contact.name = given.name;
        contact.title = given.title.zh;
        contact.phone = given.phone;
        contact.email = given.email;
        contact.is_primary = given.is_primary;
        if (auto added = enterprise::add_contact(unit, organisation, std::move(contact)); !added)
            return std::unexpected(added.error());
    }
    for (const auto& given : firm.capabilities) {
        enterprise::Capability capability;
        capability.process = process_of(given.process);
        capability.material = given.material;
        capability.part_size_mm_max = given.part_size_mm_max;
        capability.tolerance_um = given.tolerance_um;
        capability.monthly_capacity = given.monthly_capacity;
        capability.capacity_unit = given.capacity_unit;
        capability.lead_time_days = given.lead_time_days;
        capability.description_text = given.process.zh + "：" + given.description;
        if (auto added = enterprise::add_capability(unit, organisation, std::move(capability)); !added)
            return std::unexpected(added.error());
    }
    const auto today = std::chrono::floor<std::chrono::days>(unit.now());
    for (const auto& given : firm.certificates) {
        enterprise::Certificate certificate;
        certificate.kind = certificate_kind_of(given.kind);
        certificate.number = given.number;
        certificate.issuer = given.issuer;
        certificate.issued_on = day_of(given.issued_on);
        certificate.expires_on = day_of(given.expires_on);
        certificate.status = day_of(given.expires_on) < today ? enterprise::CertificateStatus::expired
                                                              : enterprise::CertificateStatus::verified;
        if (auto added = enterprise::add_certificate(unit, organisation, std::move(certificate)); !added)
            return std::unexpected(added.error());
    }
    return {};
}

using Organisations = std::vector<Id<Organisation>>;

Result<Organisations> add_enterprises(store::Unit& unit, std::span<const demo::Enterprise> firms) {
    Organisations ids;
    for (const auto& firm : firms) {
        DENGYUN_TRY(organisation, identity::create_organisation(unit, {.name = firm.name, .demonstration = true}));
        ids.emplace_back(organisation.organisation_id);
        if (auto made = enterprise::create_profile(unit, ids.back(), profile_of(firm)); !made)
            return std::unexpected(made.error());
        DENGYUN_CHECK(add_parts(unit, ids.back(), firm));
    }
    return ids;
}

Result<Organisations> add_partners(store::Unit& unit, std::span<const demo::Partner> partners) {
    Organisations ids;
    for (const auto& partner : partners) {
        const auto kind = kind_of(partner.kind);
        const auto id = kind == identity::OrganisationKind::platform ? platform_organisation : Id<Organisation>{};
        DENGYUN_TRY(organisation, identity::create_organisation(
                                      unit, {.name = partner.name, .kind = kind, .demonstration = true, .id = id}));
        ids.emplace_back(organisation.organisation_id);
    }
    return ids;
}

std::vector<std::string> roles_of(const demo::Person& person) {
    // Someone of a partner also looks after his own organisation.
    if (person.partner >= 0) return {"owner", person.role};
    return {person.role};
}

Result<> add_people(store::Unit& unit, std::span<const demo::Person> people, const Organisations& firms,
                    const Organisations& partners, const std::string& password_hash) {
    for (const auto& person : people) {
        const auto home = person.partner >= 0 ? partners.at(static_cast<std::size_t>(person.partner))
                                              : firms.at(static_cast<std::size_t>(person.enterprise));
        auto made = identity::create_user_with_membership(unit, {.organisation = home,
                                                                 .login = person.login,
                                                                 .display_name = person.display_name,
                                                                 .email = unless_empty(person.email),
                                                                 .phone = unless_empty(person.phone),
                                                                 .password_hash = password_hash,
                                                                 .roles = roles_of(person)});
        if (!made) return std::unexpected(made.error());
    }
    return {};
}

// Where the person with that sign-in name works.
Id<Organisation> home_of(const demo::Cluster& cluster, const Organisations& firms, std::string_view login) {
    const auto person = std::ranges::find(cluster.people, login, &demo::Person::login);
    return firms.at(static_cast<std::size_t>(person->enterprise));
}

DemonstrationParties parties_of(const demo::Cluster& cluster, const Organisations& firms) {
    return {home_of(cluster, firms, "owner"), home_of(cluster, firms, "mould"), home_of(cluster, firms, "machining"),
            home_of(cluster, firms, "surface")};
}

Result<> add_items(store::Unit& unit, const demo::Cluster& cluster, const Organisations& firms) {
    const std::array workshops{home_of(cluster, firms, "surface"), home_of(cluster, firms, "machining"),
                               home_of(cluster, firms, "mould")};
    const auto owner = home_of(cluster, firms, "owner");
    DENGYUN_CHECK(add_plate(unit, owner, workshops));
    return add_goods(unit, owner);
}

// The buyer and the operator by their sign-in names; in a workshop its first contact acts.
OrderParties order_parties_of(const demo::Cluster& cluster, const Organisations& firms) {
    const auto name_of = [&cluster](std::string_view login) {
        return std::ranges::find(cluster.people, login, &demo::Person::login)->display_name;
    };
    std::map<std::int64_t, std::string> names;
    for (std::size_t i = 0; i < firms.size(); ++i) names[firms[i].value] = cluster.enterprises[i].contacts.front().name;
    return {.buyer = {home_of(cluster, firms, "owner"), api::Role::owner, name_of("buyer")},
            .operator_ = {platform_organisation, api::Role::platform_operator, name_of("operator")},
            .owner = [names = std::move(names)](Id<Organisation> workshop) {
                return Member{workshop, api::Role::owner, names.at(workshop.value)};
            }};
}

// Who works in the workshops that have the most to do.
Result<> add_workshop_people(store::Unit& unit, const Organisations& workshops, const std::string& password_hash) {
    for (const auto& person : demo::workshop_people()) {
        if (person.workshop >= workshops.size()) continue;
        DENGYUN_CHECK(identity::create_user_with_membership(unit, {.organisation = workshops[person.workshop],
                                                                   .login = std::string(person.login),
                                                                   .display_name = std::string(person.display_name),
                                                                   .password_hash = password_hash,
                                                                   .roles = {std::string(person.role)}}));
    }
    return {};
}

// The people have fixed sign-in names, whatever the seed and the size.
std::vector<DemonstrationSignIn> known_people() {
    static const auto people = demo::generate({.enterprises = demo::enterprises_min}).people;
    std::vector<DemonstrationSignIn> all;
    for (const auto& person : people) all.push_back({person.login, person.role, "", person.display_name});
    for (const auto& person : demo::workshop_people())
        all.push_back({std::string(person.login), std::string(person.role), "", std::string(person.display_name)});
    return all;
}

}  // namespace

constinit const meta::Entity DemonstrationSignIn::description{
    .name = "demonstration_sign_in", .label = {"演示账号", "Demonstration sign-in"}, .fields = fields, .stored = false};
constinit const meta::Entity Demonstration::description{
    .name = "demonstration", .label = {"演示", "Demonstration"}, .fields = answer_fields, .stored = false};

Result<std::int64_t> load_demonstration(Platform& platform, ManualClock& clock, Instant end,
                                        const DemonstrationSize& size) {
    auto& store = platform.store();
    const auto scope = Scope::system("demonstration");
    DENGYUN_TRY(users, store.read<std::vector<identity::UserLine>>(
                           scope, [](store::Reader& reader) { return identity::list_users(reader, "", 1); }));
    if (!users.empty()) return fail(ErrorKind::conflict, "demonstration.loaded");

    const auto begin = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(clock.now()));
    const auto cluster = demo::generate({.seed = static_cast<std::uint64_t>(size.seed),
                                         .enterprises = static_cast<int>(size.enterprises),
                                         .as_of = begin});
    DENGYUN_TRY(hash, platform.identity().hash_password(demo::demonstration_password, ""));
    Organisations firms;
    Organisations partners;
    std::vector<OwnWork> own_work;
    // One unit: half a cluster would be taken for a whole one.
    DENGYUN_CHECK(store.run_write(scope, [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(ids, add_enterprises(unit, cluster.enterprises));
        firms = std::move(ids);
        DENGYUN_TRY(machines, add_workshops(unit, cluster.enterprises, firms));
        own_work = std::move(machines);
        DENGYUN_CHECK(add_items(unit, cluster, firms));
        DENGYUN_TRY(partner_ids, add_partners(unit, cluster.partners));
        partners = std::move(partner_ids);
        DENGYUN_CHECK(add_people(unit, cluster.people, firms, partners, hash));
        return add_order_money(unit, home_of(cluster, firms, "owner"));
    }));
    std::vector<Id<Organisation>> busiest;
    const auto parties = order_parties_of(cluster, firms);
    SupplyParties supply{.buyer = parties.buyer, .suppliers = {}};
    for (const auto* login : {"mould", "machining", "surface"})
        supply.suppliers.push_back(parties.owner(home_of(cluster, firms, login)));
    if (size.enterprises >= enterprises_with_orders) {
        Sourcing sourcing(platform, clock.now(), end, supply);
        DENGYUN_TRY(played,
                    play_orders(platform, clock, end, parties, [&](Instant now) { return sourcing.go_on(now); }));
        busiest = std::move(played);
    }
    clock.set(end);
    DENGYUN_CHECK(play_supply(platform, end, supply));
    DENGYUN_CHECK(store.run_write(scope, [&](store::Unit& unit) -> Result<> {
        DENGYUN_CHECK(add_workshop_people(unit, busiest, hash));
        DENGYUN_CHECK(add_bookings(unit, own_work));
        DENGYUN_CHECK(add_demonstration_listings(unit, {cluster, firms, partners, home_of(cluster, firms, "owner")}));
        return add_demonstration_money(unit, parties_of(cluster, firms));
    }));
    DENGYUN_CHECK(reconcile_demonstration(store, china_date(end)));
    return static_cast<std::int64_t>(cluster.enterprises.size());
}

Result<std::vector<DemonstrationSignIn>> demonstration_sign_ins(store::Reader& reader) {
    std::vector<DemonstrationSignIn> sign_ins;
    // Only those that are really there are told.
    for (auto& person : known_people()) {
        DENGYUN_TRY(user, identity::find_user_by_login(reader, person.login));
        if (!user) continue;
        DENGYUN_TRY(organisation, reader.find(user->organisation_id));
        if (!organisation.demonstration) continue;
        person.organisation_name = organisation.name;
        sign_ins.push_back(std::move(person));
    }
    return sign_ins;
}

Result<std::string> demonstration_table(store::Store& store) {
    DENGYUN_TRY(sign_ins,
                store.read<std::vector<DemonstrationSignIn>>(Scope::system("demonstration"), demonstration_sign_ins));
    if (sign_ins.empty()) return std::string();
    auto text = fmt::format("\nDemonstration sign-ins (password {}):\n", demo::demonstration_password);
    for (const auto& row : sign_ins)
        text += fmt::format("  {:<16} {:<20} {}\n", row.login, row.role, row.organisation_name);
    return text;
}

void add_demonstration_route(api::Routes& routes) {
    routes.get<Demonstration>("/api/v1/demonstration", api::anyone, {"演示账号", "Demonstration sign-ins"},
                              [](const api::Call& call, store::Reader& reader) -> Result<Demonstration> {
                                  DENGYUN_TRY(sign_ins, demonstration_sign_ins(reader));
                                  // Their names are Chinese; what they do is told to those who read English.
                                  for (auto& person : sign_ins)
                                      for (const auto& role : choices_of(api::Role{}).entries)
                                          if (call.language == Language::en && role.name == person.role)
                                              person.note = role.label.en;
                                  const bool loaded = !sign_ins.empty();
                                  return Demonstration{
                                      std::move(sign_ins),
                                      loaded ? std::string(demo::demonstration_password) : std::string()};
                              },
                              {.reach = api::Reach::system});
}

}  // namespace dengyun::server
