#include "demo/towns.h"

#include <algorithm>
#include <charconv>

#include "kernel/base/assert.h"
#include "kernel/base/csv.h"

namespace dengyun::demo {
namespace {

constexpr char towns_csv[] = {
#embed "demo/data/towns.csv"
};

// Sorted by code.
constexpr County counties[] = {
    {"330203", "海曙区", "Haishu", "宁波市", "Ningbo", "0574"},
    {"330205", "江北区", "Jiangbei", "宁波市", "Ningbo", "0574"},
    {"330206", "北仑区", "Beilun", "宁波市", "Ningbo", "0574"},
    {"330211", "镇海区", "Zhenhai", "宁波市", "Ningbo", "0574"},
    {"330212", "鄞州区", "Yinzhou", "宁波市", "Ningbo", "0574"},
    {"330213", "奉化区", "Fenghua", "宁波市", "Ningbo", "0574"},
    {"330225", "象山县", "Xiangshan", "宁波市", "Ningbo", "0574"},
    {"330226", "宁海县", "Ninghai", "宁波市", "Ningbo", "0574"},
    {"330281", "余姚市", "Yuyao", "宁波市", "Ningbo", "0574"},
    {"330282", "慈溪市", "Cixi", "宁波市", "Ningbo", "0574"},
    {"330302", "鹿城区", "Lucheng", "温州市", "Wenzhou", "0577"},
    {"330303", "龙湾区", "Longwan", "温州市", "Wenzhou", "0577"},
    {"330304", "瓯海区", "Ouhai", "温州市", "Wenzhou", "0577"},
    {"330324", "永嘉县", "Yongjia", "温州市", "Wenzhou", "0577"},
    {"330326", "平阳县", "Pingyang", "温州市", "Wenzhou", "0577"},
    {"330327", "苍南县", "Cangnan", "温州市", "Wenzhou", "0577"},
    {"330381", "瑞安市", "Rui'an", "温州市", "Wenzhou", "0577"},
    {"330382", "乐清市", "Yueqing", "温州市", "Wenzhou", "0577"},
    {"331002", "椒江区", "Jiaojiang", "台州市", "Taizhou", "0576"},
    {"331003", "黄岩区", "Huangyan", "台州市", "Taizhou", "0576"},
    {"331004", "路桥区", "Luqiao", "台州市", "Taizhou", "0576"},
    {"331022", "三门县", "Sanmen", "台州市", "Taizhou", "0576"},
    {"331023", "天台县", "Tiantai", "台州市", "Taizhou", "0576"},
    {"331024", "仙居县", "Xianju", "台州市", "Taizhou", "0576"},
    {"331081", "温岭市", "Wenling", "台州市", "Taizhou", "0576"},
    {"331082", "临海市", "Linhai", "台州市", "Taizhou", "0576"},
    {"331083", "玉环市", "Yuhuan", "台州市", "Taizhou", "0576"},
};

template <class Number>
Number number_of(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    DENGYUN_ASSERT(error == std::errc() && end == text.data() + text.size());
    return value;
}

// Columns: code,name,name_en,longitude,latitude,mould,machining,moulding,surface_treatment,specialities,specialities_en
Town town_of(const CsvRow& row) {
    const auto& f = row.fields;
    DENGYUN_ASSERT(f.size() == 11);
    Town town{f[0], {f[1], f[2]}, number_of<double>(f[3]), number_of<double>(f[4]), {}, {f[9], f[10]}};
    for (std::size_t kind = 0; kind < kind_count; ++kind) town.weights[kind] = number_of<int>(f[5 + kind]);
    return town;
}

std::vector<Town> read_towns() {
    const auto rows = parse_csv({towns_csv, sizeof towns_csv});
    DENGYUN_ASSERT(rows.has_value());  // our own file; a test reads it
    std::vector<Town> out;
    for (std::size_t i = 1; i < rows->size(); ++i) out.push_back(town_of((*rows)[i]));
    return out;
}

}  // namespace

std::span<const Town> towns() {
    static const std::vector<Town> table = read_towns();
    return table;
}

const County& county_of(std::string_view region_code) {
    const auto* found = std::ranges::lower_bound(counties, region_code, {}, &County::code);
    DENGYUN_ASSERT(found != std::end(counties) && found->code == region_code);
    return *found;
}

}  // namespace dengyun::demo
