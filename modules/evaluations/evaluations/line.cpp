// The effect of the line on invitations and orders, and the exemption from it.
#include <fmt/format.h>

#include "modules/evaluations/service.h"

namespace dengyun::evaluations {
namespace {

struct Standing {
    bool is_below_line = false;
    std::int64_t total_ppm = 0;
    std::int64_t line_ppm = 0;
};

// The latest in force of one who evaluates.
Result<Standing> standing_with(store::Reader& reader, Id<Organisation> evaluator, Id<Organisation> supplier) {
    Standing standing;
    const std::array<meta::Scalar, 3> values{evaluator.value, supplier.value,
                                             milliseconds_of(reader.now() - effect_time)};
    DENGYUN_CHECK(reader.query(
        "SELECT is_below_line, total_ppm, line_ppm FROM evaluation WHERE organisation_id = ? AND supplier_id = ? AND "
        "status IN ('published', 'revised') AND published_at > ? ORDER BY ends_on DESC, published_at DESC, id DESC "
        "LIMIT 1",
        values, [&](const store::Row& row) {
            standing = {row.integer(0) != 0, row.is_null(1) ? 0 : row.integer(1), row.integer(2)};
        }));
    return standing;
}

Result<bool> is_exempt(store::Reader& reader, Id<Organisation> buyer, Id<Organisation> supplier) {
    bool found = false;
    const std::array<meta::Scalar, 3> values{buyer.value, supplier.value,
                                             std::int64_t{china_date(reader.now()).time_since_epoch().count()}};
    DENGYUN_CHECK(reader.query(
        "SELECT id FROM supplier_exemption WHERE organisation_id = ? AND supplier_id = ? AND valid_until >= ? LIMIT 1",
        values, [&](const store::Row&) { found = true; }));
    return found;
}

std::string points(std::int64_t ppm) { return fmt::format("{}.{}", ppm / 10'000, ppm / 1'000 % 10); }

}  // namespace

Result<> check_line(store::Reader& reader, Id<Organisation> buyer, Id<Organisation> supplier) {
    DENGYUN_TRY(own, standing_with(reader, buyer, supplier));
    auto counts = own;
    if (!own.is_below_line) {
        DENGYUN_TRY(network, standing_with(reader, platform_organisation, supplier));
        counts = network;
    }
    if (!counts.is_below_line) return {};
    DENGYUN_TRY(exempt, is_exempt(reader, buyer, supplier));
    if (exempt) return {};
    return fail(
        ErrorKind::conflict, "evaluation.below_line",
        {{"supplier_id", "below_line", fmt::format("{} / {}", points(counts.total_ppm), points(counts.line_ppm))}});
}

Result<SupplierExemption> exempt(store::Unit& unit, SupplierExemption exemption) {
    std::vector<Issue> issues;
    const auto today = china_date(unit.now());
    if (exemption.supplier_id == exemption.organisation_id) issues.push_back({"supplier_id", "same_party"});
    const auto profile = unit.find(Id<enterprise::Enterprise>{exemption.supplier_id.value});
    if (!profile && profile.error().kind != ErrorKind::not_found) return std::unexpected(profile.error());
    if (!profile) issues.push_back({"supplier_id", "unknown_reference"});
    if (exemption.valid_until < today) issues.push_back({"valid_until", "in_past"});
    if (exemption.valid_until > today + std::chrono::days(exemption_days_max))
        issues.push_back({"valid_until", "period_too_long", std::to_string(exemption_days_max)});
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    return unit.insert(std::move(exemption));
}

}  // namespace dengyun::evaluations
