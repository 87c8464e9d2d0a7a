#pragma once
// Which points an expression of a device or profile may use, and derived points in an order in which each comes after
// those that it uses.
#include <map>

#include "modules/telemetry/derived/derived_point.h"
#include "modules/telemetry/queries/points.h"

namespace dengyun::telemetry {

// What a rule or derived point is for.
struct Scene {
    const Profile* profile = nullptr;
    const Device* device = nullptr;  // null: every device of the profile
    Shelf* shelf = nullptr;          // of the device; null: nothing was ever written
};

struct ArrangedPoint {
    DerivedPtr point;
    std::shared_ptr<const expressions::Program> program;
};

class KnownPoints {
  public:
    // Those of the profile, those that the device has sent, and of `derived` those that concern it.
    KnownPoints(const Scene& scene, std::span<const DerivedPtr> derived);

    // In the order in which they are calculated; those that cannot be are in `refused`.
    [[nodiscard]] const std::vector<ArrangedPoint>& arranged() const { return arranged_; }
    // By name: an issue code of what keeps it from being calculated, "derived_cycle" for a circle.
    [[nodiscard]] const std::map<std::string, expressions::Refusal, std::less<>>& refused() const { return refused_; }
    [[nodiscard]] bool is_sent(std::string_view name) const { return kinds_.contains(name); }
    [[nodiscard]] std::expected<expressions::Program, expressions::Refusal> parse(std::string_view text) const;
    // Names for people to choose from.
    [[nodiscard]] std::vector<std::string> names() const;

  private:
    void arrange(std::vector<DerivedPtr> waiting);

    std::map<std::string, expressions::PointKind, std::less<>> kinds_;
    std::map<std::string, expressions::PointKind, std::less<>> derived_kinds_;
    std::vector<std::string> order_;
    std::vector<ArrangedPoint> arranged_;
    std::map<std::string, expressions::Refusal, std::less<>> refused_;
};

// A condition: a truth that uses a point. Errors: invalid with an issue on `field`.
[[nodiscard]] Result<std::shared_ptr<const expressions::Program>> check_expression(const KnownPoints& known,
                                                                                   std::string_view text,
                                                                                   std::string_view field,
                                                                                   bool is_condition);

}  // namespace dengyun::telemetry
