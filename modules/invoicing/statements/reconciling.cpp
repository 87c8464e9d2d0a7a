// From accepted goods to statements that both sides confirm.
#include <algorithm>
#include <set>

#include "modules/invoicing/rows.h"

namespace dengyun::invoicing {
namespace {

// The buyer's statements are counted within the month in which their period ends: ST-202611-0001.
Result<std::string> next_number(store::Reader& reader, Id<Organisation> buyer, meta::Date until) {
    const std::chrono::year_month_day day{until};
    const auto month = day.year() / day.month();
    const auto number_of_day = [](meta::Date date) {
        return meta::Scalar(std::int64_t{date.time_since_epoch().count()});
    };
    DENGYUN_TRY(known, store::number_of(reader,
                                        "SELECT COUNT(*) FROM statement WHERE organisation_id = ? AND period_ends_on "
                                        "BETWEEN ? AND ?",
                                        std::array{meta::Scalar(buyer.value), number_of_day(month / 1),
                                                   number_of_day(month / std::chrono::last)}));
    return fmt::format("ST-{:04}{:02}-{:04}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       known + 1);
}

Result<> sum_up(store::Unit& unit, Id<Statement> id) {
    DENGYUN_TRY(statement, unit.find(id));
    DENGYUN_TRY(lines, lines_of(unit, id));
    statement.lines = static_cast<std::int64_t>(lines.size());
    statement.net_total = {};
    statement.tax_total = {};
    for (const auto& line : lines) {
        DENGYUN_TRY(net, add(statement.net_total, line.net));
        DENGYUN_TRY(tax, add(statement.tax_total, line.tax));
        statement.net_total = net;
        statement.tax_total = tax;
    }
    DENGYUN_TRY(saved, unit.update(std::move(statement)));
    static_cast<void>(saved);
    return {};
}

Result<StatementLine> move(store::Unit& unit, StatementLine line, LineAction action, const flow::Mover& mover) {
    return step(unit, std::move(line), action, mover, &StatementLine::supplier_id);
}

Result<Statement> confirm_lines(store::Unit& unit, Statement statement, StatementAction action) {
    DENGYUN_TRY(confirmed, step(unit, std::move(statement), action, system_mover(), &Statement::supplier_id));
    DENGYUN_TRY(lines, lines_of(unit, confirmed.id));
    std::set<Id<OrderLine>> moved;
    for (auto& line : lines) {
        if (line.status != LineStatus::proposed) continue;
        moved.insert(line.order_line_id);
        DENGYUN_CHECK(move(unit, std::move(line), LineAction::confirm, system_mover()));
    }
    DENGYUN_CHECK(match_again(unit, std::vector(moved.begin(), moved.end())));
    return std::move(confirmed);
}

// Agreed, the other figure counts, on the order too; then the line is confirmed.
Result<StatementLine> settle(store::Unit& unit, StatementLine line, LineAction action, const flow::Mover& mover) {
    const auto more = line.claimed.value_or(line.quantity).value - line.quantity.value;
    line.quantity.value += more;
    DENGYUN_CHECK(price(line));
    DENGYUN_TRY(agreed, move(unit, std::move(line), action, mover));
    if (more != 0)
        DENGYUN_CHECK(
            purchase_orders::count(unit, agreed.order_line_id, {.shipped = more, .received = more, .accepted = more}));
    DENGYUN_TRY(confirmed, move(unit, std::move(agreed), LineAction::confirm, system_mover()));
    DENGYUN_CHECK(sum_up(unit, confirmed.statement_id.value()));
    DENGYUN_CHECK(match_again(unit, std::array{confirmed.order_line_id}));
    return unit.find(confirmed.id);
}

// A concession lowers the price of its goods: to the millionth of a yuan, and never below nothing.
Result<UnitPrice> price_of(const OrderLine& line, const Delivery& delivery) {
    if (delivery.price_cut.value == 0 || delivery.accepted.value == 0) return line.confirmed_unit_price;
    // fen for thousandths of the unit to millionths of a yuan for one
    DENGYUN_TRY(cut, multiply_divide(delivery.price_cut.value, 10'000'000, delivery.accepted.value));
    return UnitPrice{std::max<std::int64_t>(line.confirmed_unit_price.value - cut, 0)};
}

Result<StatementLine> roll_over(store::Unit& unit, StatementLine line, const flow::Mover& mover) {
    const auto left = line.statement_id;
    line.statement_id.reset();
    line.claimed.reset();
    line.period_ends_on = month_end(line.period_ends_on + std::chrono::days(1));
    DENGYUN_TRY(rolled, move(unit, std::move(line), LineAction::roll, mover));
    if (left) DENGYUN_CHECK(sum_up(unit, *left));
    return std::move(rolled);
}

}  // namespace

const flow::Mover& system_mover() {
    static const flow::Mover mover{meta::all_seeing(), true, false};
    return mover;
}

Result<std::vector<StatementLine>> deliveries_of(store::Reader& reader, Id<OrderLine> line) {
    return rows_of<StatementLine>(reader,
                                  "SELECT id FROM statement_line WHERE order_line_id = ? ORDER BY delivered_on, id",
                                  std::array{meta::Scalar(line.value)});
}

Result<std::vector<StatementLine>> lines_of(store::Reader& reader, Id<Statement> statement) {
    return rows_of<StatementLine>(reader,
                                  "SELECT id FROM statement_line WHERE statement_id = ? ORDER BY delivered_on, id",
                                  std::array{meta::Scalar(statement.value)});
}

Result<> move_if_open(store::Unit& unit, StatementLine line, LineAction action) {
    const auto to = flow::next_state(StatementLine::states, static_cast<std::int64_t>(line.status),
                                     static_cast<std::int64_t>(action), &line, unit.now(), system_mover());
    if (!to) return {};
    DENGYUN_CHECK(move(unit, std::move(line), action, system_mover()));
    return {};
}

Result<StatementLine> add_delivery(store::Unit& unit, const OrderLine& order_line, const Delivery& delivery) {
    DENGYUN_TRY(known, deliveries_of(unit, order_line.id));
    DENGYUN_TRY(unit_price, price_of(order_line, delivery));
    const auto same = std::ranges::find_if(known, [&](const StatementLine& one) {
        return one.shipment_id == delivery.shipment_id && one.lot == delivery.lot && one.status == LineStatus::open &&
               one.unit_price == unit_price && one.tax_rate == order_line.confirmed_tax_rate;
    });
    if (same != known.end()) {
        // Signed for anew after its receipt was reversed, it came then.
        if (same->quantity.value == 0) {
            same->delivered_on = delivery.delivered_on;
            same->period_ends_on = month_end(delivery.delivered_on);
        }
        same->quantity.value += delivery.accepted.value;
        DENGYUN_CHECK(price(*same));
        DENGYUN_TRY(added, unit.update(std::move(*same)));
        DENGYUN_CHECK(api::arm_timer(unit, added, false));
        return std::move(added);
    }
    StatementLine line{.supplier_id = order_line.supplier_id,
                       .order_line_id = order_line.id,
                       .order_number = order_line.number,
                       .description_text = order_line.description_text,
                       .unit = order_line.unit,
                       .shipment_id = delivery.shipment_id,
                       .lot = delivery.lot,
                       .delivered_on = delivery.delivered_on,
                       .period_ends_on = month_end(delivery.delivered_on),
                       .shipped = delivery.shipped,
                       .quantity = delivery.accepted,
                       .unit_price = unit_price,
                       .tax_rate = order_line.confirmed_tax_rate};
    line.organisation_id = order_line.organisation_id;
    DENGYUN_CHECK(price(line));
    DENGYUN_TRY(made, unit.insert(std::move(line)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    return std::move(made);
}

Result<> take_back(store::Unit& unit, Id<OrderLine> id, Id<Source> shipment, std::string_view lot, Quantity accepted) {
    DENGYUN_TRY(lines, deliveries_of(unit, id));
    for (auto& line : lines) {
        const bool is_free = line.status == LineStatus::open || line.status == LineStatus::proposed;
        const bool is_of_it = line.shipment_id == shipment && line.lot == lot && line.quantity >= accepted;
        if (!is_free || !is_of_it) continue;
        line.quantity.value -= accepted.value;
        DENGYUN_CHECK(price(line));
        DENGYUN_TRY(lowered, unit.update(std::move(line)));
        return lowered.statement_id ? sum_up(unit, *lowered.statement_id) : Result<>{};
    }
    return fail(ErrorKind::conflict, "statement_line.stated");
}

Result<Quantity> lower_deliveries(store::Unit& unit, Id<OrderLine> id, Quantity returned) {
    DENGYUN_TRY(lines, deliveries_of(unit, id));
    std::ranges::reverse(lines);
    std::optional<Id<Statement>> touched;
    for (auto& line : lines) {
        using enum LineStatus;
        const bool is_free =
            line.status == open || line.status == proposed || line.status == disputed || line.status == confirmed;
        const auto part = std::min(line.quantity.value, returned.value);
        if (!is_free || part == 0) continue;
        line.quantity.value -= part;
        line.shipped.value = std::max<std::int64_t>(line.shipped.value - part, 0);
        if (line.claimed) line.claimed->value = std::max<std::int64_t>(line.claimed->value - part, 0);
        returned.value -= part;
        touched = line.statement_id;
        DENGYUN_CHECK(price(line));
        DENGYUN_CHECK(unit.update(std::move(line)));
        if (touched) DENGYUN_CHECK(sum_up(unit, *touched));
    }
    return returned;
}

Result<Statement> propose(store::Unit& unit, Id<Organisation> buyer, Id<Organisation> supplier, meta::Date until) {
    DENGYUN_TRY(lines, rows_of<StatementLine>(
                           unit,
                           "SELECT id FROM statement_line WHERE organisation_id = ? AND supplier_id = ? AND status = "
                           "'open' AND delivered_on <= ? ORDER BY delivered_on, id LIMIT ?",
                           std::array{meta::Scalar(buyer.value), meta::Scalar(supplier.value),
                                      meta::Scalar(std::int64_t{until.time_since_epoch().count()}),
                                      meta::Scalar(statement_lines_max)}));
    if (lines.empty()) return fail(ErrorKind::conflict, "statement.nothing_open");
    Statement statement{.supplier_id = supplier, .period_ends_on = until};
    statement.organisation_id = buyer;
    DENGYUN_TRY(number, next_number(unit, buyer, until));
    statement.number = std::move(number);
    DENGYUN_TRY(made, unit.insert(std::move(statement)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    DENGYUN_CHECK(unit.emit(supplier, Statement::description.name, made.id.value, "created", "{}"));
    for (auto& line : lines) {
        line.statement_id = made.id;
        DENGYUN_CHECK(api::disarm_timer(unit, line));
        DENGYUN_CHECK(move(unit, std::move(line), LineAction::propose, system_mover()));
    }
    DENGYUN_CHECK(sum_up(unit, made.id));
    return unit.find(made.id);
}

Result<Statement> confirm(store::Unit& unit, Statement statement, bool by_supplier) {
    DENGYUN_CHECK(flow::next_state(Statement::states, static_cast<std::int64_t>(statement.status),
                                   static_cast<std::int64_t>(StatementAction::confirm), &statement, unit.now(),
                                   system_mover()));
    auto& own = by_supplier ? statement.supplier_confirmed_at : statement.buyer_confirmed_at;
    if (!own) own = unit.now();
    if (statement.buyer_confirmed_at && statement.supplier_confirmed_at) {
        DENGYUN_CHECK(api::disarm_timer(unit, statement));
        return confirm_lines(unit, std::move(statement), StatementAction::confirm);
    }
    const auto other = by_supplier ? statement.organisation_id : statement.supplier_id;
    DENGYUN_TRY(saved, unit.update(std::move(statement), "confirmed_by_one"));
    if (other != saved.organisation_id)
        DENGYUN_CHECK(unit.emit(other, Statement::description.name, saved.id.value, "confirmed_by_one", "{}"));
    return std::move(saved);
}

Result<Statement> deem_confirmed(store::Unit& unit, Statement statement) {
    return confirm_lines(unit, std::move(statement), StatementAction::lapse);
}

Result<StatementLine> dispute(store::Unit& unit, StatementLine line, Quantity claimed, std::string reason,
                              const flow::Mover& mover) {
    // Between what one side has counted and what the other has.
    const auto most = std::max(line.shipped.value, line.quantity.value);
    if (claimed.value < 0 || claimed.value > most)
        return fail(ErrorKind::invalid, "request.invalid", {{"claimed", "exceeds_open", to_text(Quantity{most})}});
    line.claimed = claimed;
    line.status_reason = std::move(reason);
    line.disputed_by_supplier = mover.is_platform;
    return move(unit, std::move(line), mover.is_platform ? LineAction::contest : LineAction::dispute, mover);
}

Result<StatementLine> move_line(store::Unit& unit, StatementLine line, LineAction action, const flow::Mover& mover) {
    switch (action) {
        case LineAction::agree:
        case LineAction::concur:
            return settle(unit, std::move(line), action, mover);
        case LineAction::dispute:
        case LineAction::contest:
            return fail(ErrorKind::conflict, "statement_line.by_dispute");
        case LineAction::roll:
            return roll_over(unit, std::move(line), mover);
        case LineAction::propose: {
            // The month is over: this line's timer proposes all that is open between the two.
            const auto id = line.id;
            DENGYUN_CHECK(propose(unit, line.organisation_id, line.supplier_id, line.period_ends_on));
            return unit.find(id);
        }
        default:
            return move(unit, std::move(line), action, mover);
    }
}

}  // namespace dengyun::invoicing
