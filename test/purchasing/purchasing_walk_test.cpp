// Goal: whatever buyers, suppliers, clock and timers do, in any order and as often as they like, through the routes of
// all documents of purchases: sums follow from lines, goods are neither made nor counted twice, nothing is invoiced
// beyond what was accepted nor paid beyond what matched, the ledger holds, what is posted is never edited, a refused
// command changes nothing, one that is sent twice counts once, and no state waits for ever. Every kind of command
// succeeds in a long walk.
//
//   DENGYUN_WALK_STEPS=100000 build/test/purchasing_walk_test      a longer walk than the usual one
//   DENGYUN_WALK_SEED=7 …                                          another walk
//   DENGYUN_WALK_SHRINK=1 …                                        a walk that fails is made shorter and printed
#include "kernel/base/test/sanitized.h"
#include "test/purchasing/walk.h"
#include "test/walking/shrink.h"

namespace dengyun::purchase_walk {
namespace {

class PurchasingWalk : public testing::TestWithParam<store::test::Kind> {
  protected:
    // So many that every kind of command succeeds; the walk is shorter under sanitizers and on PostgreSQL, where the
    // rules are the same.
    static constexpr int steps_of_all_kinds = 100'000;
    static int usual_steps() {
        if (dengyun::test::is_sanitized) return 400;
        return GetParam() == store::test::Kind::sqlite ? 3'000 : 1'000;
    }
};
DENGYUN_BOTH_DATABASES(PurchasingWalk);

constexpr std::string_view kinds[] = {"award order",
                                      "blanket agree",
                                      "blanket end",
                                      "blanket offer",
                                      "blanket refuse",
                                      "blanket withdraw",
                                      "call off",
                                      "clock",
                                      "concession agree",
                                      "concession offer",
                                      "concession refuse",
                                      "concession withdraw",
                                      "credit submit",
                                      "credit write",
                                      "debit agree",
                                      "debit dispute",
                                      "debit withdraw",
                                      "debit write",
                                      "exception accept",
                                      "exception refuse",
                                      "forecast",
                                      "inspection accept",
                                      "inspection reject",
                                      "inspection results",
                                      "inspection split",
                                      "invoice refuse",
                                      "invoice remove",
                                      "invoice submit",
                                      "invoice withdraw",
                                      "invoice write",
                                      "line accept",
                                      "line close_short",
                                      "line confirm",
                                      "line dispute",
                                      "line finish",
                                      "line give_up",
                                      "line keep",
                                      "line reject",
                                      "line withdraw",
                                      "order change",
                                      "order edit",
                                      "order issue",
                                      "order remove",
                                      "order write",
                                      "pay",
                                      "pay a part",
                                      "receipt draft",
                                      "receipt post",
                                      "receipt reverse",
                                      "respond accept",
                                      "respond counter",
                                      "respond refuse",
                                      "respond within",
                                      "return approve",
                                      "return close",
                                      "return credit",
                                      "return decide",
                                      "return dispute",
                                      "return receive",
                                      "return refuse",
                                      "return repair",
                                      "return replace",
                                      "return request",
                                      "return send",
                                      "ship",
                                      "shipment arrive",
                                      "shipment close",
                                      "shipment dispatch",
                                      "shipment lose",
                                      "shipment sign",
                                      "shipment report_arrival",
                                      "sign damaged",
                                      "sign full",
                                      "sign over",
                                      "sign short",
                                      "statement confirm",
                                      "statement invoice",
                                      "statement line agree",
                                      "statement line concur",
                                      "statement propose"};

TEST_P(PurchasingWalk, HoldsEveryInvariant) {
    const auto seed = static_cast<std::uint64_t>(walking::setting("DENGYUN_WALK_SEED", 20'261'128));
    walking::expect_to_hold([seed] { return std::make_unique<Walk>(seed); }, seed,
                            walking::setting("DENGYUN_WALK_STEPS", usual_steps()), steps_of_all_kinds, kinds);
}

}  // namespace
}  // namespace dengyun::purchase_walk
