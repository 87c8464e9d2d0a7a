#include "demo/people.h"

#include <algorithm>
#include <fmt/format.h>

#include "kernel/base/assert.h"

namespace dengyun::demo {
namespace {

struct FirmRole {
    std::string_view login;  // also the role
    std::string_view name;
};
constexpr FirmRole firm_roles[] = {
    {"owner", "演示业主"},  {"administrator", "演示管理员"}, {"planner", "演示计划员"},
    {"worker", "演示工人"}, {"buyer", "演示采购员"},         {"bookkeeper", "演示会计"},
};

struct PartnerRole {
    std::string_view kind;
    std::string_view authority_and_kind;  // of the company code
    std::string_view region_code;
    std::string_view name;
    std::string_view name_en;
    std::string_view role;
    std::string_view login;
    std::string_view person;
};
constexpr PartnerRole partner_roles[] = {
    {"operator", "91", "330212", "登云平台运营中心（演示）", "Dengyun Operations (demonstration)", "platform_operator",
     "operator", "演示运营"},
    {"bank", "91", "331002", "甬台温示范银行（演示）", "Yongtaiwen Model Bank (demonstration)", "bank", "bank",
     "演示信贷员"},
    {"government", "11", "331003", "产业集群服务办公室（演示）", "Industrial Cluster Office (demonstration)",
     "government", "government", "演示公务员"},
    {"bookkeeping_firm", "91", "330303", "知本代理记账（演示）", "Zhiben Bookkeeping (demonstration)",
     "bookkeeping_firm", "bookkeeping", "演示代账会计"},
    {"service_provider", "91", "330281", "砺行设备服务（演示）", "Lixing Equipment Services (demonstration)",
     "service_provider", "service", "演示服务工程师"},
};

// The firm of the kind with the most capabilities, the larger one of equals, then the earlier.
int richest_of(const Cluster& cluster, Kind kind) {
    int best = -1;
    const auto worth = [&cluster](int i) {
        const auto& firm = cluster.enterprises[static_cast<std::size_t>(i)];
        return std::pair(firm.capabilities.size(), firm.employees);
    };
    for (int i = 0; i < static_cast<int>(cluster.enterprises.size()); ++i)
        if (cluster.enterprises[static_cast<std::size_t>(i)].kind == kind && (best < 0 || worth(i) > worth(best)))
            best = i;
    DENGYUN_ASSERT(best >= 0);
    return best;
}

}  // namespace

void add_people(Cluster& cluster, NumberSource& numbers) {
    const auto add = [&](std::string_view login, std::string_view name, std::string_view role, int enterprise,
                         int partner, std::string_view region_code) {
        cluster.people.push_back({std::string(login), std::string(name), std::string(role),
                                  fmt::format("{}@people.demo.example", login), numbers.phone(region_code), enterprise,
                                  partner});
    };
    const auto add_to_firm = [&](std::string_view login, std::string_view name, std::string_view role, int firm) {
        add(login, name, role, firm, -1, cluster.enterprises[static_cast<std::size_t>(firm)].place.region_code);
    };

    const int moulder = richest_of(cluster, Kind::injection_moulding);
    for (const auto& role : firm_roles) add_to_firm(role.login, role.name, role.login, moulder);
    add_to_firm("mould", "演示模具厂业主", "owner", richest_of(cluster, Kind::mould));
    add_to_firm("machining", "演示机加工厂业主", "owner", richest_of(cluster, Kind::machining));
    add_to_firm("surface", "演示表面处理厂业主", "owner", richest_of(cluster, Kind::surface_treatment));

    for (const auto& role : partner_roles) {
        cluster.partners.push_back({std::string(role.kind), std::string(role.name), std::string(role.name_en),
                                    numbers.company_code(role.authority_and_kind, role.region_code),
                                    std::string(role.region_code)});
        add(role.login, role.person, role.role, -1, static_cast<int>(cluster.partners.size()) - 1, role.region_code);
    }
}

std::span<const WorkshopPerson> workshop_people() {
    static constexpr WorkshopPerson people[] = {
        {"workshop1", "演示加工点一业主", "owner", 0}, {"worker1", "演示加工点一工人", "worker", 0},
        {"workshop2", "演示加工点二业主", "owner", 1}, {"worker2", "演示加工点二工人", "worker", 1},
        {"workshop3", "演示加工点三业主", "owner", 2}, {"worker3", "演示加工点三工人", "worker", 2},
    };
    return people;
}

}  // namespace dengyun::demo
