// Goal: the cluster is the same for the same options, has the promised size and mix, and nothing in it is implausible
// or could be taken for a real firm. Codes and distances are checked by other means than those that made them.
#include "demo/generate.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "demo/lines.h"
#include "demo/towns.h"
#include "modules/reference/api.h"

namespace dengyun::demo {
namespace {

const Cluster& cluster() {
    static const Cluster made = generate();
    return made;
}

// All that the loader reads of a firm, as text.
std::string print(const Enterprise& e) {
    std::string out = e.name + e.name_en + e.company_code + e.industry_code + e.place.town_code + e.place.address.zh +
                      e.phone + e.email + e.website + e.description.zh + std::to_string(e.employees) +
                      std::to_string(e.registered_capital_fen) + std::to_string(e.place.longitude) +
                      std::to_string(std::chrono::sys_days(e.founded_on).time_since_epoch().count());
    for (const auto& site : e.sites) out += site.place.address.en + std::to_string(site.area_m2);
    for (const auto& contact : e.contacts) out += contact.name + contact.phone;
    for (const auto& c : e.certificates)
        out += c.kind + c.number + std::to_string(std::chrono::sys_days(c.issued_on).time_since_epoch().count());
    for (const auto& m : e.machines) out += m.model + std::to_string(m.count) + std::to_string(m.built_in);
    for (const auto& c : e.capabilities) out += c.process.zh + c.material + std::to_string(c.monthly_capacity);
    return out;
}

std::string print(const Cluster& all) {
    std::string out;
    for (const auto& enterprise : all.enterprises) out += print(enterprise);
    for (const auto& partner : all.partners) out += partner.name + partner.company_code;
    for (const auto& person : all.people) out += person.login + person.phone;
    return out;
}

TEST(generate, equal_options_give_equal_clusters) {
    EXPECT_EQ(print(generate()), print(generate()));
    EXPECT_NE(print(generate()), print(generate({.seed = 2020})));
}

TEST(generate, size_and_mix_are_those_of_the_white_paper) {
    EXPECT_EQ(cluster().enterprises.size(), 330U);
    std::map<Kind, int> counts;
    for (const auto& firm : cluster().enterprises) ++counts[firm.kind];
    EXPECT_EQ(counts[Kind::mould], 60);                                          // 2,000 of 11,000
    EXPECT_EQ(counts[Kind::machining] + counts[Kind::injection_moulding], 180);  // 6,000
    EXPECT_EQ(counts[Kind::surface_treatment], 90);                              // 3,000
    for (const int size : {enterprises_min, 12, 100, 331, enterprises_max}) {
        const auto kinds = kinds_among(size);
        EXPECT_EQ(kinds[0] + kinds[1] + kinds[2] + kinds[3], size);
        EXPECT_GT(*std::ranges::min_element(kinds), 0);
    }
    EXPECT_EQ(generate({.enterprises = enterprises_max}).enterprises.size(), static_cast<std::size_t>(enterprises_max));
    EXPECT_EQ(generate({.enterprises = enterprises_min}).people.size(), cluster().people.size());
}

// GB 32100 and GB 11714 computed afresh: weights by repeated powers, characters by their place in the printed tables.
bool code_fits(std::string_view code) {
    const std::string_view table = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const std::string_view inner_table = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const std::array<std::size_t, 17> weights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    const std::array<std::size_t, 8> inner_weights = {3, 7, 9, 10, 5, 8, 4, 2};
    if (code.size() != 18) return false;
    std::size_t sum = 0, inner = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += table.find(code[i]) * weights[i];
    for (std::size_t i = 0; i < 8; ++i) inner += inner_table.find(code[8 + i]) * inner_weights[i];
    inner += code[16] == 'X' ? 10 : static_cast<std::size_t>(code[16] - '0');
    return inner % 11 == 0 && (sum + table.find(code[17])) % 31 == 0;
}

TEST(generate, company_codes_are_well_formed_and_in_no_series_that_is_given_out) {
    for (const auto& firm : cluster().enterprises) {
        EXPECT_TRUE(code_fits(firm.company_code)) << firm.company_code;
        EXPECT_TRUE(firm.company_code.starts_with("91" + firm.place.region_code + "YY")) << firm.company_code;
    }
    for (const auto& partner : cluster().partners) EXPECT_TRUE(code_fits(partner.company_code)) << partner.company_code;
    EXPECT_TRUE(code_fits("91350100M000100Y43"));
    EXPECT_FALSE(code_fits("91350100M000100Y53"));
}

TEST(generate, what_must_be_unique_is) {
    std::set<std::string> names, english, codes, phones, emails, logins, permits;
    for (const auto& firm : cluster().enterprises) {
        EXPECT_TRUE(names.insert(firm.name).second) << firm.name;
        EXPECT_TRUE(english.insert(firm.name_en).second) << firm.name_en;
        EXPECT_TRUE(codes.insert(firm.company_code).second);
        EXPECT_TRUE(phones.insert(firm.phone).second);
        EXPECT_TRUE(emails.insert(firm.email).second);
        for (const auto& contact : firm.contacts) {
            EXPECT_TRUE(phones.insert(contact.phone).second);
            EXPECT_TRUE(emails.insert(contact.email).second);
        }
        for (const auto& certificate : firm.certificates)
            EXPECT_TRUE(permits.insert(certificate.number).second) << certificate.number;
    }
    for (const auto& partner : cluster().partners) EXPECT_TRUE(codes.insert(partner.company_code).second);
    for (const auto& person : cluster().people) {
        EXPECT_TRUE(logins.insert(person.login).second);
        EXPECT_TRUE(phones.insert(person.phone).second);
    }
}

TEST(generate, nothing_can_be_taken_for_real) {
    for (const auto& firm : cluster().enterprises) {
        EXPECT_TRUE(firm.demonstration);
        for (const std::string_view known :
             {"海天",   "拓普",   "公牛", "方太",   "舜宇", "正泰", "德力西", "吉利",     "均胜",
              "华翔",   "伟星",   "双环", "苏泊尔", "利欧", "新界", "钱江",   "杰克",     "永高",
              "公元",   "爱仕达", "天正", "人本",   "瑞立", "震裕", "双林",   "人民电器", "华峰",
              "奥克斯", "雅戈尔", "申洲", "宏一",   "慈星", "德邦", "启辰"})
            EXPECT_FALSE(firm.name.contains(known)) << firm.name;
        EXPECT_TRUE(firm.email.ends_with(".demo.example"));
        EXPECT_TRUE(firm.website.empty() || firm.website.ends_with(".demo.example"));
        EXPECT_EQ(firm.phone.substr(4, 3), "-00");  // after the area code, where no number begins
        for (const auto& contact : firm.contacts) {
            EXPECT_EQ(contact.phone.substr(4, 3), "-00");
            EXPECT_TRUE(contact.email.ends_with(".demo.example"));
        }
        EXPECT_TRUE(firm.description.zh.contains("演示"));
    }
    for (const auto& partner : cluster().partners) EXPECT_TRUE(partner.demonstration && partner.name.contains("演示"));
    for (const auto& person : cluster().people)
        EXPECT_TRUE(person.demonstration && person.display_name.contains("演示"));
}

void expect_in_town(const Place& place) {
    const auto town = std::ranges::find(towns(), place.town_code, &Town::code);
    ASSERT_NE(town, towns().end());
    EXPECT_LT(reference::distance_km({town->longitude, town->latitude}, {place.longitude, place.latitude}), 1.3);
    EXPECT_EQ(place.region_code, town->county());
    EXPECT_TRUE(place.address.zh.starts_with(reference::region_path_name(place.region_code) + town->name.zh))
        << place.address.zh;
}

TEST(generate, firms_stand_in_their_towns) {
    std::set<std::string> used, cities;
    for (const auto& firm : cluster().enterprises) {
        expect_in_town(firm.place);
        ASSERT_FALSE(firm.sites.empty());
        EXPECT_LE(firm.sites.size(), 3U);
        EXPECT_EQ(firm.sites[0].place.address.zh, firm.place.address.zh);
        for (const auto& site : firm.sites) {
            expect_in_town(site.place);
            EXPECT_EQ(site.is_headquarters, &site == &firm.sites[0]);
            EXPECT_TRUE(site.area_m2 >= 120 && site.area_m2 <= 30'000);
        }
        used.insert(firm.place.town_code);
        cities.insert(firm.place.region_code.substr(0, 4));
    }
    EXPECT_GE(used.size(), 60U);
    EXPECT_EQ(cities, (std::set<std::string>{"3302", "3303", "3310"}));
}

TEST(generate, figures_are_plausible) {
    const Options options;
    for (const auto& firm : cluster().enterprises) {
        EXPECT_TRUE(firm.employees >= 5 && firm.employees <= 450);
        EXPECT_TRUE(firm.founded_on.ok() && firm.founded_on < options.as_of &&
                    firm.founded_on.year() >= std::chrono::year(1990));
        EXPECT_TRUE(firm.registered_capital_fen >= 10'000'000 && firm.registered_capital_fen <= 5'000'000'000);
        ASSERT_TRUE(reference::industries().find(firm.industry_code) != nullptr) << firm.industry_code;
        EXPECT_EQ(reference::industries().find(firm.industry_code)->level, 4);
        EXPECT_TRUE(firm.industry_code.starts_with("2") || firm.industry_code.starts_with("3"));
        ASSERT_FALSE(firm.contacts.empty());
        EXPECT_EQ(std::ranges::count(firm.contacts, true, &Contact::is_primary), 1);
        ASSERT_FALSE(firm.machines.empty());
        for (const auto& machine : firm.machines) {
            EXPECT_TRUE(machine.count >= 1 && machine.count <= 40) << machine.model;
            EXPECT_GT(machine.parameter_value, 0);
            EXPECT_TRUE(machine.built_in >= 2008 && machine.built_in <= 2025);
            EXPECT_GE(machine.built_in, static_cast<int>(firm.founded_on.year()));
            EXPECT_FALSE(machine.kind.en.empty() || machine.parameter.en.empty() || machine.parameter_unit.empty());
        }
    }
}

TEST(generate, every_firm_can_do_something) {
    for (const auto& firm : cluster().enterprises) {
        ASSERT_FALSE(firm.capabilities.empty()) << firm.name;
        for (const auto& capability : firm.capabilities) {
            EXPECT_FALSE(capability.process.zh.empty() || capability.process.en.empty() || capability.material.empty());
            EXPECT_TRUE(capability.part_size_mm_max >= 10 && capability.part_size_mm_max <= 3000)
                << capability.process.zh;
            EXPECT_TRUE(capability.tolerance_um >= 1 && capability.tolerance_um <= 300);
            EXPECT_TRUE(capability.monthly_capacity >= 1 && capability.monthly_capacity <= 100'000'000);
            EXPECT_TRUE(capability.lead_time_days >= 1 && capability.lead_time_days <= 90);
            EXPECT_FALSE(capability.capacity_unit.empty());
            for (const auto& kind : capability.certificates)
                EXPECT_NE(std::ranges::find(firm.certificates, kind, &Certificate::kind), firm.certificates.end());
        }
    }
}

TEST(generate, certificates_are_dated_sensibly) {
    const Options options;
    int expired = 0, all = 0;
    for (const auto& firm : cluster().enterprises) {
        const auto holds_permit = std::ranges::count(firm.certificates, "排污许可证", &Certificate::kind);
        EXPECT_EQ(holds_permit, firm.kind == Kind::surface_treatment ? 1 : 0);
        for (const auto& certificate : firm.certificates) {
            EXPECT_GE(certificate.issued_on, firm.founded_on);
            EXPECT_LT(certificate.issued_on, options.as_of);
            EXPECT_LT(certificate.issued_on, certificate.expires_on);
            expired += certificate.expires_on < options.as_of;
            ++all;
        }
    }
    EXPECT_GT(all, 330);
    EXPECT_GT(expired, 0);
    EXPECT_LT(expired * 10, all);
}

TEST(generate, one_sign_in_per_role) {
    std::map<std::string, int> roles;
    for (const auto& person : cluster().people) {
        ++roles[person.role];
        EXPECT_NE(person.enterprise >= 0, person.partner >= 0);
        EXPECT_LT(person.enterprise, static_cast<int>(cluster().enterprises.size()));
        EXPECT_LT(person.partner, static_cast<int>(cluster().partners.size()));
    }
    EXPECT_EQ(roles, (std::map<std::string, int>{{"owner", 4},
                                                 {"administrator", 1},
                                                 {"planner", 1},
                                                 {"worker", 1},
                                                 {"buyer", 1},
                                                 {"bookkeeper", 1},
                                                 {"platform_operator", 1},
                                                 {"bank", 1},
                                                 {"government", 1},
                                                 {"bookkeeping_firm", 1},
                                                 {"service_provider", 1}}));
}

TEST(machine_types, stand_in_a_line_that_exists_and_make_sense) {
    EXPECT_GE(machine_types().size(), 30U);
    for (const auto& type : machine_types()) {
        EXPECT_TRUE(std::ranges::is_sorted(type.values) && !type.values.empty()) << type.model;
        EXPECT_TRUE(type.percent >= 1 && type.percent <= 100 && type.workers_each >= 1 && type.count_max >= 1);
        for (const auto& key : parts_of(type.lines))
            EXPECT_TRUE(std::ranges::any_of(lines(), [&](const Line& line) {
                return line.kind == type.kind && line.key == key;
            })) << key;
        const auto& process = type.process;
        if (process.materials.empty()) continue;
        EXPECT_TRUE(process.part_permille > 0 || process.part_mm_min > 0) << process.name.zh;
        EXPECT_TRUE(process.tolerance_um_min <= process.tolerance_um_max &&
                    process.monthly_min <= process.monthly_max && process.lead_days_min <= process.lead_days_max);
    }
    // Every line has a machine that every firm of it owns and that can do something: so no firm is without capability.
    for (const auto& line : lines())
        EXPECT_TRUE(std::ranges::any_of(machine_types(), [&line](const MachineType& type) {
            return type.kind == line.kind && applies(type.lines, line.key) && type.percent == 100 &&
                   !type.process.materials.empty();
        })) << line.key;
}

TEST(towns, are_real_places_near_their_county_town) {
    EXPECT_GE(towns().size(), 60U);
    std::set<std::string> codes;
    for (const auto& town : towns()) {
        EXPECT_TRUE(codes.insert(town.code).second) << town.code;
        ASSERT_EQ(town.code.size(), 9U);
        const auto* county = reference::regions().find(town.county());
        ASSERT_NE(county, nullptr) << town.code;
        ASSERT_TRUE(county->at.has_value());
        EXPECT_LT(reference::distance_km(*county->at, {town.longitude, town.latitude}), 60) << town.name.zh;
        EXPECT_EQ(county_of(town.county()).name, county->name);
        EXPECT_EQ(county_of(town.county()).city, reference::regions().find(county->parent)->name);
        EXPECT_GT(*std::ranges::max_element(town.weights), 0);
        EXPECT_LE(*std::ranges::max_element(town.weights), 5);
        EXPECT_FALSE(town.name.en.empty() || town.specialities.zh.empty() || town.specialities.en.empty());
    }
}

}  // namespace
}  // namespace dengyun::demo
