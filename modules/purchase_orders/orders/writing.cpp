// Drafts, issuing, changes.
#include <algorithm>
#include <set>

#include "modules/evaluations/api.h"
#include "modules/purchase_orders/rows.h"

namespace dengyun::purchase_orders {
namespace {

std::string path_of(std::size_t index) { return fmt::format("lines.{}.", index); }

std::unexpected<Error> invalid(std::vector<Issue> issues) {
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<> check_references(store::Reader& reader, Id<Organisation> buyer, std::span<const LineInput> lines,
                          std::vector<Issue>& issues) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        DENGYUN_TRY(item, is_own(reader, lines[i].item_id, buyer));
        if (!item) issues.push_back({path_of(i) + "item_id", "unknown_reference"});
    }
    return {};
}

Result<> check_header(store::Reader& reader, Id<Organisation> buyer, const OrderInput& input,
                      std::vector<Issue>& issues) {
    if (input.supplier_id == buyer) issues.push_back({"supplier_id", "same_party"});
    DENGYUN_TRY(known, is_enterprise(reader, input.supplier_id));
    if (!known) issues.push_back({"supplier_id", "unknown_reference"});
    DENGYUN_TRY(site, is_own(reader, input.site_id, buyer));
    if (!site) issues.push_back({"site_id", "unknown_reference"});
    if (input.lines.empty()) issues.push_back({"lines", "required"});
    return {};
}

void write_header(PurchaseOrder& order, const OrderInput& input) {
    order.title = input.title;
    order.supplier_id = input.supplier_id;
    order.site_id = input.site_id;
    order.buyer_reference = input.buyer_reference;
    order.note = input.note;
    order.payment_days = input.payment_days;
    order.buyer_kind = input.buyer_kind;
}

OrderLine new_line(const PurchaseOrder& order, const LineInput& input, std::int64_t position) {
    OrderLine line{
        .order_id = order.id, .number = order.number, .supplier_id = order.organisation_id, .position = position};
    line.organisation_id = order.organisation_id;
    write_terms(line, input);
    return line;
}

Result<std::vector<OrderLine>> drafted_lines(const PurchaseOrder& order, std::span<const LineInput> inputs, Instant now,
                                             std::vector<Issue> issues) {
    std::vector<OrderLine> lines;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        auto line = new_line(order, inputs[i], static_cast<std::int64_t>(i) + 1);
        check_terms(line, path_of(i), now, issues);
        lines.push_back(std::move(line));
    }
    if (!issues.empty()) return invalid(std::move(issues));
    return lines;
}

Result<> insert_lines(store::Unit& unit, std::vector<OrderLine> lines) {
    for (auto& line : lines) {
        DENGYUN_TRY(made, unit.insert(std::move(line)));
        static_cast<void>(made);
    }
    return {};
}

Result<std::string> next_number(store::Reader& reader, Id<Organisation> buyer) {
    const std::array owner{meta::Scalar(buyer.value), meta::Scalar(buyer.value)};
    DENGYUN_TRY(last, number_of(reader,
                                "SELECT COALESCE(CAST(SUBSTR(MAX(number), 4) AS BIGINT), 0) FROM purchase_order WHERE "
                                "organisation_id = ? AND id = (SELECT MAX(id) FROM purchase_order WHERE "
                                "organisation_id = ?)",
                                owner));
    if (last >= orders_max) return fail(ErrorKind::limit, "purchase_order.too_many");
    return fmt::format("PO-{:06}", last + 1);
}

// A line that is asked for: the supplier becomes its other side.
Result<> issue_line(store::Unit& unit, OrderLine line, const PurchaseOrder& order, const flow::Mover& mover) {
    line.supplier_id = order.supplier_id;
    line.terms_version = order.terms_version;
    DENGYUN_TRY(issued, step(unit, std::move(line), LineAction::issue, mover));
    static_cast<void>(issued);
    return {};
}

LineAction asking_anew(LineStatus status) {
    return status == LineStatus::issued || status == LineStatus::countered ? LineAction::reissue : LineAction::change;
}

// One line of a change, onto what it was; answers whether it says anything else.
bool check_change(OrderLine& line, const LineInput& input, std::size_t index, Instant now, std::vector<Issue>& issues) {
    const auto before = input_of(line);
    auto after = input;
    after.position = before.position;
    const bool differs =
        !changes_between(std::array{before}, std::array{after}).empty() || before.item_id != after.item_id;
    write_terms(line, after);
    check_terms(line, path_of(index), now, issues);
    const auto shipped = line.shipped.value - line.rejected.value;
    if (line.quantity.value < shipped)
        issues.push_back({path_of(index) + "quantity", "below_shipped", to_text(Quantity{shipped})});
    return differs;
}

struct Asked {
    std::vector<OrderLine> changed;
    std::vector<OrderLine> added;
};

Result<Asked> read_change(store::Unit& unit, const PurchaseOrder& order, const ChangeInput& input,
                          const flow::Mover& mover) {
    DENGYUN_TRY(lines, lines_of(unit, order.id));
    std::vector<Issue> issues;
    if (input.lines.empty()) issues.push_back({"lines", "required"});
    DENGYUN_CHECK(check_references(unit, order.organisation_id, input.lines, issues));
    Asked asked;
    std::set<std::int64_t> named;
    auto next = static_cast<std::int64_t>(lines.size()) + 1;
    for (std::size_t i = 0; i < input.lines.size(); ++i) {
        const auto& one = input.lines[i];
        if (one.position == 0) {
            auto line = new_line(order, one, next++);
            check_terms(line, path_of(i), unit.now(), issues);
            asked.added.push_back(std::move(line));
            continue;
        }
        const auto found = std::ranges::find(lines, one.position, &OrderLine::position);
        if (found == lines.end()) {
            issues.push_back({path_of(i) + "position", "unknown_line", std::to_string(one.position)});
            continue;
        }
        if (!named.insert(one.position).second) issues.push_back({path_of(i) + "position", "taken"});
        auto line = *found;
        DENGYUN_CHECK(flow::next_state(OrderLine::states, static_cast<std::int64_t>(line.status),
                                       static_cast<std::int64_t>(asking_anew(line.status)), &line, unit.now(), mover));
        if (check_change(line, one, i, unit.now(), issues)) asked.changed.push_back(std::move(line));
    }
    if (next - 1 > static_cast<std::int64_t>(lines_max)) issues.push_back({"lines", "too_many"});
    if (issues.empty() && asked.changed.empty() && asked.added.empty()) issues.push_back({"lines", "same_terms"});
    if (!issues.empty()) return invalid(std::move(issues));
    return asked;
}

}  // namespace

Result<PurchaseOrder> add_order(store::Unit& unit, Id<Organisation> buyer, const OrderInput& input,
                                const std::optional<OrderSource>& source) {
    std::vector<Issue> issues;
    DENGYUN_CHECK(check_header(unit, buyer, input, issues));
    DENGYUN_CHECK(check_references(unit, buyer, input.lines, issues));
    PurchaseOrder order;
    order.organisation_id = buyer;
    write_header(order, input);
    if (source) {
        order.source_kind = source->kind;
        order.source_id = Id<Source>{source->id};
    }
    order.id = unit.new_id<PurchaseOrder>();
    DENGYUN_TRY(number, next_number(unit, buyer));
    order.number = number;
    DENGYUN_TRY(lines, drafted_lines(order, input.lines, unit.now(), std::move(issues)));
    DENGYUN_CHECK(follow(order, lines));
    DENGYUN_TRY(made, unit.insert(std::move(order)));
    DENGYUN_CHECK(insert_lines(unit, std::move(lines)));
    return std::move(made);
}

Result<PurchaseOrder> change_draft(store::Unit& unit, PurchaseOrder order, const OrderInput& input) {
    if (order.status != OrderStatus::draft) return fail(ErrorKind::conflict, "purchase_order.issued");
    std::vector<Issue> issues;
    DENGYUN_CHECK(check_header(unit, order.organisation_id, input, issues));
    DENGYUN_CHECK(check_references(unit, order.organisation_id, input.lines, issues));
    write_header(order, input);
    DENGYUN_TRY(lines, drafted_lines(order, input.lines, unit.now(), std::move(issues)));
    DENGYUN_TRY(before, lines_of(unit, order.id));
    for (const auto& line : before) DENGYUN_CHECK(unit.remove(line));
    DENGYUN_CHECK(follow(order, lines));
    DENGYUN_CHECK(insert_lines(unit, std::move(lines)));
    return unit.update(std::move(order));
}

Result<> remove_draft(store::Unit& unit, const PurchaseOrder& order) {
    if (order.status != OrderStatus::draft) return fail(ErrorKind::conflict, "purchase_order.issued");
    DENGYUN_TRY(lines, lines_of(unit, order.id));
    for (const auto& line : lines) DENGYUN_CHECK(unit.remove(line));
    return unit.remove(order);
}

Result<PurchaseOrder> issue(store::Unit& unit, PurchaseOrder order, const flow::Mover& mover) {
    if (order.status != OrderStatus::draft) return fail(ErrorKind::conflict, "purchase_order.issued");
    DENGYUN_TRY(lines, lines_of(unit, order.id));
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < lines.size(); ++i) check_terms(lines[i], path_of(i), unit.now(), issues);
    if (!issues.empty()) return invalid(std::move(issues));
    DENGYUN_CHECK(evaluations::check_line(unit, order.organisation_id, order.supplier_id));
    order.terms_version = 1;
    order.issued_at = unit.now();
    DENGYUN_TRY(saved, unit.update(std::move(order), "issued"));
    for (auto& line : lines) DENGYUN_CHECK(issue_line(unit, std::move(line), saved, mover));
    DENGYUN_CHECK(unit.emit(saved.supplier_id, PurchaseOrder::description.name, saved.id.value, "issued", "{}"));
    DENGYUN_CHECK(write_version(unit, saved, {}));
    return follow_lines(unit, saved.id);
}

Result<PurchaseOrder> change(store::Unit& unit, PurchaseOrder order, const ChangeInput& input,
                             const flow::Mover& mover) {
    if (order.status == OrderStatus::draft) return fail(ErrorKind::conflict, "purchase_order.not_issued");
    if (input.terms_version != order.terms_version) return fail(ErrorKind::conflict, "purchase_order.terms_changed");
    DENGYUN_TRY(asked, read_change(unit, order, input, mover));
    ++order.terms_version;
    order.response_code.reset();
    DENGYUN_TRY(saved, unit.update(std::move(order)));
    for (auto& line : asked.changed) {
        line.terms_version = saved.terms_version;
        const auto action = asking_anew(line.status);
        line.counter_quantity.reset();
        line.counter_unit_price.reset();
        line.counter_schedules.clear();
        line.status_reason = input.reason;
        DENGYUN_CHECK(step(unit, std::move(line), action, mover));
    }
    for (auto& line : asked.added) {
        DENGYUN_TRY(made, unit.insert(std::move(line)));
        DENGYUN_CHECK(issue_line(unit, std::move(made), saved, mover));
    }
    DENGYUN_CHECK(write_version(unit, saved, input.reason));
    return follow_lines(unit, saved.id);
}

}  // namespace dengyun::purchase_orders
