#pragma once
// The single value that a metric carries, by its declared type.
#include <optional>
#include <string_view>
#include <variant>

#include "engines/sparkplug/payload.h"

namespace dengyun::sparkplug {

using Value = std::variant<double, std::int64_t, bool, std::string_view>;

// Whether values of the type are single ones; of unknown, data sets, bytes, files, templates and arrays they are not.
[[nodiscard]] bool is_scalar(DataType type);
// None: the metric carries no value of this type, or one beyond its range. Integers may stand in either of the two
// integer members and, negative, in two's complement of their own width or of the member's, as the clients that are
// about write them. An unsigned integer beyond 2^63 - 1 is answered as the nearest double.
[[nodiscard]] std::optional<Value> value_of(const Metric& metric, DataType type);

// The metric of a value, for what the host sends. None: the type has no such value; nothing is rounded but a float,
// and a whole number stands for a double.
[[nodiscard]] std::optional<Metric> metric_of(std::string_view name, DataType type, const Value& value);
[[nodiscard]] Metric boolean_metric(std::string_view name, bool value);

}  // namespace dengyun::sparkplug
