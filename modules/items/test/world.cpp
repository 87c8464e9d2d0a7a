#include "modules/items/test/world.h"

#include "kernel/api/search.h"
#include "modules/enterprise/api.h"

namespace dengyun::items::test {

Scenario::Scenario()
    : api::Scenario(
          [](api::Routes& routes, store::Store&) {
              enterprise::add_routes(routes);
              add_routes(routes);
              api::add_task_route(routes);
              api::add_search_route(routes);
          },
          {enterprise::migrations(), items::migrations()}, {enterprise::messages(), items::messages()}) {
    const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        for (const auto& [id, name] : {std::pair{11, "甲方"}, std::pair{12, "乙厂"}, std::pair{13, "丙厂"}}) {
            DENGYUN_TRY(profile, enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
            static_cast<void>(profile);
        }
        return {};
    });
    EXPECT_TRUE(made) << made.error().code << made.error().detail;
}

std::string Scenario::item(std::string_view number, std::string_view kind) {
    const auto made =
        post("/api/v1/items",
             fmt::format(R"({{"number":"{0}","name":"物料 {0}","unit":"件","kind":"{1}"}})", number, kind), owner);
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

std::string Scenario::revision(std::string_view item, std::string_view code) {
    const auto made = post("/api/v1/revisions", fmt::format(R"({{"item_id":"{}","code":"{}"}})", item, code), owner);
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

std::string Scenario::file(std::string_view name, std::string_view content) {
    const auto made = send(http::Method::post, fmt::format("/api/v1/files?name={}", name), std::string(content), owner,
                           {{"Content-Type", "application/octet-stream"}});
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

std::string Scenario::drawing(std::string_view revision, std::string_view content) {
    const auto made =
        post("/api/v1/drawings",
             fmt::format(R"({{"revision_id":"{}","title":"总图","file_id":"{}"}})", revision, file("drawing", content)),
             owner);
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

std::string Scenario::routing(std::string_view revision) {
    const auto made = post("/api/v1/routings",
                           fmt::format(R"({{"revision_id":"{}","name":"常规","is_primary":true}})", revision), owner);
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

api::Answer Scenario::operation(std::string_view routing, int number, std::string_view predecessors,
                                const api::Caller& caller) {
    return post("/api/v1/operations",
                fmt::format(R"({{"routing_id":"{}","number":{},"name":"工序","process":"punching","unit_time_ms":2000,)"
                            R"("predecessors":[{}]}})",
                            routing, number, predecessors),
                caller);
}

std::string Scenario::released(std::string_view item, std::string_view code) {
    const auto id = revision(item, code);
    drawing(id);
    EXPECT_EQ(operation(routing(id), 10, "").status, 201U);
    const auto moved = act("/api/v1/revisions/" + id, "release", owner);
    EXPECT_EQ(moved.text("status"), "released") << moved.body;
    return id;
}

std::string Scenario::distributed(std::string_view revision, std::string_view holder) {
    const auto made = post(fmt::format("/api/v1/revisions/{}/distributions", revision),
                           fmt::format(R"({{"holder_id":"{}"}})", holder), owner);
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

std::string Scenario::in_force(std::string_view revision, Id<Organisation> holder) {
    const auto checked = store().run_read(Scope::system("test"), [&](store::Reader& reader) {
        return check_in_force(reader, *parse_id<Revision>(revision), holder);
    });
    return checked ? "ok" : checked.error().code;
}

}  // namespace dengyun::items::test
