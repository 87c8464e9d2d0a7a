// Goal: what a list shows can be taken out as a file, no more and no less; and what a file holds comes in through the
// same gate as a row by hand, all of it or none, once per key; it changes rows only where that is asked for.
#include "kernel/api/openapi.h"
#include "kernel/sheet/sheet.h"
#include "modules/enterprise/test/world.h"

namespace dengyun::enterprise::test {
namespace {

const std::string two_sites =
    "名称*,Region,地址,面积（平方米）,总部,备注\r\n"
    "一号厂房,330206,小港街道 1 号,\"3,000\",是,x\r\n"
    "二号厂房,330281,振兴路 18 号,,no,y\r\n";

class Sheets : public Scenario {
  protected:
    Answer import(std::string_view file, std::string query = "", std::string key = {}, std::string who = "owner") {
        return world.post("/api/v1/sites/imports" + query, file,
                          {.who = std::move(who), .key = std::move(key), .content_type = "text/csv"});
    }
    // The columns of a sheet that came back, row by row.
    static std::vector<std::vector<std::string>> rows_of(const Answer& answer) {
        std::vector<std::vector<std::string>> cells;
        const auto rows = sheet::read(answer.body);
        EXPECT_TRUE(rows);
        if (rows)
            for (const auto& row : *rows) cells.push_back(row.cells);
        return cells;
    }
};
DENGYUN_BOTH_DATABASES(Sheets);

TEST_P(Sheets, AreTriedWithoutAChange) {
    const auto before = world.event_count(ningbo_mould);
    const auto tried = import(two_sites, "?dry_run=true", "k");
    ASSERT_EQ(tried.status, 200U) << tried.body;
    EXPECT_EQ(tried.text("rows"), "2");
    EXPECT_EQ(tried.text("bad_rows"), "0") << tried.body;
    EXPECT_EQ(tried.text("created"), "2");  // would be
    for (const std::string_view guessed :
         {R"("heading":"名称*","field":"name")", R"("heading":"Region","field":"region_code")",
          R"("heading":"面积（平方米）","field":"area_m2")", R"("heading":"备注","field":null)"})
        EXPECT_NE(tried.body.find(guessed), std::string::npos) << guessed << tried.body;
    EXPECT_EQ(world.event_count(ningbo_mould), before);
    EXPECT_TRUE(world.get("/api/v1/sites").all("id").empty());
}

TEST_P(Sheets, ComeInWholeAndOncePerKey) {
    const auto before = world.event_count(ningbo_mould);
    const auto first = import(two_sites, "", "k");
    ASSERT_EQ(first.status, 200U) << first.body;
    EXPECT_EQ(first.text("created"), "2");
    const auto again = import(two_sites, "", "k");
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(world.get("/api/v1/sites?sort=name").all("name").size(), 2U);
    EXPECT_EQ(world.events(ningbo_mould, before), (std::vector<std::string>{"site.created", "site.created"}));
    // The gate of a row by hand: coordinates of the seat, one headquarters.
    EXPECT_EQ(world.get("/api/v1/sites?is_headquarters=true").all("name"), std::vector<std::string>{"一号厂房"});
    EXPECT_EQ(import("名称\r\n三号\r\n", "", "k").code(), "request.idempotency_key_reused");
}

TEST_P(Sheets, TellEveryBadRowAndChangeNothing) {
    const std::string file =
        "name,region_code,address,area_m2,is_headquarters\r\n"
        "好,330206,路,1,no\r\n"
        "坏,990000,路,0,perhaps\r\n"
        ",330206,路,many,\r\n";
    const auto tried = import(file, "?dry_run=true");
    ASSERT_EQ(tried.status, 200U);
    EXPECT_EQ(tried.text("bad_rows"), "2");
    for (const std::string_view told :
         {R"("row":3,"field":"is_headquarters")", R"("row":3,"field":"area_m2")", R"("row":4,"field":"area_m2")",
          R"("row":4,"field":"name")", R"("given":"perhaps")"})
        EXPECT_NE(tried.body.find(told), std::string::npos) << told << tried.body;
    const auto before = world.event_count(ningbo_mould);
    const auto refused = import(file);
    EXPECT_EQ(refused.status, 422U);
    EXPECT_EQ(refused.code(), "import.bad_rows");
    EXPECT_NE(refused.issues().find("3.is_headquarters:no_truth_value"), std::string::npos) << refused.issues();
    EXPECT_EQ(world.event_count(ningbo_mould), before);
    EXPECT_TRUE(world.get("/api/v1/sites").all("id").empty());
}

TEST_P(Sheets, FollowTheColumnsThatAreNamed) {
    const std::string file = "A,B,C,D\r\n路 1 号,甲,330206,x\r\n";
    EXPECT_EQ(import(file, "?columns=address,name,region_code").text("created"), "1");
    EXPECT_EQ(world.get("/api/v1/sites").all("name"), std::vector<std::string>{"甲"});
    EXPECT_EQ(import(file, "?columns=address,version").issues(), "columns:unknown_choice");
    EXPECT_EQ(import(file, "?columns=name,name").issues(), "columns:duplicate_member");
    EXPECT_EQ(import("A\r\n").code(), "import.no_rows");
    EXPECT_EQ(import("\"A\r\n").code(), "csv.malformed");
}

TEST_P(Sheets, StopAtTheBoundOfTheModule) {
    std::string file = "name,region_code,address\r\n";
    for (std::int64_t i = 0; i <= sites_max; ++i) file += fmt::format("{},330206,路\r\n", i);
    const auto tried = import(file, "?dry_run=true");
    EXPECT_EQ(tried.text("bad_rows"), "1") << tried.body;
    EXPECT_EQ(import(file).code(), "site.too_many");
    EXPECT_TRUE(world.get("/api/v1/sites").all("id").empty());
}

// A file as a spreadsheet gives it back after an export with ids.
class Updates : public Sheets {
  protected:
    void SetUp() override {
        Sheets::SetUp();
        ASSERT_EQ(import(two_sites).text("created"), "2");
        ids = world.get("/api/v1/sites?sort=name").all("id");
        ASSERT_EQ(ids.size(), 2U);
    }
    // The first as it is, the second with another address and no area, and a third.
    [[nodiscard]] std::string file() const {
        return fmt::format(
            "编号,名称,Region,地址,面积（平方米）\r\n"
            "{},一号厂房,330206,小港街道 1 号,3000\r\n"
            "{},二号厂房,330281,新路 2 号,\r\n"
            ",三号厂房,330206,路 3 号,\r\n",
            ids[0], ids[1]);
    }
    std::string refused(std::string_view content, std::string who = "owner") {
        const auto answer = import(content, "?update=true", "", std::move(who));
        return answer.status == 422U ? answer.issues() : answer.code();
    }
    std::vector<std::string> ids;
};
DENGYUN_BOTH_DATABASES(Updates);

TEST_P(Updates, TellRowByRowAndChangeNothingWhenTried) {
    const auto before = world.event_count(ningbo_mould);
    const auto tried = import(file(), "?dry_run=true&update=true");
    ASSERT_EQ(tried.status, 200U) << tried.body;
    for (const std::string_view told :
         {R"("created":1,"changed":1,"unchanged":1)", R"({"row":2,"outcome":"unchanged","fields":[]})",
          R"({"row":3,"outcome":"changed","fields":["address"]})", R"({"row":4,"outcome":"created","fields":[]})"})
        EXPECT_NE(tried.body.find(told), std::string::npos) << told << tried.body;
    EXPECT_EQ(world.event_count(ningbo_mould), before);
    EXPECT_EQ(world.get("/api/v1/sites?sort=name").all("address").size(), 2U);
    const auto bad = import(file() + ids[0] + ",,,,many\r\n", "?dry_run=true&update=true");
    EXPECT_EQ(bad.text("bad_rows") + bad.text("created") + bad.text("changed") + bad.text("unchanged"), "1111")
        << bad.body;
}

TEST_P(Updates, WriteWhatIsNewOncePerKey) {
    const auto before = world.event_count(ningbo_mould);
    const auto done = import(file(), "?update=true", "k");
    EXPECT_EQ(done.text("created") + done.text("changed") + done.text("unchanged"), "111") << done.body;
    EXPECT_EQ(import(file(), "?update=true", "k").body, done.body);
    EXPECT_EQ(world.events(ningbo_mould, before), (std::vector<std::string>{"site.changed", "site.created"}));
    EXPECT_EQ(world.get("/api/v1/sites?sort=name").all("address"),
              (std::vector<std::string>{"小港街道 1 号", "路 3 号", "新路 2 号"}));
    // An empty cell leaves what was there.
    EXPECT_EQ(world.get("/api/v1/sites?is_headquarters=true").all("id"), std::vector{ids[0]});
}

TEST_P(Updates, RefuseRowsThatAreNotTheirsOrWrong) {
    const auto before = world.event_count(ningbo_mould);
    const auto row = [&](std::string_view heading, std::string_view cells) {
        return fmt::format("{}\r\n{},{}\r\n", heading, ids[0], cells);
    };
    EXPECT_EQ(import(row("id,name", "x")).issues(), "2.region_code:required 2.address:required");  // as ever
    EXPECT_EQ(refused("id,name\r\n77,x\r\n"), "2.id:unknown_reference");
    EXPECT_EQ(refused("id,name\r\nx,x\r\n"), "2.id:unknown_reference");
    EXPECT_EQ(refused(row("id,name", "x"), "rival"), "2.id:unknown_reference");
    EXPECT_EQ(refused(row("id,name", "x"), "viewer"), "request.forbidden");
    EXPECT_EQ(refused(row("id,version,name", "9,x")), "2.version:changed_meanwhile");
    EXPECT_EQ(refused(row("id,name", "x") + ids[0] + ",y\r\n"), "3:row_taken_twice");
    EXPECT_EQ(refused(row("id,area_m2", "0")), "2.area_m2:too_small");
    EXPECT_EQ(refused(row("id,area_m2", "many")), "2.area_m2:no_number");
    EXPECT_EQ(world.event_count(ningbo_mould), before);
    EXPECT_EQ(import(row("id,version,name", "1,甲厂"), "?update=true").text("changed"), "1");
    EXPECT_EQ(world.get("/api/v1/sites/" + ids[0]).text("name"), "甲厂");
}

// What was checked is what is written: a change between the two is told.
TEST_P(Updates, StandOnWhatTheCheckSaw) {
    const auto tried = import(file(), "?dry_run=true&update=true");
    const auto path = "/api/v1/sites/" + ids[1];
    ASSERT_EQ(world.patch(path, R"({"name":"乙厂"})", {.if_match = world.get(path).etag}).status, 200U);
    const auto late = import(file(), "?update=true&basis=" + tried.text("basis"));
    EXPECT_EQ(late.status, 412U);
    EXPECT_EQ(late.code(), "request.changed_meanwhile");
    EXPECT_EQ(world.get(path).text("name"), "乙厂");
    const auto again = import(file(), "?dry_run=true&update=true");
    EXPECT_EQ(import(file(), "?update=true&basis=" + again.text("basis")).text("changed"), "1");
}

TEST_P(Sheets, NeedThePermissionOfACreation) {
    EXPECT_EQ(import(two_sites, "", "", "viewer").code(), "request.forbidden");
    EXPECT_EQ(import(two_sites, "?dry_run=true", "", "viewer").status, 403U);
}

TEST_P(Sheets, ShowWhatTheListShows) {
    ASSERT_EQ(import(two_sites).text("created"), "2");
    for (const std::string ending : {"csv", "xlsx"}) {
        const auto all = rows_of(world.get("/api/v1/sites." + ending + "?sort=name&fields=name,area_m2,is_headquarters",
                                           {.language = "zh"}));
        EXPECT_EQ(all, (std::vector<std::vector<std::string>>{
                           {"名称", "面积（平方米）", "总部"}, {"一号厂房", "3000", "是"}, {"二号厂房", "", "否"}}));
        const auto some = rows_of(world.get("/api/v1/sites." + ending + "?is_headquarters=false&fields=name"));
        EXPECT_EQ(some, (std::vector<std::vector<std::string>>{{"Name"}, {"二号厂房"}}));
    }
    const auto whole = world.get("/api/v1/sites.csv");
    EXPECT_EQ(whole.content_type, "text/csv; charset=utf-8");
    EXPECT_NE(whole.header("Content-Disposition").find("filename=\"Site-2026-03-01.csv\""), std::string::npos);
    EXPECT_EQ(whole.body.find("organisation"), std::string::npos);
    EXPECT_EQ(world.get("/api/v1/sites.csv?fields=version,nonsense").issues(), "fields:unknown_choice");
    EXPECT_EQ(rows_of(world.get("/api/v1/sites.csv", {.who = "rival"})).size(), 1U);
}

// What an exported file holds, an import takes.
TEST_P(Sheets, GoRoundWithoutALoss) {
    ASSERT_EQ(import(two_sites).text("created"), "2");
    const std::string columns = "?sort=name&fields=name,region_code,address,area_m2,is_headquarters,longitude,latitude";
    const auto before = rows_of(world.get("/api/v1/sites.xlsx" + columns));
    const auto file = world.get("/api/v1/sites.xlsx" + columns).body;
    for (const auto& id : world.get("/api/v1/sites").all("id")) {
        const auto path = "/api/v1/sites/" + id;
        ASSERT_EQ(world.remove(path, {.if_match = world.get(path).etag}).status, 204U);
    }
    const auto again = import(file);
    ASSERT_EQ(again.text("created"), "2") << again.body;
    EXPECT_EQ(rows_of(world.get("/api/v1/sites.xlsx" + columns)), before);
}

// A page learns from the description what it may offer.
TEST_P(Sheets, AreOfferedInTheMetadata) {
    const auto metadata = api::metadata_document(world.routes());
    EXPECT_NE(metadata.find(R"("collection":{"path":"/api/v1/sites","read":"enterprise.read","open":"enterprise.read",)"
                            R"("create":"enterprise.edit","change":"enterprise.edit","remove":"enterprise.edit",)"
                            R"("export":"enterprise.read","import":"enterprise.edit"})"),
              std::string::npos)
        << metadata;
}

// Private fields of another organisation's rows stay empty in a file too.
TEST_P(Sheets, KeepPrivateFieldsPrivate) {
    const auto mine = rows_of(world.get("/api/v1/enterprises.csv?sort=name&fields=name,phone"));
    EXPECT_EQ(mine.size(), 3U);
    EXPECT_EQ(world.get("/api/v1/enterprises.csv?fields=name,phone", {.who = "viewer"}).issues(),
              "fields:unknown_choice");
}

}  // namespace
}  // namespace dengyun::enterprise::test
