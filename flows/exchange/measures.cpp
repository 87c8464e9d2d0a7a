#include "flows/exchange/documents.h"

namespace dengyun::exchange {
namespace {

struct Unit {
    std::string_view code;  // UN/ECE recommendation 20
    std::string_view name;
};
constexpr Unit units[] = {
    {"C62", "件"},   {"H87", "个"},     {"SET", "套"},     {"PR", "双"},  {"XBX", "箱"},   {"XPK", "包"},
    {"XRO", "卷"},   {"KGM", "千克"},   {"GRM", "克"},     {"TNE", "吨"}, {"MTR", "米"},   {"CMT", "厘米"},
    {"MMT", "毫米"}, {"MTK", "平方米"}, {"MTQ", "立方米"}, {"LTR", "升"}, {"MLT", "毫升"}, {"HUR", "小时"},
    {"DAY", "天"},   {"KWH", "千瓦时"}, {"LO", "批"},
};

}  // namespace

std::string unit_code(std::string_view unit) {
    for (const auto& one : units)
        if (one.name == unit) return std::string(one.code);
    return std::string(unit);
}

std::string unit_name(std::string_view code) {
    for (const auto& one : units)
        if (one.code == code) return std::string(one.name);
    return std::string(code);
}

ubl::Measure measure_of(Quantity quantity, std::string_view unit) { return {quantity, unit_code(unit)}; }

}  // namespace dengyun::exchange
