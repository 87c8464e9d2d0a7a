#pragma once
// A scenario with a buyer (organisation 11), the platform's operator (1) and two workshops (12, 13) with a machine
// each: items, machines, slots and money are there; options are written by hand, as dispatching would.
#include "flows/ordering/ordering.h"
#include "kernel/api/test/scenario.h"

namespace dengyun::ordering::test {

inline constexpr Id<Organisation> buyer_organisation{11};
inline constexpr std::array<Id<Organisation>, 2> workshop_organisations{Id<Organisation>{12}, Id<Organisation>{13}};
inline const api::Caller buyer = api::member(api::Role::owner, 11);
inline const api::Caller operator_ = api::member(api::Role::platform_operator, 1);
inline const api::Caller first_workshop = api::member(api::Role::owner, 12);
inline const api::Caller first_worker = api::member(api::Role::worker, 12);
inline const api::Caller second_workshop = api::member(api::Role::owner, 13);
inline const api::Caller stranger_firm = api::member(api::Role::owner, 14);

[[nodiscard]] Scope crossing();

// What a flow above adds to the scenario.
struct More {
    std::function<void(api::Routes&)> add_routes{};
    std::function<void(api::Routes&, store::Store&)> add_routes_on{};
    std::vector<std::span<const store::Migration>> migrations{};
    std::vector<std::span<const Message>> messages{};
};

class Scenario : public api::Scenario {
  protected:
    explicit Scenario(const More& more = {});
    void SetUp() override;
    void TearDown() override;

    template <class T>
    Result<T> unit(const std::function<Result<T>(store::Unit&)>& work) {
        auto done = store().write<T>(crossing(), work);
        if (!done && done.error().code == "internal") ADD_FAILURE() << done.error().detail;
        return done;
    }
    template <class E>
    E find(Id<E> id) {
        return unit<E>([&](store::Unit& u) { return u.find(id); }).value();
    }
    void top_up(Id<Organisation> organisation, std::int64_t fen);
    // What an account of the custody book holds, less what is held; 0 where there is none.
    std::int64_t balance(const std::string& code);

    // A need of that many pieces.
    SalesOrder need(std::int64_t pieces = 100, std::string_view more = "");
    // An option in two operations: the first at workshop 12, the second at 13, on reserved slots. Costs 3,000 and 2,000
    // yuan; with transport 500, margin 400, reserve 100 the price is 6,000 yuan.
    OrderOption option(const SalesOrder& order, Duration reserved_for = std::chrono::hours(48));
    SalesOrder quoted(std::int64_t pieces = 100, std::string_view more = "");
    SalesOrder funded(std::int64_t pieces = 100, std::string_view more = "");
    SalesOrder released(std::int64_t pieces = 100, std::string_view more = "");  // both workshops have acknowledged
    std::vector<OperationTask> tasks(const SalesOrder& order);
    // Everything of a task up to passed, through the routes.
    void make(Id<OperationTask> task, const api::Caller& workshop, std::int64_t good, std::int64_t scrap = 0);
    std::string code(const api::Answer& answer) { return answer.status < 300 ? answer.text("status") : answer.code(); }
    std::string order_path(const SalesOrder& order) { return "/api/v1/sales-orders/" + to_text(order.id); }
    std::string task_path(Id<OperationTask> id) { return "/api/v1/operation-tasks/" + to_text(id); }
    api::Answer report(Id<OperationTask> id, const api::Caller& who, std::int64_t good, std::int64_t rework,
                       std::int64_t scrap, std::string_view more = "");

    Id<items::Item> item{};
    Id<items::Revision> revision{};
    Id<items::Routing> routing{};
    std::array<Id<items::Operation>, 2> operations{};
    Id<enterprise::Site> buyer_site{};
    std::array<Id<enterprise::Site>, 2> sites{};
    std::array<Id<capacity::Machine>, 2> machines{};
    std::array<std::size_t, 2> places{0, 1};  // at which of the workshops an option has each operation

  private:
    void make_item();
    Instant next_start_{};  // so that no two options want the same time
};

}  // namespace dengyun::ordering::test
