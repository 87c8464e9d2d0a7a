// Goal: what devices send by HTTP is stored as it is and told as the profile means it; what cannot be taken is told one
// by one and costs nothing else; series are reduced without losing a peak, states become intervals.
#include <boost/json.hpp>

#include "kernel/base/digest.h"
#include "kernel/http/compress.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

class IntakeTest : public test::Scenario {
  protected:
    IntakeTest() : device_(connect("冲床", R"(,"profile":"press")")) {}
    api::Answer ask(std::string_view what, std::string_view from, std::string_view to, std::string_view more = "") {
        return get(fmt::format("/api/v1/devices/{}/{}?from={}&to={}{}", device_.id, what, from, to, more), test::owner);
    }
    static std::string numbers(const boost::json::value& list) {
        std::string out;
        for (const auto& one : list.as_array()) out += fmt::format("{} ", one.to_number<double>());
        return out;
    }
    const test::Connected device_;
};
DENGYUN_BOTH_DATABASES(IntakeTest);

constexpr auto ms = "?precision=ms";

TEST_P(IntakeTest, LinesAreStoredAndGoodOnesDespiteBadOnes) {
    EXPECT_EQ(lines(device_.token, "telemetry count=5i,tonnage=120.5,state=\"running\" 1772323100000\n", ms).status,
              204U);
    // Numbers of either kind go where the profile has the other.
    EXPECT_EQ(lines(device_.token, "telemetry count=6,tonnage=121i 1772323101000\n", ms).status, 204U);
    EXPECT_EQ(values(device_.id), "state=运行 count=6 tonnage=121");
    const auto partly =
        lines(device_.token, "telemetry tonnage=1 1772323102000\noops\ntelemetry tonnage=\"x\" 1\n", ms);
    EXPECT_EQ(partly.status, 400U);
    EXPECT_EQ(partly.code(), "telemetry.lines_refused");
    const auto error = partly.text("error");
    EXPECT_TRUE(error.starts_with("partial write: unable to parse lines.2: ") && error.ends_with(" dropped=2"))
        << error;
    EXPECT_EQ(partly.text("message"), error);
    EXPECT_EQ(partly.issues(), "lines.2:line_malformed lines.3:line_type_conflict");
    EXPECT_EQ(values(device_.id), "state=运行 count=6 tonnage=1");
    // Series of others beside it, with their tags.
    EXPECT_EQ(lines(device_.token, "cpu,host=a,core=1 usage=0.5 1772323102000", ms).status, 204U);
    EXPECT_EQ(values(device_.id), "state=运行 count=6 tonnage=1 cpu,core=1,host=a/usage=0.5");
    const auto told = diagnosis(device_.id);
    EXPECT_EQ(told.json.at("messages").to_number<int>(), 4);
    EXPECT_EQ(told.json.at("refused").to_number<int>(), 2);
    EXPECT_EQ(told.json.at("refusals").at(0).at("where").as_string(), "lines.3");
    // Where nothing is written it is no part.
    EXPECT_TRUE(lines(device_.token, "oops", ms).text("error").starts_with("unable to parse lines.1: "));
}

TEST_P(IntakeTest, TokensAreTakenAsClientsSendThem) {
    const auto write = [&](std::string address, std::vector<http::Header> headers) {
        return send(http::Method::post, std::move(address), "telemetry tonnage=1", api::stranger, std::move(headers))
            .status;
    };
    EXPECT_EQ(write("/write?db=x&p=" + device_.token, {}), 204U);
    EXPECT_EQ(write("/write", {{"Authorization", "Token " + device_.token}}), 204U);
    EXPECT_EQ(write("/write", {{"Authorization", "Basic " + base64("any:" + device_.token)}}), 204U);
    EXPECT_EQ(write("/write", {}), 401U);
    EXPECT_EQ(write("/write", {{"Authorization", "Basic %%"}}), 401U);
    EXPECT_EQ(lines(device_.token, "telemetry tonnage=1", "?precision=fortnight").issues(), "precision:bad_precision");
}

TEST_P(IntakeTest, BodiesMayBePacked) {
    const auto packed = [&](std::string body) {
        return lines(device_.token, std::move(body), ms, {{"Content-Encoding", "gzip"}});
    };
    EXPECT_EQ(packed(http::gzip("telemetry tonnage=7 1772323100000")).status, 204U);
    EXPECT_EQ(values(device_.id), "tonnage=7");
    EXPECT_EQ(packed("telemetry tonnage=8").code(), "telemetry.bad_gzip");
    const auto whole = http::gzip("telemetry tonnage=8");
    EXPECT_EQ(packed(whole.substr(0, whole.size() - 9)).code(), "telemetry.bad_gzip");
    // 64 MiB of spaces in 64 KiB.
    EXPECT_EQ(packed(http::gzip(std::string(64 << 20, ' '))).code(), "telemetry.bad_gzip");
}

TEST_P(IntakeTest, JsonIsStoredValueByValue) {
    EXPECT_EQ(json(device_.token, R"([{"ts":1772323100000,"values":{"count":5,"oil_pressure":6.5}},
                                      {"ts":1772323101000,"values":{"count":6}}])")
                  .status,
              200U);
    const auto partly = json(device_.token, R"({"count":"six","oil_pressure":7,"deep":{"a":1}})");
    EXPECT_EQ(partly.status, 200U);
    EXPECT_EQ(partly.json.at("refused").to_number<int>(), 2);
    EXPECT_EQ(values(device_.id), "count=6 oil_pressure=7");
    EXPECT_EQ(json(device_.token, "{").code(), "telemetry.bad_json");
    EXPECT_EQ(diagnosis(device_.id).json.at("refusals").at(0).at("code").as_string(), "telemetry.bad_json");
    // Two without a time, within one millisecond, are two.
    for (int i = 0; i < 3; i++) EXPECT_EQ(json(device_.token, fmt::format(R"({{"strokes":{}}})", i)).status, 200U);
    const auto series = ask("series", "2026-02-28T23:59:59Z", "2026-03-01T00:00:01Z", "&points=strokes&pixels=1");
    EXPECT_EQ(numbers(series.json.at("series").at(0).at("max")), "2 ");
    EXPECT_EQ(numbers(series.json.at("series").at(0).at("min")), "0 ");
}

TEST_P(IntakeTest, SeriesAreReducedToPixels) {
    std::string body;
    for (int i = 0; i < 600; i++)
        body +=
            fmt::format("telemetry tonnage={},count={}i {}\n", i == 333 ? 999 : 100, i % 400, 1772323200000 + i * 1000);
    ASSERT_EQ(lines(device_.token, body, ms).status, 204U);
    const auto series = ask("series", "2026-03-01T00:00:00Z", "2026-03-01T00:10:00Z", "&points=tonnage;count&pixels=5");
    ASSERT_EQ(series.status, 200U) << series.body;
    const auto& tonnage = series.json.at("series").at(0);
    EXPECT_EQ(numbers(tonnage.at("max")), "100 100 999 100 100 ");
    EXPECT_EQ(numbers(tonnage.at("min")), "100 100 100 100 100 ");
    EXPECT_EQ(tonnage.at("unit").as_string(), "kN");
    // A reset is no step back; a step from one pixel to the next is in neither.
    EXPECT_EQ(numbers(series.json.at("series").at(1).at("increase")), "119 119 119 118 119 ");
    EXPECT_EQ(ask("series", "2026-03-01T00:00:00Z", "2026-03-01T00:10:00Z", "&points=nothing").issues(),
              "points:unknown_point");
    EXPECT_EQ(ask("series", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z").issues(), "to:not_after");
    EXPECT_EQ(ask("series", "1980-03-01T00:00:00Z", "2026-03-01T00:00:00Z").issues(), "to:too_long_a_time");
    EXPECT_EQ(ask("series", "x", "2026-03-01T00:00:00Z").issues(), "from:malformed");
}

TEST_P(IntakeTest, StatesBecomeIntervals) {
    clock.set(instant_of(1772323200000 + 3'600'000));
    std::string body;
    for (const auto& [second, state] :
         {std::pair{0, "running"}, std::pair{100, "down"}, std::pair{200, "running"}, std::pair{300, "strange"}})
        body += fmt::format("telemetry state=\"{}\" {}\n", state, 1772323200000 + second * 1000);
    ASSERT_EQ(lines(device_.token, body, ms).status, 204U);
    const auto told = ask("states", "2026-03-01T00:00:30Z", "2026-03-01T01:00:00Z");
    std::string spans;
    for (const auto& one : told.json.at("intervals").as_array()) {
        const auto& meaning = one.at("meaning");
        const auto& state = one.at("state");
        spans += std::string(one.at("from").as_string()).substr(14, 5) + ' ' +
                 (state.is_null() ? "?" : std::string(state.as_string())) + ' ' +
                 (meaning.is_null() ? "-" : std::string(meaning.as_string())) + '\n';
    }
    EXPECT_EQ(spans, "00:30 运行 running\n01:40 故障 down\n03:20 运行 running\n05:00 strange -\n10:00 ? -\n");
}

TEST_P(IntakeTest, TheFloorTellsWhatIsGoingOn) {
    lines(device_.token, "telemetry state=\"down\",tonnage=30001,count=1i,strokes=2i,oil_pressure=3,stroke_rate=4", "");
    const auto floor = get("/api/v1/workshop-floor", test::worker);
    const auto& shown = floor.json.at("devices").at(0);
    EXPECT_EQ(shown.at("state").at("meaning").as_string(), "down");
    EXPECT_EQ(shown.at("values").as_array().size(), 4U);
    EXPECT_FALSE(shown.at("is_silent").as_bool());
    clock.advance(std::chrono::minutes(6));
    EXPECT_TRUE(get("/api/v1/workshop-floor", test::worker).json.at("devices").at(0).at("is_silent").as_bool());
    const auto values = get("/api/v1/devices/" + device_.id + "/values", test::worker);
    for (const auto& value : values.json.at("values").as_array())
        EXPECT_EQ(value.at("is_outside").as_bool(), value.at("point").as_string() == "tonnage");
}

TEST_P(IntakeTest, FollowersAreToldWhatIsNewAndNothingElse) {
    std::uint64_t seen = 0;
    const auto id = std::stoll(device_.id);
    EXPECT_FALSE(hub->news_of({11}, id, seen));
    json(device_.token, R"({"count":5})");
    const auto news = hub->news_of({11}, id, seen);
    ASSERT_TRUE(news);
    EXPECT_NE(news->find(R"("point":"count")"), std::string::npos) << *news;
    EXPECT_FALSE(hub->news_of({11}, id, seen));
}

}  // namespace
}  // namespace dengyun::telemetry
