// Goal: a lot is judged by its plan and by nothing else; a concession lowers the price only where both agree; the next
// lot is inspected as strictly as the last ones deserve; and silence has a default.
#include "kernel/api/test/scenario.h"
#include "modules/enterprise/api.h"
#include "modules/inspections/api.h"

namespace dengyun::inspections {
namespace {

const api::Caller buyer = api::member(api::Role::owner, 11);
const api::Caller buyer_viewer = api::member(api::Role::viewer, 11);
const api::Caller supplier = api::member(api::Role::owner, 12);
const api::Caller other = api::member(api::Role::owner, 13);

class Inspections : public api::Scenario {
  protected:
    Inspections() : Inspections(std::make_shared<std::vector<std::string>>()) {}

    api::Answer begun(std::string_view lot, std::string_view more = "") {
        return post("/api/v1/inspections",
                    fmt::format(R"({{"supplier_id":"12","goods":"车牌","lot":"{}","quantity":2000000{}}})", lot, more),
                    buyer);
    }
    std::string pending(std::string_view lot = "L1") {
        const auto made = begun(lot);
        EXPECT_EQ(made.status, 201U) << made.body;
        return made.id();
    }
    api::Answer record(std::string_view id, int inspected, int nonconforming, std::string_view more = "",
                       const api::Caller& caller = buyer) {
        const auto defects = nonconforming == 0 ? std::string()
                                                : fmt::format(R"({{"defect_class":"major","characteristic":"孔径",)"
                                                              R"("pieces":{},"required":"8","measured":"8.2"}})",
                                                              nonconforming);
        return post(fmt::format("/api/v1/inspections/{}/results/actions", id),
                    fmt::format(R"({{"inspected":{},"nonconforming":{},"defects":[{}]{}}})", inspected, nonconforming,
                                defects, more),
                    caller);
    }
    api::Answer decide(std::string_view id, std::string_view action, const api::Caller& caller = buyer) {
        return act(fmt::format("/api/v1/inspections/{}", id), action, caller);
    }
    api::Answer offer(std::string_view id, std::int64_t fen, const api::Caller& caller) {
        return post(fmt::format("/api/v1/inspections/{}/concessions", id),
                    fmt::format(R"({{"price_cut":{},"reason":"划痕"}})", fen), caller);
    }
    api::Answer read(std::string_view id) { return get(fmt::format("/api/v1/inspections/{}", id), buyer); }
    // A whole lot, judged by so many nonconforming pieces; the severity that the next one will have.
    std::string judged(std::string_view lot, int nonconforming) {
        const auto made = begun(lot);
        if (made.status != 201) return made.code();
        const auto sample = static_cast<int>(made.json.at("sample_size").as_int64());
        record(made.id(), sample, nonconforming);
        const auto decided =
            decide(made.id(), nonconforming <= made.json.at("accept_number").as_int64() ? "accept" : "reject");
        EXPECT_EQ(decided.status, 200U) << decided.body;
        return get("/api/v1/sampling-records", buyer).all("severity").front();
    }
    [[nodiscard]] const std::vector<std::string>& told() const { return *told_; }

  private:
    using Told = std::shared_ptr<std::vector<std::string>>;
    explicit Inspections(const Told& told)
        : Scenario(
              [told](api::Routes& routes, store::Store&) {
                  enterprise::add_routes(routes);
                  add_routes(routes, [told](store::Unit&, const Inspection& inspection) -> Result<> {
                      told->push_back(
                          fmt::format("{} {}", meta::name_of(inspection.status), inspection.accepted_quantity.value));
                      return {};
                  });
                  api::add_task_route(routes);
              },
              {enterprise::migrations(), inspections::migrations()}, {enterprise::messages(), inspections::messages()}),
          told_(told) {
        const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
            for (const auto& [id, name] : {std::pair{11, "甲方"}, std::pair{12, "乙厂"}, std::pair{13, "丙厂"}})
                DENGYUN_CHECK(enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
            return {};
        });
        EXPECT_TRUE(made);
    }
    Told told_;
};
DENGYUN_BOTH_DATABASES(Inspections);

TEST_P(Inspections, AreJudgedByTheirPlan) {
    const auto made = begun("L1");
    ASSERT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(made.text("code_letter"), "K");
    EXPECT_EQ(made.json.at("sample_size").as_int64(), 125);
    EXPECT_EQ(made.json.at("accept_number").as_int64(), 3);
    const auto id = made.id();
    EXPECT_EQ(decide(id, "accept").code(), "inspection.not_inspected");
    EXPECT_EQ(record(id, 124, 0).issues(), "inspected:sample_too_small");
    EXPECT_EQ(record(id, 2'001, 0).issues(), "inspected:too_large");
    EXPECT_EQ(record(id, 125, 126).issues(), "nonconforming:too_large");
    EXPECT_EQ(record(id, 125, 0, R"(,"photos":["5"])").issues(), "photos.0:unknown_reference");
    EXPECT_EQ(record(id, 125, 1, "", supplier).status, 403U);
    EXPECT_EQ(record(id, 125, 1, "", other).status, 404U);
    EXPECT_EQ(record(id, 125, 4).status, 200U);
    EXPECT_EQ(decide(id, "accept").code(), "inspection.exceeds_accept_number");
    EXPECT_EQ(record(id, 125, 3).status, 200U);
    EXPECT_EQ(decide(id, "reject").code(), "inspection.within_accept_number");
    EXPECT_EQ(decide(id, "accept", supplier).status, 403U);
    EXPECT_EQ(decide(id, "accept", buyer_viewer).status, 403U);
    EXPECT_EQ(decide(id, "concede").status, 403U);
    const auto decided = decide(id, "accept");
    EXPECT_EQ(decided.text("status"), "accepted") << decided.body;
    EXPECT_EQ(decided.json.at("accepted_quantity").as_int64(), 2'000'000);
    EXPECT_EQ(record(id, 125, 0).code(), "inspection.decided");
    EXPECT_EQ(told(), (std::vector<std::string>{"accepted 2000000"}));
    EXPECT_EQ(events({12}).back(), "inspection.accepted");
}

TEST_P(Inspections, ASingleDangerousPieceMayBeRefused) {
    const auto id = pending();
    record(id, 125, 0);
    const auto critical =
        post(fmt::format("/api/v1/inspections/{}/results/actions", id),
             R"({"inspected":125,"nonconforming":1,"defects":[{"defect_class":"critical","characteristic":"裂纹"}]})",
             buyer);
    EXPECT_EQ(critical.status, 200U) << critical.body;
    EXPECT_EQ(decide(id, "reject").text("status"), "rejected");
    EXPECT_EQ(told().back(), "rejected 0");
}

TEST_P(Inspections, AreSplitIntoWhatIsGoodAndWhatIsNot) {
    const auto id = pending();
    const auto split = [&](std::int64_t quantity) {
        return post(fmt::format("/api/v1/inspections/{}/split/actions", id),
                    fmt::format(R"({{"accepted_quantity":{}}})", quantity), buyer);
    };
    EXPECT_EQ(split(1'000).code(), "inspection.not_inspected");
    record(id, 125, 9);
    EXPECT_EQ(split(2'000'000).issues(), "accepted_quantity:not_a_part");
    EXPECT_EQ(split(-1).issues(), "accepted_quantity:too_small");
    const auto done = split(1'900'000);
    EXPECT_EQ(done.text("status"), "split") << done.body;
    EXPECT_EQ(done.json.at("rejected_quantity").as_int64(), 100'000);
    EXPECT_EQ(split(1'900'000).code(), "inspection.decided");
    clock.advance(verdict_time * 2);
    run_due_jobs();
    EXPECT_EQ(read(id).text("status"), "split");
}

TEST_P(Inspections, AConcessionLowersThePriceWhereBothAgree) {
    const auto id = pending();
    EXPECT_EQ(offer(id, 10'000, buyer).code(), "inspection.not_inspected");
    record(id, 125, 5);
    EXPECT_EQ(offer(id, 0, buyer).issues(), "price_cut:too_small");
    EXPECT_EQ(offer(id, 10'000, other).status, 404U);
    const auto asked = offer(id, 10'000, supplier);
    ASSERT_EQ(asked.status, 201U) << asked.body;
    EXPECT_EQ(asked.text("party_id"), "11");
    EXPECT_EQ(offer(id, 20'000, buyer).code(), "concession.taken");
    const auto path = "/api/v1/concessions/" + asked.id();
    EXPECT_NE(get("/api/v1/tasks", buyer).body.find("concessions_to_answer"), std::string::npos);
    EXPECT_EQ(act(path, "agree", supplier).status, 403U);  // not by who offered it
    EXPECT_EQ(act(path, "agree", other).status, 404U);
    EXPECT_EQ(act(path, "refuse", buyer).text("status"), "refused");
    EXPECT_EQ(read(id).text("status"), "pending");

    const auto better = offer(id, 25'000, buyer);
    EXPECT_EQ(act("/api/v1/concessions/" + better.id(), "agree", supplier).text("status"), "agreed");
    const auto conceded = read(id);
    EXPECT_EQ(conceded.text("status"), "concession");
    EXPECT_EQ(conceded.json.at("price_cut").as_int64(), 25'000);
    EXPECT_EQ(conceded.json.at("accepted_quantity").as_int64(), 2'000'000);  // the price, never the quantity
    EXPECT_EQ(told(), (std::vector<std::string>{"concession 2000000"}));
    EXPECT_EQ(offer(id, 1, buyer).code(), "inspection.decided");
}

TEST_P(Inspections, HaveADefaultForWhoStaysSilent) {
    const auto untouched = pending("L1");
    const auto bad = pending("L2");
    record(bad, 125, 8);
    const auto waiting = pending("L3");
    record(waiting, 125, 8);
    clock.advance(verdict_time - flow::day);
    const auto asked = offer(waiting, 1'000, buyer);
    ASSERT_EQ(asked.status, 201U) << asked.body;
    clock.advance(flow::day);
    run_due_jobs();
    EXPECT_EQ(read(untouched).text("status"), "accepted");
    EXPECT_EQ(read(bad).text("status"), "rejected");     // what was found counts
    EXPECT_EQ(read(waiting).text("status"), "pending");  // an offer is out
    clock.advance(2 * flow::day);
    run_due_jobs();
    EXPECT_EQ(get("/api/v1/concessions/" + asked.id(), buyer).text("status"), "lapsed");
    EXPECT_EQ(read(waiting).text("status"), "pending");
    clock.advance(flow::day);
    run_due_jobs();
    EXPECT_EQ(read(waiting).text("status"), "rejected");
}

TEST_P(Inspections, GetStricterAndMilderFromLotToLot) {
    EXPECT_EQ(judged("L1", 4), "normal");
    EXPECT_EQ(judged("L2", 4), "tightened");
    EXPECT_EQ(begun("L3").json.at("accept_number").as_int64(), 2);
    for (int lot = 0; lot < 4; ++lot) EXPECT_EQ(judged(fmt::format("T{}", lot), 2), "tightened");
    EXPECT_EQ(judged("T5", 2), "normal");
    EXPECT_EQ(judged("B1", 4), "normal");
    EXPECT_EQ(judged("B2", 4), "tightened");
    for (int lot = 0; lot < 5; ++lot) judged(fmt::format("R{}", lot), 9);
    EXPECT_EQ(begun("L9").code(), "inspection.discontinued");
    const auto record_id = get("/api/v1/sampling-records", buyer).all("id").front();
    const auto resume = "/api/v1/sampling-records/" + record_id + "/resumption/actions";
    EXPECT_EQ(post(resume, "", other).status, 404U);
    EXPECT_EQ(post(resume, "", buyer).text("severity"), "tightened");
    EXPECT_EQ(post(resume, "", buyer).code(), "sampling_record.not_discontinued");
    EXPECT_EQ(begun("L9").text("severity"), "tightened");
}

TEST_P(Inspections, ShowTheirPhotosToBothSides) {
    const auto file = send(http::Method::post, "/api/v1/files?name=a.png", "\x89PNG\r\n\x1a\n picture", buyer);
    const auto paper = send(http::Method::post, "/api/v1/files?name=a.pdf", "%PDF-1.4", buyer);
    const auto id = pending();
    EXPECT_EQ(record(id, 125, 0, fmt::format(R"(,"photos":["{}"])", paper.id())).issues(), "photos.0:no_picture");
    EXPECT_EQ(record(id, 125, 0, fmt::format(R"(,"photos":["{}"])", file.id())).status, 200U);
    const auto photo = fmt::format("/api/v1/inspections/{}/photos/", id);
    EXPECT_EQ(get(photo + file.id(), supplier).status, 200U);
    EXPECT_EQ(get(photo + file.id(), other).status, 404U);
    EXPECT_EQ(get(photo + paper.id(), supplier).status, 404U);
}

TEST_P(Inspections, LookUpPlansAndRefuseNonsenseInBothLanguages) {
    const auto plan = get("/api/v1/sampling-plan?lot_size=20000&aql=1.0", buyer);
    EXPECT_EQ(plan.json.at("sample_size").as_int64(), 315) << plan.body;
    EXPECT_GT(plan.json.at("acceptance_ppm").as_int64(), 950'000);
    EXPECT_EQ(get("/api/v1/sampling-plan?lot_size=0", buyer).status, 422U);
    EXPECT_EQ(get("/api/v1/sampling-plan?lot_size=10&aql=3", buyer).issues(), "aql:unknown_choice");
    EXPECT_EQ(begun("L1", R"(,"severity":"reduced")").issues(), "severity:read_only");
    const auto id = pending();
    const auto path = fmt::format("/api/v1/inspections/{}/results/actions", id);
    constexpr auto few = R"({"inspected":1,"nonconforming":0})";
    EXPECT_NE(
        send(http::Method::post, path, few, buyer, {{"Accept-Language", "zh"}}).body.find("样本不足，至少 125 件"),
        std::string::npos);
    EXPECT_NE(send(http::Method::post, path, few, buyer, {{"Accept-Language", "en"}}).body.find("at least 125 pieces"),
              std::string::npos);
}

}  // namespace
}  // namespace dengyun::inspections
