#include "modules/shipments/receipts/receipt.h"

#include <set>

namespace dengyun::shipments {
namespace {

constexpr meta::Choice statuses[] = {
    {"draft", {"草稿", "Draft"}}, {"posted", {"已过账", "Posted"}}, {"reversed", {"已冲销", "Reversed"}}};
constexpr meta::Choices status_choices{"receipt_status", statuses};
constexpr meta::Choice actions[] = {{"post", {"签收过账", "Post"}}, {"reverse", {"冲销", "Reverse"}}};
constexpr meta::Choices action_choices{"receipt_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options count{.min = 0, .max = quantity_max, .format = meta::Format::milli};
using L = ReceiptLine;
constexpr auto line_fields = meta::fields(
    meta::field<&L::position>("position", {"行号", "Line"},
                              {.flags = meta::required, .min = 1, .max = static_cast<std::int64_t>(lines_max)}),
    meta::field<&L::received>("received", {"实收数量", "Received"},
                              {.flags = meta::required, .min = 0, .max = quantity_max, .format = meta::Format::milli}),
    meta::field<&L::damaged>("damaged", {"其中破损", "Damaged"}, count),
    meta::field<&L::note>("note", {"备注", "Note"}, {.length_max = 200}));

using R = Receipt;
constexpr auto fields = meta::record<R>(
    meta::field<&R::shipment_id>("shipment_id", {"发货单", "Shipment"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "shipment"}),
    meta::field<&R::sender_id>("sender_id", {"发货单位", "Sender"},
                               {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&R::lines>("lines", {"清点", "Counts"}, {.items_max = static_cast<std::uint32_t>(lines_max)}),
    meta::field<&R::over_delivery_accepted>("over_delivery_accepted", {"同意接收超交", "Over-delivery accepted"}, {}),
    meta::field<&R::superseded_accepted>(
        "superseded_accepted", {"同意接收旧版本货物", "Goods of the old revision accepted"},
        {.help = {"本单位已签收新版本图纸", "The new revision has been acknowledged"}}),
    meta::field<&R::note>("note", {"备注", "Note"}, {.length_max = 500, .format = meta::Format::multiline}),
    meta::field<&R::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&R::outcome>("outcome", {"签收结果", "Outcome"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&R::deemed>("deemed", {"逾期视同签收", "Deemed"}, told),
    meta::field<&R::posted_at>("posted_at", {"签收时间", "Posted at"}, told),
    meta::field<&R::posted_by>("posted_by", {"签收人", "Posted by"}, told),
    meta::field<&R::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}));

constexpr std::string_view by_sender[] = {"sender_id"};
constexpr std::string_view by_shipment[] = {"shipment_id"};
constexpr meta::Index indexes[] = {{.name = "receipt_sender", .columns = by_sender, .across_organisations = true},
                                   {.name = "receipt_shipment", .columns = by_shipment, .across_organisations = true}};

using S = ReceiptStatus;
using A = ReceiptAction;
constexpr flow::Rules receiver{.permission = "shipments.receive"};
constexpr std::array transitions{
    flow::transition(S::draft, A::post, S::posted, receiver),
    flow::transition(S::posted, A::reverse, S::reversed, receiver),
};
static_assert(flow::sound(transitions));

}  // namespace

const meta::Choices& choices_of(ReceiptStatus) { return status_choices; }
const meta::Choices& choices_of(ReceiptAction) { return action_choices; }

constinit const meta::Entity ReceiptLine::description{
    .name = "receipt_line", .label = {"清点", "Count"}, .fields = line_fields, .stored = false};
constinit const meta::Entity Receipt::description{
    .name = "receipt", .label = {"收货单", "Receipt"}, .fields = fields, .indexes = indexes};
constinit const flow::StateTable Receipt::states =
    flow::state_table<ReceiptStatus, ReceiptAction>("receipt", transitions);

std::vector<ReceiptLine> counted_in_full(const Shipment& shipment) {
    std::vector<ReceiptLine> lines;
    for (const auto& line : shipment.lines) lines.push_back({.position = line.position, .received = line.quantity});
    return lines;
}

Result<> check_counts(const Shipment& shipment, const Receipt& receipt) {
    std::vector<Issue> issues;
    std::set<std::int64_t> positions;
    for (std::size_t i = 0; i < receipt.lines.size(); ++i) {
        const auto& line = receipt.lines[i];
        const auto path = [i](std::string_view field) { return fmt::format("lines.{}.{}", i, field); };
        if (line.position > static_cast<std::int64_t>(shipment.lines.size())) {
            issues.push_back({path("position"), "unknown_line", std::to_string(line.position)});
            continue;
        }
        if (!positions.insert(line.position).second) issues.push_back({path("position"), "taken"});
        const auto& shipped = shipment.lines[static_cast<std::size_t>(line.position) - 1];
        if (line.received > shipped.quantity && !receipt.over_delivery_accepted)
            issues.push_back({path("received"), "exceeds_shipped", to_text(shipped.quantity)});
        if (line.damaged > line.received)
            issues.push_back({path("damaged"), "exceeds_received", to_text(line.received)});
    }
    if (issues.empty() && positions.size() < shipment.lines.size()) issues.push_back({"lines", "not_all_counted"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Outcome outcome_of(const Shipment& shipment, const Receipt& receipt) {
    auto outcome = Outcome::full;
    for (const auto& line : receipt.lines) {
        if (line.damaged.value > 0) return Outcome::damaged;
        if (line.received < shipment.lines[static_cast<std::size_t>(line.position) - 1].quantity)
            outcome = Outcome::short_of;
    }
    return outcome;
}

bool same_counts(const Receipt& a, const Receipt& b) {
    if (a.lines.size() != b.lines.size()) return false;
    return std::ranges::all_of(a.lines, [&](const ReceiptLine& one) {
        return std::ranges::any_of(b.lines, [&](const ReceiptLine& other) {
            return one.position == other.position && one.received == other.received && one.damaged == other.damaged;
        });
    });
}

}  // namespace dengyun::shipments
