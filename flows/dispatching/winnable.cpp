#include "flows/dispatching/winnable.h"

#include <algorithm>

#include "flows/dispatching/demand.h"
#include "kernel/store/store.h"

namespace dengyun::dispatching {
namespace {

constexpr std::size_t needs_max = 200;  // orders, and tasks, that are looked at: the first due ones
constexpr std::size_t answers_max = 200;
constexpr std::int64_t minute_ms = 60'000;

constexpr meta::Choice froms[] = {{"need", {"报价中的需求", "A need that is being quoted"}},
                                  {"task", {"待重新安排的任务", "A task to place anew"}}};
constexpr meta::Choices from_choices{"winnable_from", froms};

using W = Winnable;
constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options fen{.flags = meta::read_only, .format = meta::Format::fen};
constexpr auto fields = meta::fields(
    meta::field<&W::operation_id>("operation_id", {"工序", "Operation"},
                                  {.flags = meta::read_only, .reference = "operation"}),
    meta::field<&W::from>("from", {"来源", "From"}, told),
    meta::field<&W::operation_name>("operation_name", {"工序名称", "Operation name"}, told),
    meta::field<&W::operation_name_en>("operation_name_en", {"工序英文名称", "English name"}, told),
    meta::field<&W::process>("process", {"工艺", "Process"}, told),
    meta::field<&W::pieces>("pieces", {"件数", "Pieces"}, told),
    meta::field<&W::due_on>("due_on", {"交货日期", "Due on"}, told),
    meta::field<&W::material>("material", {"加工材料", "Material"}, told),
    meta::field<&W::part_size_mm>("part_size_mm", {"零件尺寸（毫米）", "Part size (mm)"}, told),
    meta::field<&W::tolerance_um>("tolerance_um", {"公差（微米）", "Tolerance (µm)"}, told),
    meta::field<&W::can_win>("can_win", {"能接", "Can be won"}, told),
    meta::field<&W::machine_id>("machine_id", {"设备", "Machine"}, {.flags = meta::read_only, .reference = "machine"}),
    meta::field<&W::machine_name>("machine_name", {"设备名称", "Machine's name"}, told),
    meta::field<&W::refusals>("refusals", {"不能接的原因", "Why not"}, told),
    meta::field<&W::has_rate_card>("has_rate_card", {"有报价卡", "Has a rate card"}, told),
    meta::field<&W::minutes_needed>("minutes_needed", {"所需机时（分钟）", "Machine time (minutes)"}, told),
    meta::field<&W::free_minutes>("free_minutes", {"空闲机时（分钟）", "Free (minutes)"}, told),
    meta::field<&W::expected_price>("expected_price", {"预计收入", "Expected price"}, fen),
    meta::field<&W::price_lines>("price_lines", {"价格明细", "Lines of the price"}, told),
    meta::field<&W::per_hour>("per_hour", {"每小时收入", "For an hour"}, fen),
    meta::field<&W::able>("able", {"全平台能做的设备", "Machines that can do it"}, told));
constexpr auto list_fields = meta::fields(meta::field<&WinnableList::items>("items", {"可接工序", "Operations"}, told));

struct Open {
    items::Operation operation;
    WinnableFrom from = WinnableFrom::need;
    std::int64_t pieces = 0;
    Instant due{};
};

struct Openings {
    std::vector<Open> all;
    Instant now{};
};

Result<> add_need(store::Reader& reader, const orders::SalesOrder& order, std::vector<Open>& out) {
    DENGYUN_TRY(routing, items::primary_routing(reader, order.organisation_id, order.revision_id));
    if (!routing) return {};
    DENGYUN_TRY(operations, items::operations_of(reader, order.organisation_id, routing->id));
    const auto sorted = items::passage(operations);
    const auto pieces = items::pieces_in(sorted, order.quantity.value / orders::one_piece);
    if (!pieces) return {};  // a routing that nobody can plan
    for (std::size_t i = 0; i < sorted.size(); ++i)
        if (sorted[i].may_be_outsourced)
            out.push_back({sorted[i], WinnableFrom::need, (*pieces)[i], Instant(order.due_on) + flow::day});
    return {};
}

Result<Openings> openings(store::Reader& reader) {
    Openings out{.all = {}, .now = reader.now()};
    DENGYUN_TRY(needs, orders::open_needs(reader, platform_organisation, needs_max));
    for (const auto& order : needs) DENGYUN_CHECK(add_need(reader, order, out.all));
    DENGYUN_TRY(tasks, orders::tasks_to_place(reader, platform_organisation, needs_max));
    for (const auto& task : tasks) {
        DENGYUN_TRY(operation, reader.find(task.operation_id));
        // What is late already is wanted as soon as it can be.
        const auto due = std::max(task.planned_end_at, out.now + 7 * flow::day);
        out.all.push_back({std::move(operation), WinnableFrom::task, task.planned_in.value / orders::one_piece, due});
    }
    std::erase_if(out.all, [&](const Open& one) { return one.due <= out.now || one.pieces < 1; });
    return out;
}

capacity::Requirement requirement_of(const Open& open, Instant now) {
    const auto& operation = open.operation;
    return {.process = operation.process,
            .material = operation.material,
            .part_size_mm = operation.part_size_mm,
            .tolerance_um = operation.tolerance_um,
            .from = now,
            .to = std::min(open.due, now + capacity::window_max),
            .minutes_needed = (operation.setup_s * 1'000 + operation.unit_time_ms * open.pieces) / minute_ms + 1};
}

const capacity::RateCard* card_on(const capacity::IndexedWorkshop& workshop, reference::Process process,
                                  meta::Date day) {
    for (const auto& card : workshop.rates)
        if (card.process == process && capacity::holds_on(card, day)) return &card;
    return nullptr;
}

void price(Winnable& out, const capacity::IndexedWorkshop& workshop, const Open& open, Instant now) {
    const auto* card = card_on(workshop, open.operation.process, china_date(now));
    if (card == nullptr) return;
    const auto found = capacity::price_of(*card, work_of(open.operation, open.pieces));
    if (!found || found->total.value == 0) return;
    out.has_rate_card = true;
    out.expected_price = found->total;
    out.price_lines = found->lines;
    out.per_hour = {found->total.value * 60 / std::max<std::int64_t>(1, out.minutes_needed)};
}

// By the machine that can, or misses least.
std::optional<Winnable> judge(const Open& open, const capacity::IndexedWorkshop& workshop, Instant now) {
    const auto requirement = requirement_of(open, now);
    const auto material = capacity::plain_material(requirement.material.value_or(""));
    capacity::WorkingTimes times(requirement.from, requirement.to);
    std::optional<capacity::Candidate> best;
    std::string name;
    for (const auto& indexed : workshop.machines) {
        const auto& processes = indexed.machine.processes;
        if (std::ranges::find(processes, requirement.process) == processes.end()) continue;
        auto candidate = capacity::judge(requirement, material, workshop, indexed, times);
        const auto rank = [](const capacity::Candidate& one) { return std::pair(one.refusals.size(), -one.score); };
        if (best && rank(*best) <= rank(candidate)) continue;
        best = std::move(candidate);
        name = indexed.machine.name;
    }
    if (!best) return std::nullopt;
    const auto& operation = open.operation;
    Winnable out{.operation_id = operation.id,
                 .from = open.from,
                 .operation_name = operation.name,
                 .operation_name_en = operation.name_en,
                 .process = operation.process,
                 .pieces = open.pieces,
                 .due_on = china_date(open.due - Duration{1}),
                 .material = operation.material,
                 .part_size_mm = operation.part_size_mm,
                 .tolerance_um = operation.tolerance_um,
                 .machine_id = best->machine_id,
                 .machine_name = std::move(name),
                 .refusals = std::move(best->refusals),
                 .minutes_needed = requirement.minutes_needed,
                 .free_minutes = best->free_minutes};
    price(out, workshop, open, now);
    out.can_win = out.refusals.empty() && out.has_rate_card;
    return out;
}

Result<WinnableList> winnable(const api::Call& call, store::Store& store, Solver& solver) {
    DENGYUN_TRY(open, store.read<Openings>(call.scope, openings));
    auto& index = solver.capacity();
    DENGYUN_CHECK(index.refresh());
    WinnableList page;
    const auto own = index.workshop(call.principal->organisation);
    if (!own) return page;
    for (const auto& one : open.all)
        if (auto judged = judge(one, *own, open.now)) page.items.push_back(std::move(*judged));
    std::ranges::sort(page.items, {}, [](const Winnable& one) {
        return std::tuple(!one.can_win, -one.per_hour.value, one.due_on, one.operation_id);
    });
    if (page.items.size() > answers_max) page.items.resize(answers_max);
    // How many others can: only of what is shown.
    for (auto& one : page.items) {
        const auto same =
            std::ranges::find(open.all, one.operation_id, [](const Open& other) { return other.operation.id; });
        DENGYUN_TRY(found, index.search(requirement_of(*same, open.now), {.limit = 1}));
        one.able = found.able;
    }
    return page;
}

}  // namespace

const meta::Choices& choices_of(WinnableFrom) { return from_choices; }

constinit const meta::Entity Winnable::description{
    .name = "winnable_operation", .label = {"可接工序", "Operation to win"}, .fields = fields, .stored = false};

constinit const meta::Entity WinnableList::description{
    .name = "winnable_operations", .label = {"可接工序", "Operations to win"}, .fields = list_fields, .stored = false};

void add_winnable_routes(api::Routes& routes, Solver& solver) {
    routes.get<WinnableList>(
        "/api/v1/winnable-operations", api::needs("orders.supply"),
        {"本单位能接的工序、预计收入和原因", "What one's workshop can win, for how much, and why"},
        [&solver](const api::Call& call, store::Store& store) { return winnable(call, store, solver); },
        {.reach = api::Reach::all});
}

}  // namespace dengyun::dispatching
