#include "server/demonstration_floor.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <fmt/format.h>

namespace dengyun::server {
namespace {

using Json = boost::json::object;

constexpr std::int64_t piece = 1'000;  // milli
constexpr Duration way = std::chrono::minutes(30);
constexpr Duration ahead = std::chrono::hours(3);  // of the first operation the material is there
constexpr Duration half_day = std::chrono::hours(12);

std::string task_path(const Json& task) { return "/api/v1/operation-tasks/" + text_of(task, "id"); }
std::string order_path(const RunningOrder& order) { return "/api/v1/sales-orders/" + order.id; }
Id<Organisation> organisation_in(const Json& json, std::string_view name) {
    return parse_id<Organisation>(text_of(json, name)).value_or(Id<Organisation>{});
}
std::int64_t whole(std::int64_t milli) { return milli / piece * piece; }
std::int64_t whole_up(std::int64_t milli) { return whole(milli + piece - 1); }

// Whether a good part of what should have come has not.
bool awaits_more(const Json& task) {
    constexpr std::int64_t lost_on_the_way = 5 * piece;
    return std::ranges::any_of(list_of(task, "inputs"), [](const boost::json::value& one) {
        const auto& input = one.as_object();
        return number_of(input, "received") + lost_on_the_way < number_of(input, "quantity");
    });
}

}  // namespace

Result<> Floor::work(RunningOrder& order, Instant now) {
    if (order.is_done) return {};
    DENGYUN_CHECK(sign_arrivals(order, now));
    DENGYUN_TRY(page, desk_.get(operator_, order_path(order) + "/tasks?limit=200"));
    if (order.was_planned_anew) DENGYUN_CHECK(pass_on(order, now));
    is_planned_anew_ = false;
    for (const auto& row : list_of(page, "items")) {
        std::optional<Json> task = row.as_object();
        // From one state to the next, as far as it goes now.
        while (task) {
            if (text_of(*task, "status") == "passed") {
                DENGYUN_CHECK(send_on(order, *task, list_of(page, "items"), now));
                break;
            }
            DENGYUN_TRY(next, step(order, *task, now));
            if (is_planned_anew_) return {};
            task = std::move(next);
        }
    }
    const bool is_judged = order.ending == Ending::bad_lot || order.ending == Ending::settled;
    return is_judged && now >= order.judged_from ? take_delivery(order) : Result<>{};
}

Result<> Floor::sign_arrivals(RunningOrder& order, Instant now) {
    std::vector<RunningOrder::Arrival> later;
    for (auto& arrival : order.on_the_way) {
        // Who has not acknowledged the drawing may not take goods that were made by it.
        const auto receiver = arrival.receiver.organisation;
        const bool may_sign = receiver == order.buyer.organisation || order.has_drawing.contains(receiver.value);
        if (arrival.at > now || !may_sign) {
            later.push_back(std::move(arrival));
            continue;
        }
        order.receivers.insert(receiver.value);
        DENGYUN_CHECK(desk_.post(arrival.receiver, "/api/v1/shipment-signatures/actions",
                                 {{"label_code", arrival.label}, {"lines", boost::json::array{}}}));
    }
    order.on_the_way = std::move(later);
    return {};
}

Result<std::optional<Json>> Floor::step(RunningOrder& order, const Json& task, Instant now) {
    const auto status = text_of(task, "status");
    const auto workshop = owner_(organisation_in(task, "workshop_id"));
    const auto go = [&](const Member& who, std::string_view action) -> Result<std::optional<Json>> {
        DENGYUN_TRY(moved, desk_.act(who, task_path(task), action));
        return std::optional(std::move(moved));
    };
    if (status == "planned" || status == "ready") {
        if (!is_set(task, "has_material") && now + ahead >= time_of(task, "planned_start_at")) {
            DENGYUN_TRY(supplied, desk_.post(operator_, task_path(task) + "/material/actions"));
            if (text_of(supplied, "status") != status) return std::optional(std::move(supplied));
        }
        if (suffers(order, task, IncidentKind::silence)) return std::nullopt;
        // It is the buyer's own.
        if (workshop.organisation == order.buyer.organisation) return std::nullopt;
        if (!order.has_drawing.insert(workshop.organisation.value).second) return std::nullopt;
        DENGYUN_TRY(known, desk_.post(workshop, task_path(task) + "/acknowledgement/actions"));
        if (text_of(known, "status") == status) return std::nullopt;
        return std::optional(std::move(known));
    }
    if (status == "offered") return answer(order, task, workshop);
    if (status == "accepted") {
        if (now < time_of(task, "planned_start_at")) return std::nullopt;
        if (suffers(order, task, IncidentKind::breakdown)) {
            if (strikes(order, task, IncidentKind::breakdown))
                DENGYUN_CHECK(desk_.change(workshop, "/api/v1/machines/" + text_of(task, "machine_id"),
                                           {{"is_available", false}}));
            return std::nullopt;
        }
        return go(workshop, "start");
    }
    if (status == "running") return report(order, task, workshop, now);
    if (status == "reported" && suffers(order, task, IncidentKind::unjudged)) return std::nullopt;
    if (status == "reported" || status == "inspected") return judge(task);
    if (status == "rework") return go(workshop, "resume");
    return std::nullopt;
}

Result<std::optional<Json>> Floor::answer(RunningOrder& order, const Json& task, const Member& workshop) {
    if (suffers(order, task, IncidentKind::silence)) return std::nullopt;
    if (strikes(order, task, IncidentKind::decline)) {
        DENGYUN_CHECK(desk_.act(workshop, task_path(task), "decline", "设备突发检修，无法按期完成"));
        DENGYUN_CHECK(plan_anew(order));
        return std::nullopt;
    }
    if (strikes(order, task, IncidentKind::counter)) {
        DENGYUN_CHECK(counter(task, workshop));
        DENGYUN_TRY(agreed, desk_.get(workshop, task_path(task)));
        return std::optional(std::move(agreed));
    }
    DENGYUN_TRY(accepted, desk_.act(workshop, task_path(task), "accept"));
    return std::optional(std::move(accepted));
}

Result<> Floor::counter(const Json& task, const Member& workshop) {
    const auto price = number_of(task, "price");
    const auto more = price / 100;
    DENGYUN_TRY(offer, desk_.post(workshop, task_path(task) + "/counter-offers",
                                  {{"price", price + more}, {"reason", "需加夜班，人工成本增加"}}));
    DENGYUN_CHECK(desk_.post(operator_, "/api/v1/sales-orders/" + text_of(task, "order_id") + "/reserve/actions",
                             {{"amount", more}}));
    DENGYUN_CHECK(desk_.act(operator_, "/api/v1/counter-offers/" + text_of(offer, "id"), "agree"));
    return {};
}

Result<> Floor::plan_anew(RunningOrder& order) {
    order.was_planned_anew = true;
    is_planned_anew_ = true;
    auto change = desk_.post(operator_, order_path(order) + "/changes");
    // Nobody has time for it now: it stays on the board.
    if (!change && (change.error().code.starts_with("order.") || change.error().code.starts_with("plan."))) return {};
    if (!change) return std::unexpected(std::move(change).error());
    const auto option = text_of(*change, "option_id");
    if (option.empty()) return {};
    const auto path = "/api/v1/order-options/" + option + "/change";
    DENGYUN_CHECK(desk_.act(operator_, path, "agree"));
    if (is_set(*change, "needs_buyer")) DENGYUN_CHECK(desk_.act(order.buyer, path, "accept"));
    return {};
}

Result<std::optional<Json>> Floor::report(RunningOrder& order, const Json& task, const Member& workshop, Instant now) {
    const auto starts = time_of(task, "planned_start_at"), ends = time_of(task, "planned_end_at");
    const auto in = number_of(task, "quantity_in"), good = number_of(task, "good");
    const auto expected = std::min(in, whole_up(number_of(task, "planned_out")));
    const auto to_report = [&](std::int64_t good_pieces, std::int64_t rework, std::int64_t scrap) {
        return Json{
            {"revision_id", text_of(task, "revision_id")}, {"good", good_pieces}, {"rework", rework}, {"scrap", scrap}};
    };
    const auto put_right = number_of(task, "rework");
    Json body;
    if (put_right > 0) {
        body = to_report(whole(put_right * 9 / 10), 0, put_right - whole(put_right * 9 / 10));
        body["from_rework"] = true;
    } else if (now >= ends && !awaits_more(task) && ends < order.stuck_from.value_or(Instant::max())) {
        const bool has_faults = strikes(order, task, IncidentKind::rework);
        const auto faulty = has_faults ? whole((expected - good) / 20) : 0;
        body = to_report(expected - good - faulty, faulty, in - expected);
        body["is_final"] = true;
    } else if (ends - starts > half_day && now >= starts + (ends - starts) / 2 && good == 0 && expected > 2 * piece) {
        body = to_report(whole(expected / 2), 0, 0);  // at half time
    } else {
        return std::nullopt;
    }
    DENGYUN_CHECK(desk_.post(workshop, task_path(task) + "/reports", std::move(body)));
    DENGYUN_TRY(reported, desk_.get(workshop, task_path(task)));
    if (text_of(reported, "status") == "running") return std::nullopt;
    return std::optional(std::move(reported));
}

Result<std::optional<Json>> Floor::judge(const Json& task) {
    const auto moved = [&](std::string_view action) -> Result<std::optional<Json>> {
        DENGYUN_TRY(done, desk_.act(operator_, task_path(task), action));
        return std::optional(std::move(done));
    };
    if (text_of(task, "status") == "inspected") return moved(number_of(task, "rework") > 0 ? "rework" : "pass");
    if (!is_set(task, "has_inspection") || number_of(task, "rework") > 0) return moved("inspect");
    DENGYUN_TRY(begun, desk_.post(operator_, task_path(task) + "/inspections"));
    const auto path = "/api/v1/inspections/" + text_of(begun, "id");
    DENGYUN_CHECK(desk_.post(operator_, path + "/results/actions",
                             {{"inspected", number_of(begun, "sample_size")}, {"nonconforming", 0}}));
    DENGYUN_CHECK(desk_.act(operator_, path, "accept"));
    DENGYUN_TRY(passed, desk_.get(operator_, task_path(task)));
    return std::optional(std::move(passed));
}

Result<> Floor::send_on(RunningOrder& order, const Json& task, const boost::json::array& all, Instant now) {
    // What is on its way already has been sent as a whole.
    if (!order.happened.insert("sent " + text_of(task, "lot_number") + std::to_string(number_of(task, "attempt")))
             .second)
        return {};
    const auto own = organisation_in(task, "workshop_id");
    auto open = number_of(task, "good") - number_of(task, "handed_over");
    if (is_set(task, "is_last")) {
        const bool is_half = order.ending == Ending::half_delivered;
        const auto quantity = std::min(order.open, is_half ? whole(open * 3 / 5) : open);
        order.open -= quantity;
        return quantity > 0 ? ship(order, task, order.buyer, quantity, now) : Result<>{};
    }
    std::vector<std::pair<Id<Organisation>, std::int64_t>> receivers;
    bool stays = false;
    for (const auto& row : all)
        for (const auto& input : list_of(row.as_object(), "inputs")) {
            if (text_of(input.as_object(), "task_id") != text_of(task, "id")) continue;
            if (text_of(row.as_object(), "status") == "cancelled") continue;
            const auto receiver = organisation_in(row.as_object(), "workshop_id");
            const auto quantity = number_of(input.as_object(), "quantity") - number_of(input.as_object(), "received");
            const auto known = std::ranges::find(receivers, receiver, &decltype(receivers)::value_type::first);
            if (receiver == own)
                stays = true;
            else if (known == receivers.end())
                receivers.emplace_back(receiver, quantity);
            else
                known->second += quantity;
        }
    for (std::size_t i = 0; i < receivers.size(); ++i) {
        const bool is_rest = !stays && i + 1 == receivers.size();
        const auto quantity = is_rest ? open : std::min(open, whole_up(receivers[i].second));
        if (quantity <= 0) continue;
        DENGYUN_CHECK(ship(order, task, owner_(receivers[i].first), quantity, now));
        open -= quantity;
    }
    if (stays && open > 0) DENGYUN_CHECK(desk_.post(owner_(own), task_path(task) + "/passing-on/actions"));
    return {};
}

Result<> Floor::ship(RunningOrder& order, const Json& task, const Member& receiver, std::int64_t quantity,
                     Instant now) {
    const auto sender = owner_(organisation_in(task, "workshop_id"));
    constexpr std::int64_t pieces_in_box = 250;
    DENGYUN_TRY(sent, desk_.post(sender, task_path(task) + "/shipments",
                                 {{"quantity", quantity},
                                  {"receiver_id", to_text(receiver.organisation)},
                                  {"packages", 1 + quantity / piece / pieces_in_box},
                                  {"carrier", "集群班车"}}));
    DENGYUN_CHECK(desk_.act(sender, "/api/v1/shipments/" + text_of(sent, "id"), "dispatch"));
    order.on_the_way.push_back({receiver, text_of(sent, "label_code"), now + way});
    return {};
}

Result<> Floor::pass_on(RunningOrder& order, Instant now) {
    for (const auto id : order.receivers) {
        const auto keeper = owner_({id});
        DENGYUN_TRY(drafts, desk_.get(keeper, "/api/v1/shipments?status=draft&limit=50"));
        for (const auto& row : list_of(drafts, "items")) {
            const auto& draft = row.as_object();
            if (!is_set(draft, "is_forwarding")) continue;
            DENGYUN_TRY(sent, desk_.act(keeper, "/api/v1/shipments/" + text_of(draft, "id"), "dispatch"));
            order.on_the_way.push_back(
                {owner_(organisation_in(sent, "receiver_id")), text_of(sent, "label_code"), now + way});
        }
    }
    return {};
}

Result<> Floor::take_delivery(RunningOrder& order) {
    DENGYUN_TRY(now, desk_.get(order.buyer, order_path(order)));
    if (text_of(now, "status") != "delivered") return {};
    DENGYUN_TRY(inspection, desk_.post(order.buyer, order_path(order) + "/inspections"));
    const auto path = "/api/v1/inspections/" + text_of(inspection, "id");
    const bool is_bad = order.ending == Ending::bad_lot;
    Json found{{"inspected", number_of(inspection, "sample_size")},
               {"nonconforming", is_bad ? number_of(inspection, "reject_number") + 1 : 0}};
    if (is_bad) {
        boost::json::array defects;
        defects.push_back(Json{{"defect_class", "major"},
                               {"characteristic", "氧化膜色差"},
                               {"pieces", number_of(inspection, "reject_number") + 1},
                               {"required", "ΔE ≤ 1.5"},
                               {"measured", "ΔE 2.3"}});
        found["defects"] = std::move(defects);
    }
    DENGYUN_CHECK(desk_.post(order.buyer, path + "/results/actions", std::move(found)));
    order.is_done = true;
    if (!is_bad) return settle(order, inspection);
    DENGYUN_CHECK(
        desk_.post(operator_, path + "/concessions",
                   {{"price_cut", number_of(now, "price") / 20}, {"reason", "色差不影响散热，建议让步接收，降价 5%"}}));
    return {};
}

Result<> Floor::settle(const RunningOrder& order, const Json& inspection) {
    DENGYUN_CHECK(desk_.act(order.buyer, "/api/v1/inspections/" + text_of(inspection, "id"), "accept"));
    DENGYUN_CHECK(desk_.act(order.buyer, order_path(order), "settle"));
    return {};
}

bool Floor::suffers(const RunningOrder& order, const Json& task, IncidentKind kind) {
    return std::ranges::any_of(order.incidents, [&](const Incident& one) {
        return one.kind == kind && one.operation == number_of(task, "operation_number") &&
               (one.lot == 0 || one.lot == number_of(task, "lot"));
    });
}

bool Floor::strikes(RunningOrder& order, const Json& task, IncidentKind kind) {
    if (!suffers(order, task, kind)) return false;
    return order.happened.insert(fmt::format("{} {}", static_cast<int>(kind), text_of(task, "lot_number"))).second;
}

}  // namespace dengyun::server
