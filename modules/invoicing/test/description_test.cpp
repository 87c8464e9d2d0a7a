// Goal: what the module declares hangs together: the state machines are the ones that people reviewed and the
// documentation draws, every code has a text, and the migration makes the tables.
#include <gtest/gtest.h>

#include "kernel/flow/test/drawn.h"
#include "kernel/store/test/harness.h"
#include "modules/invoicing/api.h"

namespace dengyun::invoicing {
namespace {

TEST(States, AreDrawnInTheDocumentation) {
    flow::expect_drawn(StatementLine::states, "Statement line (对账行)",
                       "modules/invoicing/statements/statement_line.cpp");
    flow::expect_drawn(Statement::states, "Statement (对账单)", "modules/invoicing/statements/statement.cpp");
    flow::expect_drawn(SupplierInvoice::states, "Supplier invoice (供方发票)",
                       "modules/invoicing/invoices/supplier_invoice.cpp");
    flow::expect_drawn(MatchException::states, "Match exception (匹配差异)",
                       "modules/invoicing/exceptions/match_exception.cpp");
    flow::expect_drawn(DebitNote::states, "Debit note (扣款单)", "modules/invoicing/debit_notes/debit_note.cpp");
}

TEST(States, OfAStatementLineMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(StatementLine::states), R"(
           propose    confirm    dispute    contest    agree      concur     roll       invoice    match      approve    release    pay
open       proposed   -          -          -          -          -          -          invoiced   -          -          -          -
proposed   -          confirmed  disputed   disputed   -          -          -          -          -          -          -          -
disputed   -          -          -          -          agreed     agreed     open       -          -          -          -          -
agreed     -          confirmed  -          -          -          -          -          -          -          -          -          -
confirmed  -          -          -          -          -          -          -          invoiced   -          -          -          -
invoiced   -          -          -          -          -          -          -          -          matched    -          confirmed  -
matched    -          -          -          -          -          -          -          -          -          payable    confirmed  -
payable    -          -          -          -          -          -          -          -          -          -          -          paid
paid       -          -          -          -          -          -          -          -          -          -          -          -
)");
}

TEST(States, OfStatementsInvoicesAndExceptionsMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Statement::states), R"(
           confirm    lapse
proposed   confirmed  confirmed
confirmed  -          -
)");
    EXPECT_EQ('\n' + flow::matrix(SupplierInvoice::states), R"(
           submit     match      block      lapse      refuse     withdraw   pay
draft      submitted  -          -          -          -          -          -
submitted  -          matched    blocked    -          -          -          -
blocked    -          matched    -          matched    refused    withdrawn  -
matched    -          -          -          -          -          -          paid
paid       -          -          -          -          -          -          -
refused    -          -          -          -          -          -          -
withdrawn  -          -          -          -          -          -          -
)");
    EXPECT_EQ('\n' + flow::matrix(MatchException::states), R"(
          accept    refuse    resolve
open      accepted  refused   resolved
accepted  -         -         -
refused   -         -         -
resolved  -         -         -
)");
    EXPECT_EQ('\n' + flow::matrix(DebitNote::states), R"(
           agree      dispute    withdraw   deem       lapse
issued     agreed     disputed   withdrawn  agreed     -
disputed   agreed     -          withdrawn  -          withdrawn
agreed     -          -          -          -          -
withdrawn  -          -          -          -          -
)");
}

TEST(Texts, AreThereInBothLanguages) {
    for (const auto& message : messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
    for (const auto* entity : entities())
        for (const auto& field : entity->fields)
            EXPECT_TRUE(!field.label.zh.empty() && !field.label.en.empty()) << entity->name << '.' << field.name;
}

std::vector<store::Migration> all_migrations() {
    std::vector<store::Migration> all;
    for (const auto part : {purchase_orders::migrations(), migrations()})
        all.insert(all.end(), part.begin(), part.end());
    std::ranges::sort(all, {}, &store::Migration::number);
    return all;
}

class Schema : public store::test::BothDatabases {
  protected:
    Schema() : BothDatabases({}, all_migrations()) {}
};
DENGYUN_BOTH_DATABASES(Schema);

TEST_P(Schema, OfTheMigrationIsTheOneOfTheDescriptions) {
    std::vector<const meta::Entity*> all;
    for (const auto part : {purchase_orders::entities(), entities()}) all.insert(all.end(), part.begin(), part.end());
    const auto difference = store::schema_difference(store(), all);
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
}

}  // namespace
}  // namespace dengyun::invoicing
