#include "modules/shipments/test/world.h"

#include "modules/enterprise/api.h"

namespace dengyun::shipments::test {
namespace {

const api::Caller designer = api::member(api::Role::owner, 10);

}  // namespace

Scenario::Scenario() : Scenario(std::make_shared<std::vector<std::string>>()) {}

Scenario::Scenario(const Told& told)
    : api::Scenario(
          [told](api::Routes& routes, store::Store&) {
              enterprise::add_routes(routes);
              items::add_routes(routes);
              add_routes(routes, [told](store::Unit&, const Shipment& shipment, const Receipt* receipt) -> Result<> {
                  auto line = std::string(meta::name_of(shipment.status));
                  if (receipt != nullptr) line += fmt::format(" {}", receipt->lines.front().received.value);
                  told->push_back(std::move(line));
                  return {};
              });
              api::add_task_route(routes);
          },
          {enterprise::migrations(), items::migrations(), shipments::migrations()},
          {enterprise::messages(), items::messages(), shipments::messages()}),
      told_(told) {
    const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        for (const auto& [id, name] :
             {std::pair{10, "设计方"}, std::pair{11, "甲厂"}, std::pair{12, "乙厂"}, std::pair{13, "丙厂"}}) {
            DENGYUN_TRY(profile, enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
            static_cast<void>(profile);
        }
        return {};
    });
    EXPECT_TRUE(made) << made.error().code << made.error().detail;
}

api::Answer Scenario::drafted(std::string_view more) {
    return post(
        "/api/v1/shipments",
        fmt::format(R"({{"receiver_id":"12","lines":[{{"lot":"L1","goods":"车牌","unit":"件","quantity":500000,)"
                    R"("packages":5}},{{"lot":"L2","goods":"车牌","unit":"件","quantity":20000}}]{}}})",
                    more),
        sender);
}

std::string Scenario::dispatched(std::string_view more) {
    const auto made = drafted(more);
    EXPECT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(move(made.id(), "dispatch", sender).text("status"), "dispatched");
    return made.id();
}

api::Answer Scenario::move(std::string_view id, std::string_view action, const api::Caller& caller) {
    return act(fmt::format("/api/v1/shipments/{}", id), action, caller);
}

api::Answer Scenario::scan(std::string_view id, std::string_view lines, std::string_view more,
                           const api::Caller& caller) {
    const auto code = label_code(*parse_id<Shipment>(id));
    return post("/api/v1/shipment-signatures/actions",
                fmt::format(R"({{"label_code":"{}","lines":[{}]{}}})", code, counts(lines), more), caller);
}

std::string Scenario::status(std::string_view id) {
    return get(fmt::format("/api/v1/shipments/{}", id), sender).text("status");
}

std::string Scenario::item() {
    return post("/api/v1/items", R"({"number":"P-1","name":"车牌","unit":"件","kind":"made"})", designer).id();
}

std::string Scenario::revision(std::string_view given, std::string_view code, bool acknowledged) {
    const auto part = given.empty() ? item() : std::string(given);
    const auto id =
        post("/api/v1/revisions", fmt::format(R"({{"item_id":"{}","code":"{}"}})", part, code), designer).id();
    const auto file = send(http::Method::post, "/api/v1/files?name=drawing", "%PDF-1.4 a drawing", designer);
    post("/api/v1/drawings", fmt::format(R"({{"revision_id":"{}","title":"总图","file_id":"{}"}})", id, file.id()),
         designer);
    EXPECT_EQ(act("/api/v1/revisions/" + id, "release", designer).text("status"), "released");
    for (const auto& holder : {sender, receiver}) {
        const auto given_out = post(fmt::format("/api/v1/revisions/{}/distributions", id),
                                    fmt::format(R"({{"holder_id":"{}"}})", to_text(holder.organisation)), designer);
        if (acknowledged) act("/api/v1/distributions/" + given_out.id(), "acknowledge", holder);
    }
    return id;
}

std::string counts(std::string_view text) {
    std::string lines;
    for (int position = 1; !text.empty(); ++position) {
        const auto one = text.substr(0, text.find(','));
        const auto slash = one.find('/');
        lines += fmt::format(R"({}{{"position":{},"received":{},"damaged":{}}})", position == 1 ? "" : ",", position,
                             one.substr(0, slash), one.substr(slash + 1));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
    }
    return lines;
}

}  // namespace dengyun::shipments::test
