// Goal: files of other programs are read whatever their prefixes; hostile, changed and broken ones are refused with the
// place.
#include <gtest/gtest.h>

#include "engines/ubl/api.h"

namespace dengyun::ubl {
namespace {

// An order as another program might write it: its own prefixes, elements that we do not know, blanks around values.
std::string foreign_order(std::string_view price = "1.25", std::string_view currency = "CNY",
                          std::string_view payable = "2825.00") {
    return fmt::format(R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- from an ERP -->
<o:Order xmlns:o="urn:oasis:names:specification:ubl:schema:xsd:Order-2"
         xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
         xmlns="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
  <b:UBLVersionID>2.1</b:UBLVersionID>
  <b:CustomizationID>urn:example</b:CustomizationID>
  <b:ID> PO-7 </b:ID>
  <b:IssueDate>2026-03-01+08:00</b:IssueDate>
  <BuyerCustomerParty><Party><PartyName><b:Name>宁波车牌</b:Name></PartyName></Party></BuyerCustomerParty>
  <SellerSupplierParty><Party>
    <PartyLegalEntity><b:CompanyID>91330200MA2CJ00X0A</b:CompanyID></PartyLegalEntity>
  </Party></SellerSupplierParty>
  <TaxTotal><b:TaxAmount currencyID="CNY">325</b:TaxAmount></TaxTotal>
  <AnticipatedMonetaryTotal>
    <b:LineExtensionAmount currencyID="CNY">2500.00</b:LineExtensionAmount>
    <b:PayableAmount currencyID="CNY">{}</b:PayableAmount>
  </AnticipatedMonetaryTotal>
  <OrderLine><LineItem>
    <b:ID>1</b:ID>
    <b:Quantity unitCode="C62">2000</b:Quantity>
    <b:LineExtensionAmount currencyID="CNY">2500.00</b:LineExtensionAmount>
    <Delivery><b:Quantity unitCode="C62">1500</b:Quantity>
      <RequestedDeliveryPeriod><b:EndDate>2026-04-01</b:EndDate></RequestedDeliveryPeriod></Delivery>
    <Delivery><b:Quantity unitCode="C62">500</b:Quantity>
      <RequestedDeliveryPeriod><b:EndDate>2026-04-15</b:EndDate></RequestedDeliveryPeriod></Delivery>
    <Price><b:PriceAmount currencyID="{}">{}</b:PriceAmount></Price>
    <Item><b:Name>&#x8F66;牌 &amp; 螺丝</b:Name></Item>
  </LineItem></OrderLine>
</o:Order>)",
                       payable, currency, price);
}

std::string refusal(const Result<Document>& read) {
    if (read) return "accepted";
    auto text = read.error().code;
    for (const auto& issue : read.error().issues) text += " " + issue.field + ":" + issue.code;
    return text;
}

TEST(read, takes_files_of_other_programs) {
    const auto read = ubl::read(foreign_order());
    ASSERT_TRUE(read) << refusal(read);
    EXPECT_EQ(read->kind, Kind::order);
    EXPECT_EQ(read->id, "PO-7");
    EXPECT_EQ(read->issued_on, Date(std::chrono::year(2026) / 3 / 1));
    EXPECT_EQ(read->buyer.name, "宁波车牌");
    EXPECT_EQ(read->seller.company_code, "91330200MA2CJ00X0A");
    EXPECT_EQ(read->payable, Money{282'500});
    ASSERT_EQ(read->lines.size(), 1);
    const auto& line = read->lines.front();
    EXPECT_EQ(line.item_name, "车牌 & 螺丝");
    EXPECT_EQ(line.quantity, (Measure{Quantity{2'000'000}, "C62"}));
    EXPECT_EQ(line.price, UnitPrice{1'250'000});
    ASSERT_EQ(line.deliveries.size(), 2);
    EXPECT_EQ(line.deliveries[1].due_on, Date(std::chrono::year(2026) / 4 / 15));
}

TEST(read, turns_the_price_of_many_into_the_price_of_one) {
    auto file = foreign_order("12.5");
    const std::string price = "</b:PriceAmount>";
    file.insert(file.find(price) + price.size(), R"(<b:BaseQuantity unitCode="C62">1000</b:BaseQuantity>)");
    const auto read = ubl::read(file);
    ASSERT_TRUE(read) << refusal(read);
    EXPECT_EQ(read->lines.front().price, UnitPrice{12'500});
}

TEST(read, refuses_changed_sums_foreign_money_and_false_numbers) {
    EXPECT_EQ(refusal(ubl::read(foreign_order("1.25", "CNY", "2835.00"))), "request.invalid cbc:PayableAmount:ubl_sum");
    EXPECT_EQ(refusal(ubl::read(foreign_order("1.25", "USD"))),
              "request.invalid cac:OrderLine.1.cac:LineItem/cac:Price/cbc:PriceAmount:ubl_currency");
    EXPECT_EQ(refusal(ubl::read(foreign_order("1.2500001"))),
              "request.invalid cac:OrderLine.1.cac:LineItem/cac:Price/cbc:PriceAmount:too_precise");
    EXPECT_EQ(refusal(ubl::read(foreign_order("NaN"))),
              "request.invalid cac:OrderLine.1.cac:LineItem/cac:Price/cbc:PriceAmount:no_number");
    EXPECT_EQ(refusal(ubl::read(foreign_order("99999999999999999999"))),
              "request.invalid cac:OrderLine.1.cac:LineItem/cac:Price/cbc:PriceAmount:too_large");
}

TEST(read, refuses_entities_from_elsewhere_and_bombs) {
    for (const std::string type : {R"(<!DOCTYPE o SYSTEM "file:///etc/passwd">)",
                                   R"(<!DOCTYPE o [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>)"}) {
        auto file = foreign_order();
        file.insert(file.find("<o:Order"), type);
        EXPECT_EQ(refusal(ubl::read(file)), "ubl.document_type");
    }
    // An entity without its declaration stays the text that it is.
    auto file = foreign_order();
    file.replace(file.find("&amp;"), 5, "&xxe;");
    const auto read = ubl::read(file);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->lines.front().item_name, "车牌 &xxe; 螺丝");
}

TEST(read, refuses_what_is_too_large_too_deep_or_no_ubl) {
    EXPECT_EQ(refusal(ubl::read("")), "ubl.malformed");
    EXPECT_EQ(refusal(ubl::read("{\"id\": 1}")), "ubl.malformed");
    EXPECT_EQ(refusal(ubl::read("<a>\xff</a>")), "ubl.malformed");
    EXPECT_EQ(refusal(ubl::read("<Order/>")), "ubl.unknown_kind");
    EXPECT_EQ(refusal(ubl::read(R"(<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>)")),
              "ubl.unknown_kind");
    const auto cut = foreign_order();
    EXPECT_EQ(refusal(ubl::read(cut.substr(0, cut.size() / 2))), "ubl.malformed");
    EXPECT_EQ(refusal(ubl::read(cut, {.bytes_max = 100})), "ubl.too_large :ubl_too_long");
    EXPECT_EQ(refusal(ubl::read(cut, {.elements_max = 5})), "ubl.too_large :ubl_too_many_elements");
    EXPECT_EQ(refusal(ubl::read(cut, {.depth_max = 2})), "ubl.too_large :ubl_too_deep");
    EXPECT_EQ(refusal(ubl::read(cut, {.text_bytes_max = 8})),
              "request.invalid cac:BuyerCustomerParty/cac:Party/cac:PartyName/cbc:Name:ubl_text_too_long "
              "cac:SellerSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID:ubl_text_too_long "
              "cac:OrderLine.1.cac:LineItem/cac:Item/cbc:Name:ubl_text_too_long");
}

TEST(read, names_every_element_that_is_missing) {
    EXPECT_EQ(refusal(ubl::read(R"(<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>)")),
              "request.invalid cbc:ID:required cbc:IssueDate:required cac:AccountingSupplierParty:required "
              "cac:AccountingCustomerParty:required cac:LegalMonetaryTotal/cbc:PayableAmount:required "
              "cac:InvoiceLine:required");
}

}  // namespace
}  // namespace dengyun::ubl
