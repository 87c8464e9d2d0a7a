// Goal: a share shows the partner just its points of just its devices in just its time, at once no more when it is
// revoked, and nobody else anything; what is wrong is refused and changes nothing.
#include <fmt/format.h>

#include "modules/enterprise/api.h"
#include "modules/telemetry/shares/device_share.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const api::Caller stranger = api::member(api::Role::owner, 13);
const std::string shares = "/api/v1/device-shares";

class Sharing : public Scenario {
  protected:
    void SetUp() override {
        const auto done = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
            for (const auto id : {11, 12, 13})
                DENGYUN_CHECK(enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = "厂"}));
            return {};
        });
        ASSERT_TRUE(done) << done.error().code;
        mill = connect("立铣", R"(,"profile":"cnc_mill")");
        other = connect("冲床", R"(,"profile":"press")");
        begin = clock.now();
        say(mill, hours(2), 1);
        say(mill, minutes(30), 2);
        say(other, minutes(30), 3);
    }
    void say(const Connected& to, Duration ago, int power) {
        const auto sent = json(to.token, fmt::format(R"({{"ts":{},"values":{{"power":{},"count":{},"energy":5}}}})",
                                                     milliseconds_of(clock.now() - ago), power, power * 10));
        ASSERT_LT(sent.status, 300U) << sent.body;
    }
    std::string body(Instant from, Instant until, std::string_view more = "", std::string_view points = R"("power")") {
        return fmt::format(
            R"({{"title":"给客户看","partner_id":"12","from_at":"{}","until_at":"{}","devices":[{{"device_id":"{}","points":[{}]}}]{}}})",
            to_text(from), to_text(until), mill.id, points, more);
    }
    std::string share(std::string_view more = "") {
        const auto made = post(shares, body(begin, begin + hours(24), more), owner);
        EXPECT_EQ(made.status, 201U) << made.body;
        return shares + "/" + made.id();
    }
    std::string window(Instant from, Instant to, std::string_view device, std::string_view point = "power") {
        return fmt::format("/series?from={}&to={}&device={}&point={}", to_text(from), to_text(to), device, point);
    }
    Connected mill, other;
    Instant begin{};
};
DENGYUN_BOTH_DATABASES(Sharing);

TEST_P(Sharing, shows_just_these_points_from_its_beginning_on) {
    const auto path = share();
    // Nothing was told since it began: not even what was last said before.
    auto seen = get(path + "/values", rival);
    ASSERT_EQ(seen.status, 200U) << seen.body;
    EXPECT_EQ(seen.body.find("\"point\""), std::string::npos) << seen.body;
    clock.advance(minutes(10));
    say(mill, minutes(1), 7);
    say(other, minutes(1), 8);
    seen = get(path + "/values", rival);
    EXPECT_NE(seen.body.find(R"("point":"power")"), std::string::npos) << seen.body;
    EXPECT_EQ(seen.body.find("count"), std::string::npos);
    EXPECT_EQ(seen.body.find(other.id), std::string::npos);
    const auto series = get(path + window(begin - hours(5), clock.now() + hours(50), mill.id), rival);
    ASSERT_EQ(series.status, 200U) << series.body;
    EXPECT_EQ(series.text("from"), to_text(begin));
    EXPECT_EQ(series.text("to"), to_text(begin + hours(24)));
    EXPECT_NE(series.body.find(R"("mean":[7)"), std::string::npos) << series.body;
}

TEST_P(Sharing, shows_history_as_far_as_it_is_granted) {
    const auto path = share(fmt::format(R"(,"history_from":"{}")", to_text(begin - hours(1))));
    EXPECT_NE(get(path + "/values", rival).body.find(R"("point":"power")"), std::string::npos);
    const auto series = get(path + window(begin - hours(5), begin + hours(1), mill.id), rival);
    EXPECT_EQ(series.text("from"), to_text(begin - hours(1)));
    // Half an hour ago 2; two hours ago 1 is before.
    EXPECT_NE(series.body.find(R"("mean":[2)"), std::string::npos) << series.body;
}

TEST_P(Sharing, shows_nothing_else) {
    const auto path = share();
    EXPECT_EQ(get(path + window(begin, begin + hours(1), mill.id, "count"), rival).status, 422U);
    EXPECT_EQ(get(path + window(begin, begin + hours(1), other.id), rival).status, 422U);
    EXPECT_EQ(get(path + window(begin, begin + hours(1), "0"), rival).status, 422U);
    // The device itself stays the owner's.
    EXPECT_EQ(get("/api/v1/devices/" + mill.id, rival).status, 404U);
    EXPECT_EQ(get("/api/v1/devices/" + mill.id + "/values", rival).status, 404U);
    for (const auto& what : {std::string(), std::string("/values"), window(begin, begin + hours(1), mill.id)})
        EXPECT_EQ(get(path + what, stranger).status, 404U) << what;
    EXPECT_TRUE(get("/api/v1/received-device-shares", stranger).all("id").empty());
    EXPECT_EQ(get("/api/v1/received-device-shares", rival).all("id").size(), 1U);
    EXPECT_TRUE(get(shares, rival).all("id").empty());
    EXPECT_EQ(get(shares, owner).all("id").size(), 1U);
}

TEST_P(Sharing, ends_at_once_when_it_is_revoked) {
    const auto path = share();
    const auto before = events({12}).size();
    EXPECT_EQ(post(path + "/revocation/actions", "", rival).status, 403U);
    EXPECT_EQ(post(path + "/revocation/actions", "", stranger).status, 404U);
    EXPECT_EQ(post(path + "/revocation/actions", "", worker).status, 403U);
    ASSERT_EQ(post(path + "/revocation/actions", "", owner).status, 200U);
    for (const auto& who : {rival, owner}) {
        EXPECT_EQ(get(path + "/values", who).code(), "device_share.not_active");
        EXPECT_EQ(get(path + window(begin, begin + hours(1), mill.id), who).code(), "device_share.not_active");
        EXPECT_NE(get(path, who).body.find("revoked_at"), std::string::npos);
    }
    EXPECT_EQ(post(path + "/revocation/actions", "", owner).code(), "device_share.over");
    EXPECT_EQ(events({12}, before), std::vector<std::string>{"device_share.withdrawn"});
}

// Of a live page: that there is something to look at, never what.
TEST_P(Sharing, is_followed_by_its_two_sides_while_it_lasts) {
    const auto path = share();
    const auto id = parse_id<DeviceShare>(path.substr(path.rfind('/') + 1))->value;
    const auto follow = [&](std::int64_t organisation, std::vector<std::string> permissions) -> std::string {
        auto principal = std::make_shared<api::Principal>();
        principal->organisation = {organisation};
        principal->permissions = std::move(permissions);
        api::Call call;
        call.principal = principal;
        const auto told = store().read<Id<Organisation>>(
            Scope::system("test"), [&](store::Reader& reader) { return follow_share(call, reader, id); });
        return told ? to_text(*told) : told.error().code;
    };
    EXPECT_EQ(follow(11, {"telemetry.read"}), "11");
    EXPECT_EQ(follow(12, {"telemetry.read"}), "11");
    EXPECT_EQ(follow(12, {}), "request.not_found");
    EXPECT_EQ(follow(13, {"telemetry.read"}), "request.not_found");
    std::uint64_t seen = 0;
    static_cast<void>(hub->news_of_share({11}, id, seen));
    EXPECT_EQ(hub->news_of_share({11}, id, seen), std::nullopt);
    say(other, minutes(1), 8);
    EXPECT_EQ(hub->news_of_share({11}, id, seen), std::nullopt);
    say(mill, minutes(1), 7);
    EXPECT_TRUE(hub->news_of_share({11}, id, seen).has_value());
    EXPECT_EQ(hub->news_of_share({11}, id, seen), std::nullopt);
    EXPECT_EQ(hub->news_of_share({12}, id, seen), std::nullopt);
    clock.advance(hours(25));
    EXPECT_EQ(follow(12, {"telemetry.read"}), "device_share.not_active");
}

TEST_P(Sharing, has_its_time) {
    const auto made = post(shares, body(begin + hours(1), begin + hours(2)), owner);
    ASSERT_EQ(made.status, 201U) << made.body;
    const auto path = shares + "/" + made.id();
    EXPECT_EQ(get(path + "/values", rival).code(), "device_share.not_active");
    clock.advance(hours(1));
    EXPECT_EQ(get(path + "/values", rival).status, 200U);
    clock.advance(hours(1));
    EXPECT_EQ(get(path + "/values", rival).code(), "device_share.not_active");
}

TEST_P(Sharing, is_refused_where_it_makes_no_sense) {
    const auto refused = [&](const std::string& given) {
        const auto answer = post(shares, given, owner);
        EXPECT_EQ(answer.status, 422U) << answer.body;
    };
    refused(body(begin, begin));
    refused(body(begin - hours(2), begin - hours(1)));
    refused(body(begin, begin + hours(24 * 400)));
    refused(body(begin, begin + hours(1), fmt::format(R"(,"history_from":"{}")", to_text(begin + minutes(1)))));
    refused(body(begin, begin + hours(1), "", ""));
    refused(body(begin, begin + hours(1), "", R"("power","power")"));
    auto to_himself = body(begin, begin + hours(1));
    to_himself.replace(to_himself.find(R"("12")"), 4, R"("11")");
    refused(to_himself);
    auto to_nobody = body(begin, begin + hours(1));
    to_nobody.replace(to_nobody.find(R"("12")"), 4, R"("99")");
    refused(to_nobody);
    EXPECT_EQ(post(shares, body(begin, begin + hours(1)), worker).status, 403U);
    // A device of somebody else.
    EXPECT_EQ(post(shares, body(begin, begin + hours(1)), stranger).status, 422U);
    EXPECT_TRUE(get(shares, owner).all("id").empty());
}

TEST_P(Sharing, is_written_down_on_both_sides) {
    const auto own = events({11}).size();
    const auto theirs = events({12}).size();
    share();
    EXPECT_EQ(events({11}, own), std::vector<std::string>{"device_share.created"});
    EXPECT_EQ(events({12}, theirs), std::vector<std::string>{"device_share.received"});
}

}  // namespace
}  // namespace dengyun::telemetry::test
