// Points and bindings.
#include <algorithm>

#include "engines/acquisition/reading.h"
#include "engines/acquisition/words.h"

namespace dengyun::acquisition {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int32_t last_address = 65'535;

Sampling read_sampling(const JsonPlace& place) {
    Sampling sampling{.deadband_absolute = read_optional(place.member("deadband"), 0),
                      .deadband_percent = read_optional(place.member("deadband_percent"), 0),
                      .interval_min_ms = place.member("interval_min_ms").number(0, 0, day_ms),
                      .interval_max_ms = place.member("interval_max_ms").number(0, 0, day_ms)};
    if (sampling.deadband_absolute && sampling.deadband_percent)
        place.member("deadband_percent").complain("one_deadband");
    if (sampling.interval_max_ms > 0 && sampling.interval_max_ms < sampling.interval_min_ms)
        place.member("interval_max_ms").complain("interval_order");
    const auto drop = place.member("drop");
    if (!drop.object({"below", "above", "values"})) return sampling;
    sampling.drop_below = read_optional(drop.member("below"));
    sampling.drop_above = read_optional(drop.member("above"));
    const auto values = drop.member("values");
    if (values.count() > Bounds::drops_max) {
        values.complain("too_many", std::to_string(Bounds::drops_max));
        return sampling;
    }
    values.each(
        [&](const JsonPlace& value) { sampling.drop_values.push_back(value.real(0, -number_max, number_max)); });
    return sampling;
}

void read_registers(const JsonPlace& place, Binding& binding) {
    const auto address = place.required("address");
    binding.address = static_cast<std::int32_t>(address.number(0, 0, last_address));
    if (is_bits(binding.table)) {
        for (const auto* name : {"type", "order"})
            if (place.member(name).given()) place.member(name).complain("bits_have_no_type");
        return;
    }
    binding.type = static_cast<WordType>(
        place.required("type").word({"int16", "uint16", "int32", "uint32", "float32", "int64", "float64"}));
    binding.order = static_cast<WordOrder>(place.member("order").word({"ABCD", "CDAB", "BADC", "DCBA"}));
    if (binding.address + words_of(binding.type) - 1 > last_address)
        address.complain("past_the_last_register", std::to_string(last_address));
}

void read_writing(const JsonPlace& place, Binding& binding) {
    binding.is_writable = place.member("writable").boolean(false);
    const bool can = binding.table == Table::coil || binding.table == Table::holding_register;
    if (binding.is_writable && !can) place.member("writable").complain("not_writable");
    binding.write_min = read_optional(place.member("write_min"));
    binding.write_max = read_optional(place.member("write_max"));
    // A value that is written is the register's: nothing can be divided by 0.
    if (binding.is_writable && binding.point.scale == 0) place.member("scale").complain("too_small", "0");
    if (binding.write_min && binding.write_max && *binding.write_max < *binding.write_min)
        place.member("write_max").complain("interval_order");
}

}  // namespace

std::string read_name(const JsonPlace& place) {
    auto name = place.text(Bounds::name_bytes_max);
    if (place.given() && name.empty()) place.complain("required");
    if (std::ranges::any_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
        place.complain("control_character");
    return name;
}

std::optional<double> read_optional(const JsonPlace& place, double min) {
    if (!place.given()) return std::nullopt;
    return place.real(0, min, number_max);
}

Point read_point_members(const JsonPlace& place, const std::string& own_device, Taken& taken) {
    const auto device = place.member("device");
    const auto name = place.required("point");
    Point point{.device = device.given() ? read_name(device) : own_device,
                .name = read_name(name),
                .scale = place.member("scale").real(1, -number_max, number_max),
                .offset = place.member("offset").real(0, -number_max, number_max),
                .sampling = read_sampling(place)};
    if (!point.name.empty() && !taken.points.emplace(point.device, point.name).second)
        name.complain("point_taken", point.name);
    return point;
}

Binding read_binding(const JsonPlace& place, const std::string& own_device, Taken& taken) {
    Binding binding;
    if (!place.object(
            with_point_members("table", "address", "type", "order", "derived", "writable", "write_min", "write_max")))
        return binding;
    binding.point = read_point_members(place, own_device, taken);
    binding.table =
        static_cast<Table>(place.member("table").word({"coil", "discrete_input", "input_register", "holding_register"},
                                                      static_cast<std::size_t>(Table::holding_register)));
    read_registers(place, binding);
    read_writing(place, binding);
    const auto derived = place.member("derived");
    if (derived.count() > Bounds::derived_max) {
        derived.complain("too_many", std::to_string(Bounds::derived_max));
        return binding;
    }
    derived.each([&](const JsonPlace& one) {
        if (one.object(point_members)) binding.derived.push_back(read_point_members(one, binding.point.device, taken));
    });
    return binding;
}

}  // namespace dengyun::acquisition
