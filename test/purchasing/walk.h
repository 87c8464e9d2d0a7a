#pragma once
// A random walk of buyers, suppliers and the clock through all documents of purchases.
#include <set>

#include "test/purchasing/world.h"

namespace dengyun::purchase_walk {

using purchase_orders::OrderLine;
using purchase_orders::PurchaseOrder;

// The orders that what has happened since the last time was about.
class Touched {
  public:
    [[nodiscard]] std::set<Id<PurchaseOrder>> next(World& world);

  private:
    std::map<std::int64_t, std::int64_t> heads_;  // of each organisation's log
};

class Walk : public World, public walking::Walk {
  public:
    explicit Walk(std::uint64_t seed) : walking::Walk(static_cast<World&>(*this), seed) {}

    void remember(std::string_view id);
    // One of the latest rows that a query gives the ids of, by the dice; nothing where there is none.
    template <class E, class... Values>
    std::optional<E> any(std::string_view sql, Values... values) {
        const auto found =
            read<std::vector<std::int64_t>>([&](store::Reader& reader) -> Result<std::vector<std::int64_t>> {
                return ids(reader, sql, std::array<meta::Scalar, sizeof...(Values)>{values...});
            }).value();
        if (found.empty()) return std::nullopt;
        return find(Id<E>{dice().of(found)});
    }
    [[nodiscard]] std::vector<OrderLine> lines_of(const PurchaseOrder& order);
    // So many days from now, as people write it.
    [[nodiscard]] std::string day(std::int64_t days);

  private:
    void step() override;
    std::string fault() override;
    std::string fault_of_step() override;
    api::Caller anybody() override;
    [[nodiscard]] std::span<const std::string_view> watched_tables() const override { return tables; }

    std::vector<Id<PurchaseOrder>> open_;
    std::map<std::string, std::string> posted_;
    Touched touched_;
};

// Orders by hand, from awards and from blanket orders; forecasts.
void need_step(Walk& walk);
void blanket_step(Walk& walk);
// What both sides do with an order and its lines, with its goods, and with what it costs.
void order_step(Walk& walk, const PurchaseOrder& order);
void goods_step(Walk& walk, const PurchaseOrder& order);
void statement_step(Walk& walk, const PurchaseOrder& order);
void invoice_step(Walk& walk, const PurchaseOrder& order);

// What is wrong with all that there is; empty where nothing is. `posted`: what was posted before, and is never edited.
[[nodiscard]] std::string fault_of(World& world, std::map<std::string, std::string>& posted);
// With what belongs to these orders alone.
[[nodiscard]] std::string fault_of(World& world, const std::set<Id<PurchaseOrder>>& orders,
                                   std::map<std::string, std::string>& posted);

}  // namespace dengyun::purchase_walk
