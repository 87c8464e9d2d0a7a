// Goal: a machine is refused for every reason that holds and for no other, found by an independent reading of the same
// words; the answer is in order, whole over its pages, and explains its score.
#include <gtest/gtest.h>
#include <random>
#include <set>

#include "modules/capacity/api.h"

namespace dengyun::capacity {
namespace {

const Instant now = instant_of(1'772'323'200'000);

IndexedMachine machine(std::int64_t id) {
    IndexedMachine out{.machine = {.number = std::to_string(id), .name = fmt::format("machine {}", id)},
                       .materials = {},
                       .at = reference::Coordinates{121.5, 29.9},
                       .calendar = std::make_shared<const WorkingCalendar>(usual_calendar()),
                       .busy = {}};
    out.machine.id = {id};
    out.machine.processes = {reference::process("punching")};
    out.machine.part_size_mm_max = 500;
    out.machine.tolerance_um = 50;
    return out;
}

Requirement requirement() {
    return {.process = reference::process("punching"),
            .certificates = {},
            .from = now,
            .to = now + std::chrono::days(7),
            .minutes_needed = 60};
}

std::string refusals_of(const Requirement& asked, const IndexedMachine& one, std::uint64_t certificates = 0) {
    WorkingTimes times(asked.from, asked.to);
    const IndexedWorkshop workshop{.organisation = {1}, .name = "w", .certificates = certificates, .machines = {}};
    std::string text;
    for (const auto refusal : judge(asked, plain_material(asked.material.value_or("")), workshop, one, times).refusals)
        text += std::string(meta::name_of(refusal)) + ' ';
    return text;
}

TEST(Matching, NamesEveryReason) {
    auto one = machine(1);
    auto asked = requirement();
    EXPECT_EQ(refusals_of(asked, one), "");
    asked.material = "PC / ABS";
    EXPECT_EQ(refusals_of(asked, one), "");  // says nothing of materials: any
    one.materials = {plain_material("pc/abs")};
    EXPECT_EQ(refusals_of(asked, one), "");
    one.materials = {plain_material("PMMA")};
    EXPECT_EQ(refusals_of(asked, one), "other_material ");
    asked = requirement();
    asked.part_size_mm = 501;
    asked.tolerance_um = 49;
    EXPECT_EQ(refusals_of(asked, one), "part_too_large not_precise_enough ");
    one.machine.part_size_mm_min = 600;
    EXPECT_EQ(refusals_of(asked, one), "part_too_small part_too_large not_precise_enough ");
    one = machine(1);
    one.machine.tolerance_um.reset();
    EXPECT_EQ(refusals_of(asked, one), "part_too_large not_precise_enough ");
    asked = requirement();
    asked.at = reference::Coordinates{116.4, 39.9};
    asked.distance_km_max = 1'000;
    EXPECT_EQ(refusals_of(asked, machine(1)), "too_far ");
    asked.distance_km_max = 1'400;
    EXPECT_EQ(refusals_of(asked, machine(1)), "");
    one = machine(1);
    one.at.reset();
    EXPECT_EQ(refusals_of(asked, one), "too_far ");
    asked = requirement();
    asked.certificates = {enterprise::CertificateKind::iso_9001};
    EXPECT_EQ(refusals_of(asked, machine(1)), "certificate_missing ");
    EXPECT_EQ(refusals_of(asked, machine(1), 1U << static_cast<unsigned>(enterprise::CertificateKind::iso_9001)), "");
    one = machine(1);
    one.machine.is_available = false;
    one.busy = {{now, now + std::chrono::days(7)}};
    EXPECT_EQ(refusals_of(requirement(), one), "not_available no_free_capacity ");
}

TEST(Matching, CountsFreeMinutesOfWorkOnly) {
    auto one = machine(1);
    // Sunday, when nobody works, costs nothing; Monday morning costs two hours.
    one.busy = {{now, now + std::chrono::hours(16)}, {now + std::chrono::hours(24), now + std::chrono::hours(26)}};
    WorkingTimes times(now, now + std::chrono::days(7));
    const auto found = judge(requirement(), "", {}, one, times);
    EXPECT_EQ(found.working_minutes, 6 * 480);
    EXPECT_EQ(found.free_minutes, 6 * 480 - 120);
    EXPECT_EQ(found.free_points, 1'000 * found.free_minutes / found.working_minutes);
    EXPECT_EQ(found.score, (near_weight * found.near_points + free_weight * found.free_points +
                            precision_weight * found.precision_points + certificate_weight * found.certificate_points) /
                               1'000);
}

class Filled : public testing::Test {
  protected:
    Filled() {
        std::mt19937 random(13);
        std::int64_t id = 0;
        for (int w = 1; w <= 60; ++w) {
            IndexedWorkshop workshop{.organisation = {w}, .name = "w", .certificates = random() % 16, .machines = {}};
            for (int m = 0; m < 4; ++m) {
                auto one = machine(++id);
                one.machine.part_size_mm_max = 100 + static_cast<std::int64_t>(random() % 900);
                one.at = reference::Coordinates{119 + 0.01 * static_cast<double>(random() % 300), 29};
                if (random() % 3 == 0) one.machine.processes.push_back(reference::process("laminating"));
                workshop.machines.push_back(std::move(one));
            }
            index.put(std::move(workshop));
        }
    }
    Requirement asked() {
        auto asked = requirement();
        asked.part_size_mm = 400;
        asked.at = reference::Coordinates{120, 29};
        return asked;
    }
    Index index;
};

TEST_F(Filled, AnswersWholePagesInOrder) {
    const auto whole = index.search(asked(), {.limit = 200, .after = {}, .with_refused = true}).value();
    EXPECT_EQ(whole.known, 240);
    std::vector<std::int64_t> ids;
    std::string after;
    for (int page = 0; page < 100; ++page) {
        const auto part = index.search(asked(), {.limit = 7, .after = after, .with_refused = true}).value();
        for (const auto& item : part.items) ids.push_back(item.machine_id.value);
        if (!part.next) break;
        after = *part.next;
    }
    EXPECT_EQ(ids.size(), 240U);
    EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), 240U);
    for (std::size_t i = 0; i < whole.items.size(); ++i) EXPECT_EQ(whole.items[i].machine_id.value, ids[i]);
    std::int64_t refused = 0;
    for (const auto& one : whole.refused) refused += one.machines;
    EXPECT_EQ(refused + whole.able, whole.known);
    for (std::size_t i = 1; i < whole.items.size(); ++i) {
        const auto& before = whole.items[i - 1];
        const auto& item = whole.items[i];
        EXPECT_FALSE(!before.refusals.empty() && item.refusals.empty());
        if (before.refusals.empty() == item.refusals.empty()) EXPECT_GE(before.score, item.score);
    }
    const auto able = index.search(asked(), {.limit = 200, .after = {}}).value();
    EXPECT_EQ(static_cast<std::int64_t>(able.items.size()), able.able);
}

TEST_F(Filled, ForgetsWhatHasChanged) {
    const auto before = index.size();
    index.put({.organisation = {1}, .name = {}, .machines = {}});
    EXPECT_EQ(index.size(), before - 4);
    EXPECT_EQ(index.search(asked(), {}).value().known, 236);
    index.put({.organisation = {1}, .name = "w", .machines = {machine(1)}});
    EXPECT_EQ(index.search(asked(), {}).value().known, 237);
}

TEST_F(Filled, RefusesQuestionsThatMakeNoSense) {
    auto backwards = asked();
    std::swap(backwards.from, backwards.to);
    EXPECT_EQ(index.search(backwards, {}).error().issues.front().code, "not_after");
    auto endless = asked();
    endless.to = endless.from + std::chrono::days(401);
    EXPECT_EQ(index.search(endless, {}).error().issues.front().code, "too_long_a_time");
    for (const auto* cursor : {"x", "1.2", "1.2.3.4", "1.2.", "..", "1.2.3x"})
        EXPECT_EQ(index.search(asked(), {.limit = 5, .after = cursor}).error().issues.front().field, "after") << cursor;
}

}  // namespace
}  // namespace dengyun::capacity
