// GET /api/v1/capacity-search: who can do this.
#include "modules/capacity/routes.h"

#include <charconv>

#include "kernel/store/store.h"

namespace dengyun::capacity {
namespace {

constexpr Duration window_usual = std::chrono::days(14);
constexpr std::int64_t size_mm_max = 1'000'000;

// Reads the parameters of a search, and gathers everything that is wrong with them.
class Asked {
  public:
    explicit Asked(const api::Call& call) : call_(call) {}

    std::optional<std::int64_t> number(std::string_view name, std::int64_t min, std::int64_t max) {
        const auto given = call_.query_parameter(name);
        if (!given || given->empty()) return std::nullopt;
        auto read = call_.query_integer(name, 0, min, max);
        if (read) return *read;
        refuse(read.error());
        return std::nullopt;
    }
    std::optional<double> degrees(std::string_view name, double bound) {
        const auto given = call_.query_parameter(name);
        if (!given || given->empty()) return std::nullopt;
        double value = 0;
        const auto [end, error] = std::from_chars(given->data(), given->data() + given->size(), value);
        if (error == std::errc{} && end == given->data() + given->size() && value >= -bound && value <= bound)
            return value;
        issues_.push_back({std::string(name), "malformed"});
        return std::nullopt;
    }
    Instant moment(std::string_view name, Instant usual) {
        const auto given = call_.query_parameter(name);
        if (!given || given->empty()) return usual;
        if (auto read = parse_instant(*given)) return *read;
        issues_.push_back({std::string(name), "malformed"});
        return usual;
    }
    std::optional<std::string> text(std::string_view name, std::size_t bytes_max) {
        const auto given = call_.query_parameter(name);
        if (!given || given->empty()) return std::nullopt;
        if (given->size() > bytes_max) issues_.push_back({std::string(name), "too_long", std::to_string(bytes_max)});
        return std::string(*given);
    }
    void issue(std::string_view field, std::string_view code) {
        issues_.push_back({std::string(field), std::string(code)});
    }
    [[nodiscard]] Result<> outcome() const {
        if (issues_.empty()) return {};
        return fail(ErrorKind::invalid, "request.invalid", issues_);
    }

  private:
    void refuse(const Error& error) { issues_.insert(issues_.end(), error.issues.begin(), error.issues.end()); }
    const api::Call& call_;
    std::vector<Issue> issues_;
};

Result<Requirement> read_requirement(const api::Call& call, Instant now) {
    Asked asked(call);
    Requirement requirement;
    const auto name = call.query_parameter("process").value_or("");
    const auto process = meta::value_of<reference::Process>(name);
    if (process) requirement.process = *process;
    if (!process) asked.issue("process", name.empty() ? "required" : "unknown_choice");
    requirement.material = asked.text("material", 200);
    requirement.part_size_mm = asked.number("part_size_mm", 1, size_mm_max);
    requirement.tolerance_um = asked.number("tolerance_um", 1, 1'000'000);
    const auto longitude = asked.degrees("longitude", 180);
    const auto latitude = asked.degrees("latitude", 90);
    if (longitude && latitude) requirement.at = reference::Coordinates{*longitude, *latitude};
    if (longitude.has_value() != latitude.has_value()) asked.issue(longitude ? "latitude" : "longitude", "required");
    requirement.distance_km_max = asked.number("distance_km_max", 1, 20'000);
    requirement.from = asked.moment("from", now);
    requirement.to = asked.moment("to", requirement.from + window_usual);
    requirement.minutes_needed = asked.number("minutes_needed", 0, 400 * minutes_per_day).value_or(0);
    if (const auto kind = asked.text("certificate", 60)) {
        const auto known = meta::value_of<enterprise::CertificateKind>(*kind);
        if (known) requirement.certificates.push_back(*known);
        if (!known) asked.issue("certificate", "unknown_choice");
    }
    DENGYUN_CHECK(asked.outcome());
    return requirement;
}

api::RouteOptions options() {
    return {
        .reach = api::Reach::all,
        .parameters = {{"process", {"工艺", "The process"}},
                       {"material", {"材料", "The material"}},
                       {"part_size_mm", {"零件最长边（毫米）", "The part's longest edge (mm)"}},
                       {"tolerance_um", {"公差（微米）", "The tolerance (µm)"}},
                       {"longitude", {"经度", "Longitude of where it is needed"}},
                       {"latitude", {"纬度", "Latitude of where it is needed"}},
                       {"distance_km_max", {"最远距离（公里）", "At most so far away (km)"}},
                       {"certificate", {"必须持有的证书", "A certificate that the workshop must hold"}},
                       {"from", {"从何时起，不写则从现在起", "From here on; now where absent"}},
                       {"to", {"到何时，不写则为 14 天后", "Until; 14 days later where absent"}},
                       {"minutes_needed", {"所需机时（分钟）", "Machine time that is needed (minutes)"}},
                       {"refused", {"true：也列出不符合的设备和原因", "true: also those that cannot, with reasons"}},
                       {"limit", {"最多几条", "At most this many; 50 where absent"}},
                       {"after", {"上一页的 next", "The `next` of the page before"}}}};
}

}  // namespace

void add_search_routes(api::Routes& routes, Index& index) {
    routes.get<SearchResult>(
        "/api/v1/capacity-search", api::needs("capacity.read"), {"搜索产能", "Search for capacity"},
        [&index](const api::Call& call, store::Store& store) -> Result<SearchResult> {
            DENGYUN_TRY(now, store.read<Instant>(
                                 call.scope, [](store::Reader& reader) -> Result<Instant> { return reader.now(); }));
            DENGYUN_TRY(requirement, read_requirement(call, now));
            DENGYUN_TRY(limit, call.query_integer("limit", 50, 1, search_limit_max));
            DENGYUN_CHECK(index.refresh());
            return index.search(requirement, {.limit = static_cast<unsigned>(limit),
                                              .after = std::string(call.query_parameter("after").value_or("")),
                                              .with_refused = call.query_parameter("refused") == "true"});
        },
        options());
}

}  // namespace dengyun::capacity
