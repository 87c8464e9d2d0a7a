#include "modules/sourcing/test/world.h"

#include "kernel/api/flow_routes.h"
#include "kernel/base/digest.h"
#include "kernel/base/vault.h"
#include "modules/enterprise/api.h"
#include "modules/evaluations/api.h"
#include "modules/items/api.h"
#include "modules/sourcing/bids/seal.h"

namespace dengyun::sourcing::test {

Sealed seal(std::string_view rfx, std::string_view bidder, std::string_view document, std::uint64_t seed) {
    store::test::SeededRandom random(seed);
    std::string key(vault_key_bytes, '\0');
    random.fill({reinterpret_cast<std::uint8_t*>(key.data()), key.size()});
    const auto binding = binding_of(*parse_id<Rfx>(rfx), bidder);
    return {base64(key), Vault(key).seal(document, binding, random), commitment_to(binding, key, document)};
}

std::string offers(const std::vector<double>& unit_prices, std::string_view more) {
    std::string lines;
    for (std::size_t i = 0; i < unit_prices.size(); ++i)
        lines += fmt::format(R"({}{{"position":{},"unit_price":{}}})", i == 0 ? "" : ",", i + 1,
                             static_cast<std::int64_t>(unit_prices[i] * 1e6));
    return fmt::format(R"({{"offers":[{}]{}}})", lines, more);
}

Scenario::Scenario()
    : api::Scenario(
          [this](api::Routes& routes, store::Store&) {
              enterprise::add_routes(routes);
              items::add_routes(routes);
              sourcing::add_routes(routes, clock);
              api::add_task_route(routes);
          },
          {enterprise::migrations(), circles::migrations(), evaluations::migrations(), items::migrations(),
           sourcing::migrations()},
          {enterprise::messages(), evaluations::messages(), items::messages(), auction::messages(),
           sourcing::messages()}) {
    const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        for (const auto& [id, name] : {std::pair{11, "采购方"}, std::pair{12, "甲厂"}, std::pair{13, "乙厂"},
                                       std::pair{14, "丙厂"}, std::pair{15, "旁人"}}) {
            DENGYUN_TRY(profile, enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
            static_cast<void>(profile);
        }
        return {};
    });
    EXPECT_TRUE(made) << made.error().code << made.error().detail;
    work_ = std::make_unique<store::JobRunner>(store(), clock, mail_random_, 1);
    work_->add(std::string(api::timer_job_kind), api::timer_job(routes()));
    add_jobs(*work_, {*mail_, mail_random_, "https://dengyun.test"});
}

std::string Scenario::drafted(std::string_view more) {
    const auto made = post(
        "/api/v1/rfxs",
        fmt::format(R"({{"title":"车牌冲压","closes_at":"{}","lines":[{{"description_text":"底板","quantity":100000,)"
                    R"("unit":"件"}},{{"description_text":"边框","quantity":10000,"unit":"件"}}]{}}})",
                    to_text(clock.now() + flow::day), more),
        buyer);
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

std::string Scenario::published(std::string_view more) {
    const auto id = drafted(more);
    const auto done = act_on(id, "publish");
    EXPECT_EQ(done.text("status"), "published") << done.body;
    return id;
}

api::Answer Scenario::bid(std::string_view rfx, std::int64_t organisation, const std::vector<double>& unit_prices,
                          std::int64_t terms_version, std::string_view more) {
    const auto made = seal(rfx, fmt::format("organisation:{}", organisation), offers(unit_prices, more),
                           static_cast<std::uint64_t>(organisation) * 1'000 + keys.size());
    auto answer = post("/api/v1/bids",
                       fmt::format(R"({{"rfx_id":"{}","terms_version":{},"sealed":"{}","commitment":"{}"}})", rfx,
                                   terms_version, made.sealed, made.commitment),
                       supplier(organisation));
    if (answer.status < 300) keys[answer.id()] = made.key;
    return answer;
}

api::Answer Scenario::give_key(std::string_view bid, std::int64_t organisation) {
    return post(fmt::format("/api/v1/bids/{}/key/actions", bid),
                fmt::format(R"({{"key":"{}"}})", keys.find(bid)->second), supplier(organisation));
}

std::vector<std::string> Scenario::opened(std::string_view rfx, const std::vector<std::vector<double>>& prices) {
    std::vector<std::string> bids;
    for (std::size_t i = 0; i < prices.size(); ++i) {
        const auto made = bid(rfx, 12 + static_cast<std::int64_t>(i), prices[i]);
        EXPECT_EQ(made.status, 201U) << made.body;
        bids.push_back(made.id());
    }
    pass(flow::day);
    for (std::size_t i = 0; i < bids.size(); ++i) {
        const auto given = give_key(bids[i], 12 + static_cast<std::int64_t>(i));
        EXPECT_EQ(given.status, 200U) << given.body;
    }
    EXPECT_EQ(status(rfx), "opened");
    return bids;
}

void Scenario::pass(Duration time) {
    clock.advance(time);
    while (work_->run_due() > 0) {
    }
}

api::Answer Scenario::act_on(std::string_view rfx, std::string_view action, const api::Caller& caller) {
    return act(fmt::format("/api/v1/rfxs/{}", rfx), action, caller);
}

std::string Scenario::status(std::string_view rfx) {
    return get(fmt::format("/api/v1/rfxs/{}", rfx), buyer).text("status");
}

std::string Scenario::bid_status(std::string_view bid, std::int64_t organisation) {
    return get(fmt::format("/api/v1/bids/{}", bid), supplier(organisation)).text("status");
}

std::string Scenario::token() {
    if (mail().sent.empty()) return {};
    const auto& text = mail().sent.back().text;
    const auto at = text.find("#token=");
    return at == std::string::npos ? "" : text.substr(at + 7, text.find('\n', at) - at - 7);
}

}  // namespace dengyun::sourcing::test
