// One order solved again by itself. What is found waits to be agreed to, as what the operator asks for does.
#include <boost/json/parse.hpp>

#include "flows/dispatching/changes.h"
#include "kernel/store/store.h"

namespace dengyun::dispatching {
namespace {

std::optional<Id<orders::SalesOrder>> order_of(const store::Job& job) {
    boost::system::error_code error;
    const auto data = boost::json::parse(job.data, error);
    const auto* object = data.if_object();
    const auto* id = error || object == nullptr ? nullptr : object->if_contains("order_id");
    return id != nullptr && id->is_string() ? parse_id<orders::SalesOrder>(std::string_view(id->as_string()))
                                            : std::nullopt;
}

// A change for just these troubles waits already: who has to agree is not asked anew.
Result<bool> is_asked(store::Reader& reader, const Running& running) {
    DENGYUN_TRY(open, orders::open_options_of(reader, running.order, orders::OptionPurpose::change));
    return std::ranges::any_of(open, [&](const auto& option) { return option.causes == running.causes; });
}

struct Found {
    std::optional<Running> running;  // none: nothing to do
    Instant now{};
};

Result<Found> look(store::Reader& reader, Id<orders::SalesOrder> id) {
    Found found{.running = {}, .now = reader.now()};
    DENGYUN_TRY(order, reader.find(id));
    DENGYUN_TRY(running, running_of(reader, order));
    DENGYUN_TRY(asked, is_asked(reader, running));
    if (!asked && !running.troubles.empty()) found.running = std::move(running);
    return found;
}

Result<> tell_stuck(store::Store& store, const orders::SalesOrder& order) {
    return store.run_write(Scope::system(resolve_job), [&](store::Unit& unit) {
        return unit.emit(order.supplier_id, orders::SalesOrder::description.name, order.id.value, "not_replanned",
                         "{}");
    });
}

Result<> resolve(store::Store& store, Solver& solver, const store::Job& job) {
    const auto id = order_of(job);
    if (!id) return {};
    const auto scope = Scope::system(resolve_job);
    auto found = store.read<Found>(scope, [&](store::Reader& reader) { return look(reader, *id); });
    if (!found) {
        // Ended or removed meanwhile.
        const auto& code = found.error().code;
        return code == "order.not_running" || code == "request.not_found" ? Result<>{}
                                                                          : std::unexpected(std::move(found).error());
    }
    if (!found->running) return {};
    const auto change = solve_again(store, solver, *found->running, found->now, scope, orders::system_mover());
    if (change) return {};
    const bool is_stuck = change.error().code == "order.no_way_on" || change.error().code == "plan.nobody_able";
    return is_stuck ? tell_stuck(store, found->running->order) : std::unexpected(change.error());
}

}  // namespace

void add_jobs(store::JobRunner& runner, Solver& solver, const Night& night) {
    // One at a time: each takes a processor for a while.
    runner.add(std::string(resolve_job),
               {.handle = [&solver](store::Store& store, const store::Job& job) { return resolve(store, solver, job); },
                .threads_max = 1});
    runner.add(std::string(night_job), {.handle = [&solver, night](store::Store& store, const store::Job&) -> Result<> {
                                            DENGYUN_CHECK(plan_night(store, solver, night));
                                            return start_nights(store, night);
                                        },
                                        .attempts_max = 3,
                                        .back_off = std::chrono::minutes(5),
                                        .lease = std::chrono::minutes(10),
                                        .threads_max = 1});
}

}  // namespace dengyun::dispatching
