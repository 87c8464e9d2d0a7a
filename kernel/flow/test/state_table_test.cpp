// Goal: nothing moves outside the table; each side makes its own moves only; guards, timers and the system are heard.
#include "kernel/flow/state_table.h"

#include <gtest/gtest.h>

namespace dengyun::flow {
namespace {

enum class Status { draft, sent, accepted, closed };
enum class Action { send, accept, withdraw, lapse, close };
constexpr meta::Choice status_names[] = {{"draft", {"草稿", "Draft"}},
                                         {"sent", {"已发送", "Sent"}},
                                         {"accepted", {"已接受", "Accepted"}},
                                         {"closed", {"已关闭", "Closed"}}};
constexpr meta::Choice action_names[] = {{"send", {"发送", "Send"}},
                                         {"accept", {"接受", "Accept"}},
                                         {"withdraw", {"撤回", "Withdraw"}},
                                         {"lapse", {"过期", "Lapse"}},
                                         {"close", {"关闭", "Close"}}};
constexpr meta::Choices status_choices{"status", status_names};
constexpr meta::Choices action_choices{"action", action_names};
const meta::Choices& choices_of(Status) { return status_choices; }
const meta::Choices& choices_of(Action) { return action_choices; }

struct Offer {
    std::int64_t lines = 0;
    std::optional<meta::Date> valid_until;
    std::optional<Instant> due_at;
    static const meta::Entity description;
};
constexpr auto offer_fields = meta::fields(meta::field<&Offer::lines>("lines", {"行", "Lines"}),
                                           meta::field<&Offer::valid_until>("valid_until", {"有效期", "Valid until"}),
                                           meta::field<&Offer::due_at>("due_at", {"到期", "Due"}));
constinit const meta::Entity Offer::description{
    .name = "offer", .label = {"报价", "Offer"}, .fields = offer_fields, .stored = false};

std::optional<std::string_view> has_lines(const Offer& offer, Instant) {
    if (offer.lines == 0) return "offer.empty";
    return std::nullopt;
}

constexpr std::array transitions{
    transition(Status::draft, Action::send, Status::sent,
               {.permission = "offers.edit", .guard = guard<Offer, has_lines>}),
    transition(Status::sent, Action::accept, Status::accepted, {.permission = "offers.accept", .by_platform = true}),
    transition(Status::sent, Action::withdraw, Status::draft, {.permission = "offers.edit", .event = "withdrawn"}),
    transition(Status::sent, Action::lapse, Status::draft, {}),
    transition(Status::accepted, Action::close, Status::closed, {}),
};
constexpr std::array timers{timer(Status::sent, 15 * day, Action::lapse),
                            timer(Status::accepted, 1 * day, Action::close, "valid_until")};
static_assert(sound(transitions, timers));
constexpr StateTable table = state_table<Status, Action>("offer", transitions, timers);

class Holder final : public meta::Viewer {
  public:
    explicit Holder(std::string_view permission) : permission_(permission) {}
    [[nodiscard]] bool may(std::string_view permission) const override { return permission == permission_; }

  private:
    std::string_view permission_;
};
const Holder editor("offers.edit");
const Holder accepter("offers.accept");
const Instant now = instant_of(1'772'323'200'000);
const Offer full{.lines = 2};

std::string moved(Status from, Action action, const Mover& mover, const Offer& offer = full) {
    const auto to =
        next_state(table, static_cast<std::int64_t>(from), static_cast<std::int64_t>(action), &offer, now, mover);
    return to ? std::string(status_names[*to].name) : to.error().code;
}
std::string open(Status from, const Mover& mover, const Offer& offer = full) {
    std::string names;
    for (const auto name : open_actions(table, static_cast<std::int64_t>(from), &offer, now, mover))
        names += (names.empty() ? "" : " ") + std::string(name);
    return names;
}

TEST(StateTable, ShowsEveryStateAgainstEveryAction) {
    EXPECT_EQ('\n' + matrix(table), R"(
          send      accept    withdraw  lapse     close
draft     sent      -         -         -         -
sent      -         accepted  draft     draft     -
accepted  -         -         -         -         closed
closed    -         -         -         -         -
)");
}

TEST(StateTable, MovesByItsRowsOnly) {
    EXPECT_EQ(moved(Status::draft, Action::send, {editor}), "sent");
    EXPECT_EQ(moved(Status::draft, Action::accept, {meta::all_seeing(), true}), "flow.bad_transition");
    EXPECT_EQ(moved(Status::closed, Action::send, {editor}), "flow.bad_transition");
    const auto refused = next_state(table, 3, 0, &full, now, {editor});
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
    EXPECT_EQ(refused.error().detail, "offer: send in closed");
}

TEST(StateTable, AsksForThePermissionBeforeTheGuard) {
    EXPECT_EQ(moved(Status::draft, Action::send, {meta::stranger()}, Offer{}), "request.forbidden");
    EXPECT_EQ(moved(Status::draft, Action::send, {editor}, Offer{}), "offer.empty");
    EXPECT_EQ(moved(Status::draft, Action::send, {meta::all_seeing(), true}, Offer{}), "offer.empty");
}

TEST(StateTable, KeepsTheSidesApart) {
    EXPECT_EQ(moved(Status::sent, Action::accept, {accepter, false, true}), "accepted");
    EXPECT_EQ(moved(Status::sent, Action::accept, {accepter, false, false}), "request.forbidden");
    EXPECT_EQ(moved(Status::sent, Action::withdraw, {editor, false, true}), "request.forbidden");
    EXPECT_EQ(moved(Status::sent, Action::lapse, {meta::all_seeing()}), "request.forbidden");
    EXPECT_EQ(moved(Status::sent, Action::lapse, {meta::stranger(), true}), "draft");
}

TEST(StateTable, OffersWhatWouldSucceed) {
    EXPECT_EQ(open(Status::draft, {editor}), "send");
    EXPECT_EQ(open(Status::draft, {editor}, Offer{}), "");
    EXPECT_EQ(open(Status::draft, {meta::stranger()}), "");
    EXPECT_EQ(open(Status::sent, {editor}), "withdraw");
    EXPECT_EQ(open(Status::sent, {accepter, false, true}), "accept");
    EXPECT_EQ(open(Status::sent, {meta::all_seeing(), true}), "accept withdraw lapse");
    EXPECT_EQ(open(Status::closed, {meta::all_seeing(), true}), "");
}

// Whatever open_actions offers, next_state allows, and the other way round.
TEST(StateTable, OffersExactlyWhatItAllows) {
    const std::array<Mover, 5> movers{Mover{editor}, Mover{accepter, false, true}, Mover{meta::all_seeing(), true},
                                      Mover{meta::all_seeing(), false, true}, Mover{meta::stranger()}};
    for (const auto& mover : movers)
        for (const auto& offer : {full, Offer{}})
            for (std::size_t s = 0; s < std::size(status_names); ++s) {
                std::string allowed;
                for (const auto& row : transitions) {
                    if (row.from != static_cast<std::int64_t>(s)) continue;
                    if (next_state(table, row.from, row.action, &offer, now, mover))
                        allowed += (allowed.empty() ? "" : " ") + std::string(action_names[row.action].name);
                }
                EXPECT_EQ(open(static_cast<Status>(s), mover, offer), allowed);
            }
}

TEST(Deadline, CountsFromTheStateOrFromAField) {
    const auto of = [](Status status, const Offer& offer) {
        return deadline(table, Offer::description, static_cast<std::int64_t>(status), &offer, now);
    };
    const auto sent = of(Status::sent, full);
    ASSERT_TRUE(sent);
    EXPECT_EQ(sent->at, now + 15 * day);
    EXPECT_EQ(sent->action, static_cast<std::int64_t>(Action::lapse));
    const meta::Date until{std::chrono::days(20'600)};
    EXPECT_EQ(of(Status::accepted, Offer{.valid_until = until})->at, Instant(until) + day);
    EXPECT_FALSE(of(Status::accepted, full));
    EXPECT_FALSE(of(Status::draft, full));
    EXPECT_FALSE(of(Status::closed, full));
}

TEST(Deadline, CountsFromAnInstantToo) {
    static constexpr std::array by_instant{timer(Status::sent, Duration(500), Action::lapse, "due_at")};
    constexpr StateTable timed = state_table<Status, Action>("offer", transitions, by_instant);
    const Offer offer{.due_at = now};
    EXPECT_EQ(deadline(timed, Offer::description, 1, &offer, instant_of(0))->at, now + Duration(500));
}

TEST(Sound, FindsTablesThatContradictThemselves) {
    constexpr std::array twice{transition(Status::draft, Action::send, Status::sent, {}),
                               transition(Status::draft, Action::send, Status::closed, {})};
    static_assert(!sound(twice));
    constexpr std::array stuck{timer(Status::draft, day, Action::lapse)};
    static_assert(!sound(transitions, stuck));
    constexpr std::array two_timers{timer(Status::sent, day, Action::lapse),
                                    timer(Status::sent, 2 * day, Action::withdraw)};
    static_assert(!sound(transitions, two_timers));
    EXPECT_TRUE(sound(transitions, timers));
}

TEST(Diagram, DrawsTheTableInBothLanguages) {
    EXPECT_EQ('\n' + diagram(table, Language::en), R"(
stateDiagram-v2
    state "Draft" as draft
    state "Sent" as sent
    state "Accepted" as accepted
    state "Closed" as closed
    [*] --> draft
    draft --> sent : Send
    sent --> accepted : Accept
    sent --> draft : Withdraw
    sent --> draft : Lapse
    accepted --> closed : Close
)");
    EXPECT_NE(diagram(table, Language::zh).find("draft --> sent : 发送"), std::string::npos);
}

}  // namespace
}  // namespace dengyun::flow
