// A supplier's response, and the moves that need nothing else.
#include <algorithm>
#include <set>

#include "modules/purchase_orders/rows.h"

namespace dengyun::purchase_orders {
namespace {

std::string path_of(std::size_t index) { return fmt::format("lines.{}.", index); }

bool waits(LineStatus status) { return status == LineStatus::issued || status == LineStatus::changed; }

Offer offer_of(const OrderLine& line, const LineResponse& response) {
    return {.quantity = response.quantity.value_or(line.quantity),
            .unit_price = response.unit_price.value_or(line.unit_price),
            .schedules = response.schedules.empty() ? line.schedules : response.schedules};
}

struct Answer {
    OrderLine line;
    LineAction action = LineAction::confirm;
};

void check_offer(const OrderLine& line, const std::string& path, Offer& offer, std::vector<Issue>& issues) {
    std::ranges::sort(offer.schedules, {}, &Schedule::due_on);
    // Another quantity says also when.
    std::int64_t sum = 0;
    for (const auto& one : offer.schedules) sum += one.quantity.value;
    if (sum != offer.quantity.value) issues.push_back({path + "schedules", "must_add_up", to_text(offer.quantity)});
    const bool differs =
        offer.quantity != line.quantity || offer.unit_price != line.unit_price || offer.schedules != line.schedules;
    if (!differs) issues.push_back({path + "code", "same_terms"});
    if (line.status == LineStatus::changed && !is_within_tolerance(line, offer))
        issues.push_back({path + "code", "change_within_only"});
    if (line.status == LineStatus::changed && offer.quantity.value < line.shipped.value - line.rejected.value)
        issues.push_back({path + "quantity", "below_shipped", to_text(line.shipped)});
}

Answer counter(OrderLine line, Offer offer, Instant now) {
    const bool within = is_within_tolerance(line, offer);
    line.counter_quantity = offer.quantity;
    line.counter_unit_price = offer.unit_price;
    line.counter_schedules = std::move(offer.schedules);
    if (!within) return {std::move(line), LineAction::counter};
    take_counter(line);
    put_in_force(line, now);
    return {std::move(line), LineAction::confirm};
}

Result<std::vector<Answer>> read_response(store::Unit& unit, const PurchaseOrder& order, const ResponseInput& input) {
    DENGYUN_TRY(lines, lines_of(unit, order.id));
    std::vector<Issue> issues;
    if (input.lines.empty()) issues.push_back({"lines", "required"});
    std::vector<Answer> answers;
    std::set<std::int64_t> named;
    for (std::size_t i = 0; i < input.lines.size(); ++i) {
        const auto& response = input.lines[i];
        const auto path = path_of(i);
        const auto found = std::ranges::find(lines, response.position, &OrderLine::position);
        if (found == lines.end()) {
            issues.push_back({path + "position", "unknown_line", std::to_string(response.position)});
            continue;
        }
        if (!named.insert(response.position).second) issues.push_back({path + "position", "taken"});
        auto line = *found;
        if (!waits(line.status)) {
            issues.push_back({path + "position", "not_waiting"});
            continue;
        }
        line.status_reason = response.reason;
        if (response.code == LineCode::changed) {
            auto offer = offer_of(line, response);
            check_offer(line, path, offer, issues);
            answers.push_back(counter(std::move(line), std::move(offer), unit.now()));
            continue;
        }
        if (response.code == LineCode::not_accepted && response.reason.value_or("").empty())
            issues.push_back({path + "reason", "required"});
        const bool accepts = response.code == LineCode::accepted;
        const bool is_change = line.status == LineStatus::changed;
        if (auto issue = overtaken(line, path); accepts && issue) issues.push_back(*std::move(issue));
        if (accepts)
            put_in_force(line, unit.now());
        else if (is_change)
            restore_terms(line);
        const auto action = accepts ? LineAction::confirm : is_change ? LineAction::keep : LineAction::reject;
        answers.push_back({std::move(line), action});
    }
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    return answers;
}

ResponseCode code_of(std::span<const LineResponse> lines) {
    const auto all = [&](LineCode code) {
        return std::ranges::all_of(lines, [=](const auto& one) { return one.code == code; });
    };
    if (all(LineCode::accepted)) return ResponseCode::accepted;
    return all(LineCode::not_accepted) ? ResponseCode::rejected : ResponseCode::conditional;
}

// What is in force goes on: a line of which something is under way is open again.
Result<OrderLine> go_on(store::Unit& unit, OrderLine line) {
    if (line.status == LineStatus::confirmed && line.shipped.value > 0) {
        DENGYUN_TRY(begun, step(unit, std::move(line), LineAction::begin, system_mover()));
        line = std::move(begun);
    }
    if (line.status == LineStatus::open && line.confirmed_quantity.value > 0 &&
        line.accepted >= line.confirmed_quantity)
        return step(unit, std::move(line), LineAction::complete, system_mover());
    return line;
}

}  // namespace

Result<OrderResponse> respond(store::Unit& unit, const PurchaseOrder& order, const ResponseInput& input,
                              const flow::Mover& mover) {
    if (input.terms_version != order.terms_version) return fail(ErrorKind::conflict, "purchase_order.terms_changed");
    DENGYUN_TRY(answers, read_response(unit, order, input));
    for (auto& [line, action] : answers) {
        DENGYUN_TRY(moved, step(unit, std::move(line), action, mover));
        DENGYUN_CHECK(go_on(unit, std::move(moved)));
    }
    OrderResponse response{.order_id = order.id,
                           .buyer_id = order.organisation_id,
                           .terms_version = order.terms_version,
                           .code = code_of(input.lines),
                           .lines = input.lines,
                           .note = input.note,
                           .responded_by = unit.scope().actor().name};
    response.organisation_id = order.supplier_id;
    DENGYUN_TRY(made, unit.insert(std::move(response)));
    DENGYUN_CHECK(unit.emit(order.organisation_id, OrderResponse::description.name, made.id.value, "created", "{}"));
    DENGYUN_TRY(now, unit.find(order.id));
    now.response_code = made.code;
    DENGYUN_CHECK(unit.update(std::move(now), "followed"));
    DENGYUN_CHECK(follow_lines(unit, order.id));
    return std::move(made);
}

Result<OrderLine> move_line(store::Unit& unit, OrderLine line, LineAction action, const flow::Mover& mover) {
    using enum LineAction;
    const auto from = line.status;
    switch (action) {
        case counter:
        case issue:
            return fail(ErrorKind::conflict, "purchase_order_line.by_response");
        case reissue:
        case change:
            return fail(ErrorKind::conflict, "purchase_order_line.by_change");
        case reject:
        case keep:
        case give_up:
            if (line.status_reason.value_or("").empty())
                return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
            break;
        default:
            break;
    }
    if (action == accept) take_counter(line);
    if (action == confirm || action == accept) {
        if (auto issue = overtaken(line, "")) return fail(ErrorKind::invalid, "request.invalid", {*std::move(issue)});
        put_in_force(line, unit.now());
    }
    if (from == LineStatus::changed && action != confirm) restore_terms(line);
    DENGYUN_TRY(moved, step(unit, std::move(line), action, mover));
    DENGYUN_TRY(going, go_on(unit, std::move(moved)));
    DENGYUN_CHECK(follow_lines(unit, going.order_id));
    return std::move(going);
}

Result<OrderLine> count(store::Unit& unit, Id<OrderLine> id, const Counts& more) {
    DENGYUN_TRY(line, unit.find(id));
    // What is found to have come was shipped, too; what did not come after all may be shipped again.
    const bool undoes = more.received < 0;
    const bool may_go_on = is_in_force(line.status) || (undoes && line.status == LineStatus::closed);
    if (more.shipped > std::max<std::int64_t>(more.received, 0) && !may_go_on)
        return fail(ErrorKind::conflict, "purchase_order_line.not_in_force");
    line.shipped.value += more.shipped;
    line.received.value += more.received;
    line.over_received.value += more.over_received;
    line.accepted.value += more.accepted;
    line.rejected.value += more.rejected;
    line.returned.value += more.returned;
    line.invoiced.value += more.invoiced;
    line.credited.value += more.credited;
    line.price_cut.value += more.price_cut.value;
    DENGYUN_CHECK(check_counters(line));
    DENGYUN_TRY(counted, unit.update(std::move(line), "counted"));
    if (undoes && counted.status == LineStatus::closed && counted.accepted < enough_of(counted)) {
        DENGYUN_TRY(reopened, step(unit, std::move(counted), LineAction::reopen, system_mover()));
        counted = std::move(reopened);
    }
    DENGYUN_TRY(going, go_on(unit, std::move(counted)));
    DENGYUN_CHECK(follow_lines(unit, going.order_id));
    return std::move(going);
}

}  // namespace dengyun::purchase_orders
