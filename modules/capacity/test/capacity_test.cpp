// Goal: machines, calendars, slots and rate cards as their owner and as others see them; reservations end by
// themselves; the search sees every change at once and says why not.
#include "kernel/meta/date.h"
#include "modules/capacity/test/world.h"

namespace dengyun::capacity::test {
namespace {

class Capacity : public Scenario {
  protected:
    api::Answer search(std::string_view more = "", const api::Caller& who = rival) {
        return get(fmt::format("/api/v1/capacity-search?process=punching{}", more), who);
    }
    // The index hears of a commit a moment after its answer: asked until it has, at most a thousand times.
    std::string heard(std::string_view more, const std::function<std::string(const api::Answer&)>& what,
                      std::string_view expected) {
        std::string last;
        for (int i = 0; i < 1'000 && last != expected; ++i) last = what(search(more));
        return last;
    }
    Instant monday(int hour) { return clock.now() + std::chrono::hours(16 + hour); }  // China's midnight is at 16:00
};
DENGYUN_BOTH_DATABASES(Capacity);

TEST_P(Capacity, KnowsWhatAMachineIs) {
    const auto home = site(workshop, 121.5, 29.9);
    const auto make = [&](std::string_view members, const api::Caller& who = workshop) {
        return post("/api/v1/machines", fmt::format(R"({{"number":"9","name":"冲床",{}}})", members), who);
    };
    EXPECT_EQ(make(fmt::format(R"("site_id":"{}","processes":[])", home)).issues(), "processes:required");
    EXPECT_EQ(make(R"("site_id":"77","processes":["punching"])").issues(), "site_id:unknown_reference");
    EXPECT_EQ(make(fmt::format(R"("site_id":"{}","processes":["punching"])", home), rival).issues(),
              "site_id:unknown_reference");
    EXPECT_EQ(
        make(fmt::format(R"("site_id":"{}","processes":["punching"],"part_size_mm_min":9,"part_size_mm_max":8)", home))
            .issues(),
        "part_size_mm_max:below_minimum");
    const auto made = make(fmt::format(R"("site_id":"{}","processes":["punching"])", home));
    EXPECT_EQ(made.status, 201U);
    EXPECT_EQ(make(fmt::format(R"("site_id":"{}","processes":["punching"])", home)).issues(), "number:taken");
    EXPECT_EQ(get("/api/v1/machines/" + made.id(), rival).status, 200U);
    EXPECT_EQ(patch("/api/v1/machines/" + made.id(), R"({"name":"x"})", rival).status, 404U);
    EXPECT_EQ(patch("/api/v1/machines/" + made.id(), R"({"name":"x"})", viewer).status, 403U);
}

TEST_P(Capacity, KeepsASlotFromReservationToUse) {
    const auto press = machine(workshop, "1");
    const auto made = slot(press, "2026-03-02T08:00:00+08:00", "2026-03-02T11:00:00+08:00");
    ASSERT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(made.text("status"), "reserved");
    const auto path = "/api/v1/capacity-slots/" + made.id();
    EXPECT_EQ(slot(press, "2026-03-02T10:00:00+08:00", "2026-03-02T12:00:00+08:00").code(), "capacity_slot.taken");
    EXPECT_EQ(slot(press, "2026-03-02T11:00:00+08:00", "2026-03-02T12:00:00+08:00").status, 201U);
    EXPECT_EQ(slot(press, "2026-03-01T11:00:00+08:00", "2026-03-01T12:00:00+08:00").code(),
              "capacity_slot.outside_calendar");  // a Sunday
    EXPECT_EQ(slot(press, "2026-03-02T11:00:00+08:00", "2026-03-02T11:00:00+08:00").issues(), "ends_at:not_after");
    EXPECT_EQ(slot(press, "2026-03-02T08:00:00+08:00", "2026-06-02T11:00:00+08:00").issues(),
              "ends_at:too_long_a_time");
    EXPECT_EQ(slot(press, "2026-03-03T08:00:00+08:00", "2026-03-03T11:00:00+08:00", rival).issues(),
              "machine_id:unknown_reference");
    EXPECT_EQ(act(path, "book", rival).status, 404U);
    EXPECT_EQ(act(path, "book", workshop).text("status"), "booked");
    EXPECT_EQ(remove(path, workshop).code(), "capacity_slot.not_free");
    EXPECT_EQ(remove("/api/v1/machines/" + press, workshop).code(), "machine.in_use");
    EXPECT_EQ(act(path, "use", workshop).text("status"), "used");
    EXPECT_EQ(act(path, "release", workshop).code(), "flow.bad_transition");
}

TEST_P(Capacity, FreesAReservationWhoseTimeIsUp) {
    const auto press = machine(workshop, "1");
    Id<CapacitySlot> first;
    EXPECT_EQ(reserved(press, monday(8), monday(10), clock.now() + std::chrono::hours(1), &first), "ok");
    EXPECT_EQ(reserved(press, monday(9), monday(11), clock.now() + std::chrono::hours(1)), "capacity_slot.taken");
    clock.advance(std::chrono::hours(1));
    // The timer has not fired yet: the time is free all the same, and the old reservation cannot be booked any more.
    const auto late =
        store().write<CapacitySlot>(Scope::crossing({99}, {}), [&](store::Unit& unit) { return book(unit, first); });
    EXPECT_EQ(late.error().code, "capacity_slot.expired");
    Id<CapacitySlot> second;
    EXPECT_EQ(reserved(press, monday(8), monday(10), clock.now() + std::chrono::hours(1), &second), "ok");
    EXPECT_EQ(get("/api/v1/capacity-slots/" + to_text(first), workshop).text("status"), "free");
    clock.advance(std::chrono::hours(1));
    run_due_jobs();
    EXPECT_EQ(get("/api/v1/capacity-slots/" + to_text(second), workshop).text("status"), "free");
    EXPECT_EQ(events(workshop_organisation).back(), "capacity_slot.lapsed");
}

TEST_P(Capacity, CountsAForgottenBookingAsUsed) {
    const auto press = machine(workshop, "1");
    const auto made = slot(press, "2026-03-02T08:00:00+08:00", "2026-03-02T11:00:00+08:00");
    const auto path = "/api/v1/capacity-slots/" + made.id();
    act(path, "book", workshop);
    clock.advance(std::chrono::days(2));
    run_due_jobs();
    EXPECT_EQ(get(path, workshop).text("status"), "booked");
    clock.advance(use_time);
    run_due_jobs();
    EXPECT_EQ(get(path, workshop).text("status"), "used");
}

TEST_P(Capacity, ShowsAWeekWithoutItsPurposesToOthers) {
    const auto press = machine(workshop, "1");
    slot(press, "2026-03-02T08:00:00+08:00", "2026-03-02T11:00:00+08:00");
    const auto address = "/api/v1/machines/" + press + "/week?from=2026-03-01T16:00:00Z";
    const auto own = get(address, workshop);
    EXPECT_EQ(own.text("working_minutes"), "2880") << own.body;
    EXPECT_EQ(own.text("free_minutes"), "2700");
    EXPECT_NE(own.body.find("试产"), std::string::npos);
    const auto seen = get(address, rival);
    EXPECT_EQ(seen.text("free_minutes"), "2700");
    EXPECT_EQ(seen.body.find("试产"), std::string::npos);
    EXPECT_EQ(get("/api/v1/machines/" + press + "/week?from=yesterday", rival).issues(), "from:malformed");
}

TEST_P(Capacity, IsFoundBySearchAsItChanges) {
    EXPECT_EQ(search().text("known"), "0");
    const auto press = machine(workshop, "1");
    const auto small = machine(rival, "2", R"("part_size_mm_max":50)");
    EXPECT_EQ(heard("", [](const api::Answer& answer) { return answer.text("known"); }, "2"), "2");
    const auto found = search("&part_size_mm=200&material=PC&longitude=121.6&latitude=29.9&refused=true");
    ASSERT_EQ(found.status, 200U) << found.body;
    EXPECT_EQ(found.text("able"), "1");
    EXPECT_EQ(found.all("machine_id"), (std::vector<std::string>{press, small}));
    EXPECT_EQ(found.all("refusals"), (std::vector<std::string>{"[]", R"(["part_too_large"])"}));
    EXPECT_EQ(found.all("workshop_name"), (std::vector<std::string>{"甲厂", "乙厂"}));
    const auto free = std::stoll(found.all("free_minutes").front());

    ASSERT_EQ(slot(press, "2026-03-02T08:00:00+08:00", "2026-03-02T11:00:00+08:00").status, 201U);
    const auto first_free = [](const api::Answer& answer) { return answer.all("free_minutes").front(); };
    const auto member = [](std::string_view name) {
        return [name](const api::Answer& answer) { return answer.text(name); };
    };
    EXPECT_EQ(heard("&part_size_mm=200", first_free, std::to_string(free - 180)), std::to_string(free - 180));
    ASSERT_EQ(patch("/api/v1/machines/" + press, R"({"is_available":false})", workshop).status, 200U);
    EXPECT_EQ(heard("&part_size_mm=200", member("able"), "0"), "0");
    ASSERT_EQ(remove("/api/v1/machines/" + small, rival).status, 204U);
    EXPECT_EQ(heard("", member("known"), "1"), "1");
    // Another process that starts later knows the same.
    Index another(store());
    ASSERT_TRUE(another.refresh());
    EXPECT_EQ(another.size(), 1U);
}

TEST_P(Capacity, SearchTellsWhatIsWrongWithTheQuestion) {
    EXPECT_EQ(get("/api/v1/capacity-search", rival).issues(), "process:required");
    EXPECT_EQ(get("/api/v1/capacity-search?process=flying&longitude=200&part_size_mm=-1", rival).issues(),
              "process:unknown_choice part_size_mm:too_small longitude:malformed");
    EXPECT_EQ(search("&longitude=120").issues(), "latitude:required");
    EXPECT_EQ(search("&from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z").issues(), "to:not_after");
    EXPECT_EQ(search("&certificate=none").issues(), "certificate:unknown_choice");
    EXPECT_EQ(search("&limit=1000").status, 422U);
}

TEST_P(Capacity, PricesByTheCardThatHolds) {
    const auto card = [&](std::string_view from, std::string_view until) {
        return post("/api/v1/rate-cards",
                    fmt::format(R"({{"name":"冲孔","process":"punching","per_piece":50000,"minimum_charge":1000,)"
                                R"("valid_from":"{}","valid_until":{}}})",
                                from, until),
                    workshop);
    };
    const auto first = card("2026-01-01", R"("2026-03-31")");
    ASSERT_EQ(first.status, 201U) << first.body;
    EXPECT_EQ(card("2026-03-31", "null").issues(), "valid_from:overlaps");
    EXPECT_EQ(card("2026-04-01", "null").status, 201U);
    EXPECT_EQ(get("/api/v1/rate-cards/" + first.id(), rival).status, 404U);
    EXPECT_EQ(get("/api/v1/rate-cards", viewer).status, 403U);
    const auto tried = post("/api/v1/rate-cards/" + first.id() + "/price/actions", R"({"pieces":1000})", workshop);
    EXPECT_EQ(tried.text("total"), "5000") << tried.body;
    const auto at = [&](std::string_view day, std::string_view process) {
        const auto price = store().read<Price>(Scope::system("test"), [&](store::Reader& reader) {
            return price_at(reader, workshop_organisation, reference::process(process), *meta::parse_date(day),
                            {.pieces = 100});
        });
        return price ? std::to_string(price->total.value) : price.error().code;
    };
    EXPECT_EQ(at("2026-03-31", "punching"), "1000");
    EXPECT_EQ(at("2025-12-31", "punching"), "rate_card.none");
    EXPECT_EQ(at("2026-03-31", "bending"), "rate_card.none");
}

TEST_P(Capacity, KeepsCalendarsThatAreUsed) {
    const auto calendar =
        post("/api/v1/working-calendars",
             R"({"name":"两班","shifts":[{"name":"早","weekdays":[1,2,3,4,5],"starts_minute":480,)"
             R"("ends_minute":960}],"breaks":[],"special_days":[{"day":"2026-03-02","is_worked":false}]})",
             workshop);
    ASSERT_EQ(calendar.status, 201U) << calendar.body;
    const auto press = machine(workshop, "1", fmt::format(R"("calendar_id":"{}")", calendar.id()));
    EXPECT_EQ(remove("/api/v1/working-calendars/" + calendar.id(), workshop).code(), "working_calendar.in_use");
    EXPECT_EQ(slot(press, "2026-03-02T08:00:00+08:00", "2026-03-02T11:00:00+08:00").code(),
              "capacity_slot.outside_calendar");
    EXPECT_EQ(
        post("/api/v1/working-calendars",
             R"({"name":"x","shifts":[{"name":"早","weekdays":[8],"starts_minute":480,"ends_minute":480}]})", workshop)
            .status,
        422U);
}

}  // namespace
}  // namespace dengyun::capacity::test
