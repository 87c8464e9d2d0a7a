#include "modules/telemetry/derived/known_points.h"

#include <algorithm>

namespace dengyun::telemetry {
namespace {

using Known = expressions::PointKind;
using expressions::Refusal;
using expressions::Type;

Known kind_of(const Point& point) {
    const auto type = point.type == PointType::text      ? Type::text
                      : point.type == PointType::boolean ? Type::truth
                                                         : Type::number;
    return {type, point.kind == PointKind::counter, point.rollover * point.scale};
}

// What lies in the store counts, where a profile says otherwise.
Known kind_of(const PlacedPoint& placed) {
    using timeseries::ColumnType;
    const auto column = placed.described.type;
    const auto type = column == ColumnType::text      ? Type::text
                      : column == ColumnType::boolean ? Type::truth
                                                      : Type::number;
    return {type, placed.kind() == PointKind::counter, placed.described.rollover * placed.scale()};
}

}  // namespace

KnownPoints::KnownPoints(const Scene& scene, std::span<const DerivedPtr> derived) {
    const auto add = [&](const std::string& name, const Known& kind) {
        if (!kinds_.contains(name)) order_.push_back(name);
        kinds_[name] = kind;
    };
    if (scene.profile != nullptr)
        for (const auto& point : scene.profile->points) add(point.name, kind_of(point));
    std::vector<DerivedPtr> own;
    for (const auto& point : derived) {
        const bool is_ours = scene.device != nullptr
                                 ? concerns(*point, *scene.device)
                                 : scene.profile != nullptr && point->profile == scene.profile->name;
        if (is_ours && own.size() < derived_of_device_max) own.push_back(point);
    }
    if (scene.device != nullptr && scene.shelf != nullptr) {
        const auto derived_group =
            scene.shelf->store().catalogue().find_group(group_prefix(scene.device->id) + std::string(derived_series));
        for (const auto& placed : points_of(*scene.shelf, *scene.device))
            if (placed.group != derived_group) add(placed.name, kind_of(placed));
    }
    arrange(std::move(own));
}

// Each round takes those whose own are known; what is left goes in circles.
void KnownPoints::arrange(std::vector<DerivedPtr> waiting) {
    const auto is_waiting = [&](std::string_view name) {
        return !kinds_.contains(name) &&
               std::ranges::any_of(waiting, [&](const auto& one) { return one->name == name; });
    };
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        for (auto one = waiting.begin(); one != waiting.end();) {
            const auto point = *one;
            const auto names = expressions::names_in(point->expression);
            if (std::ranges::any_of(names, is_waiting)) {
                ++one;
                continue;
            }
            one = waiting.erase(one);
            goes_on = true;
            auto program = parse(point->expression);
            if (!program) {
                refused_.emplace(point->name, std::move(program.error()));
                continue;
            }
            derived_kinds_[point->name] = {.type = program->type()};
            order_.push_back(point->name);
            arranged_.push_back({point, std::make_shared<const expressions::Program>(std::move(*program))});
        }
    }
    for (const auto& point : waiting) refused_.emplace(point->name, Refusal{"derived_cycle", 1});
}

std::expected<expressions::Program, Refusal> KnownPoints::parse(std::string_view text) const {
    return expressions::parse(text, [&](std::string_view name) -> std::optional<Known> {
        if (const auto found = kinds_.find(name); found != kinds_.end()) return found->second;
        if (const auto found = derived_kinds_.find(name); found != derived_kinds_.end()) return found->second;
        return std::nullopt;
    });
}

std::vector<std::string> KnownPoints::names() const { return order_; }

Result<std::shared_ptr<const expressions::Program>> check_expression(const KnownPoints& known, std::string_view text,
                                                                     std::string_view field, bool is_condition) {
    auto program = known.parse(text);
    const auto refuse = [&](const Refusal& refusal) {
        return fail(ErrorKind::invalid, "request.invalid", {expressions::issue_of(refusal, field)});
    };
    if (!program) return refuse(program.error());
    if (is_condition && program->type() != Type::truth) return refuse({"expression_not_a_truth", 1});
    if (program->points.empty()) return refuse({"expression_without_point", 1});
    return std::make_shared<const expressions::Program>(std::move(*program));
}

}  // namespace dengyun::telemetry
