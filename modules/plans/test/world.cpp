#include "modules/plans/test/world.h"

namespace dengyun::plans::test {

World::World()
    : api::Scenario([](api::Routes&, store::Store&) {},
                    {enterprise::migrations(), items::migrations(), capacity::migrations()}, {plans::messages()}) {
    for (std::int64_t id = 11; id <= 19; ++id) add_workshop(id, 80 + 5 * (id - 10));
    index_ = std::make_unique<capacity::Index>(store());
}

void World::write(const std::function<Result<>(store::Unit&)>& work) {
    const auto done = store().run_write(Scope::system("test"), work);
    ASSERT_TRUE(done) << done.error().code << done.error().detail;
}

void World::add_workshop(std::int64_t id, std::int64_t percent) {
    write([&](store::Unit& unit) -> Result<> {
        machines[id].clear();  // a unit may run twice
        DENGYUN_TRY(profile, enterprise::create_profile(unit, {id},
                                                        enterprise::NewProfile{.name = "加工点" + std::to_string(id)}));
        static_cast<void>(profile);
        DENGYUN_TRY(site, enterprise::add_site(unit, {id},
                                               {.name = "厂区",
                                                .region_code = "330206",
                                                .address = "路 1 号",
                                                .longitude = 121.0 + 0.1 * static_cast<double>(id - 10),
                                                .latitude = 29.5 + 0.05 * static_cast<double>(id % 4)}));
        for (std::size_t p = static_cast<std::size_t>(id % 3); p < plate_processes.size(); p += 3) {
            const auto process = reference::process(plate_processes[p]);
            capacity::Machine machine{.number = "M" + std::to_string(p),
                                      .name = std::string(plate_processes[p]),
                                      .site_id = site.id,
                                      .processes = {process},
                                      .materials = {},
                                      .part_size_mm_max = 1'000,
                                      .tolerance_um = 50};
            machine.organisation_id = {id};
            DENGYUN_TRY(added, capacity::add_machine(unit, std::move(machine)));
            machines[id].push_back(added);
            capacity::RateCard card{.name = "报价",
                                    .process = process,
                                    .setup_price = {3'000},
                                    .per_hour = {60'000'000 * percent / 100},
                                    .tiers = {{.pieces_from = 1'000, .rate_millionths = 900'000}},
                                    .valid_from = china_date(unit.now()) - std::chrono::days(1)};
            card.organisation_id = {id};
            DENGYUN_TRY(kept, capacity::add_rate_card(unit, std::move(card)));
            static_cast<void>(kept);
        }
        return {};
    });
}

Demand World::plates(std::int64_t pieces) const {
    Demand out{.name = "SO-1",
               .owner = buyer,
               .operations = {},
               .pieces = pieces,
               .destination = {121.5, 29.8},
               .release = now(),
               .due = now() + std::chrono::days(40),
               .declined = {}};
    for (std::size_t i = 0; i < plate_processes.size(); ++i) {
        items::Operation one{.number = static_cast<std::int64_t>(10 * (i + 1)),
                             .name = std::string(plate_processes[i]),
                             .process = reference::process(plate_processes[i]),
                             .setup_s = 1'200,
                             .unit_time_ms = 3'000,
                             .yield_millionths = 995'000,
                             .part_size_mm = 200,
                             .tolerance_um = 200};
        if (i > 0) one.predecessors.push_back(static_cast<std::int64_t>(10 * i));
        out.operations.push_back(std::move(one));
    }
    return out;
}

}  // namespace dengyun::plans::test
