#pragma once
// What the readers of this engine's documents share. Private to json/.
#include <unordered_map>

#include "engines/scheduling/model.h"
#include "kernel/base/json_place.h"

namespace dengyun::scheduling {

using Place = JsonPlace;
using Complaints = JsonComplaints;
using Names = std::unordered_map<std::string, Index>;  // the numbers of named things
static_assert(Place::unknown == none && Place::text_bytes_max == Bounds::id_bytes_max);

// Errors: invalid "schedule.malformed_json" with the byte at which it breaks, invalid "schedule.invalid" with the path
// of a member that appears twice.
[[nodiscard]] inline Result<boost::json::value> parse_document(std::string_view text) {
    return parse_json_document(text, {.malformed = "schedule.malformed_json", .invalid = "schedule.invalid"});
}

}  // namespace dengyun::scheduling
