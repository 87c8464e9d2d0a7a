// Goal: a screen keeps what fits on its grid and is bound to devices of its own organisation; templates make such
// screens; two who change one at once are told apart.
#include <fmt/format.h>

#include "modules/telemetry/screens/screen.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry::test {
namespace {

const std::string screens = "/api/v1/screens";

ScreenPanel text_at(std::int64_t column, std::int64_t row, std::int64_t width, std::int64_t height) {
    ScreenPanel panel;
    panel.kind = PanelKind::text;
    panel.text = "字";
    panel.column = column;
    panel.row = row;
    panel.width = width;
    panel.height = height;
    return panel;
}

std::vector<std::string> issues_of(std::vector<ScreenPanel> panels) {
    Screen screen;
    screen.panels = std::move(panels);
    const auto checked = check_screen(screen);
    std::vector<std::string> found;
    if (!checked)
        for (const auto& issue : checked.error().issues) found.push_back(issue.field + " " + issue.code);
    return found;
}
using Issues = std::vector<std::string>;

TEST(Screens, KeepWhatFitsSideBySide) {
    EXPECT_EQ(issues_of({text_at(0, 0, 12, 6), text_at(12, 0, 12, 6), text_at(0, 6, 24, 6)}), Issues{});
    EXPECT_EQ(issues_of({text_at(20, 0, 5, 1)}), Issues{"panels.0.width outside_grid"});
    EXPECT_EQ(issues_of({text_at(0, 11, 1, 2)}), Issues{"panels.0.height outside_grid"});
    EXPECT_EQ(issues_of({text_at(0, 0, 4, 4), text_at(3, 3, 4, 4)}), Issues{"panels.1.column covers_another"});
}

TEST(Screens, BindWhatHasToBeBound) {
    ScreenPanel value;
    EXPECT_EQ(issues_of({value}), (Issues{"panels.0.device_id required", "panels.0.point required"}));
    value.kind = PanelKind::oee;
    EXPECT_EQ(issues_of({value}), Issues{"panels.0.device_id required"});
    value.kind = PanelKind::clock;
    EXPECT_EQ(issues_of({value}), Issues{});
}

TEST(Screens, OfEveryTemplateFit) {
    std::vector<Device> devices(8);
    const std::array profiles{"cnc_mill", "injection_moulding", "compressor", "generic_meter"};
    for (std::size_t i = 0; i < devices.size(); ++i) {
        devices[i].id = {static_cast<std::int64_t>(i) + 1};
        devices[i].profile = profiles.at(i % profiles.size());
    }
    for (std::size_t first = 0; first < profiles.size(); ++first)
        for (const auto kind : {ScreenTemplate::empty, ScreenTemplate::workshop_overview, ScreenTemplate::machine})
            EXPECT_EQ(issues_of(panels_of(kind, {devices.begin() + static_cast<std::ptrdiff_t>(first), devices.end()})),
                      Issues{});
    EXPECT_TRUE(panels_of(ScreenTemplate::empty, devices).empty());
    EXPECT_GT(panels_of(ScreenTemplate::workshop_overview, devices).size(), 6U);
}

class ScreenRoutes : public Scenario {};
DENGYUN_BOTH_DATABASES(ScreenRoutes);

TEST_P(ScreenRoutes, keep_a_screen_and_tell_who_was_first) {
    const auto mill = connect("立铣", R"(,"profile":"cnc_mill")");
    const auto made =
        post("/api/v1/screen-templates/actions", R"({"name":"一车间","template":"workshop_overview"})", owner);
    ASSERT_LT(made.status, 300U) << made.body;
    const auto path = screens + "/" + made.id();
    EXPECT_NE(get(path, worker).body.find("state_band"), std::string::npos);
    EXPECT_EQ(get(path, rival).status, 404U);
    const auto panels = fmt::format(
        R"({{"panels":[{{"kind":"value","column":1,"row":1,"width":3,"height":2,"device_id":"{}","point":"power"}}]}})",
        mill.id);
    const auto changed = patch(path, panels, owner);
    ASSERT_EQ(changed.status, 200U) << changed.body;
    // With the version before.
    EXPECT_EQ(send(http::Method::patch, path, panels, owner, {{"If-Match", "\"v1\""}}).status, 412U);
    EXPECT_EQ(patch(path, panels, worker).status, 403U);
    EXPECT_EQ(remove(path, owner).status, 204U);
}

TEST_P(ScreenRoutes, refuse_what_is_not_ones_own) {
    const auto theirs = connect("外厂", "", rival);
    const auto body = fmt::format(
        R"({{"name":"屏","panels":[{{"kind":"state_band","width":3,"height":2,"device_id":"{}"}}]}})", theirs.id);
    EXPECT_EQ(post(screens, body, owner).status, 422U);
    EXPECT_EQ(post("/api/v1/screen-templates/actions", R"({"name":"机","template":"machine"})", owner).status, 422U);
    std::string many = R"({"name":"多","panels":[)";
    for (std::size_t i = 0; i <= panels_max; ++i)
        many += fmt::format(R"({}{{"kind":"clock","column":{},"row":{},"width":1,"height":1}})", i > 0 ? "," : "",
                            i % 24, i / 24);
    EXPECT_EQ(post(screens, many + "]}", owner).status, 422U);
    EXPECT_TRUE(get(screens, owner).all("id").empty());
}

}  // namespace
}  // namespace dengyun::telemetry::test
