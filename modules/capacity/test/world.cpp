#include "modules/capacity/test/world.h"

namespace dengyun::capacity::test {

Scenario::Scenario() : Scenario(std::make_shared<std::unique_ptr<Index>>()) {}

Scenario::Scenario(const Holder& holder)
    : api::Scenario(
          [holder](api::Routes& routes, store::Store& store) {
              *holder = std::make_unique<Index>(store);
              enterprise::add_routes(routes);
              add_routes(routes, **holder);
          },
          {enterprise::migrations(), capacity::migrations()}, {enterprise::messages(), capacity::messages()}),
      index_(std::move(*holder)) {
    const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        for (const auto& [id, name] : {std::pair{11, "甲厂"}, std::pair{12, "乙厂"}}) {
            DENGYUN_TRY(profile, enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
            static_cast<void>(profile);
        }
        return {};
    });
    EXPECT_TRUE(made) << made.error().code << made.error().detail;
}

std::string Scenario::site(const api::Caller& who, double longitude, double latitude) {
    const auto made = post("/api/v1/sites",
                           fmt::format(R"({{"name":"厂区","region_code":"330206","address":"路 1 号","longitude":{},)"
                                       R"("latitude":{}}})",
                                       longitude, latitude),
                           who);
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

std::string Scenario::machine(const api::Caller& who, std::string_view number, std::string_view more) {
    auto& home = sites_[to_text(who.organisation)];
    if (home.empty()) home = site(who, 121.5, 29.9);
    const auto usual = std::string(R"("materials":["PC"],"part_size_mm_max":500,"tolerance_um":50)");
    const auto made =
        post("/api/v1/machines",
             fmt::format(R"({{"number":"{0}","name":"设备 {0}","site_id":"{1}","processes":["punching"],{2}}})", number,
                         home, more.empty() ? usual : std::string(more)),
             who);
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

api::Answer Scenario::slot(std::string_view machine, std::string_view starts, std::string_view ends,
                           const api::Caller& who) {
    return post(
        "/api/v1/capacity-slots",
        fmt::format(R"({{"machine_id":"{}","starts_at":"{}","ends_at":"{}","purpose":"试产"}})", machine, starts, ends),
        who);
}

std::string Scenario::reserved(std::string_view machine, Instant from, Instant to, Instant expires,
                               Id<CapacitySlot>* made) {
    const auto done =
        store().write<CapacitySlot>(Scope::crossing({99}, {ActorKind::user, 7, "调度"}), [&](store::Unit& unit) {
            return reserve(unit, {.machine = *parse_id<Machine>(machine),
                                  .starts_at = from,
                                  .ends_at = to,
                                  .holder = {99},
                                  .purpose = "报价",
                                  .expires_at = expires});
        });
    if (done && made != nullptr) *made = done->id;
    return done ? "ok" : done.error().code;
}

}  // namespace dengyun::capacity::test
