#include "test/orders/walk.h"

#include <algorithm>

#include "test/orders/invariants.h"

namespace dengyun::order_loop {
namespace {

constexpr std::size_t orders_open = 8;

}  // namespace

std::string Walk::fault() { return fault_of(*this, posted_); }

api::Caller Walk::anybody() {
    const auto organisation = dice().of(std::vector<std::int64_t>{1, 11, 12, 13, 14, 15, 16, stranger_organisation});
    return dice().one_in(3) ? api::member(api::Role::worker, organisation) : owner_of({organisation});
}

void Walk::step() {
    if (dice().one_in(120)) return pass_time();
    if (dice().one_in(400)) return machine_step(*this);
    if (open_.empty() || (open_.size() < orders_open && dice().one_in(10))) return need_step(*this);
    const auto id = dice().of(open_);
    const auto order = read<orders::SalesOrder>([&](store::Reader& reader) { return reader.find(id); });
    using enum orders::OrderStatus;
    const bool is_over = !order || order->status == closed || order->status == cancelled || order->status == expired ||
                         order->status == closed_short;
    // What is over stays for a while: goods may come back.
    if (!order || (is_over && dice().one_in(12))) {
        std::erase(open_, id);
        return;
    }
    on_order(*order);
}

void Walk::on_order(const orders::SalesOrder& order) {
    const auto tasks = read<std::vector<orders::OperationTask>>([&](store::Reader& reader) {
                           return orders::tasks_of(reader, order.id);
                       }).value();
    if (tasks.empty() || dice().one_in(6)) return order_step(*this, order);
    // Mostly where something can be done: planned ones wait for others, and what is over is over.
    std::vector<orders::OperationTask> open;
    for (const auto& one : tasks)
        if (!orders::is_final(one.status) && one.status != orders::TaskStatus::planned) open.push_back(one);
    const auto& task = dice().of(open.empty() || dice().one_in(6) ? tasks : open);
    const bool has_goods = task.status == orders::TaskStatus::passed ||
                           task.status == orders::TaskStatus::handed_over ||
                           task.status == orders::TaskStatus::reported;
    if (order.delivered.value > 0 && dice().one_in(4)) return delivery_step(*this, order);
    if (has_goods ? !dice().one_in(4) : dice().one_in(30)) return goods_step(*this, order, task);
    task_step(*this, order, task);
}

}  // namespace dengyun::order_loop
