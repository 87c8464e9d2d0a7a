// Goal: no two slots of a machine that occupy it ever overlap, however many units ask at once, on either database.
#include <atomic>
#include <random>
#include <thread>

#include "modules/capacity/test/world.h"

namespace dengyun::capacity::test {
namespace {

class Race : public Scenario {};
DENGYUN_BOTH_DATABASES(Race);

// A unit that the database asks to try again later is tried again: what is measured is that nobody is let in twice.
std::string tried(const std::function<std::string()>& work) {
    for (int attempt = 0; attempt < 200; ++attempt) {
        auto outcome = work();
        if (outcome != "store.conflict" && outcome != "store.busy") return outcome;
    }
    return "never";
}

TEST_P(Race, NeverBooksATimeTwice) {
    const std::vector<std::string> machines{machine(workshop, "1"), machine(workshop, "2")};
    const auto monday = clock.now() + std::chrono::hours(29);  // 13:00 in China, behind the break
    std::atomic<int> ok = 0, taken = 0, other = 0;
    const auto ask = [&](unsigned seed) {
        std::mt19937 random(seed);
        for (int i = 0; i < 40; ++i) {
            const auto from = monday + std::chrono::minutes(15 * (random() % 15));
            const auto to = from + std::chrono::minutes(15 * (1 + random() % 8));
            const auto& where = machines[random() % machines.size()];
            Id<CapacitySlot> made;
            const auto outcome =
                tried([&] { return reserved(where, from, to, clock.now() + std::chrono::hours(20), &made); });
            (outcome == "ok" ? ok : outcome == "capacity_slot.taken" ? taken : other) += 1;
            // Every third goes back, so that the fight goes on; every other is booked.
            if (outcome != "ok" || random() % 2 == 0) continue;
            const bool back = random() % 3 == 0;
            const auto moved = tried([&]() -> std::string {
                const auto done = store().write<CapacitySlot>(Scope::crossing({99}, {}), [&](store::Unit& unit) {
                    return back ? release(unit, made, "back") : book(unit, made);
                });
                return done ? "ok" : done.error().code;
            });
            if (moved != "ok") other += 1;
        }
    };
    std::vector<std::jthread> threads;
    for (unsigned t = 0; t < 6; ++t) threads.emplace_back(ask, t);
    threads.clear();
    EXPECT_GT(ok.load(), 4);
    EXPECT_GT(taken.load(), 50);
    EXPECT_EQ(other.load(), 0);
    for (const auto& id : machines) {
        const auto slots = store().read<std::vector<CapacitySlot>>(
            Scope::system("test"), [&](store::Reader& reader) -> Result<std::vector<CapacitySlot>> {
                DENGYUN_TRY(found, reader.find(*parse_id<Machine>(id)));
                return slots_of(reader, found, monday, monday + std::chrono::hours(12));
            });
        ASSERT_TRUE(slots);
        EXPECT_GT(slots->size(), 1U);
        for (std::size_t i = 1; i < slots->size(); ++i) EXPECT_LE((*slots)[i - 1].ends_at, (*slots)[i].starts_at);
    }
}

}  // namespace
}  // namespace dengyun::capacity::test
