#include "test/purchasing/walk.h"

#include "kernel/meta/date.h"

namespace dengyun::purchase_walk {
namespace {

constexpr std::size_t orders_open = 8;

}  // namespace

std::string Walk::fault() { return fault_of(*this, posted_); }

std::string Walk::fault_of_step() { return fault_of(*this, touched_.next(*this), posted_); }

api::Caller Walk::anybody() {
    const auto organisation = dice().of(std::vector<std::int64_t>{1, 11, 12, 13, 15, stranger_organisation});
    return dice().one_in(3) ? api::member(api::Role::worker, organisation) : owner_of({organisation});
}

void Walk::remember(std::string_view id) {
    if (const auto known = parse_id<PurchaseOrder>(id)) open_.push_back(*known);
}

std::vector<OrderLine> Walk::lines_of(const PurchaseOrder& order) {
    return read<std::vector<OrderLine>>(
               [&](store::Reader& reader) { return purchase_orders::lines_of(reader, order.id); })
        .value();
}

std::string Walk::day(std::int64_t days) { return meta::date_text(china_date(clock.now()) + std::chrono::days(days)); }

void Walk::step() {
    if (dice().one_in(60)) return pass_time();
    if (dice().one_in(30)) return blanket_step(*this);
    if (open_.empty() || (open_.size() < orders_open && dice().one_in(8))) return need_step(*this);
    const auto id = dice().of(open_);
    const auto order = read<PurchaseOrder>([&](store::Reader& reader) { return reader.find(id); });
    using enum purchase_orders::OrderStatus;
    const bool is_over = !order || order->status == closed || order->status == cancelled;
    // What is over stays for a while: goods may come back, and it is to be paid for.
    if (!order || (is_over && dice().one_in(order->status == closed ? 60 : 6))) {
        std::erase(open_, id);
        return;
    }
    const bool is_answered = order->status == open || order->status == closed || order->status == confirmed;
    choose({{is_answered ? 2 : 9, [&] { order_step(*this, *order); }},
            {is_answered ? 6 : 1, [&] { goods_step(*this, *order); }},
            {is_answered ? 2 : 0, [&] { statement_step(*this, *order); }},
            {is_answered ? 4 : 1, [&] { invoice_step(*this, *order); }}});
}

}  // namespace dengyun::purchase_walk
