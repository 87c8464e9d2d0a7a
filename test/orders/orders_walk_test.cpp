// Goal: whatever buyer, operator, workshops, clock and timers do, in any order and as often as they like, through the
// routes of the whole order loop: money adds up and no escrow is overdrawn, goods are neither made nor counted twice,
// no machine is booked twice, what is posted is never edited, a refused command changes nothing, one that is sent twice
// counts once, and no state waits for ever. Every kind of command succeeds in a long walk.
//
//   DENGYUN_WALK_STEPS=100000 build/test/orders_walk_test          a longer walk than the usual one
//   DENGYUN_WALK_SEED=7 …                                          another walk
//   DENGYUN_WALK_SHRINK=1 …                                        a walk that fails is made shorter and printed
#include "kernel/base/test/sanitized.h"
#include "test/orders/walk.h"
#include "test/walking/shrink.h"

namespace dengyun::order_loop {
namespace {

class OrdersWalk : public testing::TestWithParam<store::test::Kind> {
  protected:
    // So many that every kind of command succeeds; the usual walk is shorter, and shorter still on PostgreSQL, where
    // the rules are the same.
    static constexpr int steps_of_all_kinds = 100'000;
    static int usual_steps() {
        if (dengyun::test::is_sanitized) return 400;
        return GetParam() == store::test::Kind::sqlite ? 20'000 : 2'000;
    }
};
DENGYUN_BOTH_DATABASES(OrdersWalk);

// What has to succeed at least once in a long walk. Not "order deliver": by hand that takes an order that lacks less
// than its tolerance, which chance does not bring about.
constexpr std::string_view kinds[] = {"need",
                                      "options",
                                      "option accept",
                                      "option decline",
                                      "option withdraw",
                                      "order fund",
                                      "order release",
                                      "order cancel",
                                      "order refuse",
                                      "order terminate",
                                      "order abandon",
                                      "order close_short",
                                      "order agree_short",
                                      "order settle",
                                      "verdict",
                                      "reserve",
                                      "change propose",
                                      "change agree",
                                      "change accept",
                                      "change decline",
                                      "change withdraw",
                                      "dispute open",
                                      "dispute state",
                                      "dispute propose",
                                      "dispute agree",
                                      "dispute escalate",
                                      "dispute decide",
                                      "dispute appeal",
                                      "note propose",
                                      "note agree",
                                      "note contest",
                                      "note withdraw",
                                      "machine breaks",
                                      "machine works again",
                                      "clock",
                                      "task acknowledge",
                                      "task material",
                                      "task accept",
                                      "task decline",
                                      "task start",
                                      "task report",
                                      "task inspect",
                                      "task pass",
                                      "task rework",
                                      "task resume",
                                      "task scrap",
                                      "task hold",
                                      "task back_to_accepted",
                                      "task back_to_running",
                                      "task revoke",
                                      "task cancel",
                                      "counter propose",
                                      "counter agree",
                                      "counter refuse",
                                      "counter withdraw",
                                      "report",
                                      "report reverse",
                                      "send",
                                      "pass on",
                                      "shipment dispatch",
                                      "shipment arrive",
                                      "shipment report_arrival",
                                      "shipment lose",
                                      "shipment sign",
                                      "shipment close",
                                      "sign full",
                                      "sign short",
                                      "sign damaged",
                                      "receipt draft",
                                      "receipt post",
                                      "receipt reverse",
                                      "inspect",
                                      "inspection results",
                                      "inspection accept",
                                      "inspection reject",
                                      "inspection split",
                                      "concession offer",
                                      "concession agree",
                                      "concession refuse",
                                      "concession withdraw",
                                      "return request",
                                      "return approve",
                                      "return refuse",
                                      "return send",
                                      "return receive",
                                      "return repair",
                                      "return replace",
                                      "return credit",
                                      "return dispute",
                                      "return decide",
                                      "return close"};

TEST_P(OrdersWalk, HoldsEveryInvariant) {
    const auto seed = static_cast<std::uint64_t>(walking::setting("DENGYUN_WALK_SEED", 20'261'127));
    walking::expect_to_hold([seed] { return std::make_unique<Walk>(seed); }, seed,
                            walking::setting("DENGYUN_WALK_STEPS", usual_steps()), steps_of_all_kinds, kinds);
}

}  // namespace
}  // namespace dengyun::order_loop
