#pragma once
// What messages of devices are read with. Private to mqtt/.
#include <boost/json.hpp>
#include <optional>

#include "kernel/base/result.h"
#include "kernel/mqtt/reason.h"

namespace dengyun::telemetry {

inline constexpr std::size_t children_of_message_max = 1'000;

// What sending the same again cannot mend is told as a bad payload, topic or right; else the client comes again.
[[nodiscard]] mqtt::Reason reason_of(const Error& error);
// Errors: invalid "telemetry.bad_json", "telemetry.too_many_values".
[[nodiscard]] Result<boost::json::object> read_object(std::string_view payload);
// Digits only, at most ten of them.
[[nodiscard]] std::optional<std::int64_t> number_in(std::string_view text);

}  // namespace dengyun::telemetry
