#pragma once
// What a device sends in JSON, as ThingsBoard takes it: {"temperature":21.5}, {"ts":1772323200000,"values":{…}}, or an
// array of either. Pure.
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engines/timeseries/model.h"
#include "kernel/base/result.h"

namespace dengyun::telemetry {

inline constexpr std::size_t readings_max = 10'000;       // of one message
inline constexpr std::size_t reading_values_max = 1'000;  // of one reading
inline constexpr std::size_t reading_issues_max = 20;

struct ReadValue {
    std::string name;
    std::variant<double, std::int64_t, bool, std::string> value;
    bool is_typed = false;  // the device declares its types: a new column of integers is one
};

struct Reading {
    std::optional<timeseries::Time> at;  // none: when it arrived
    std::vector<ReadValue> values;
};

struct Readings {
    std::vector<Reading> readings;
    std::vector<Issue> issues;  // values that are not taken, the first reading_issues_max
    std::size_t refused = 0;    // how many
};

// What is no scalar, or has no name, is an issue of its value and the others are taken.
// Errors: invalid "telemetry.bad_json" (no JSON, no object, a bad `ts`), "telemetry.too_many_values".
[[nodiscard]] Result<Readings> read_readings(std::string_view text);
[[nodiscard]] Result<Readings> readings_in(const boost::json::value& json);

}  // namespace dengyun::telemetry
