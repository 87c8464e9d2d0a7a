#include "demo/lines.h"

#include <algorithm>
#include <charconv>

#include "kernel/base/assert.h"
#include "kernel/base/csv.h"

namespace dengyun::demo {
namespace {

using enum Kind;

constexpr Line all_lines[] = {
    {mould, "mould", {"模具", "Mould"}, "3525", 4, "", false},
    {mould, "mould", {"精密模具", "Precision Mould"}, "3525", 3, "", false},
    {mould, "mould", {"塑料模具", "Plastic Mould"}, "3525", 3, "塑", false},
    {mould, "vehicle_mould", {"汽车模具", "Automotive Mould"}, "3525", 4, "汽", true},
    {mould, "die_casting_mould", {"压铸模具", "Die-Casting Mould"}, "3525", 8, "压铸", true},
    {mould, "mould", {"鞋模", "Shoe Mould"}, "3525", 8, "鞋模", false},
    {machining, "machining", {"机械", "Machinery"}, "3484", 4, "", false},
    {machining, "machining", {"精密机械", "Precision Machinery"}, "3484", 3, "", false},
    {machining, "stamping", {"五金", "Hardware"}, "3399", 2, "五金", false},
    {machining, "machining", {"汽车零部件", "Auto Parts"}, "3670", 6, "汽", true},
    {machining, "cold_heading", {"紧固件", "Fastener"}, "3482", 30, "紧固件", true},
    {machining, "machining", {"阀门配件", "Valve Parts"}, "3443", 20, "阀", false},
    {machining, "machining", {"泵业配件", "Pump Parts"}, "3441", 20, "泵", false},
    {machining, "machining", {"气动元件", "Pneumatic Components"}, "3446", 25, "气动", false},
    {machining, "turning", {"轴承配件", "Bearing Parts"}, "3451", 20, "轴承", false},
    {machining, "turning", {"工具", "Tools"}, "3321", 25, "刀具", false},
    {machining, "turning", {"工具", "Tools"}, "3321", 25, "钻头", false},
    {machining, "die_casting", {"压铸件", "Die Castings"}, "3392", 30, "压铸", true},
    {injection_moulding, "moulding", {"塑料制品", "Plastic Products"}, "2929", 4, "", false},
    {injection_moulding, "moulding", {"塑胶", "Plastics"}, "2929", 3, "", false},
    {injection_moulding, "moulding", {"电器塑件", "Appliance Plastics"}, "3857", 14, "家电", false},
    {injection_moulding, "moulding", {"电器配件", "Electrical Plastics"}, "2929", 6, "电器", false},
    {injection_moulding, "moulding", {"汽车塑件", "Automotive Plastics"}, "3670", 5, "汽", true},
    {injection_moulding, "blow_moulding", {"日用塑料", "Housewares"}, "2927", 18, "日用", false},
    {injection_moulding, "blow_moulding", {"塑料包装", "Plastic Packaging"}, "2926", 20, "包装", false},
    {surface_treatment, "plating", {"电镀", "Electroplating"}, "3360", 5, "", false},
    {surface_treatment, "coating", {"金属涂装", "Metal Coating"}, "3360", 4, "", false},
    {surface_treatment, "anodising", {"阳极氧化", "Anodising"}, "3360", 3, "", false},
    {surface_treatment, "heat_treatment", {"热处理", "Heat Treatment"}, "3360", 3, "", false},
    {surface_treatment, "vacuum_coating", {"真空镀膜", "Vacuum Coating"}, "3360", 2, "", false},
};

constexpr char machines_csv[] = {
#embed "demo/data/machines.csv"
};

constexpr std::string_view kind_keys[] = {"mould", "machining", "moulding", "surface_treatment"};

int number_of(std::string_view text) {
    int value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    DENGYUN_ASSERT(error == std::errc() && end == text.data() + text.size());
    return value;
}

// The columns stand in the order of the structures. A machine without a process leaves the last thirteen empty.
MachineType machine_type_of(const CsvRow& row) {
    const auto& f = row.fields;
    DENGYUN_ASSERT(f.size() == 25);
    const auto* kind = std::ranges::find(kind_keys, f[0]);
    DENGYUN_ASSERT(kind != std::end(kind_keys));
    MachineType type{static_cast<Kind>(kind - kind_keys),
                     f[1],
                     {f[2], f[3]},
                     f[4],
                     {f[5], f[6]},
                     f[7],
                     {},
                     number_of(f[9]),
                     number_of(f[10]),
                     number_of(f[11]),
                     {}};
    for (const auto& value : parts_of(f[8])) type.values.push_back(number_of(value));
    if (f[12].empty()) return type;
    type.process = Process{{f[12], f[13]},   parts_of(f[14]),  number_of(f[15]), number_of(f[16]), number_of(f[17]),
                           number_of(f[18]), number_of(f[19]), number_of(f[20]), number_of(f[21]), f[22],
                           number_of(f[23]), number_of(f[24])};
    return type;
}

std::vector<MachineType> read_machine_types() {
    const auto rows = parse_csv({machines_csv, sizeof machines_csv});
    DENGYUN_ASSERT(rows.has_value());  // our own file; a test reads it
    std::vector<MachineType> out;
    for (std::size_t i = 1; i < rows->size(); ++i) out.push_back(machine_type_of((*rows)[i]));
    return out;
}

}  // namespace

std::span<const Line> lines() { return all_lines; }

std::span<const MachineType> machine_types() {
    static const std::vector<MachineType> table = read_machine_types();
    return table;
}

std::vector<std::string> parts_of(std::string_view list) {
    std::vector<std::string> out;
    while (!list.empty()) {
        const auto bar = list.find('|');
        out.emplace_back(list.substr(0, bar));
        list = bar == std::string_view::npos ? std::string_view{} : list.substr(bar + 1);
    }
    return out;
}

bool applies(std::string_view keys, std::string_view key) {
    const auto all = parts_of(keys);
    return all.empty() || std::ranges::find(all, key) != all.end();
}

}  // namespace dengyun::demo
