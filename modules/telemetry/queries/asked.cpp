#include "modules/telemetry/queries/asked.h"

namespace dengyun::telemetry {
namespace {

constexpr Duration window_max = std::chrono::days(3'660);

}  // namespace

Result<Asked> asked_device(const api::Call& call, store::Store& store, Shelves& shelves) {
    DENGYUN_TRY(id, call.id<Device>());
    DENGYUN_TRY(device, store.read<Device>(call.scope, [&](store::Reader& reader) { return reader.find(id); }));
    DENGYUN_TRY(shelf, shelves.find(device.organisation_id));
    return Asked{std::move(device), std::move(shelf)};
}

Result<Window> asked_window(const api::Call& call) {
    std::vector<Issue> issues;
    const auto moment = [&](std::string_view name) {
        const auto at = parse_instant(call.query_parameter(name).value_or(""));
        if (!at) issues.push_back({std::string(name), "malformed"});
        return at.value_or(Instant{});
    };
    const auto from = moment("from");
    const auto to = moment("to");
    if (issues.empty() && to <= from) issues.push_back({"to", "not_after"});
    if (issues.empty() && to - from > window_max)
        issues.push_back(
            {"to", "too_long_a_time", std::to_string(std::chrono::floor<std::chrono::days>(window_max).count())});
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    return Window{time_of(from), std::min(time_of(to), timeseries::time_max)};
}

api::RouteOptions window_options(QueryParameters more) {
    more.push_back({"from", {"起（RFC 3339）", "From (RFC 3339)"}});
    more.push_back({"to", {"止（不含）", "To (excluded)"}});
    return {.parameters = std::move(more)};
}

}  // namespace dengyun::telemetry
