#include "modules/purchase_orders/versions/order_version.h"

#include <algorithm>
#include <fmt/format.h>

#include "kernel/meta/date.h"

namespace dengyun::purchase_orders {
namespace {

constexpr meta::Choice changed_fields[] = {
    {"line", {"整行", "The line"}},
    {"description_text", {"名称", "Description"}},
    {"specification", {"规格要求", "Specification"}},
    {"unit", {"单位", "Unit"}},
    {"quantity", {"数量", "Quantity"}},
    {"unit_price", {"单价", "Unit price"}},
    {"tax_rate", {"税率", "Tax rate"}},
    {"schedules", {"交货计划", "Deliveries"}},
    {"over_rate", {"可多交", "Over-delivery"}},
    {"under_rate", {"可少交", "Under-delivery"}},
    {"price_rate", {"价格容差", "Price tolerance"}},
    {"date_days", {"日期容差（天）", "Date tolerance (days)"}},
    {"has_inspection", {"到货检验", "Inspected on arrival"}},
};
constexpr meta::Choices changed_field_choices{"purchase_order_changed_field", changed_fields};

constexpr meta::Options told{.flags = meta::read_only};
using V = OrderVersion;
constexpr auto fields = meta::record<V>(
    meta::field<&V::order_id>("order_id", {"采购订单", "Purchase order"},
                              {.flags = meta::read_only | meta::filterable, .reference = "purchase_order"}),
    meta::field<&V::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&V::number>("number", {"版本号", "Version"}, told),
    meta::field<&V::reason>("reason", {"变更原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&V::made_by>("made_by", {"经办人", "Made by"}, told),
    meta::field<&V::lines>("lines", {"明细", "Lines"},
                           {.flags = meta::read_only, .items_max = static_cast<std::uint32_t>(lines_max)}));
constexpr std::string_view by_order[] = {"order_id", "number"};
constexpr meta::Index indexes[] = {
    {.name = "purchase_order_version_order", .columns = by_order, .unique = true, .across_organisations = true}};

using C = Change;
constexpr meta::Options value{.flags = meta::read_only, .length_max = 4'000};
constexpr auto change_fields = meta::fields(meta::field<&C::position>("position", {"行号", "Line"}, told),
                                            meta::field<&C::field>("field", {"变更项", "What"}, told),
                                            meta::field<&C::before>("before", {"变更前", "Before"}, value),
                                            meta::field<&C::after>("after", {"变更后", "After"}, value));
using D = Difference;
constexpr auto difference_fields = meta::fields(
    meta::field<&D::order_id>("order_id", {"采购订单", "Purchase order"}, {.reference = "purchase_order"}),
    meta::field<&D::from>("from", {"从版本", "From version"}, told),
    meta::field<&D::to>("to", {"到版本", "To version"}, told),
    meta::field<&D::changes>("changes", {"变更", "Changes"}, {.flags = meta::read_only, .items_max = 4'000}));

std::string percent(std::int64_t millionths) { return decimal_text(millionths, 4) + " %"; }

std::string plan_text(std::span<const Schedule> schedules) {
    std::string text;
    for (const auto& one : schedules)
        text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", meta::date_text(one.due_on), to_text(one.quantity));
    return text;
}

std::string heading(const LineInput& line) {
    return fmt::format("{} {} {}", line.description_text, to_text(line.quantity), line.unit);
}

using Values = std::vector<std::pair<ChangedField, std::string>>;
Values values_of(const LineInput& one) {
    using enum ChangedField;
    return {{description_text, one.description_text},
            {specification, one.specification.value_or("")},
            {unit, one.unit},
            {quantity, to_text(one.quantity)},
            {unit_price, to_text(one.unit_price)},
            {tax_rate, percent(one.tax_rate)},
            {schedules, plan_text(one.schedules)},
            {over_rate, percent(one.over_rate)},
            {under_rate, percent(one.under_rate)},
            {price_rate, percent(one.price_rate)},
            {date_days, std::to_string(one.date_days)},
            {has_inspection, one.has_inspection ? "✓" : "–"}};
}

}  // namespace

const meta::Choices& choices_of(ChangedField) { return changed_field_choices; }

constinit const meta::Entity OrderVersion::description{.name = "purchase_order_version",
                                                       .label = {"订单版本", "Version of an order"},
                                                       .fields = fields,
                                                       .indexes = indexes,
                                                       .title_field = "reason"};
constinit const meta::Entity Change::description{
    .name = "purchase_order_change", .label = {"变更", "Change"}, .fields = change_fields, .stored = false};
constinit const meta::Entity Difference::description{.name = "purchase_order_difference",
                                                     .label = {"版本差异", "Difference of two versions"},
                                                     .fields = difference_fields,
                                                     .stored = false};

std::vector<Change> changes_between(std::span<const LineInput> before, std::span<const LineInput> after) {
    std::vector<Change> changes;
    for (const auto& now : after) {
        const auto was = std::ranges::find(before, now.position, &LineInput::position);
        if (was == before.end()) {
            changes.push_back({now.position, ChangedField::line, std::nullopt, heading(now)});
            continue;
        }
        const auto old_values = values_of(*was);
        const auto new_values = values_of(now);
        for (std::size_t i = 0; i < new_values.size(); ++i)
            if (old_values[i].second != new_values[i].second)
                changes.push_back({now.position, new_values[i].first, old_values[i].second, new_values[i].second});
    }
    for (const auto& was : before)
        if (std::ranges::find(after, was.position, &LineInput::position) == after.end())
            changes.push_back({was.position, ChangedField::line, heading(was), std::nullopt});
    std::ranges::sort(changes, {}, [](const Change& one) { return std::pair(one.position, one.field); });
    return changes;
}

}  // namespace dengyun::purchase_orders
