// Goal: whatever day it is, the demonstration loads, its orders stand in the states that it promises, its workshops
// with work can sign in, its books balance, and no timer is overdue.
#include "server/demonstration.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <set>
#include <span>

#include "kernel/base/test/sanitized.h"
#include "kernel/store/events.h"
#include "kernel/store/jobs.h"
#include "modules/circles/api.h"
#include "modules/evaluations/api.h"
#include "modules/invoicing/api.h"
#include "modules/ledger/api.h"
#include "modules/orders/api.h"
#include "modules/purchase_orders/api.h"
#include "modules/sourcing/api.h"
#include "server/platform.h"

namespace dengyun::server {
namespace {

class DemonstrationTest : public testing::TestWithParam<std::string_view> {
  protected:
    DemonstrationTest() {
        auto pattern = (std::filesystem::temp_directory_path() / "dengyun-demonstration-XXXXXX").string();
        EXPECT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        settings_.data = folder_;
        settings_.log_level = "error";
        settings_.password_memory_kib = 8'192;
    }
    ~DemonstrationTest() override { std::filesystem::remove_all(folder_); }

    template <class T>
    static std::set<std::string> states_of(Platform& platform) {
        std::set<std::string> states;
        const auto read = platform.store().run_read(Scope::system("test"), [&](store::Reader& reader) -> Result<> {
            store::Query query{.sort = "id", .limit = store::page_limit_max};
            for (;;) {
                DENGYUN_TRY(page, reader.list<T>(query));
                for (const auto& row : page.items) states.emplace(meta::name_of(row.status));
                if (!page.next) return {};
                query.after = *page.next;
            }
        });
        EXPECT_TRUE(read);
        return states;
    }

    // What `dengyun verify award` finds in the RFQs that are awarded.
    static std::string award_faults(Platform& platform) {
        const auto system = Scope::system("test");
        std::vector<sourcing::Rfx> rfxs;
        const auto read = platform.store().run_read(system, [&](store::Reader& reader) -> Result<> {
            DENGYUN_TRY(page, reader.list<sourcing::Rfx>({.sort = "id", .limit = store::page_limit_max}));
            rfxs = std::move(page.items);
            return {};
        });
        EXPECT_TRUE(read);
        std::string found;
        for (const auto& rfx : rfxs) {
            if (rfx.status != sourcing::RfxStatus::awarded && rfx.status != sourcing::RfxStatus::contracted) continue;
            const auto record = platform.store().read<sourcing::AwardRecord>(
                system.entering(rfx.organisation_id),
                [&](store::Reader& reader) { return sourcing::record_of(reader, rfx); });
            if (!record || record->awards.empty()) found += rfx.title + ": no award; ";
            if (!record) continue;
            for (const auto& fault : sourcing::verify_record(*record))
                found += fmt::format("{}: {} {}; ", rfx.title, fault.place, fault.reason);
        }
        return found;
    }

    std::string folder_;
    Settings settings_;
};

TEST_P(DemonstrationTest, OrdersStandInEveryState) {
    const auto end = parse_instant(GetParam()).value();
    ManualClock clock(end - demonstration_past);
    auto opened = Platform::open(settings_, Platform::Schema::migrate, Platform::Access::write,
                                 {clock, {.iterations = demonstration_iterations}});
    ASSERT_TRUE(opened);
    auto& platform = **opened;
    const auto loaded = load_demonstration(platform, clock, end, {});
    ASSERT_TRUE(loaded) << loaded.error().code << ' ' << loaded.error().detail;
    EXPECT_EQ(clock.now(), end);

    const auto orders = states_of<orders::SalesOrder>(platform);
    for (const auto* state :
         {"draft", "quoted", "accepted", "in_production", "partly_delivered", "delivered", "settled", "closed"})
        EXPECT_TRUE(orders.contains(state)) << state;
    const auto tasks = states_of<orders::OperationTask>(platform);
    for (const auto* state : {"planned", "running", "passed", "handed_over"})
        EXPECT_TRUE(tasks.contains(state)) << state;

    const auto purchases = states_of<purchase_orders::PurchaseOrder>(platform);
    for (const auto* state : {"draft", "issued", "countered", "open"}) EXPECT_TRUE(purchases.contains(state)) << state;
    EXPECT_TRUE(states_of<invoicing::SupplierInvoice>(platform).contains("blocked"));
    EXPECT_TRUE(states_of<invoicing::Statement>(platform).contains("proposed"));
    const auto rfqs = states_of<sourcing::Rfx>(platform);
    for (const auto* state : {"draft", "published", "opened", "awarded", "contracted"})
        EXPECT_TRUE(rfqs.contains(state)) << state;
    const auto auctions = states_of<sourcing::Auction>(platform);
    for (const auto* state : {"scheduled", "running", "closed"}) EXPECT_TRUE(auctions.contains(state)) << state;
    const auto bids = states_of<sourcing::Bid>(platform);
    for (const auto* state : {"submitted", "won", "lost"}) EXPECT_TRUE(bids.contains(state)) << state;
    const auto faults = award_faults(platform);
    EXPECT_EQ(faults, "");
    const auto evaluations = states_of<evaluations::Evaluation>(platform);
    for (const auto* state : {"draft", "published"}) EXPECT_TRUE(evaluations.contains(state)) << state;
    EXPECT_TRUE(states_of<evaluations::EvaluationAppeal>(platform).contains("filed"));
    EXPECT_TRUE(states_of<circles::CircleMember>(platform).contains("joined"));

    const auto sign_ins = platform.store().read<std::vector<DemonstrationSignIn>>(
        Scope::system("test"), [](store::Reader& reader) { return demonstration_sign_ins(reader); });
    ASSERT_TRUE(sign_ins);
    for (const auto* login : {"workshop1", "worker1", "workshop2", "worker2", "workshop3", "worker3"})
        EXPECT_TRUE(std::ranges::any_of(*sign_ins, [&](const auto& one) { return one.login == login; })) << login;

    const auto book = ledger::verify_book(platform.store(), ledger::custody_book);
    ASSERT_TRUE(book);
    EXPECT_EQ(book->fault, "");
    const auto events = store::verify_events(platform.store(), Scope::system("test"));
    ASSERT_TRUE(events);
    EXPECT_TRUE(events->faults.empty());
    store::JobRunner jobs(platform.store(), clock, platform.random(), 1);
    platform.add_jobs(jobs);
    EXPECT_EQ(jobs.run_due(), 0U);
    EXPECT_FALSE(states_of<store::Job>(platform).contains("failed"));
}

// A Friday, a Sunday, the end of the Chinese New Year's holidays. One day goes through all of the code.
constexpr std::string_view days[] = {"2026-11-27T15:00:00Z", "2026-07-05T02:00:00Z", "2026-02-20T09:00:00Z"};

INSTANTIATE_TEST_SUITE_P(Days, DemonstrationTest,
                         testing::ValuesIn(std::span(days).first(test::is_sanitized ? 1 : std::size(days))),
                         [](const auto& day) { return fmt::format("Day{}", day.index); });

}  // namespace
}  // namespace dengyun::server
