// Goal: the connector carries documents from an ERP, a folder or a second PostgreSQL, to a real server and writes back
// what became of them: once, whatever breaks in between, and without a change to the ERP.
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

#include "edge/erp/database.h"
#include "edge/erp/view.h"
#include "kernel/store/test/harness.h"
#include "test/http_client.h"
#include "test/server_process.h"

namespace dengyun::erp {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// A firm on the platform, with an API key for its connector.
class Erp : public testing::Test {
  protected:
    void SetUp() override {
        start();
        const auto session = client().post(
            "/api/v1/registrations",
            R"({"enterprise_name":"车牌厂","login":"erp-test","display_name":"试验员","password":"a long enough phrase"})");
        ASSERT_EQ(session.status, 201U) << session.body;
        owner_ = std::make_unique<test::HttpClient>(server_->port());
        owner_->keep_session(session);
        const auto made = owner_->post(
            "/api/v1/api-keys", R"({"name":"ERP","permissions":["exchange.receive","sourcing.buy","sourcing.read"],)"
                                R"("expires_at":"2027-06-30T00:00:00Z"})");
        ASSERT_EQ(made.status, 201U) << made.body;
        std::ofstream(key_file()) << test::json_member(made.body, "secret") << '\n';
    }

    void start() { server_ = std::make_unique<test::ServerProcess>(folder_.path() / "data"); }
    test::HttpClient client() { return test::HttpClient(server_->port()); }
    test::HttpClient& owner() { return *owner_; }
    fs::path key_file() const { return folder_.path() / "key"; }
    const fs::path& folder() const { return folder_.path(); }
    std::string rfqs() { return owner().get("/api/v1/rfxs").body; }

    // The program itself, for one pass.
    int connect(const std::vector<std::string>& more) {
        std::vector<std::string> arguments{"--once", "--platform", fmt::format("http://127.0.0.1:{}", server_->port()),
                                           "--key-file", key_file().string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto program = test::start_program(DENGYUN_ERP, arguments, false);
        int status = 0;
        waitpid(program.pid, &status, 0);
        close(program.output);
        close(program.input);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    void lose_server() { server_->kill(); }

    static std::string rfq(std::string_view number, std::string_view due = "2099-01-15") {
        return fmt::format(
            R"(<RequestForQuotation xmlns="urn:oasis:names:specification:ubl:schema:xsd:RequestForQuotation-2"
            xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
            xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
            <b:ID>{}</b:ID><b:IssueDate>2026-01-01</b:IssueDate><b:IssueTime>08:00:00</b:IssueTime>
            <b:SubmissionDueDate>{}</b:SubmissionDueDate><b:Note>车牌</b:Note>
            <cac:RequestForQuotationLine><b:ID>1</b:ID><cac:LineItem><b:ID>1</b:ID>
            <b:Quantity unitCode="C62">20000</b:Quantity><cac:Item><b:Name>车牌</b:Name></cac:Item></cac:LineItem>
            </cac:RequestForQuotationLine></RequestForQuotation>)",
            number, due);
    }
    void export_file(const std::string& name, const std::string& text) {
        fs::create_directories(folder() / "exchange/out");
        const auto path = folder() / "exchange/out" / name;
        std::ofstream(path) << text;
        fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::minutes(1));
    }

  private:
    test::TemporaryFolder folder_;
    std::unique_ptr<test::ServerProcess> server_;
    std::unique_ptr<test::HttpClient> owner_;
};

TEST_F(Erp, TakesFilesFromAFolderAndPutsTheAnswersBesideThem) {
    const auto exchange = folder() / "exchange";
    export_file("a.xml", rfq("R-1"));
    export_file("late.XML", rfq("R-2", "2020-01-01"));
    export_file("broken.xml", "<Order");
    export_file("notes.txt", "no document");
    std::ofstream(exchange / "out/growing.xml") << "<Req";  // still being written
    EXPECT_EQ(connect({"--folder", exchange.string()}), 0);

    EXPECT_NE(content(exchange / "done/a.json").find("RFQ-000001"), std::string::npos)
        << content(exchange / "done/a.json");
    EXPECT_TRUE(fs::exists(exchange / "done/a.xml"));
    EXPECT_NE(content(exchange / "refused/late.txt").find("closes_at"), std::string::npos);
    EXPECT_FALSE(content(exchange / "refused/broken.txt").empty());
    EXPECT_TRUE(fs::exists(exchange / "out/growing.xml"));
    EXPECT_TRUE(fs::exists(exchange / "out/notes.txt"));
    EXPECT_NE(rfqs().find("RFQ-000001"), std::string::npos);

    // A power cut between sending and moving: the same file once more makes nothing new.
    export_file("a.xml", rfq("R-1"));
    EXPECT_EQ(connect({"--folder", exchange.string()}), 0);
    EXPECT_TRUE(fs::exists(exchange / "done/a-2.xml"));
    EXPECT_EQ(content(exchange / "done/a-2.json"), content(exchange / "done/a.json"));
    EXPECT_EQ(rfqs().find("RFQ-000002"), std::string::npos);
}

TEST_F(Erp, KeepsWhatItCannotSend) {
    export_file("a.xml", rfq("R-1"));
    lose_server();
    const auto exchange = folder() / "exchange";
    EXPECT_EQ(connect({"--folder", exchange.string()}), 0);
    EXPECT_TRUE(fs::exists(exchange / "out/a.xml"));
    // A key that is no key is a matter of the settings and not of the file.
    start();
    std::ofstream(key_file()) << "dyk_none_none\n";
    EXPECT_EQ(connect({"--folder", exchange.string()}), 0);
    EXPECT_TRUE(fs::exists(exchange / "out/a.xml"));
    EXPECT_TRUE(fs::is_empty(exchange / "refused"));
}

// The ERP: tables of its own, and the schema that its administrator has made for the connector.
class ErpDatabase : public Erp {
  protected:
    std::string address_for(std::string_view role) const {
        auto address = database_.url();
        const std::string tester = "dengyun_test:dengyun_test@";
        return address.replace(address.find(tester), tester.size(), std::string(role) + '@');
    }
    Database open(std::string_view role) {
        auto database = Database::open(address_for(role));
        EXPECT_TRUE(database) << database.error().detail;
        return std::move(*database);
    }
    static std::vector<Cells> run(Database& database, const std::string& sql) {
        const auto rows = database.run(sql.c_str());
        EXPECT_TRUE(rows) << rows.error().detail << sql;
        return rows.value_or(std::vector<Cells>{});
    }
    void make_erp(Database& administrator) {
        run(administrator,
            "CREATE TABLE purchase_request (number text PRIMARY KEY, title text, answer_by date, released bool)");
        run(administrator,
            "CREATE TABLE purchase_request_line (number text, position int, item text, quantity numeric, "
            "unit text, due_on date)");
        run(administrator,
            "INSERT INTO purchase_request VALUES ('PR-1', '车牌', '2099-01-15', true), "
            "('PR-2', '过期的', '2020-01-15', true), ('PR-3', '未放行', '2099-01-15', false)");
        run(administrator,
            "INSERT INTO purchase_request_line VALUES ('PR-1', 1, '底板', 2000, '件', '2099-02-01'), "
            "('PR-1', 2, '螺丝', 12.5, '千克', NULL), ('PR-2', 1, '底板', 1, '件', NULL), "
            "('PR-3', 1, '底板', 1, '件', NULL)");
        run(administrator, "DROP ROLE IF EXISTS dengyun");
        std::string script(set_up_sql());
        const std::string role = "CREATE ROLE";
        script.insert(
            script.find(role),
            "CREATE VIEW dengyun.rfq_line AS SELECT r.number AS document, title, NULL::text AS note, "
            "DATE '2026-01-01' AS issued_on, answer_by, position AS line, item, NULL::text AS item_description, "
            "quantity, unit, due_on FROM purchase_request r JOIN purchase_request_line l USING (number) "
            "WHERE released;\n");
        // Statement by statement: libpq's extended protocol takes one.
        for (std::size_t start = 0; start < script.size();) {
            const auto end = script.find(";\n", start);
            if (end == std::string::npos) break;
            run(administrator, script.substr(start, end - start));
            start = end + 2;
        }
    }
    static std::string erp_content(Database& administrator) {
        std::string all;
        for (const auto* sql : {"SELECT md5(string_agg(r::text, '|' ORDER BY r)) FROM purchase_request r",
                                "SELECT md5(string_agg(l::text, '|' ORDER BY l)) FROM purchase_request_line l"})
            all += run(administrator, sql).at(0).at(0).value_or("");
        return all;
    }

  private:
    store::test::Database database_{store::test::Kind::postgresql};
};

TEST_F(ErpDatabase, ReadsAViewAndWritesBackWithoutTouchingTheErp) {
    auto administrator = open("postgres");
    make_erp(administrator);
    const auto before = erp_content(administrator);
    const std::vector<std::string> arguments{"--database", address_for("dengyun")};
    EXPECT_EQ(connect(arguments), 0);

    const auto results = [&] {
        return run(administrator,
                   "SELECT document, outcome, subject_number, status, reason FROM dengyun.result ORDER BY document");
    };
    auto rows = results();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0][1], "taken");
    EXPECT_EQ(rows[0][2], "RFQ-000001");
    EXPECT_EQ(rows[0][3], "draft");
    EXPECT_EQ(rows[1][1], "refused");
    EXPECT_NE(rows[1][4]->find("closes_at"), std::string::npos) << *rows[1][4];
    const auto rfq = owner().get("/api/v1/rfxs").body;
    EXPECT_NE(rfq.find("12500"), std::string::npos) << rfq;  // 12.5 kg in thousandths

    // Nothing new: nothing is sent. What the platform does with it comes back.
    EXPECT_EQ(connect(arguments), 0);
    EXPECT_EQ(rfqs().find("RFQ-000002"), std::string::npos);
    const auto id =
        run(administrator, "SELECT subject_id FROM dengyun.result WHERE document = 'PR-1'").at(0).at(0).value();
    const auto published = owner().post("/api/v1/rfxs/" + id + "/actions", R"({"action":"publish"})");
    ASSERT_EQ(published.status, 200U) << published.body;
    EXPECT_EQ(connect(arguments), 0);
    EXPECT_EQ(results()[0][3], "published");

    EXPECT_EQ(erp_content(administrator), before);
    // The buyer mends what was refused; what was taken is not sent over by a later change.
    run(administrator, "UPDATE purchase_request SET answer_by = '2099-01-20'");
    EXPECT_EQ(connect(arguments), 0);
    rows = results();
    EXPECT_EQ(rows[0][2], "RFQ-000001");
    EXPECT_EQ(rows[1][1], "taken");
    EXPECT_EQ(rows[1][2], "RFQ-000002");

    // The role could not change the ERP if it wanted to.
    auto connector = open("dengyun");
    EXPECT_FALSE(connector.run("UPDATE purchase_request SET title = ''"));
    EXPECT_FALSE(connector.run("DELETE FROM dengyun.result"));
}

TEST_F(ErpDatabase, SaysWhenTheDatabaseDoesNotAnswer) {
    EXPECT_EQ(connect({"--database", "postgresql://nobody@/nothing?host=/nonexistent"}), 1);
    EXPECT_EQ(connect({}), 2);
}

}  // namespace
}  // namespace dengyun::erp
