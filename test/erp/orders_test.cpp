// Goal: purchase orders and what follows them go between two ERPs, a buyer's PostgreSQL and a supplier's folder,
// through a real server: each document once, in order, also where a connector is killed in the middle; a broken row and
// a changed document are told, and the ERP's own tables stay as they are.
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

#include "edge/erp/database.h"
#include "edge/erp/view.h"
#include "engines/ubl/api.h"
#include "kernel/store/test/harness.h"
#include "test/http_client.h"
#include "test/server_process.h"

namespace dengyun::erp {
namespace {

namespace fs = std::filesystem;

constexpr auto buyer_code = "91330200MA2CJ00X0A";
constexpr auto supplier_code = "913302007342714356";

std::string content(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class OrdersBetweenErps : public testing::Test {
  protected:
    void SetUp() override {
        buyer_ = joined("buyer", "采购方", buyer_code);
        supplier_ = joined("supplier", "甲厂", supplier_code);
        auto administrator = Database::open(address_for("postgres"));
        ASSERT_TRUE(administrator) << administrator.error().detail;
        erp_ = std::make_unique<Database>(std::move(*administrator));
        make_erp();
    }

    std::unique_ptr<test::HttpClient> joined(const std::string& login, std::string_view name, std::string_view code) {
        auto client = std::make_unique<test::HttpClient>(server_.port());
        const auto session = client->post(
            "/api/v1/registrations",
            fmt::format(R"({{"enterprise_name":"{}","company_code":"{}","login":"{}","display_name":"试验员",)"
                        R"("password":"a long enough phrase"}})",
                        name, code, login));
        EXPECT_EQ(session.status, 201U) << session.body;
        client->keep_session(session);
        const auto key = client->post(
            "/api/v1/api-keys",
            R"({"name":"ERP","expires_at":"2027-06-30T00:00:00Z","permissions":["exchange.receive","exchange.read",)"
            R"("purchase_orders.buy","purchase_orders.supply","purchase_orders.read","shipments.send",)"
            R"("shipments.receive","shipments.read","invoicing.supply","invoicing.read"]})");
        EXPECT_EQ(key.status, 201U) << key.body;
        std::ofstream(folder_.path() / (login + ".key")) << test::json_member(key.body, "secret") << '\n';
        return client;
    }

    std::string address_for(std::string_view role) const {
        auto address = database_.url();
        const std::string tester = "dengyun_test:dengyun_test@";
        return address.replace(address.find(tester), tester.size(), std::string(role) + '@');
    }
    std::vector<Cells> run(const std::string& sql) {
        const auto rows = erp_->run(sql.c_str());
        EXPECT_TRUE(rows) << rows.error().detail << sql;
        return rows.value_or(std::vector<Cells>{});
    }
    std::string value(const std::string& sql) {
        const auto rows = run(sql);
        return rows.empty() ? "" : rows[0][0].value_or("");
    }
    void make_erp() {
        run("CREATE TABLE po (number text PRIMARY KEY, title text, supplier text)");
        run("CREATE TABLE po_line (number text, position int, item text, quantity text, price numeric, due_on date)");
        run("CREATE TABLE goods_in (number text, label text, quantity numeric, damaged numeric)");
        run("DROP ROLE IF EXISTS dengyun");
        std::string script(set_up_sql());
        script.insert(
            script.find("CREATE ROLE"),
            "CREATE VIEW dengyun.order_line AS SELECT number AS document, position AS line, title, NULL::text AS note, "
            "DATE '2026-03-01' AS issued_on, supplier AS supplier_code, item, NULL::text AS item_description, "
            "quantity, '件'::text AS unit, price AS unit_price, 0.13 AS tax_rate, due_on FROM po JOIN po_line USING "
            "(number);\n"
            "CREATE VIEW dengyun.receipt_line AS SELECT number AS document, 1 AS line, DATE '2026-03-20' AS issued_on, "
            "'" +
                std::string(supplier_code) +
                "'::text AS supplier_code, label AS despatch_number, 1 AS despatch_line, "
                "'支架'::text AS item, quantity, damaged, '件'::text AS unit, '压伤'::text AS reason FROM goods_in;\n");
        for (std::size_t start = 0; start < script.size();) {
            const auto end = script.find(";\n", start);
            if (end == std::string::npos) break;
            run(script.substr(start, end - start));
            start = end + 2;
        }
    }
    void order(const std::string& number, const std::string& quantity, const std::string& supplier = supplier_code) {
        run(fmt::format("INSERT INTO po VALUES ('{}', '三月支架', '{}')", number, supplier));
        run(fmt::format("INSERT INTO po_line VALUES ('{}', 1, '支架', '{}', 10, '2099-03-21')", number, quantity));
    }
    std::string erp_content() {
        return value("SELECT md5(string_agg(p::text, '|' ORDER BY p)) FROM po p") +
               value("SELECT md5(string_agg(l::text, '|' ORDER BY l)) FROM po_line l");
    }
    std::string result(const std::string& document, const std::string& column) {
        return value(fmt::format("SELECT {} FROM dengyun.result WHERE document = '{}'", column, document));
    }
    std::string inbox(const std::string& kind) {
        return value(fmt::format("SELECT document FROM dengyun.inbox WHERE kind = '{}' ORDER BY sequence DESC", kind));
    }

    test::StartedProgram started(const std::string& who, std::vector<std::string> more) {
        std::vector<std::string> arguments{"--platform", fmt::format("http://127.0.0.1:{}", server_.port()),
                                           "--key-file", (folder_.path() / (who + ".key")).string()};
        if (who == "buyer")
            more.insert(more.end(), {"--database", address_for("dengyun"), "--company-code", buyer_code});
        else
            more.insert(more.end(), {"--folder", exchange().string()});
        arguments.insert(arguments.end(), more.begin(), more.end());
        return test::start_program(DENGYUN_ERP, arguments, false);
    }
    static int ended(const test::StartedProgram& program) {
        int status = 0;
        waitpid(program.pid, &status, 0);
        close(program.output);
        close(program.input);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    void pass(const std::string& who) { EXPECT_EQ(ended(started(who, {"--once"})), 0); }

    fs::path exchange() const { return folder_.path() / "exchange"; }
    // The files of a kind that have arrived at the supplier.
    std::vector<fs::path> arrived(std::string_view kind) const {
        std::vector<fs::path> all;
        for (const auto& entry : fs::directory_iterator(exchange() / "in"))
            if (entry.path().extension() == ".xml" && entry.path().filename().string().contains(kind))
                all.push_back(entry.path());
        std::ranges::sort(all);
        return all;
    }
    void give_out(const std::string& name, const ubl::Document& document) {
        const auto path = exchange() / "out" / name;
        std::ofstream(path) << ubl::write(document);
        fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::minutes(1));
        pass("supplier");
        EXPECT_TRUE(fs::exists(exchange() / "done" / name))
            << content((exchange() / "refused" / name).replace_extension(".txt"));
    }
    // A draft that came from the ERP is issued by a person.
    void issue(const std::string& number) {
        const auto answer =
            buyer_->post("/api/v1/purchase-orders/" + result(number, "subject_id") + "/issuing/actions", "");
        EXPECT_EQ(answer.status, 200U) << answer.body;
    }
    static ubl::Document read(const std::string& text) {
        const auto document = ubl::read(text);
        EXPECT_TRUE(document) << text;
        return document.value_or(ubl::Document{});
    }

    test::TemporaryFolder folder_;
    test::ServerProcess server_{folder_.path() / "data"};
    store::test::Database database_{store::test::Kind::postgresql};
    std::unique_ptr<Database> erp_;
    std::unique_ptr<test::HttpClient> buyer_;
    std::unique_ptr<test::HttpClient> supplier_;
};

TEST_F(OrdersBetweenErps, GoFromOrderToInvoice) {
    order("PO-1", "100");
    order("PO-2", "a dozen");
    order("PO-3", "5", "91330200MA2CJ99999");
    const auto before = erp_content();
    pass("buyer");
    EXPECT_EQ(result("PO-1", "outcome"), "taken") << result("PO-1", "reason");
    EXPECT_EQ(result("PO-2", "outcome || reason"), R"(refusedline 1, quantity: "a dozen")");
    EXPECT_NE(result("PO-3", "outcome || reason").find("cac:SellerSupplierParty"), std::string::npos);

    issue("PO-1");
    pass("supplier");
    pass("supplier");
    ASSERT_EQ(arrived("-Order-").size(), 1U);
    const auto ordered = read(content(arrived("-Order-")[0]));
    EXPECT_EQ(ordered.buyer.company_code, buyer_code);

    auto answer = ordered;
    answer.kind = ubl::Kind::order_response;
    answer.order = std::exchange(answer.id, "AB-1");
    answer.response = "AP";
    answer.lines.at(0).status = "5";
    give_out("answer.xml", answer);
    const ubl::Measure sixty{Quantity{60'000}, "C62"};
    const ubl::Line goods{.id = "1", .note = "L-7", .item_name = "支架", .quantity = sixty, .order_line = "1"};
    give_out("note.xml", {.kind = ubl::Kind::despatch_advice,
                          .id = "LS-1",
                          .issued_on = ordered.issued_on,
                          .order = ordered.id,
                          .buyer = ordered.buyer,
                          .seller = ordered.seller,
                          .lines = {goods}});
    pass("buyer");
    EXPECT_EQ(read(inbox("OrderResponse")).response, "AP");
    const auto label = read(inbox("DespatchAdvice")).id;

    run("INSERT INTO goods_in VALUES ('WE-1', '" + label + "', 58, 3)");
    pass("buyer");
    EXPECT_EQ(result("WE-1", "outcome"), "taken") << result("WE-1", "reason");
    pass("supplier");
    ASSERT_EQ(arrived("-ReceiptAdvice-").size(), 1U);
    EXPECT_EQ(read(content(arrived("-ReceiptAdvice-")[0])).lines.at(0).quantity,
              (ubl::Measure{Quantity{58'000}, "C62"}));

    auto billed = goods;
    billed.quantity = ubl::Measure{Quantity{55'000}, "C62"};
    billed.price = UnitPrice{10'000'000};
    billed.amount = Money{55'000};
    billed.tax = Money{7'150};
    give_out("bill.xml", {.kind = ubl::Kind::invoice,
                          .id = "24332000",
                          .issued_on = ordered.issued_on,
                          .order = ordered.id,
                          .buyer = ordered.buyer,
                          .seller = ordered.seller,
                          .payable = Money{62'150},
                          .lines = {billed}});
    const auto bill = test::json_member(content(exchange() / "done/bill.json"), "subject_id");
    const auto submitted = supplier_->post("/api/v1/supplier-invoices/" + bill + "/actions", R"({"action":"submit"})");
    EXPECT_EQ(submitted.status, 200U) << submitted.body;
    pass("buyer");
    EXPECT_EQ(read(inbox("Invoice")).payable, Money{62'150});
    EXPECT_EQ(erp_content(), before);

    // A change of what was taken is told and changes nothing; what was broken is mended.
    run("UPDATE po_line SET quantity = '120' WHERE number = 'PO-1'");
    run("UPDATE po_line SET quantity = '12' WHERE number = 'PO-2'");
    pass("buyer");
    EXPECT_EQ(result("PO-1", "outcome || ' ' || subject_number"), "taken " + ordered.id);
    EXPECT_FALSE(result("PO-1", "reason").empty());
    EXPECT_EQ(result("PO-2", "outcome || reason"), "taken");
}

TEST_F(OrdersBetweenErps, ComeOnceThoughTheConnectorIsKilled) {
    constexpr int count = 12;
    for (int i = 1; i <= count; ++i) order(fmt::format("PO-{:02}", i), "10");
    // While the orders go out: some have been sent, one may have been sent and not written down.
    auto sending = started("buyer", {});
    while (value("SELECT count(*) > 2 FROM dengyun.result") != "t") {
    }
    ::kill(sending.pid, SIGKILL);
    ended(sending);
    pass("buyer");
    EXPECT_EQ(value("SELECT count(*) FROM dengyun.result WHERE outcome = 'taken'"), "12");
    EXPECT_EQ(value("SELECT count(DISTINCT subject_id) FROM dengyun.result"), "12");
    EXPECT_EQ(buyer_->get("/api/v1/purchase-orders?search=PO-000013").body.find("PO-000013"), std::string::npos);

    // And while they come in.
    for (int i = 1; i <= count; ++i) issue(fmt::format("PO-{:02}", i));
    fs::create_directories(exchange() / "in");
    auto fetching = started("supplier", {});
    while (arrived("-Order-").size() < 3) {
    }
    ::kill(fetching.pid, SIGKILL);
    ended(fetching);
    pass("supplier");
    const auto orders = arrived("-Order-");
    ASSERT_EQ(orders.size(), static_cast<std::size_t>(count));
    for (int i = 1; i <= count; ++i)
        EXPECT_EQ(read(content(orders[static_cast<std::size_t>(i) - 1])).id, fmt::format("PO-{:06}", i));
    // A power cut before the position was written: the last come again under their own names.
    fs::remove(exchange() / "in/.position");
    pass("supplier");
    EXPECT_EQ(arrived("-Order-"), orders);
}

}  // namespace
}  // namespace dengyun::erp
