// The cluster in figures and its latest activity: sums over the public part of this module's rows.
#include "modules/enterprise/routes.h"

#include <algorithm>
#include <map>

#include "kernel/api/route.h"
#include "modules/enterprise/rows.h"
#include "modules/enterprise/statistics/statistics.h"
#include "modules/reference/api.h"

namespace dengyun::enterprise {
namespace {

using meta::Scalar;

constexpr std::int64_t activity_max = 100;
constexpr std::int64_t activity_default = 20;
constexpr int months_shown = 12;

// The region that is asked for, as the parameters of every query: all four are the same code, empty for everything.
class Within {
  public:
    explicit Within(std::string code) : code_(std::move(code)) {}
    [[nodiscard]] std::vector<Scalar> parameters() const { return std::vector<Scalar>(4, std::string_view(code_)); }

  private:
    std::string code_;
};
#define DENGYUN_WITHIN "(? = '' OR e.region_code = ? OR e.prefecture_code = ? OR e.province_code = ?)"

Result<std::int64_t> number(store::Reader& reader, const Within& within, std::string_view sql) {
    std::int64_t value = 0;
    const auto values = within.parameters();
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) { value = row.integer(0); }));
    return value;
}

// The shares of a query with the columns code and count, named by `name_of`.
template <class NameOf>
Result<std::vector<Share>> shares(store::Reader& reader, const Within& within, std::string_view sql,
                                  const NameOf& name_of) {
    std::vector<Share> found;
    const auto values = within.parameters();
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        std::string code(row.text(0));
        auto name = name_of(code);
        found.push_back({std::move(code), std::move(name), row.integer(1)});
    }));
    return found;
}

template <class Choice>
auto label_of(Language language) {
    return [language](const std::string& name) {
        const auto value = meta::value_of<Choice>(name);
        if (!value) return name;
        return std::string(choices_of(*value).entries[static_cast<std::size_t>(*value)].label.in(language));
    };
}

std::string industry_name(const std::string& code, Language language) {
    const auto* entry = reference::industries().find(code);
    if (entry == nullptr) return code;
    return language == Language::en && !entry->name_en.empty() ? entry->name_en : entry->name;
}

// Twelve months up to this one, those without anybody too.
std::vector<Share> months_of(const std::map<std::string, std::int64_t>& joined, meta::Date today) {
    using namespace std::chrono;
    std::vector<Share> months;
    auto month = year_month_day(today).year() / year_month_day(today).month() - std::chrono::months(months_shown - 1);
    for (int i = 0; i < months_shown; ++i, month += std::chrono::months(1)) {
        const auto code =
            fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
        const auto found = joined.find(code);
        months.push_back({code, code, found == joined.end() ? 0 : found->second});
    }
    return months;
}

Result<std::vector<Share>> joined_by_month(store::Reader& reader, const Within& within) {
    using namespace std::chrono;
    const auto today = china_date(reader.now());
    const auto first = year_month_day(today).year() / year_month_day(today).month() / 1 - months(months_shown - 1);
    auto values = within.parameters();
    values.push_back(milliseconds_of(Instant(sys_days(first))) - duration_cast<Duration>(hours(8)).count());
    std::map<std::string, std::int64_t> joined;
    DENGYUN_CHECK(reader.query(
        "SELECT (e.created_at + 28800000) / 86400000 AS day, COUNT(*) FROM enterprise e "
        "WHERE " DENGYUN_WITHIN " AND e.created_at >= ? GROUP BY (e.created_at + 28800000) / 86400000",
        values, [&](const store::Row& row) {
            const year_month_day day{sys_days(days(row.integer(0)))};
            joined[fmt::format("{:04}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()))] +=
                row.integer(1);
        }));
    return months_of(joined, today);
}

Result<> count(store::Reader& reader, const Within& within, Statistics& statistics) {
    DENGYUN_TRY(enterprises, number(reader, within, "SELECT COUNT(*) FROM enterprise e WHERE " DENGYUN_WITHIN));
    DENGYUN_TRY(employees, number(reader, within,
                                  "SELECT CAST(COALESCE(SUM(e.employees), 0) AS BIGINT) FROM enterprise e "
                                  "WHERE " DENGYUN_WITHIN));
    DENGYUN_TRY(sites, number(reader, within,
                              "SELECT COUNT(*) FROM site s JOIN enterprise e ON e.organisation_id = s.organisation_id "
                              "WHERE " DENGYUN_WITHIN));
    DENGYUN_TRY(capabilities, number(reader, within,
                                     "SELECT COUNT(*) FROM capability c JOIN enterprise e ON e.organisation_id = "
                                     "c.organisation_id WHERE " DENGYUN_WITHIN));
    DENGYUN_TRY(certificates, number(reader, within,
                                     "SELECT COUNT(*) FROM certificate c JOIN enterprise e ON e.organisation_id = "
                                     "c.organisation_id WHERE " DENGYUN_WITHIN " AND c.status = 'verified'"));
    statistics.enterprises = enterprises;
    statistics.employees = employees;
    statistics.sites = sites;
    statistics.capabilities = capabilities;
    statistics.certificates = certificates;
    return {};
}

Result<> divide(store::Reader& reader, const Within& within, Language language, Statistics& statistics) {
    DENGYUN_TRY(regions,
                shares(reader, within,
                       "SELECT e.region_code, COUNT(*) FROM enterprise e WHERE " DENGYUN_WITHIN
                       " AND e.region_code IS NOT NULL GROUP BY e.region_code ORDER BY e.region_code",
                       [language](const std::string& code) { return reference::region_path_name(code, language); }));
    DENGYUN_TRY(industries,
                shares(reader, within,
                       "SELECT e.industry_division, COUNT(*) AS many FROM enterprise e WHERE " DENGYUN_WITHIN
                       " AND e.industry_division IS NOT NULL GROUP BY e.industry_division "
                       "ORDER BY many DESC, e.industry_division",
                       [language](const std::string& code) { return industry_name(code, language); }));
    DENGYUN_TRY(processes, shares(reader, within,
                                  "SELECT c.process, COUNT(*) AS many FROM capability c JOIN enterprise e ON "
                                  "e.organisation_id = c.organisation_id WHERE " DENGYUN_WITHIN
                                  " GROUP BY c.process ORDER BY many DESC, c.process",
                                  label_of<Process>(language)));
    DENGYUN_TRY(kinds, shares(reader, within,
                              "SELECT c.kind, COUNT(*) AS many FROM certificate c JOIN enterprise e ON "
                              "e.organisation_id = c.organisation_id WHERE " DENGYUN_WITHIN
                              " AND c.status = 'verified' GROUP BY c.kind ORDER BY many DESC, c.kind",
                              label_of<CertificateKind>(language)));
    DENGYUN_TRY(months, joined_by_month(reader, within));
    statistics.regions = std::move(regions);
    statistics.industries = std::move(industries);
    statistics.processes = std::move(processes);
    statistics.certificate_kinds = std::move(kinds);
    statistics.months = std::move(months);
    return {};
}

Result<Statistics> read_statistics(const api::Call& call, store::Reader& reader) {
    std::string code(call.query_parameter("region_code").value_or(""));
    if (!code.empty() && reference::regions().find(code) == nullptr)
        return fail(ErrorKind::invalid, "request.invalid", {{"region_code", "unknown_reference"}});
    const Within within(std::move(code));
    Statistics statistics;
    DENGYUN_CHECK(count(reader, within, statistics));
    DENGYUN_CHECK(divide(reader, within, call.language, statistics));
    return statistics;
}

// The columns: moment, enterprise id, name, region, what names the detail, English name.
template <class NameOf>
Result<> append(store::Reader& reader, std::string_view sql, std::int64_t limit, Language language, ActivityKind kind,
                const NameOf& name_of, std::vector<Activity>& items) {
    const std::array<Scalar, 1> values{limit};
    return reader.query(sql, values, [&](const store::Row& row) {
        const bool is_english = language == Language::en && !row.is_null(5);
        items.push_back({.at = instant_of(row.integer(0)),
                         .kind = kind,
                         .enterprise_id = id_to_text(row.integer(1)),
                         .enterprise_name = std::string(row.text(is_english ? 5 : 2)),
                         .region_code = row.is_null(3) ? std::nullopt : std::optional(std::string(row.text(3))),
                         .detail = name_of(std::string(row.text(4)))});
    });
}

Result<ActivityList> read_activity(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(limit, call.query_integer("limit", activity_default, 1, activity_max));
    ActivityList list;
    DENGYUN_CHECK(append(reader,
                         "SELECT e.created_at, e.id, e.name, e.region_code, '', e.name_en FROM enterprise e "
                         "ORDER BY e.id DESC LIMIT ?",
                         limit, call.language, ActivityKind::joined, std::identity{}, list.items));
    DENGYUN_CHECK(append(
        reader,
        "SELECT c.created_at, e.id, e.name, e.region_code, c.process, e.name_en FROM capability c JOIN enterprise "
        "e ON e.organisation_id = c.organisation_id ORDER BY c.id DESC LIMIT ?",
        limit, call.language, ActivityKind::offers_process, label_of<Process>(call.language), list.items));
    DENGYUN_CHECK(
        append(reader,
               "SELECT c.updated_at, e.id, e.name, e.region_code, c.kind, e.name_en FROM certificate c JOIN enterprise "
               "e ON e.organisation_id = c.organisation_id WHERE c.status = 'verified' "
               "ORDER BY c.updated_at DESC, c.id DESC LIMIT ?",
               limit, call.language, ActivityKind::certificate_verified, label_of<CertificateKind>(call.language),
               list.items));
    std::ranges::sort(list.items, std::ranges::greater{},
                      [](const Activity& activity) { return std::pair(activity.at, activity.kind); });
    if (list.items.size() > static_cast<std::size_t>(limit)) list.items.resize(static_cast<std::size_t>(limit));
    return list;
}

}  // namespace

void add_statistics_routes(api::Routes& routes) {
    routes.get<Statistics>(
        "/api/v1/enterprise-statistics", api::needs("enterprise.read"), {"集群统计", "The cluster in figures"},
        read_statistics,
        {.reach = api::Reach::all,
         .parameters = {{"region_code", {"只统计这个地区，不写则为全部", "Only this region; all where absent"}}}});
    routes.get<ActivityList>(
        "/api/v1/enterprise-activity", api::needs("enterprise.read"),
        {"集群动态", "What happened in the cluster lately"}, read_activity,
        {.reach = api::Reach::all, .parameters = {{"limit", {"最多几条", "At most this many; 20 where absent"}}}});
}

}  // namespace dengyun::enterprise
