#pragma once
// A random walk of everybody through the order loop.
#include "test/orders/world.h"
#include "test/walking/walk.h"

namespace dengyun::order_loop {

using walking::Choice;
using walking::Dice;

class Walk : public World, public walking::Walk {
  public:
    explicit Walk(std::uint64_t seed) : walking::Walk(static_cast<World&>(*this), seed) {}

    // Goods of these orders are neither lost nor spoilt, so that they get to their end.
    [[nodiscard]] static bool is_careful(std::string_view order_number) { return order_number.back() % 2 == 0; }
    void remember(Id<orders::SalesOrder> order) { open_.push_back(order); }

  private:
    void step() override;
    std::string fault() override;
    api::Caller anybody() override;
    void on_order(const orders::SalesOrder& order);

    std::vector<Id<orders::SalesOrder>> open_;
    std::map<std::string, std::string> posted_;
};

// What people do with an order, with one of its tasks, and with the goods of a task or of the delivery.
void order_step(Walk& walk, const orders::SalesOrder& order);
void task_step(Walk& walk, const orders::SalesOrder& order, const orders::OperationTask& task);
void goods_step(Walk& walk, const orders::SalesOrder& order, const orders::OperationTask& task);
void delivery_step(Walk& walk, const orders::SalesOrder& order);
void need_step(Walk& walk);
void machine_step(Walk& walk);

}  // namespace dengyun::order_loop
