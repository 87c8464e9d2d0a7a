#pragma once
// A buyer (organisation 10) with a plate of thirteen operations, nine workshops (11 to 19) that can make it, and the
// operator of the platform.
#include "flows/dispatching/dispatching.h"
#include "flows/fulfilment/fulfilment.h"
#include "flows/ordering/ordering.h"
#include "kernel/api/test/scenario.h"
#include "modules/ledger/api.h"

namespace dengyun::dispatching::test {

inline const api::Caller buyer = api::member(api::Role::owner, 10);
inline const api::Caller workshop = api::member(api::Role::owner, 11);
inline const api::Caller platform = api::member(api::Role::platform_operator, 1);

class World : public api::Scenario {
  protected:
    World();
    // A need of so many pieces; its id.
    std::string need(std::int64_t pieces, std::string_view due = "2026-04-10");
    api::Answer ask(const std::string& order, std::string_view body = "{}") {
        return post("/api/v1/sales-orders/" + order + "/options", std::string(body), platform);
    }
    void write(const std::function<Result<>(store::Unit&)>& work);
    template <class T>
    T read(const std::function<Result<T>(store::Reader&)>& work) {
        auto done = store().read<T>(Scope::system("test"), work);
        EXPECT_TRUE(done) << done.error().code << done.error().detail;
        return done ? std::move(*done) : T{};
    }
    [[nodiscard]] orders::SalesOrder order(const std::string& id);
    [[nodiscard]] std::vector<orders::OrderOption> open_options(const std::string& id);
    [[nodiscard]] std::vector<orders::OperationTask> tasks(const std::string& id);
    [[nodiscard]] Solver& solver() { return *parts_->solver; }
    // Quoted, accepted, funded and released, and its revision acknowledged by everybody.
    void run(const std::string& id);
    // Everything that is reserved or booked, by machine and time; no two of a machine may overlap.
    std::vector<capacity::CapacitySlot> occupied();
    std::vector<capacity::Machine> machines;

  private:
    struct Parts {
        std::unique_ptr<capacity::Index> index;
        std::unique_ptr<plans::Planner> planner;
        std::unique_ptr<scores::Index> scores;
        std::unique_ptr<Solver> solver;
    };
    explicit World(std::shared_ptr<Parts> parts);
    Result<> add_item(store::Unit& unit);
    Result<> add_workshop(store::Unit& unit, std::int64_t id);

    std::shared_ptr<Parts> parts_;
    Id<items::Item> item_{};
    Id<items::Revision> revision_{};
    Id<enterprise::Site> site_{};
};

}  // namespace dengyun::dispatching::test
