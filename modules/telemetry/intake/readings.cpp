#include "modules/telemetry/intake/readings.h"

#include <boost/json.hpp>
#include <cmath>

#include "engines/timeseries/roll_up.h"
#include "kernel/meta/json.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;
constexpr timeseries::Time nanoseconds_per_ms = 1'000'000;

std::unexpected<Error> bad_json(std::string_view where) {
    return fail(ErrorKind::invalid, "telemetry.bad_json", {{std::string(where), "malformed"}});
}

class Reader {
  public:
    Result<Readings> read(const json::value& value) {
        if (const auto* list = value.if_array()) {
            if (list->size() > readings_max) return fail(ErrorKind::invalid, "telemetry.too_many_values");
            for (const auto& one : *list) DENGYUN_CHECK(add(one));
        } else {
            DENGYUN_CHECK(add(value));
        }
        return std::move(out_);
    }

  private:
    Result<> add(const json::value& value) {
        const auto* object = value.if_object();
        if (object == nullptr) return bad_json("");
        Reading reading;
        const auto* values = object;
        // Both together mean a reading with its time; a point may be called "ts" as well.
        if (const auto *at = object->if_contains("ts"), *inner = object->if_contains("values");
            at != nullptr && inner != nullptr) {
            if (!at->is_number()) return bad_json("ts");
            const auto ms = at->to_number<double>();
            if (!(ms >= 0 && ms <= static_cast<double>(timeseries::time_max / nanoseconds_per_ms)))
                return bad_json("ts");
            reading.at = at->is_double() ? static_cast<timeseries::Time>(ms * 1e6)
                                         : at->to_number<std::int64_t>() * nanoseconds_per_ms;
            values = inner->if_object();
            if (values == nullptr) return bad_json("values");
        }
        if (values->size() > reading_values_max) return fail(ErrorKind::invalid, "telemetry.too_many_values");
        for (const auto& [name, scalar] : *values) add_value(reading, name, scalar);
        if (!reading.values.empty()) out_.readings.push_back(std::move(reading));
        return {};
    }

    void add_value(Reading& reading, std::string_view name, const json::value& value) {
        if (name.empty() || name.size() > timeseries::name_bytes_max) return refuse(name, "point_bad_name");
        ReadValue read{std::string(name), {}};
        if (value.is_int64())
            read.value = value.get_int64();
        else if (value.is_number())
            read.value = value.to_number<double>();
        else if (value.is_bool())
            read.value = value.get_bool();
        else if (value.is_string() && value.get_string().size() <= timeseries::name_bytes_max)
            read.value = std::string(value.get_string());
        else if (value.is_null())
            return;  // says nothing
        else
            return refuse(name, value.is_string() ? "point_text_too_long" : "point_not_scalar");
        reading.values.push_back(std::move(read));
    }

    void refuse(std::string_view name, std::string_view code) {
        if (out_.refused++ < reading_issues_max)
            out_.issues.push_back({std::string(name.substr(0, 100)), std::string(code)});
    }

    Readings out_;
};

}  // namespace

Result<Readings> readings_in(const json::value& value) { return Reader().read(value); }

Result<Readings> read_readings(std::string_view text) {
    const auto value = meta::parse_json(text);
    if (!value) return bad_json("");
    return readings_in(*value);
}

}  // namespace dengyun::telemetry
