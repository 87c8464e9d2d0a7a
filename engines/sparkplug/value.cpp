#include "engines/sparkplug/value.h"

#include <bit>
#include <cmath>
#include <limits>

namespace dengyun::sparkplug {
namespace {

bool is_integer(Carrier carrier) { return carrier == Carrier::int_ || carrier == Carrier::long_; }

// Two's complement of `width` bits, sign extended or not.
template <class T>
std::optional<Value> signed_value(const Metric& metric) {
    const auto whole = metric.carrier == Carrier::int_
                           ? std::int64_t{static_cast<std::int32_t>(static_cast<std::uint32_t>(metric.bits))}
                           : static_cast<std::int64_t>(metric.bits);
    if (whole >= std::numeric_limits<T>::min() && whole <= std::numeric_limits<T>::max()) return whole;
    using Unsigned = std::make_unsigned_t<T>;
    if (metric.bits <= std::numeric_limits<Unsigned>::max())
        return std::int64_t{static_cast<T>(static_cast<Unsigned>(metric.bits))};
    return std::nullopt;
}

std::optional<Value> unsigned_value(const Metric& metric, std::uint64_t max) {
    if (metric.bits > max) return std::nullopt;
    if (metric.bits > static_cast<std::uint64_t>(INT64_MAX)) return static_cast<double>(metric.bits);
    return static_cast<std::int64_t>(metric.bits);
}

std::optional<Value> integer_value(const Metric& metric, DataType type) {
    if (!is_integer(metric.carrier)) return std::nullopt;
    switch (type) {
        case DataType::int8:
            return signed_value<std::int8_t>(metric);
        case DataType::int16:
            return signed_value<std::int16_t>(metric);
        case DataType::int32:
            return signed_value<std::int32_t>(metric);
        case DataType::int64:
            return signed_value<std::int64_t>(metric);
        case DataType::uint8:
            return unsigned_value(metric, UINT8_MAX);
        case DataType::uint16:
            return unsigned_value(metric, UINT16_MAX);
        case DataType::uint32:
            return unsigned_value(metric, UINT32_MAX);
        default:
            return unsigned_value(metric, UINT64_MAX);
    }
}

std::optional<std::int64_t> whole_of(const Value& value) {
    constexpr double whole_max = 9'007'199'254'740'992;  // beyond it a double skips whole numbers
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
    const auto* real = std::get_if<double>(&value);
    if (real == nullptr || std::floor(*real) != *real || std::abs(*real) > whole_max) return std::nullopt;
    return static_cast<std::int64_t>(*real);
}

std::optional<double> real_of(const Value& value) {
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    return std::nullopt;
}

// Integers of up to 32 bits stand in the first member, negative ones in two's complement of 32 bits.
bool put_whole(Metric& metric, DataType type, std::int64_t whole) {
    const bool is_wide = type == DataType::int64 || type == DataType::uint64 || type == DataType::date_time;
    metric.carrier = is_wide ? Carrier::long_ : Carrier::int_;
    metric.bits = is_wide ? static_cast<std::uint64_t>(whole) : static_cast<std::uint32_t>(whole);
    const auto read = value_of(metric, type);
    return read && *read == Value(whole);
}

}  // namespace

bool is_scalar(DataType type) { return type != DataType::unknown && (type < DataType::data_set); }

std::optional<Value> value_of(const Metric& metric, DataType type) {
    if (!is_scalar(type)) return std::nullopt;
    switch (type) {
        case DataType::float_:
        case DataType::double_:
            if (metric.carrier == Carrier::double_) return std::bit_cast<double>(metric.bits);
            if (metric.carrier == Carrier::float_)
                return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(metric.bits)));
            return std::nullopt;
        case DataType::boolean:
            if (metric.carrier != Carrier::boolean) return std::nullopt;
            return metric.bits != 0;
        case DataType::string:
        case DataType::text:
        case DataType::uuid:
            if (metric.carrier != Carrier::string) return std::nullopt;
            return metric.bytes;
        default:
            return integer_value(metric, type);
    }
}

std::optional<Metric> metric_of(std::string_view name, DataType type, const Value& value) {
    if (!is_scalar(type)) return std::nullopt;
    Metric metric{.name = name, .data_type = static_cast<std::uint32_t>(type)};
    switch (type) {
        case DataType::float_:
        case DataType::double_: {
            const auto real = real_of(value);
            if (!real) return std::nullopt;
            metric.carrier = type == DataType::double_ ? Carrier::double_ : Carrier::float_;
            metric.bits = type == DataType::double_ ? std::bit_cast<std::uint64_t>(*real)
                                                    : std::bit_cast<std::uint32_t>(static_cast<float>(*real));
            const bool is_beyond = std::isfinite(*real) && !std::isfinite(std::get<double>(*value_of(metric, type)));
            return is_beyond ? std::nullopt : std::optional(metric);
        }
        case DataType::boolean:
            return std::holds_alternative<bool>(value) ? std::optional(boolean_metric(name, std::get<bool>(value)))
                                                       : std::nullopt;
        case DataType::string:
        case DataType::text:
        case DataType::uuid: {
            const auto* text = std::get_if<std::string_view>(&value);
            if (text == nullptr) return std::nullopt;
            metric.carrier = Carrier::string;
            metric.bytes = *text;
            return metric;
        }
        default: {
            const auto whole = whole_of(value);
            return whole && put_whole(metric, type, *whole) ? std::optional(metric) : std::nullopt;
        }
    }
}

Metric boolean_metric(std::string_view name, bool value) {
    return {.name = name,
            .data_type = static_cast<std::uint32_t>(DataType::boolean),
            .carrier = Carrier::boolean,
            .bits = value ? 1U : 0U};
}

}  // namespace dengyun::sparkplug
