#include "flows/ordering/test/world.h"

#include <fmt/format.h>

namespace dengyun::ordering::test {
namespace {

constexpr std::int64_t yuan = 100;
// The operator's, as the module identity declares it.
constexpr api::Permission see_private[] = {
    {"platform.see_private", {"看私有字段", "See private fields"}, api::RoleSet{api::Role::platform_operator}}};

void must(const Result<>& done) { ASSERT_TRUE(done) << done.error().code << ' ' << done.error().detail; }

template <class Part>
std::vector<Part> both(std::vector<Part> own, const std::vector<Part>& more) {
    own.insert(own.end(), more.begin(), more.end());
    return own;
}

template <class E>
Result<E> owned(E row, Id<Organisation> owner) {
    row.organisation_id = owner;
    return row;
}

}  // namespace

Scope crossing() { return Scope::crossing(platform_organisation, {ActorKind::user, 7, "调度员"}); }

Scenario::Scenario(const More& more)
    : api::Scenario(
          [&more](api::Routes& routes, store::Store& store) {
              escrow::add_routes(routes);
              orders::add_routes(routes);
              ordering::add_routes(routes);
              routes.declare(items::permissions());
              routes.declare(see_private);
              api::add_task_route(routes);
              if (more.add_routes) more.add_routes(routes);
              if (more.add_routes_on) more.add_routes_on(routes, store);
          },
          both({enterprise::migrations(), ledger::migrations(), escrow::migrations(), items::migrations(),
                capacity::migrations(), orders::migrations()},
               more.migrations),
          both({enterprise::messages(), ledger::messages(), escrow::messages(), items::messages(), capacity::messages(),
                orders::messages(), ordering::messages()},
               more.messages)) {}

void Scenario::SetUp() {
    must(store().run_write(crossing(), [&](store::Unit& u) -> Result<> {
        const auto site = [&](std::int64_t owner, const char* name) -> Result<Id<enterprise::Site>> {
            DENGYUN_TRY(profile, enterprise::create_profile(u, {owner}, enterprise::NewProfile{.name = name}));
            static_cast<void>(profile);
            enterprise::Site row{.name = "厂区", .region_code = "330206", .address = "路 1 号"};
            row.organisation_id = {owner};
            DENGYUN_TRY(made, u.insert(std::move(row)));
            return made.id;
        };
        DENGYUN_TRY(home, site(11, "买方"));
        buyer_site = home;
        for (std::size_t i = 0; i < 2; ++i) {
            DENGYUN_TRY(made, site(12 + static_cast<std::int64_t>(i), "加工点"));
            sites.at(i) = made;
            capacity::Machine machine{
                .number = "1", .name = "冲床", .site_id = made, .processes = {reference::process("punching")}};
            machine.organisation_id = workshop_organisations.at(i);
            DENGYUN_TRY(kept, capacity::add_machine(u, std::move(machine)));
            machines.at(i) = kept.id;
        }
        return {};
    }));
    make_item();
    next_start_ = clock.now() + std::chrono::hours(24);
}

void Scenario::make_item() {
    must(store().run_write(crossing(), [&](store::Unit& u) -> Result<> {
        items::Item row{
            .number = "P-1", .name = "车牌", .name_en = "Plate", .unit = "块", .kind = items::ItemKind::bought};
        row.organisation_id = buyer_organisation;
        DENGYUN_TRY(made, items::add_item(u, std::move(row)));
        item = made.id;
        items::Revision first{.item_id = item, .code = "A"};
        first.organisation_id = buyer_organisation;
        DENGYUN_TRY(draft, items::add_revision(u, std::move(first)));
        revision = draft.id;
        items::Routing way{.revision_id = revision, .name = "常规", .is_primary = true};
        way.organisation_id = buyer_organisation;
        DENGYUN_TRY(kept, items::add_routing(u, std::move(way)));
        routing = kept.id;
        for (std::size_t i = 0; i < 2; ++i) {
            items::Operation operation{.routing_id = routing,
                                       .number = 10 + 10 * static_cast<std::int64_t>(i),
                                       .name = i == 0 ? "冲孔" : "雕刻",
                                       .process = reference::process("punching"),
                                       .unit_time_ms = 1'000,
                                       .has_inspection = true};
            if (i == 1) operation.predecessors = {10};
            operation.organisation_id = buyer_organisation;
            DENGYUN_TRY(one, items::add_operation(u, std::move(operation)));
            operations.at(i) = one.id;
        }
        DENGYUN_TRY(posted, items::release(u, std::move(draft), orders::system_mover()));
        static_cast<void>(posted);
        return {};
    }));
}

void Scenario::TearDown() {
    const auto proof = ledger::verify_book(store(), ledger::custody_book);
    ASSERT_TRUE(proof) << proof.error().code;
    EXPECT_EQ(proof->fault, "");
}

void Scenario::top_up(Id<Organisation> organisation, std::int64_t fen) {
    must(store().run_write(crossing(), [&](store::Unit& u) -> Result<> {
        DENGYUN_TRY(cash, escrow::cash_of(u, organisation));
        DENGYUN_TRY(bank, ledger::open_account(u, ledger::custody_book,
                                               {.code = "custodian",
                                                .name = "银行",
                                                .kind = ledger::AccountKind::custodian,
                                                .holder = platform_organisation,
                                                .balance_min = std::nullopt,
                                                .balance_max = Money{0}}));
        DENGYUN_TRY(posted, ledger::post(u, ledger::custody_book,
                                         {.id = u.new_id<ledger::Voucher>(),
                                          .transfers = {{.id = u.new_id<ledger::Transfer>(),
                                                         .debit_account_id = bank.id,
                                                         .credit_account_id = cash.id,
                                                         .amount = {fen}}}}));
        static_cast<void>(posted);
        return {};
    }));
}

std::int64_t Scenario::balance(const std::string& code) {
    return unit<std::int64_t>([&](store::Unit& u) -> Result<std::int64_t> {
               DENGYUN_TRY(account, ledger::find_account(u, ledger::custody_book, code));
               if (!account) return 0;
               DENGYUN_TRY(held, ledger::read_balance(u, ledger::custody_book, account->id));
               return held.balance - held.debits_pending;
           })
        .value_or(-1);
}

SalesOrder Scenario::need(std::int64_t pieces, std::string_view more) {
    const auto made = post(
        "/api/v1/sales-orders",
        fmt::format(R"({{"item_id":"{}","revision_id":"{}","quantity":{},"due_on":"2026-04-30","site_id":"{}"{}}})",
                    to_text(item), to_text(revision), pieces * 1'000, to_text(buyer_site), more),
        buyer);
    EXPECT_EQ(made.status, 201U) << made.body;
    return find(*parse_id<SalesOrder>(made.id()));
}

OrderOption Scenario::option(const SalesOrder& order, Duration reserved_for) {
    const auto made = unit<OrderOption>([&](store::Unit& u) -> Result<OrderOption> {
        OrderOption option{.kind = orders::OptionKind::cheapest,
                           .routing_id = routing,
                           .price = {6'000 * yuan},
                           .setup = {500 * yuan},
                           .work = {4'500 * yuan},
                           .transport = {500 * yuan},
                           .margin = {400 * yuan},
                           .reserve = {100 * yuan},
                           .promise_at = next_start_ + std::chrono::hours(240),
                           .reserved_until = u.now() + reserved_for,
                           .workshops = 2};
        for (std::size_t i = 0; i < 2; ++i) {
            const auto start = next_start_ + (i == 0 ? Duration{} : std::chrono::hours(72));
            DENGYUN_TRY(slot, capacity::reserve(u, {.machine = machines.at(places.at(i)),
                                                    .starts_at = start,
                                                    .ends_at = start + std::chrono::hours(48),
                                                    .holder = platform_organisation,
                                                    .purpose = order.number,
                                                    .expires_at = option.reserved_until}));
            option.lots.push_back({.operation_id = operations.at(i),
                                   .operation_number = 10 + 10 * static_cast<std::int64_t>(i),
                                   .workshop_id = workshop_organisations.at(places.at(i)),
                                   .site_id = sites.at(places.at(i)),
                                   .machine_id = machines.at(places.at(i)),
                                   .slot_id = slot.id,
                                   .quantity_in = order.quantity,
                                   .quantity_out = order.quantity,
                                   .starts_at = slot.starts_at,
                                   .ends_at = slot.ends_at,
                                   .price = {(i == 0 ? 3'000 : 2'000) * yuan}});
        }
        option.moves = {{.from = 0, .to = 1, .quantity = order.quantity},
                        {.from = 1, .to = -1, .quantity = order.quantity}};
        return orders::add_option(u, order, std::move(option));
    });
    EXPECT_TRUE(made) << (made ? "" : made.error().code + made.error().detail);
    next_start_ += std::chrono::hours(168);
    return made.value_or(OrderOption{});
}

SalesOrder Scenario::quoted(std::int64_t pieces, std::string_view more) {
    const auto order = need(pieces, more);
    option(order);
    EXPECT_EQ(code(act(order_path(order), "quote", operator_)), "quoted");
    return find(order.id);
}

SalesOrder Scenario::funded(std::int64_t pieces, std::string_view more) {
    const auto order = quoted(pieces, more);
    const auto options = get(order_path(order) + "/options", buyer).all("id");
    EXPECT_EQ(code(act("/api/v1/order-options/" + options.at(0), "accept", buyer)), "accepted");
    top_up(buyer_organisation, find(order.id).price.value);
    EXPECT_EQ(code(act(order_path(order), "fund", buyer)), "funded");
    return find(order.id);
}

SalesOrder Scenario::released(std::int64_t pieces, std::string_view more) {
    const auto order = funded(pieces, more);
    EXPECT_EQ(code(act(order_path(order), "release", operator_)), "released");
    const auto all = tasks(order);
    const auto workshop_of = [](const OperationTask& task) {
        return api::member(api::Role::owner, task.workshop_id.value);
    };
    EXPECT_EQ(code(post(task_path(all[0].id) + "/acknowledgement/actions", "", workshop_of(all[0]))), "offered");
    EXPECT_EQ(code(post(task_path(all[1].id) + "/acknowledgement/actions", "", workshop_of(all[1]))), "planned");
    return find(order.id);
}

std::vector<OperationTask> Scenario::tasks(const SalesOrder& order) {
    return unit<std::vector<OperationTask>>([&](store::Unit& u) { return orders::tasks_of(u, order.id); }).value();
}

api::Answer Scenario::report(Id<OperationTask> id, const api::Caller& who, std::int64_t good, std::int64_t rework,
                             std::int64_t scrap, std::string_view more) {
    return post(task_path(id) + "/reports",
                fmt::format(R"({{"revision_id":"{}","good":{},"rework":{},"scrap":{}{}}})", to_text(revision),
                            good * 1'000, rework * 1'000, scrap * 1'000, more),
                who);
}

void Scenario::make(Id<OperationTask> id, const api::Caller& workshop, std::int64_t good, std::int64_t scrap) {
    EXPECT_EQ(code(act(task_path(id), "accept", workshop)), "accepted");
    EXPECT_EQ(code(act(task_path(id), "start", workshop)), "running");
    EXPECT_EQ(report(id, workshop, good, 0, scrap).status, 201U);
    EXPECT_EQ(code(act(task_path(id), "inspect", operator_)), "inspected");
    EXPECT_EQ(code(act(task_path(id), "pass", operator_)), "passed");
}

}  // namespace dengyun::ordering::test
