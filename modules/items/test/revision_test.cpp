// Goal: a released revision stays what it was; who may work to which revision follows from the states alone; and a
// superseded one blocks until its holder has acknowledged the new one.
#include "modules/items/test/world.h"

namespace dengyun::items::test {
namespace {

class Revisions : public Scenario {};
DENGYUN_BOTH_DATABASES(Revisions);

TEST_P(Revisions, NeedADrawingAndOperationsBeforeTheyAreReleased) {
    const auto id = revision(item("P-1"), "A");
    const auto path = "/api/v1/revisions/" + id;
    EXPECT_EQ(act(path, "release", owner).code(), "revision.no_drawing");
    drawing(id);
    const auto empty = routing(id);
    EXPECT_EQ(act(path, "release", owner).code(), "routing.empty");
    EXPECT_EQ(operation(empty, 10, "").status, 201U);
    EXPECT_EQ(act(path, "release", viewer).code(), "request.forbidden");
    const auto done = act(path, "release", owner);
    EXPECT_EQ(done.text("status"), "released");
    EXPECT_EQ(done.text("released_at"), "2026-03-01T00:00:00.000Z");
    EXPECT_EQ(act(path, "supersede", owner).status, 403U);  // follows from the next release, by nobody's hand
}

TEST_P(Revisions, AreNeverChangedOnceReleased) {
    const auto part = item("P-1");
    const auto component = item("M-1", "material");
    const auto id = revision(part, "A");
    const auto sheet = drawing(id);
    const auto way = routing(id);
    const auto step = operation(way, 10, "").id();
    const auto line =
        post("/api/v1/bom-lines",
             fmt::format(R"({{"revision_id":"{}","position":10,"component_id":"{}","quantity":1500}})", id, component),
             owner);
    ASSERT_EQ(line.status, 201U) << line.body;
    ASSERT_EQ(act("/api/v1/revisions/" + id, "release", owner).status, 200U);
    const auto before = events(owner_organisation).size();
    for (const auto& [path, change] : {std::pair{"/api/v1/revisions/" + id, R"({"code":"B"})"},
                                       std::pair{"/api/v1/drawings/" + sheet, R"({"title":"x"})"},
                                       std::pair{"/api/v1/routings/" + way, R"({"name":"x"})"},
                                       std::pair{"/api/v1/operations/" + step, R"({"unit_time_ms":1})"},
                                       std::pair{"/api/v1/bom-lines/" + line.id(), R"({"quantity":1})"}}) {
        EXPECT_EQ(patch(path, change, owner).code(), "revision.posted") << path;
        EXPECT_EQ(remove(path, owner).code(), "revision.posted") << path;
    }
    EXPECT_EQ(operation(way, 20, "10").code(), "revision.posted");
    EXPECT_EQ(post("/api/v1/routings", fmt::format(R"({{"revision_id":"{}","name":"二"}})", id), owner).code(),
              "revision.posted");
    EXPECT_EQ(events(owner_organisation).size(), before);
}

TEST_P(Revisions, BlockTheirHolderUntilTheNewOneIsAcknowledged) {
    const auto part = item("P-1");
    const auto first = released(part, "A");
    EXPECT_EQ(in_force(first, owner_organisation), "ok");
    EXPECT_EQ(in_force(first, workshop_organisation), "revision.not_acknowledged");
    const auto given = distributed(first);
    EXPECT_EQ(in_force(first, workshop_organisation), "revision.not_acknowledged");
    const auto signed_for = act("/api/v1/distributions/" + given, "acknowledge", workshop);
    EXPECT_EQ(signed_for.text("status"), "acknowledged") << signed_for.body;
    EXPECT_FALSE(signed_for.text("acknowledged_by").empty());
    EXPECT_EQ(in_force(first, workshop_organisation), "ok");

    const auto second = released(part, "B");
    EXPECT_EQ(get("/api/v1/revisions/" + first, owner).text("status"), "superseded");
    EXPECT_EQ(in_force(first, workshop_organisation), "revision.superseded");
    EXPECT_EQ(in_force(first, owner_organisation), "revision.superseded");
    EXPECT_EQ(in_force(second, workshop_organisation), "revision.not_acknowledged");
    const auto received = get("/api/v1/received-distributions?status=issued", workshop);
    ASSERT_EQ(received.all("id").size(), 1U) << received.body;
    EXPECT_EQ(received.all("revision_id").front(), second);
    EXPECT_EQ(get("/api/v1/distributions/" + given, workshop).text("status"), "recalled");
    EXPECT_EQ(act("/api/v1/distributions/" + received.all("id").front(), "acknowledge", workshop).status, 200U);
    EXPECT_EQ(in_force(second, workshop_organisation), "ok");

    EXPECT_EQ(act("/api/v1/revisions/" + second, "withdraw", owner).text("status"), "withdrawn");
    EXPECT_EQ(in_force(second, workshop_organisation), "revision.withdrawn");
    EXPECT_EQ(in_force(revision(part, "C"), owner_organisation), "revision.not_released");
}

TEST_P(Revisions, TellTheOwnerOfASilentHolderAndTakeALateAnswer) {
    const auto given = distributed(released(item("P-1")));
    const auto path = "/api/v1/distributions/" + given;
    EXPECT_NE(get("/api/v1/tasks", workshop).body.find("revisions_to_acknowledge"), std::string::npos);
    clock.advance(acknowledgement_time);
    run_due_jobs();
    EXPECT_EQ(get(path, owner).text("status"), "lapsed");
    EXPECT_EQ(events(owner_organisation).back(), "distribution.lapsed");
    EXPECT_EQ(act(path, "acknowledge", workshop).text("status"), "acknowledged");
    EXPECT_EQ(get("/api/v1/tasks", workshop).body.find("revisions_to_acknowledge"), std::string::npos);
}

TEST_P(Revisions, AreSeenByTheirHolderAndNobodyElse) {
    const auto first = released(item("P-1"));
    const auto given = distributed(first);
    const auto path = "/api/v1/distributions/" + given;
    const auto document = get(path + "/document", workshop);
    ASSERT_EQ(document.status, 200U) << document.body;
    EXPECT_EQ(document.text("revision_code"), "A");
    const auto sheet = std::string(document.json.at("drawings").at(0).at("id").as_string());
    const auto content = "/api/v1/drawings/" + sheet + "/content";
    EXPECT_EQ(get(content, workshop).body, pdf);
    EXPECT_EQ(get(content, owner).body, pdf);
    for (const auto& address : {path, path + "/document", content})
        EXPECT_EQ(get(address, other).status, 404U) << address;
    EXPECT_EQ(act(path, "acknowledge", other).status, 404U);
    EXPECT_EQ(act(path, "acknowledge", owner).status, 403U);  // not on the holder's behalf
    EXPECT_EQ(act(path, "recall", workshop).status, 403U);
    EXPECT_EQ(act(path, "recall", owner).text("status"), "recalled");
    EXPECT_EQ(get(content, workshop).status, 404U);
    EXPECT_EQ(in_force(first, workshop_organisation), "revision.not_acknowledged");
    EXPECT_EQ(act(path, "reissue", owner).text("status"), "issued");
    EXPECT_EQ(get(content, workshop).body, pdf);
}

TEST_P(Revisions, AreGivenToEnterprisesOfThePlatformOnly) {
    const auto first = released(item("P-1"));
    const auto give = [&](std::string_view revision, std::string_view holder, const api::Caller& who) {
        return post(fmt::format("/api/v1/revisions/{}/distributions", revision),
                    fmt::format(R"({{"holder_id":"{}"}})", holder), who);
    };
    EXPECT_EQ(give(first, "11", owner).issues(), "holder_id:same_party");
    EXPECT_EQ(give(first, "99", owner).issues(), "holder_id:unknown_reference");
    EXPECT_EQ(give(first, "13", workshop).status, 404U);
    EXPECT_EQ(give(revision(item("P-2"), "A"), "12", owner).code(), "revision.not_released");
    EXPECT_EQ(give(first, "12", owner).id(), give(first, "12", owner).id());  // once
}

}  // namespace
}  // namespace dengyun::items::test
