#pragma once
// What people do with a running order of the demonstration, hour by hour: workshops do their tasks as planned, goods
// change hands, the buyer inspects what he gets. Incidents are what goes wrong on the way.
#include <functional>
#include <set>
#include <vector>

#include "server/demonstration_desk.h"

namespace dengyun::server {

enum class IncidentKind {
    decline,    // the workshop declines when it is offered; the operator plans anew and all agree
    counter,    // the workshop asks for more, and gets it
    silence,    // nobody acknowledges the drawing or answers
    breakdown,  // the machine fails before it begins
    rework,     // some pieces have to be put right
    unjudged    // nobody has inspected what was reported
};
struct Incident {
    IncidentKind kind{};
    std::int64_t operation = 0;
    std::int64_t lot = 0;  // 0: every one
};

// How far the buyer goes with what is delivered to him.
enum class Ending { open, half_delivered, bad_lot, settled };

struct RunningOrder {
    std::string id;
    Member buyer;
    std::int64_t open = 0;  // pieces that the buyer still waits for, in milli
    std::span<const Incident> incidents;
    Ending ending = Ending::open;
    Instant judged_from{};                // when the buyer has time to inspect
    std::optional<Instant> stuck_from{};  // what should be ready after that is not

    struct Arrival {
        Member receiver;
        std::string label;
        Instant at;
    };
    std::vector<Arrival> on_the_way{};
    std::set<std::int64_t> has_drawing{};  // organisations that have acknowledged
    std::set<std::int64_t> receivers{};    // organisations that have taken in goods
    bool was_planned_anew = false;
    std::set<std::string> happened{};  // incidents, by lot number
    bool is_done = false;
};

class Floor {
  public:
    // Who acts in a workshop.
    using Owner = std::function<Member(Id<Organisation>)>;
    Floor(Desk& desk, Member operator_, Owner owner)
        : desk_(desk), operator_(std::move(operator_)), owner_(std::move(owner)) {}

    // Everything that is due by now.
    [[nodiscard]] Result<> work(RunningOrder& order, Instant now);

  private:
    using Json = boost::json::object;
    [[nodiscard]] Result<> sign_arrivals(RunningOrder& order, Instant now);
    // One step further; nothing where it has to wait.
    [[nodiscard]] Result<std::optional<Json>> step(RunningOrder& order, const Json& task, Instant now);
    [[nodiscard]] Result<std::optional<Json>> answer(RunningOrder& order, const Json& task, const Member& workshop);
    [[nodiscard]] Result<std::optional<Json>> report(RunningOrder& order, const Json& task, const Member& workshop,
                                                     Instant now);
    [[nodiscard]] Result<std::optional<Json>> judge(const Json& task);
    [[nodiscard]] Result<> send_on(RunningOrder& order, const Json& task, const boost::json::array& all, Instant now);
    [[nodiscard]] Result<> ship(RunningOrder& order, const Json& task, const Member& receiver, std::int64_t quantity,
                                Instant now);
    // What was read before does not hold any more then.
    [[nodiscard]] Result<> plan_anew(RunningOrder& order);
    [[nodiscard]] Result<> counter(const Json& task, const Member& workshop);
    // Whoever has lost a task sends the goods that he keeps for it to the one who does it now.
    [[nodiscard]] Result<> pass_on(RunningOrder& order, Instant now);
    [[nodiscard]] Result<> take_delivery(RunningOrder& order);
    [[nodiscard]] Result<> settle(const RunningOrder& order, const Json& inspection);
    // Whether that happens to the task, once.
    [[nodiscard]] static bool strikes(RunningOrder& order, const Json& task, IncidentKind kind);
    [[nodiscard]] static bool suffers(const RunningOrder& order, const Json& task, IncidentKind kind);

    Desk& desk_;
    Member operator_;
    Owner owner_;
    bool is_planned_anew_ = false;
};

}  // namespace dengyun::server
