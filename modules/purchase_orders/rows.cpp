#include "modules/purchase_orders/rows.h"

namespace dengyun::purchase_orders {
namespace {

// What its orders have taken of a blanket order; of a change that nobody has answered the greater quantity, because
// what is in force may stand. Error: invalid with an issue on lines (exceeds_open).
Result<> follow_call_offs(store::Unit& unit, const PurchaseOrder& order) {
    if (order.source_kind != BlanketOrder::description.name || !order.source_id) return {};
    DENGYUN_TRY(blanket, unit.find(Id<BlanketOrder>{order.source_id->value}));
    DENGYUN_TRY(sum, number_of(unit,
                               "SELECT CAST(COALESCE(SUM(CASE WHEN l.status = 'changed' AND l.confirmed_quantity > "
                               "l.quantity THEN l.confirmed_quantity ELSE l.quantity END), 0) AS BIGINT) FROM "
                               "purchase_order_line l JOIN purchase_order o ON o.id = l.order_id WHERE o.source_kind = "
                               "'blanket_order' AND "
                               "o.source_id = ? AND l.status NOT IN ('rejected', 'cancelled')",
                               std::array{meta::Scalar(blanket.id.value)}));
    if (blanket.called_off.value == sum) return {};
    if (sum > blanket.called_off.value && sum > blanket.quantity.value)
        return fail(ErrorKind::invalid, "request.invalid",
                    {{"lines", "exceeds_open", to_text(Quantity{blanket.quantity.value - blanket.called_off.value})}});
    blanket.called_off = {sum};
    DENGYUN_TRY(saved, unit.update(std::move(blanket), "called_off"));
    static_cast<void>(saved);
    return {};
}

}  // namespace

const flow::Mover& system_mover() {
    static const flow::Mover mover{meta::all_seeing(), true, false};
    return mover;
}

Result<bool> is_enterprise(store::Reader& reader, Id<Organisation> organisation) {
    const auto found = reader.find(Id<enterprise::Enterprise>{organisation.value});
    if (!found && found.error().kind != ErrorKind::not_found) return std::unexpected(found.error());
    return found.has_value();
}

Result<OrderLine> step(store::Unit& unit, OrderLine line, LineAction action, const flow::Mover& mover) {
    DENGYUN_TRY(moved, api::move_two_sided<OrderLine>(unit, std::move(line), static_cast<std::int64_t>(action), mover,
                                                      &OrderLine::supplier_id));
    // In the system's name the timer of the state before is left; a state without one has none to keep.
    if (mover.is_system) {
        const auto runs = flow::deadline(OrderLine::states, OrderLine::description,
                                         static_cast<std::int64_t>(moved.status), &moved, unit.now());
        if (!runs) DENGYUN_CHECK(api::disarm_timer(unit, moved));
    }
    return std::move(moved);
}

Result<std::vector<OrderLine>> lines_of(store::Reader& reader, Id<PurchaseOrder> order) {
    return rows_of<OrderLine>(reader, "SELECT id FROM purchase_order_line WHERE order_id = ? ORDER BY position",
                              std::array{meta::Scalar(order.value)});
}

Result<OrderLine> line_at(store::Reader& reader, Id<PurchaseOrder> order, std::int64_t position) {
    DENGYUN_TRY(found,
                rows_of<OrderLine>(reader, "SELECT id FROM purchase_order_line WHERE order_id = ? AND position = ?",
                                   std::array{meta::Scalar(order.value), meta::Scalar(position)}));
    if (found.empty()) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(found.front());
}

Result<std::vector<PurchaseOrder>> orders_from(store::Reader& reader, std::string_view source_kind,
                                               std::int64_t source_id) {
    return rows_of<PurchaseOrder>(
        reader, "SELECT id FROM purchase_order WHERE source_kind = ? AND source_id = ? ORDER BY id LIMIT 200",
        std::array{meta::Scalar(source_kind), meta::Scalar(source_id)});
}

Result<OrderVersion> version_of(store::Reader& reader, Id<PurchaseOrder> order, std::int64_t number) {
    DENGYUN_TRY(found,
                rows_of<OrderVersion>(reader, "SELECT id FROM purchase_order_version WHERE order_id = ? AND number = ?",
                                      std::array{meta::Scalar(order.value), meta::Scalar(number)}));
    if (found.empty()) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(found.front());
}

Result<PurchaseOrder> follow_lines(store::Unit& unit, Id<PurchaseOrder> id) {
    DENGYUN_TRY(order, unit.find(id));
    DENGYUN_TRY(lines, lines_of(unit, id));
    DENGYUN_TRY(changed, follow(order, lines));
    if (changed) {
        DENGYUN_TRY(saved, unit.update(std::move(order), "followed"));
        order = std::move(saved);
    }
    DENGYUN_CHECK(follow_call_offs(unit, order));
    return std::move(order);
}

Result<> write_version(store::Unit& unit, const PurchaseOrder& order, std::string reason) {
    DENGYUN_TRY(lines, lines_of(unit, order.id));
    OrderVersion version{.order_id = order.id,
                         .supplier_id = order.supplier_id,
                         .number = order.terms_version,
                         .reason = std::move(reason),
                         .made_by = unit.scope().actor().name};
    version.organisation_id = order.organisation_id;
    for (const auto& line : lines)
        if (line.status != LineStatus::cancelled && line.status != LineStatus::rejected)
            version.lines.push_back(input_of(line));
    DENGYUN_TRY(written, unit.insert(std::move(version)));
    static_cast<void>(written);
    return {};
}

}  // namespace dengyun::purchase_orders
