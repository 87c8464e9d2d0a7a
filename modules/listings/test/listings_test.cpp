// Goal: a listing is posted by who may, checked to the last field, seen by whom it is for and by nobody else, and
// expires by itself; its matches are ranked with their reasons.
#include "modules/listings/test/world.h"
#include "modules/scores/api.h"

namespace dengyun::listings {
namespace {

using test::bank;
using test::moulder;
using test::moulder_viewer;
using test::other_trader;
using test::stranger;
using test::trader;

class Listings : public test::Scenario {
  protected:
    std::string issues(std::string_view more) {
        const auto made = post("/api/v1/listings", body("supply", more), trader);
        EXPECT_NE(made.status, 201U) << more;
        return made.issues();
    }
    std::vector<std::string> seen(std::string_view list, const api::Caller& caller) {
        return get(fmt::format("/api/v1/{}", list), caller).all("id");
    }
};
DENGYUN_BOTH_DATABASES(Listings);

using Ids = std::vector<std::string>;

TEST_P(Listings, RefuseBadInputAndChangeNothing) {
    const auto before = events({12});
    EXPECT_EQ(issues(R"({"goods_kind":null,"goods":null,"quantity":null,"unit":null})"),
              "goods_kind:required goods:required quantity:required unit:required");
    EXPECT_EQ(issues(R"({"region_code":"999999"})"), "region_code:unknown_reference");
    EXPECT_EQ(issues(R"({"valid_until":"2026-02-27"})"), "valid_until:in_past");
    EXPECT_EQ(issues(R"({"valid_until":"2027-03-02"})"), "valid_until:beyond_a_year");
    EXPECT_EQ(issues(R"({"circle":["11"]})"), "circle:only_for_circle");
    EXPECT_EQ(issues(R"({"audience":"circle"})"), "circle:required");
    EXPECT_EQ(issues(R"({"audience":"circle","circle":["12","11","11"]})"), "circle.0:same_party circle.2:taken");
    EXPECT_EQ(issues(R"({"audience":"circle","circle":["77"]})"), "circle.0:unknown_reference");
    EXPECT_EQ(issues(R"({"photos":["5"]})"), "photos.0:unknown_reference");
    EXPECT_EQ(issues(R"({"quantity":0,"unit_price":0})"), "quantity:too_small unit_price:too_small");
    EXPECT_EQ(issues(R"({"status":"open"})"), "status:read_only");
    EXPECT_EQ(post("/api/v1/listings", body("supply"), moulder_viewer).status, 403U);
    EXPECT_EQ(seen("listings", trader), Ids{});
    EXPECT_EQ(events({12}), before);
}

TEST_P(Listings, OfServicesNeedNoQuantityAndOfFinanceALicence) {
    const auto service = R"({"kind":"storage","goods_kind":null,"goods":null,"grade":null,"quantity":null,"unit":null,)"
                         R"("unit_price":null,"title":"恒温仓 500 平米"})";
    published(trader, "supply", service);
    const auto finance = R"({"kind":"finance","goods_kind":null,"goods":null,"quantity":null,"unit":null,)"
                         R"("unit_price":null,"title":"订单融资"})";
    EXPECT_EQ(post("/api/v1/listings", body("supply", finance), trader).code(), "listing.finance_by_providers");
    published(trader, "demand", finance);
    published(bank, "supply", finance);
    EXPECT_EQ(seen("open-listings?kind=finance&side=supply", moulder).size(), 1U);
}

TEST_P(Listings, AreSeenByTheNetworkOnceOpen) {
    const auto id = drafted(trader, "supply");
    EXPECT_EQ(get("/api/v1/listings/" + id, moulder).status, 404U);
    EXPECT_EQ(act("/api/v1/listings/" + id, "publish", moulder).status, 404U);
    EXPECT_EQ(act("/api/v1/listings/" + id, "publish", trader).text("status"), "open");
    EXPECT_EQ(seen("open-listings", moulder), Ids{id});
    EXPECT_EQ(seen("open-listings?goods_kind=plastics&side=supply&kind=spot_goods&province_code=330000", moulder),
              Ids{id});
    EXPECT_EQ(seen("open-listings?province_code=440000", moulder), Ids{});
    EXPECT_EQ(seen("open-listings?q=PA-757", moulder), Ids{id});
    EXPECT_EQ(seen("open-listings?status=draft&audience=circle", moulder), Ids{id});  // no way around
    EXPECT_EQ(seen("circle-listings", moulder), Ids{});
    EXPECT_EQ(patch("/api/v1/listings/" + id, R"({"unit_price":10900000000})", trader).status, 200U);
    EXPECT_EQ(remove("/api/v1/listings/" + id, trader).code(), "listing.posted");
    EXPECT_EQ(act("/api/v1/listings/" + id, "withdraw", trader).text("status"), "withdrawn");
    EXPECT_EQ(seen("open-listings", moulder), Ids{});
    EXPECT_EQ(patch("/api/v1/listings/" + id, R"({"title":"新"})", trader).code(), "listing.closed");
    EXPECT_EQ(act("/api/v1/listings/" + id, "reopen", trader).text("status"), "draft");
    EXPECT_EQ(remove("/api/v1/listings/" + id, trader).status, 204U);
}

TEST_P(Listings, ForACircleAreSeenByItAlone) {
    const auto id = published(trader, "supply", R"({"audience":"circle","circle":["11","13"]})");
    EXPECT_EQ(seen("circle-listings", moulder), Ids{id});
    EXPECT_EQ(seen("circle-listings", stranger), Ids{});
    EXPECT_EQ(seen("open-listings", moulder), Ids{});
    EXPECT_EQ(get("/api/v1/listings/" + id, stranger).status, 404U);
    const auto seen_by_member = get("/api/v1/listings/" + id, moulder);
    EXPECT_EQ(seen_by_member.status, 200U);
    EXPECT_EQ(seen_by_member.body.find("\"13\""), std::string::npos) << seen_by_member.body;  // nor who else is in it
    const auto wanted = published(stranger, "demand");
    EXPECT_EQ(get("/api/v1/listings/" + wanted + "/matches", stranger).body.find(id), std::string::npos);
    const auto also_wanted = published(moulder, "demand");
    EXPECT_NE(get("/api/v1/listings/" + also_wanted + "/matches", moulder).body.find(id), std::string::npos);
}

TEST_P(Listings, ExpireWithTheirLastDayAndDraftsLapse) {
    const auto id = published(trader, "supply", R"({"valid_until":"2026-03-02"})");
    pass(std::chrono::hours(39));  // 2026-03-02 23:00 in China
    EXPECT_EQ(listing_status(id, trader), "open");
    pass(std::chrono::hours(1));
    EXPECT_EQ(listing_status(id, trader), "expired");
    EXPECT_EQ(act("/api/v1/listings/" + id, "reopen", trader).text("status"), "draft");
    EXPECT_EQ(act("/api/v1/listings/" + id, "publish", trader).issues(), "valid_until:in_past");
    EXPECT_EQ(patch("/api/v1/listings/" + id, R"({"valid_until":"2026-03-20"})", trader).status, 200U);
    EXPECT_EQ(act("/api/v1/listings/" + id, "publish", trader).text("status"), "open");
    // A later date is kept.
    EXPECT_EQ(patch("/api/v1/listings/" + id, R"({"valid_until":"2026-03-25"})", trader).status, 200U);
    pass(20 * flow::day);
    EXPECT_EQ(listing_status(id, trader), "open");
    const auto draft = drafted(trader, "supply");
    pass(draft_time);
    EXPECT_EQ(listing_status(draft, trader), "withdrawn");
}

TEST_P(Listings, ShowTheirPhotosToWhoSeesThem) {
    const auto file = send(http::Method::post, "/api/v1/files?name=a.png", "\x89PNG\r\n\x1a\n picture", trader);
    const auto paper = send(http::Method::post, "/api/v1/files?name=a.pdf", "%PDF-1.4", trader);
    EXPECT_EQ(issues(fmt::format(R"({{"photos":["{}"]}})", paper.id())), "photos.0:no_picture");
    const auto id = drafted(trader, "supply", fmt::format(R"({{"photos":["{}"]}})", file.id()));
    const auto photo = "/api/v1/listings/" + id + "/photos/";
    EXPECT_EQ(get(photo + file.id(), moulder).status, 404U);
    act("/api/v1/listings/" + id, "publish", trader);
    EXPECT_EQ(get(photo + file.id(), moulder).status, 200U);
    EXPECT_EQ(get(photo + paper.id(), moulder).status, 404U);
}

TEST_P(Listings, AreMatchedWithReasons) {
    const auto wanted = drafted(moulder, "demand", R"({"unit":"千克","quantity":20000000,"unit_price":11000000})");
    const auto dear = published(trader, "supply", R"({"unit_price":12000000000})");
    const auto cheap = published(other_trader, "supply", R"({"unit_price":10500000000})");
    published(stranger, "supply", R"({"goods":"PP","grade":"T30S"})");
    published(stranger, "demand");
    const auto found = get("/api/v1/listings/" + wanted + "/matches", moulder);
    ASSERT_EQ(found.status, 200U) << found.body;
    EXPECT_LT(found.body.find(cheap), found.body.find(dear));
    EXPECT_EQ(found.all("listing_id"), (Ids{cheap, dear}));
    EXPECT_NE(found.body.find(R"("criterion":"price")"), std::string::npos);
    EXPECT_EQ(get("/api/v1/listings/" + wanted + "/matches", trader).status, 404U);
    EXPECT_EQ(get("/api/v1/listings/" + wanted + "/matches?limit=51", moulder).issues(), "limit:too_large");

    // The better party comes first where all else is equal.
    const auto same = published(stranger, "supply", R"({"unit_price":10500000000})");
    const auto noted = store().run_write(Scope::system("test"), [](store::Unit& unit) {
        scores::ScoreEntry late{.criterion = scores::Criterion::on_time,
                                .value_ppm = 0,
                                .weight = scores::weight_max,
                                .what = "迟交",
                                .subject_kind = "test",
                                .subject_id = {1}};
        late.organisation_id = {13};
        return scores::note(unit, std::move(late));
    });
    ASSERT_TRUE(noted);
    EXPECT_EQ(get("/api/v1/listings/" + wanted + "/matches", moulder).all("listing_id").front(), same);
}

TEST_P(Listings, OfACircleAreSeenByItsMembers) {
    std::string circle;
    const auto made = store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
        circles::Circle row{.name = "核心供应商"};
        row.organisation_id = {11};
        DENGYUN_TRY(led, unit.insert(std::move(row)));
        circle = to_text(led.id);
        DENGYUN_TRY(asked, circles::invite(unit, led, {.member_id = Id<Organisation>{12}}));
        DENGYUN_CHECK(circles::move_member(unit, std::move(asked), circles::MemberAction::accept,
                                           {meta::all_seeing(), false, true}));
        return {};
    });
    ASSERT_TRUE(made) << made.error().code;
    const auto more = fmt::format(R"({{"audience":"circle","circle_id":"{}"}})", circle);
    const auto id = published(moulder, "demand", more);
    EXPECT_EQ(get("/api/v1/circle-listings", trader).all("id"), std::vector<std::string>{id});
    EXPECT_TRUE(get("/api/v1/circle-listings", other_trader).all("id").empty());
    EXPECT_EQ(get("/api/v1/listings/" + id, trader).status, 200U);
    EXPECT_EQ(get("/api/v1/listings/" + id, other_trader).status, 404U);
    // Matches are of what one may see.
    const auto of_member = published(trader, "supply");
    const auto of_other = published(other_trader, "supply");
    EXPECT_EQ(get("/api/v1/listings/" + of_member + "/matches", trader).all("listing_id"),
              std::vector<std::string>{id});
    EXPECT_TRUE(get("/api/v1/listings/" + of_other + "/matches", other_trader).all("listing_id").empty());
    EXPECT_EQ(post("/api/v1/listings", body("supply", more), trader).issues(), "circle_id:unknown_reference");
    EXPECT_EQ(
        post("/api/v1/listings", body("demand", fmt::format(R"({{"circle_id":"{}"}})", circle)), moulder).issues(),
        "circle_id:only_for_circle");
}

}  // namespace
}  // namespace dengyun::listings
