#include "demo/equip.h"

#include <algorithm>
#include <fmt/format.h>

namespace dengyun::demo {
namespace {

// Firms of at least so many people own the larger half of the sizes.
constexpr int large_firm_employees = 60;
constexpr int machine_age_years_max = 18;

int int_between(Draw& draw, int lo, int hi) { return static_cast<int>(draw.between(lo, hi)); }

// Two significant digits: people do not quote 31,847 parts a month.
std::int64_t rounded(std::int64_t value) {
    std::int64_t unit = 1;
    while (value / unit >= 100) unit *= 10;
    return value / unit * unit;
}

int year_of(Date date) { return static_cast<int>(date.year()); }

// The machines of one type: few of them are alike, four and more come in up to three sizes. Rising by size.
std::vector<Machine> machines_of(const MachineType& type, const Enterprise& owner, Date as_of, Draw& draw) {
    const auto sizes = static_cast<int>(type.values.size());
    const int top = owner.employees >= large_firm_employees ? sizes - 1 : (sizes - 1) / 2;
    const int per_hundred = int_between(draw, 70, 130);
    const int count = std::clamp(owner.employees * per_hundred / (100 * type.workers_each), 1, type.count_max);
    const int rows = std::min(count >= 12 ? 3 : count >= 4 ? 2 : 1, top + 1);
    const int first = int_between(draw, 0, top + 1 - rows);
    // The younger of two draws: firms replace what is old.
    const int newest = year_of(as_of) - 1;
    const int oldest = std::max(year_of(owner.founded_on), newest + 1 - machine_age_years_max);
    std::vector<Machine> out;
    for (int row = 0; row < rows; ++row) {
        const int value = type.values[static_cast<std::size_t>(first + row)];
        const int share = count / rows + (row < count % rows ? 1 : 0);
        const int built_in = std::max(int_between(draw, oldest, newest), int_between(draw, oldest, newest));
        out.push_back(
            {type.name, fmt::format("{}-{}", type.model, value), share, type.parameter, value, type.unit, built_in});
    }
    return out;
}

// What the machines of one type (rising by size) can do together; the largest bounds the part.
Capability capability_of(const Process& process, const std::vector<Machine>& machines, Draw& draw) {
    const auto& materials = process.materials;
    // One or two materials that stand side by side in the list: neighbours are alike.
    const auto first = static_cast<std::size_t>(draw.between(0, static_cast<std::int64_t>(materials.size()) - 1));
    std::string material = materials[first];
    if (first + 1 < materials.size() && draw.chance(60)) material += "、" + materials[first + 1];
    const auto smallest = machines.front().parameter_value;
    const auto largest = machines.back().parameter_value;
    int count = 0;
    for (const auto& machine : machines) count += machine.count;

    Capability out;
    out.process = process.name;
    out.material = std::move(material);
    out.part_size_mm_max = process.part_permille > 0
                               ? static_cast<int>(largest * process.part_permille / 1000)
                               : int_between(draw, process.part_mm_min / 10, process.part_mm_max / 10) * 10;
    out.tolerance_um = int_between(draw, process.tolerance_um_min, process.tolerance_um_max);
    out.monthly_capacity = rounded(count * draw.between(process.monthly_min, process.monthly_max));
    out.capacity_unit = process.unit;
    out.lead_time_days = int_between(draw, process.lead_days_min, process.lead_days_max);
    const auto range = smallest == largest ? std::to_string(largest) : fmt::format("{}～{}", smallest, largest);
    const auto& any = machines.front();
    out.description =
        fmt::format("{} {} 台，{} {} {}", any.kind.zh, count, any.parameter.zh, range, any.parameter_unit);
    return out;
}

struct CertificateType {
    std::string_view kind;
    std::string_view prefix;
    int years;
    bool covers_processes;
};
constexpr CertificateType iso_9001{"ISO 9001", "Q", 3, true};
constexpr CertificateType iso_14001{"ISO 14001", "E", 3, false};
constexpr CertificateType iso_45001{"ISO 45001", "S", 3, false};
constexpr CertificateType iatf_16949{"IATF 16949", "A", 3, true};
constexpr CertificateType discharge_permit{"排污许可证", "P", 5, false};
constexpr CertificateType high_technology{"高新技术企业证书", "H", 3, false};

// About one in twenty has run out and not been renewed yet, as in any real list.
Certificate certificate_of(const CertificateType& type, const Enterprise& owner, int number, Date as_of, Draw& draw) {
    using std::chrono::days;
    using std::chrono::sys_days;
    const auto term = days(type.years * 365);
    const auto age = draw.chance(5) ? term + days(draw.between(1, 120)) : days(draw.between(10, type.years * 365 - 10));
    const auto issued = std::max(sys_days(as_of) - age, sys_days(owner.founded_on));
    // A discharge permit is numbered by the company code.
    const bool is_permit = type.kind == discharge_permit.kind;
    return {std::string(type.kind),
            is_permit ? owner.company_code + "001P" : fmt::format("DEMO-{}-{:05}", type.prefix, number + 1),
            is_permit ? "示范生态环境局（演示）" : "示范认证机构（演示）", Date(issued), Date(issued + term)};
}

}  // namespace

void equip(Enterprise& enterprise, const Line& line, int number, Date as_of, Draw& draw) {
    for (const auto& type : machine_types()) {
        if (type.kind != enterprise.kind || !applies(type.lines, line.key) || !draw.chance(type.percent)) continue;
        const auto machines = machines_of(type, enterprise, as_of, draw);
        enterprise.machines.insert(enterprise.machines.end(), machines.begin(), machines.end());
        if (!type.process.materials.empty())
            enterprise.capabilities.push_back(capability_of(type.process, machines, draw));
    }

    const auto grant = [&](const CertificateType& type, int percent) {
        if (!draw.chance(percent)) return;
        enterprise.certificates.push_back(certificate_of(type, enterprise, number, as_of, draw));
        if (!type.covers_processes) return;
        for (auto& capability : enterprise.capabilities) capability.certificates.emplace_back(type.kind);
    };
    const bool large = enterprise.employees >= large_firm_employees;
    const bool surface = enterprise.kind == Kind::surface_treatment;
    grant(iso_9001, large ? 85 : 45);
    grant(iso_14001, surface ? 55 : large ? 30 : 8);
    grant(iso_45001, large ? 20 : 3);
    grant(iatf_16949, line.for_vehicles ? (large ? 75 : 35) : 4);
    if (surface) grant(discharge_permit, 100);
    grant(high_technology, large ? 25 : 4);
}

}  // namespace dengyun::demo
