// Goal: items, bills of materials and routings come in by hand and from a sheet through the same gate, all or none; no
// circle gets in; what is used cannot be removed; drawings are what they say.
#include "kernel/sheet/sheet.h"
#include "modules/items/test/world.h"

namespace dengyun::items::test {
namespace {

class Items : public Scenario {
  protected:
    api::Answer import(std::string_view address, std::string_view file, const api::Caller& who = owner) {
        return send(http::Method::post, std::string(address), std::string(file), who, {{"Content-Type", "text/csv"}});
    }
};
DENGYUN_BOTH_DATABASES(Items);

TEST_P(Items, HaveTheirNumberOnce) {
    item("P-1");
    const auto again = post("/api/v1/items", R"({"number":"P-1","name":"二","unit":"件","kind":"made"})", owner);
    EXPECT_EQ(again.status, 409U);
    EXPECT_EQ(again.issues(), "number:taken");
    // Another organisation has numbers of its own.
    EXPECT_EQ(post("/api/v1/items", R"({"number":"P-1","name":"二","unit":"件","kind":"made"})", workshop).status,
              201U);
    EXPECT_EQ(get("/api/v1/items", workshop).all("name"), std::vector<std::string>{"二"});
}

TEST_P(Items, AreFoundByTheirNumberAmongManyThatBeginSo) {
    std::string file = "number,name,unit,kind\r\nQ-7,先,块,made\r\n";
    for (int i = 0; i < 60; ++i) file += fmt::format("Q-70{},Q-7 Q-8 车牌,块,made\r\n", i);
    ASSERT_EQ(import("/api/v1/items/imports", file + "Q-8,后,块,made\r\n").text("created"), "62");
    for (const auto& [number, name] : {std::pair{"Q-7", "先"}, std::pair{"Q-8", "后"}}) {
        const auto found = get(fmt::format("/api/v1/search?q={}&limit=3", number), owner).all("title");
        ASSERT_EQ(found.size(), 3U) << number;
        EXPECT_EQ(found.front(), name);
    }
}

TEST_P(Items, BeginWithTheirDrawingOrNotAtAll) {
    const auto draw = [&](std::string_view number, std::string_view file) {
        return post("/api/v1/drawn-items",
                    fmt::format(R"({{"number":"{}","name":"号牌","unit":"块","file_id":"{}"}})", number, file), owner);
    };
    EXPECT_EQ(draw("P-1", file("plate.pdf", "MZ a program")).issues(), "file_id:no_drawing");
    EXPECT_EQ(draw("P-1", file("plate.png", pdf)).issues(), "file_id:false_type");
    EXPECT_EQ(draw("P-1", "1").issues(), "file_id:unknown_reference");
    EXPECT_EQ(draw("", file("plate.pdf", pdf)).issues(), "number:required");
    EXPECT_TRUE(get("/api/v1/items", owner).all("number").empty());
    const auto made = draw("P-1", file("plate.pdf", pdf));
    EXPECT_EQ(made.text("code"), "A");
    EXPECT_EQ(get("/api/v1/items", owner).all("number"), std::vector<std::string>{"P-1"});
    EXPECT_EQ(get("/api/v1/drawings?revision_id=" + made.id(), owner).all("title"), std::vector<std::string>{"号牌"});
    EXPECT_EQ(draw("P-1", file("plate.pdf", pdf)).issues(), "number:taken");
}

TEST_P(Items, ComeFromASheet) {
    const auto done =
        import("/api/v1/items/imports",
               "物料编号,名称,计量单位,类别,物料组\r\nM-1,PC 板,张,原材料,板材\r\nP-1,车牌,块,自制件,车牌\r\n");
    EXPECT_EQ(done.text("created"), "2") << done.body;
    EXPECT_EQ(get("/api/v1/items?sort=number&kind=material", owner).all("number"), std::vector<std::string>{"M-1"});
    const auto before = events(owner_organisation).size();
    const auto bad = import("/api/v1/items/imports", "number,name,unit,kind\r\nP-2,二,块,made\r\nP-1,一,块,made\r\n");
    EXPECT_EQ(bad.code(), "import.bad_rows") << bad.body;
    EXPECT_EQ(events(owner_organisation).size(), before);
    // The number stands for the item where the file is to update.
    const auto again =
        import("/api/v1/items/imports?update=true",
               "number,name,unit,kind\r\nP-2,二,块,made\r\nP-1,车牌,块,made\r\nM-1,PC 板,卷,material\r\n");
    EXPECT_EQ(again.text("created") + again.text("changed") + again.text("unchanged"), "111") << again.body;
    EXPECT_EQ(get("/api/v1/items?sort=number", owner).all("unit"), (std::vector<std::string>{"卷", "块", "块"}));
    const auto twice =
        import("/api/v1/items/imports?update=true", "number,name,unit,kind\r\nP-9,九,块,made\r\nP-9,九,块,made\r\n");
    EXPECT_EQ(twice.issues(), "3:row_taken_twice");
}

TEST_P(Items, AreKeptWhileSomethingStandsOnThem) {
    const auto part = item("P-1");
    const auto screw = item("B-1", "bought");
    const auto first = revision(part, "A");
    EXPECT_EQ(remove("/api/v1/items/" + part, owner).code(), "item.in_use");
    const auto line = post(
        "/api/v1/bom-lines",
        fmt::format(R"({{"revision_id":"{}","position":1,"component_id":"{}","quantity":4000}})", first, screw), owner);
    EXPECT_EQ(remove("/api/v1/items/" + screw, owner).code(), "item.in_use");
    EXPECT_EQ(remove("/api/v1/revisions/" + first, owner).code(), "revision.in_use");
    EXPECT_EQ(remove("/api/v1/bom-lines/" + line.id(), owner).status, 204U);
    EXPECT_EQ(remove("/api/v1/revisions/" + first, owner).status, 204U);
    EXPECT_EQ(remove("/api/v1/items/" + part, owner).status, 204U);
}

TEST_P(Items, NeverContainThemselves) {
    const auto a = item("A");
    const auto b = item("B");
    const auto of_a = revision(a, "1");
    const auto of_b = revision(b, "1");
    const auto put = [&](std::string_view revision, std::string_view component) {
        return post("/api/v1/bom-lines",
                    fmt::format(R"({{"revision_id":"{}","position":1,"component_id":"{}","quantity":1000}})", revision,
                                component),
                    owner);
    };
    EXPECT_EQ(put(of_a, a).issues(), "component_id:contains_itself");
    EXPECT_EQ(put(of_a, b).status, 201U);
    EXPECT_EQ(put(of_b, a).issues(), "component_id:contains_itself");
    EXPECT_EQ(put(of_b, "77").issues(), "component_id:unknown_reference");
}

TEST_P(Items, TakeABillOfMaterialsByNumbers) {
    const auto first = revision(item("P-1"), "A");
    item("M-1", "material");
    item("M-2", "material");
    const auto address = "/api/v1/revisions/" + first + "/bom-lines/imports";
    const auto bad = import(address, "项次,子件编号,用量\r\n10,M-1,1.5\r\n20,M-9,2\r\n30,M-2,-1\r\n");
    EXPECT_EQ(bad.status, 422U);
    EXPECT_EQ(bad.issues(), "3.component_number:unknown_reference 4.quantity:too_small") << bad.body;
    EXPECT_TRUE(get("/api/v1/bom-lines", owner).all("id").empty());
    const auto good = import(address, "项次,子件编号,用量,备注\r\n10,M-1,1.5,\r\n20,M-2,2,底层\r\n");
    EXPECT_EQ(good.text("created"), "2") << good.body;
    EXPECT_EQ(get("/api/v1/bom-lines?sort=position&revision_id=" + first, owner).all("quantity"),
              (std::vector<std::string>{"1500", "2000"}));
    EXPECT_EQ(import(address, "项次,子件编号,用量\r\n10,M-1,1\r\n", workshop).status, 404U);
}

TEST_P(Items, TakeARoutingFromASheet) {
    const auto way = routing(revision(item("P-1"), "A"));
    const auto address = "/api/v1/routings/" + way + "/operations/imports";
    // Their rows name each other by numbers: they are only created.
    EXPECT_EQ(import(address + "?update=true", "number,name\r\n10,a\r\n").issues(), "update:unknown_choice");
    const auto done = import(address,
                             "工序号,工序名称,工艺,前道工序,单件时间（毫秒）,可外协,合格率（百万分之）\r\n"
                             "10,开料,开料,,4000,是,1000000\r\n20,打印,UV 打印,10,18000,是,980000\r\n"
                             "30,覆膜,laminating,10,8000,否,\r\n40,合拢,assembly,20、30,1000,是,\r\n");
    EXPECT_EQ(done.text("created"), "4") << done.body;
    EXPECT_EQ(get("/api/v1/operations?sort=number&routing_id=" + way, owner).all("predecessors"),
              (std::vector<std::string>{"[]", "[10]", "[10]", "[20,30]"}));
    const auto bad =
        import(address, "工序号,工序名称,工艺,前道工序,单件时间\r\n50,甲,bending,60,1\r\n60,乙,flying,50,1\r\n");
    EXPECT_EQ(bad.issues(), "2.predecessors:unknown_operation 3.process:unknown_choice") << bad.body;
}

TEST_P(Items, RefuseCirclesInARouting) {
    const auto way = routing(revision(item("P-1"), "A"));
    const auto first = operation(way, 10, "").id();
    EXPECT_EQ(operation(way, 20, "10").status, 201U);
    EXPECT_EQ(operation(way, 30, "20").status, 201U);
    EXPECT_EQ(patch("/api/v1/operations/" + first, R"({"predecessors":[30]})", owner).issues(), "predecessors:circle");
    EXPECT_EQ(patch("/api/v1/operations/" + first, R"({"predecessors":[10]})", owner).issues(), "predecessors:circle");
    EXPECT_EQ(operation(way, 40, "99").issues(), "predecessors:unknown_operation");
    EXPECT_EQ(operation(way, 40, "10,10").issues(), "predecessors:duplicate_member");
    EXPECT_EQ(operation(way, 10, "").issues(), "routing_id:taken number:taken");
    EXPECT_EQ(remove("/api/v1/operations/" + first, owner).code(), "operation.has_successors");
    EXPECT_EQ(operation(way, 40, "", workshop).issues(), "routing_id:unknown_reference");
}

TEST_P(Items, HaveOnePrimaryRoutingEach) {
    const auto first = revision(item("P-1"), "A");
    const auto one = routing(first);
    const auto two = routing(first);
    EXPECT_EQ(get("/api/v1/routings/" + one, owner).text("is_primary"), "false");
    EXPECT_EQ(get("/api/v1/routings/" + two, owner).text("is_primary"), "true");
}

TEST_P(Items, TakeDrawingsThatAreWhatTheySay) {
    const auto first = revision(item("P-1"), "A");
    const auto bind = [&](const std::string& stored, const api::Caller& who) {
        return post("/api/v1/drawings",
                    fmt::format(R"({{"revision_id":"{}","title":"图","file_id":"{}"}})", first, stored), who);
    };
    EXPECT_EQ(bind(file("plate.pdf", pdf), owner).status, 201U);
    EXPECT_EQ(bind(file("plate.png", pdf), owner).issues(), "file_id:false_type");
    EXPECT_EQ(bind(file("plate.pdf", "MZ a program"), owner).issues(), "file_id:no_drawing");
    EXPECT_EQ(bind("77", owner).issues(), "file_id:unknown_reference");
    EXPECT_EQ(bind(file("p.pdf", pdf), workshop).issues(), "revision_id:unknown_reference");
    const auto listed = get("/api/v1/drawings?revision_id=" + first, owner);
    ASSERT_EQ(listed.all("media_type"), std::vector<std::string>{"application/pdf"});
    EXPECT_EQ(listed.all("sha256").front().size(), 64U);
    EXPECT_EQ(listed.all("size_bytes").front(), std::to_string(pdf.size()));
}

}  // namespace
}  // namespace dengyun::items::test
