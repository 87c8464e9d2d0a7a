#include "engines/ubl/shapes.h"

#include <array>

namespace dengyun::ubl {
namespace {

constexpr PartyElement party_table[] = {
    {"cac:Party/cac:PartyIdentification/cbc:ID", &Party::id},
    {"cac:Party/cac:PartyName/cbc:Name", &Party::name},
    {"cac:Party/cac:PartyLegalEntity/cbc:CompanyID", &Party::company_code},
};

constexpr DeliveryElement delivery_table[] = {
    {"cbc:Quantity", &Delivery::quantity},
    {"cac:RequestedDeliveryPeriod/cbc:EndDate", &Delivery::due_on},
};

// Lines

constexpr LineElement request_line[] = {
    {"cbc:ID", &Line::id, true},
    {"cbc:Note", &Line::note},
    {"cac:LineItem/cbc:ID", &Line::id, true},
    {"cac:LineItem/cbc:Quantity", &Line::quantity, true},
    {"cac:LineItem/cac:Delivery", &Line::deliveries},
    {"cac:LineItem/cac:Item/cbc:Description", &Line::item_description},
    {"cac:LineItem/cac:Item/cbc:Name", &Line::item_name, true},
    {"cac:LineItem/cac:Item/cac:BuyersItemIdentification/cbc:ID", &Line::buyers_item},
    {"cac:LineItem/cac:Item/cac:SellersItemIdentification/cbc:ID", &Line::sellers_item},
};

constexpr LineElement quotation_line[] = {
    {"cbc:ID", &Line::id, true},
    {"cbc:Note", &Line::note},
    {"cbc:RequestForQuotationLineID", &Line::request_line},
    {"cac:LineItem/cbc:ID", &Line::id, true},
    {"cac:LineItem/cbc:Quantity", &Line::quantity, true},
    {"cac:LineItem/cbc:LineExtensionAmount", &Line::amount},
    {"cac:LineItem/cbc:TotalTaxAmount", &Line::tax},
    {"cac:LineItem/cac:Delivery", &Line::deliveries},
    {"cac:LineItem/cac:Price/cbc:PriceAmount", &Line::price, true},
    {"cac:LineItem/cac:Item/cbc:Description", &Line::item_description},
    {"cac:LineItem/cac:Item/cbc:Name", &Line::item_name, true},
    {"cac:LineItem/cac:Item/cac:BuyersItemIdentification/cbc:ID", &Line::buyers_item},
    {"cac:LineItem/cac:Item/cac:SellersItemIdentification/cbc:ID", &Line::sellers_item},
    {"cac:LineItem/cac:Item/cac:ClassifiedTaxCategory", &Line::tax_rate},
};

// Of orders, their changes and the answers to them.
constexpr LineElement order_line[] = {
    {"cbc:Note", &Line::note},
    {"cac:LineItem/cbc:ID", &Line::id, true},
    {"cac:LineItem/cbc:LineStatusCode", &Line::status},
    {"cac:LineItem/cbc:Quantity", &Line::quantity, true},
    {"cac:LineItem/cbc:LineExtensionAmount", &Line::amount},
    {"cac:LineItem/cbc:TotalTaxAmount", &Line::tax},
    {"cac:LineItem/cac:Delivery", &Line::deliveries},
    {"cac:LineItem/cac:Price/cbc:PriceAmount", &Line::price, true},
    {"cac:LineItem/cac:Item/cbc:Description", &Line::item_description},
    {"cac:LineItem/cac:Item/cbc:Name", &Line::item_name, true},
    {"cac:LineItem/cac:Item/cac:BuyersItemIdentification/cbc:ID", &Line::buyers_item},
    {"cac:LineItem/cac:Item/cac:SellersItemIdentification/cbc:ID", &Line::sellers_item},
    {"cac:LineItem/cac:Item/cac:ClassifiedTaxCategory", &Line::tax_rate},
    {"cac:OrderLineReference/cbc:LineID", &Line::order_line},
    {"cac:OrderLineReference/cac:OrderReference/cbc:ID", &Line::order},
};

constexpr LineElement despatch_line[] = {
    {"cbc:ID", &Line::id, true},
    {"cbc:Note", &Line::note},
    {"cbc:DeliveredQuantity", &Line::quantity, true},
    {"cbc:OutstandingQuantity", &Line::short_quantity},
    {"cbc:OversupplyQuantity", &Line::oversupply_quantity},
    {"cac:OrderLineReference/cbc:LineID", &Line::order_line, true},
    {"cac:OrderLineReference/cac:OrderReference/cbc:ID", &Line::order},
    {"cac:Item/cbc:Description", &Line::item_description},
    {"cac:Item/cbc:Name", &Line::item_name, true},
    {"cac:Item/cac:BuyersItemIdentification/cbc:ID", &Line::buyers_item},
    {"cac:Item/cac:SellersItemIdentification/cbc:ID", &Line::sellers_item},
};

constexpr LineElement receipt_line[] = {
    {"cbc:ID", &Line::id, true},
    {"cbc:Note", &Line::note},
    {"cbc:ReceivedQuantity", &Line::quantity, true},
    {"cbc:ShortQuantity", &Line::short_quantity},
    {"cbc:RejectedQuantity", &Line::rejected_quantity},
    {"cbc:RejectReason", &Line::reject_reason},
    {"cbc:OversupplyQuantity", &Line::oversupply_quantity},
    {"cbc:ReceivedDate", &Line::received_on},
    {"cac:OrderLineReference/cbc:LineID", &Line::order_line, true},
    {"cac:OrderLineReference/cac:OrderReference/cbc:ID", &Line::order},
    {"cac:DespatchLineReference/cbc:LineID", &Line::despatch_line},
    {"cac:DespatchLineReference/cac:DocumentReference/cbc:ID", &Line::despatch},
    {"cac:Item/cbc:Description", &Line::item_description},
    {"cac:Item/cbc:Name", &Line::item_name, true},
    {"cac:Item/cac:BuyersItemIdentification/cbc:ID", &Line::buyers_item},
    {"cac:Item/cac:SellersItemIdentification/cbc:ID", &Line::sellers_item},
};

constexpr LineElement statement_line[] = {
    {"cbc:ID", &Line::id, true},
    {"cbc:Note", &Line::note},
    {"cbc:DebitLineAmount", &Line::debit},
    {"cbc:CreditLineAmount", &Line::credit},
    {"cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", &Line::invoice},
    {"cac:DocumentReference/cbc:ID", &Line::receipt},
};

// Invoices and credit notes differ in the name of the quantity alone.
constexpr std::array<LineElement, 17> billed_line(std::string_view quantity) {
    return {{
        {"cbc:ID", &Line::id, true},
        {"cbc:Note", &Line::note},
        {quantity, &Line::quantity, true},
        {"cbc:LineExtensionAmount", &Line::amount, true},
        {"cac:OrderLineReference/cbc:LineID", &Line::order_line},
        {"cac:OrderLineReference/cac:OrderReference/cbc:ID", &Line::order},
        {"cac:DespatchLineReference/cbc:LineID", &Line::despatch_line},
        {"cac:DespatchLineReference/cac:DocumentReference/cbc:ID", &Line::despatch},
        {"cac:ReceiptLineReference/cbc:LineID", &Line::receipt_line},
        {"cac:ReceiptLineReference/cac:DocumentReference/cbc:ID", &Line::receipt},
        {"cac:TaxTotal/cbc:TaxAmount", &Line::tax},
        {"cac:Item/cbc:Description", &Line::item_description},
        {"cac:Item/cbc:Name", &Line::item_name, true},
        {"cac:Item/cac:BuyersItemIdentification/cbc:ID", &Line::buyers_item},
        {"cac:Item/cac:SellersItemIdentification/cbc:ID", &Line::sellers_item},
        {"cac:Item/cac:ClassifiedTaxCategory", &Line::tax_rate},
        {"cac:Price/cbc:PriceAmount", &Line::price},
    }};
}
constexpr auto invoice_line = billed_line("cbc:InvoicedQuantity");
constexpr auto credit_note_line = billed_line("cbc:CreditedQuantity");

// What is taken off a line of an invoice, and why.
constexpr LineElement debit_note_line[] = {
    {"cbc:ID", &Line::id, true},
    {"cbc:Note", &Line::note},
    {"cbc:DebitedQuantity", &Line::quantity, true},
    {"cbc:LineExtensionAmount", &Line::amount, true},
    {"cac:DiscrepancyResponse/cbc:ResponseCode", &Line::status},
    {"cac:BillingReference/cac:BillingReferenceLine/cbc:ID", &Line::invoice_line},
    {"cac:TaxTotal/cbc:TaxAmount", &Line::tax},
    {"cac:Item/cbc:Description", &Line::item_description},
    {"cac:Item/cbc:Name", &Line::item_name, true},
    {"cac:Item/cac:BuyersItemIdentification/cbc:ID", &Line::buyers_item},
    {"cac:Item/cac:SellersItemIdentification/cbc:ID", &Line::sellers_item},
    {"cac:Item/cac:ClassifiedTaxCategory", &Line::tax_rate},
    {"cac:Price/cbc:PriceAmount", &Line::price},
};

// Documents

constexpr DocumentElement request_for_quotation[] = {
    {"cbc:ID", &Document::id, true},
    {"cbc:IssueDate", &Document::issued_on, true},
    {"cbc:IssueTime", &Document::issue_time, true},
    {"cbc:SubmissionDueDate", &Document::due_on},
    {"cbc:Note", &Document::note},
    {"cac:SellerSupplierParty", &Document::seller},
    {"cac:BuyerCustomerParty", &Document::buyer},
    {"cac:RequestForQuotationLine", &Document::lines, true},
};

constexpr DocumentElement quotation[] = {
    {"cbc:ID", &Document::id, true},
    {"cbc:IssueDate", &Document::issued_on, true},
    {"cbc:IssueTime", &Document::issue_time},
    {"cbc:Note", &Document::note},
    {"cac:ValidityPeriod/cbc:EndDate", &Document::due_on},
    {"cac:RequestForQuotationDocumentReference/cbc:ID", &Document::request},
    {"cac:SellerSupplierParty", &Document::seller, true},
    {"cac:BuyerCustomerParty", &Document::buyer},
    {"cac:TaxTotal/cbc:TaxAmount", &Document::tax},
    {"cac:QuotedMonetaryTotal/cbc:LineExtensionAmount", &Document::amount},
    {"cac:QuotedMonetaryTotal/cbc:PayableAmount", &Document::payable, true},
    {"cac:QuotationLine", &Document::lines, true},
};

constexpr DocumentElement order[] = {
    {"cbc:ID", &Document::id, true},
    {"cbc:IssueDate", &Document::issued_on, true},
    {"cbc:IssueTime", &Document::issue_time},
    {"cbc:Note", &Document::note},
    {"cac:QuotationDocumentReference/cbc:ID", &Document::quotation},
    {"cac:OriginatorDocumentReference/cbc:ID", &Document::request},
    {"cac:BuyerCustomerParty", &Document::buyer, true},
    {"cac:SellerSupplierParty", &Document::seller, true},
    {"cac:TaxTotal/cbc:TaxAmount", &Document::tax},
    {"cac:AnticipatedMonetaryTotal/cbc:LineExtensionAmount", &Document::amount},
    {"cac:AnticipatedMonetaryTotal/cbc:PayableAmount", &Document::payable},
    {"cac:OrderLine", &Document::lines, true},
};

constexpr DocumentElement order_change[] = {
    {"cbc:ID", &Document::id, true},
    {"cbc:IssueDate", &Document::issued_on, true},
    {"cbc:IssueTime", &Document::issue_time},
    {"cbc:SequenceNumberID", &Document::version, true},
    {"cbc:Note", &Document::note},
    {"cac:OrderReference/cbc:ID", &Document::order, true},
    {"cac:BuyerCustomerParty", &Document::buyer, true},
    {"cac:SellerSupplierParty", &Document::seller, true},
    {"cac:TaxTotal/cbc:TaxAmount", &Document::tax},
    {"cac:AnticipatedMonetaryTotal/cbc:LineExtensionAmount", &Document::amount},
    {"cac:AnticipatedMonetaryTotal/cbc:PayableAmount", &Document::payable},
    {"cac:OrderLine", &Document::lines, true},
};

constexpr DocumentElement order_response[] = {
    {"cbc:ID", &Document::id, true},
    {"cbc:IssueDate", &Document::issued_on, true},
    {"cbc:IssueTime", &Document::issue_time},
    {"cbc:OrderResponseCode", &Document::response, true},
    {"cbc:Note", &Document::note},
    {"cac:OrderReference/cbc:ID", &Document::order, true},
    {"cac:SellerSupplierParty", &Document::seller, true},
    {"cac:BuyerCustomerParty", &Document::buyer, true},
    {"cac:OrderLine", &Document::lines},
};

constexpr DocumentElement despatch_advice[] = {
    {"cbc:ID", &Document::id, true},
    {"cbc:IssueDate", &Document::issued_on, true},
    {"cbc:IssueTime", &Document::issue_time},
    {"cbc:Note", &Document::note},
    {"cac:OrderReference/cbc:ID", &Document::order},
    {"cac:DespatchSupplierParty", &Document::seller, true},
    {"cac:DeliveryCustomerParty", &Document::buyer, true},
    {"cac:DespatchLine", &Document::lines, true},
};

constexpr DocumentElement receipt_advice[] = {
    {"cbc:ID", &Document::id, true},
    {"cbc:IssueDate", &Document::issued_on, true},
    {"cbc:IssueTime", &Document::issue_time},
    {"cbc:Note", &Document::note},
    {"cac:OrderReference/cbc:ID", &Document::order},
    {"cac:DespatchDocumentReference/cbc:ID", &Document::despatch},
    {"cac:DeliveryCustomerParty", &Document::buyer, true},
    {"cac:DespatchSupplierParty", &Document::seller, true},
    {"cac:ReceiptLine", &Document::lines, true},
};

constexpr DocumentElement statement[] = {
    {"cbc:ID", &Document::id, true},
    {"cbc:IssueDate", &Document::issued_on, true},
    {"cbc:IssueTime", &Document::issue_time},
    {"cbc:Note", &Document::note},
    {"cbc:DocumentCurrencyCode", &Document::currency, true},
    {"cbc:TotalDebitAmount", &Document::debit},
    {"cbc:TotalCreditAmount", &Document::credit},
    {"cbc:TotalBalanceAmount", &Document::balance},
    {"cac:StatementPeriod/cbc:StartDate", &Document::period_start},
    {"cac:StatementPeriod/cbc:EndDate", &Document::period_end},
    {"cac:AccountingSupplierParty", &Document::seller, true},
    {"cac:AccountingCustomerParty", &Document::buyer, true},
    {"cac:StatementLine", &Document::lines, true},
};

constexpr DocumentElement invoice[] = {
    {"cbc:ID", &Document::id, true},
    {"cbc:IssueDate", &Document::issued_on, true},
    {"cbc:IssueTime", &Document::issue_time},
    {"cbc:DueDate", &Document::due_on},
    {"cbc:InvoiceTypeCode", &Document::type},
    {"cbc:Note", &Document::note},
    {"cbc:DocumentCurrencyCode", &Document::currency},
    {"cac:OrderReference/cbc:ID", &Document::order},
    {"cac:AccountingSupplierParty", &Document::seller, true},
    {"cac:AccountingCustomerParty", &Document::buyer, true},
    {"cac:TaxTotal/cbc:TaxAmount", &Document::tax},
    {"cac:LegalMonetaryTotal/cbc:LineExtensionAmount", &Document::amount},
    {"cac:LegalMonetaryTotal/cbc:PayableAmount", &Document::payable, true},
    {"cac:InvoiceLine", &Document::lines, true},
};

constexpr DocumentElement credit_note[] = {
    {"cbc:ID", &Document::id, true},
    {"cbc:IssueDate", &Document::issued_on, true},
    {"cbc:IssueTime", &Document::issue_time},
    {"cbc:CreditNoteTypeCode", &Document::type},
    {"cbc:Note", &Document::note},
    {"cbc:DocumentCurrencyCode", &Document::currency},
    {"cac:OrderReference/cbc:ID", &Document::order},
    {"cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", &Document::invoice},
    {"cac:AccountingSupplierParty", &Document::seller, true},
    {"cac:AccountingCustomerParty", &Document::buyer, true},
    {"cac:TaxTotal/cbc:TaxAmount", &Document::tax},
    {"cac:LegalMonetaryTotal/cbc:LineExtensionAmount", &Document::amount},
    {"cac:LegalMonetaryTotal/cbc:PayableAmount", &Document::payable, true},
    {"cac:CreditNoteLine", &Document::lines, true},
};

constexpr DocumentElement debit_note[] = {
    {"cbc:ID", &Document::id, true},
    {"cbc:IssueDate", &Document::issued_on, true},
    {"cbc:IssueTime", &Document::issue_time},
    {"cbc:Note", &Document::note},
    {"cbc:DocumentCurrencyCode", &Document::currency},
    {"cac:OrderReference/cbc:ID", &Document::order},
    {"cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", &Document::invoice},
    {"cac:AccountingSupplierParty", &Document::seller, true},
    {"cac:AccountingCustomerParty", &Document::buyer, true},
    {"cac:TaxTotal/cbc:TaxAmount", &Document::tax},
    {"cac:RequestedMonetaryTotal/cbc:LineExtensionAmount", &Document::amount},
    {"cac:RequestedMonetaryTotal/cbc:PayableAmount", &Document::payable, true},
    {"cac:DebitNoteLine", &Document::lines, true},
};

// In the order of Kind.
constexpr Shape shapes[] = {
    {Kind::request_for_quotation, "RequestForQuotation", request_for_quotation, request_line},
    {Kind::quotation, "Quotation", quotation, quotation_line},
    {Kind::order, "Order", order, order_line},
    {Kind::order_change, "OrderChange", order_change, order_line},
    {Kind::order_response, "OrderResponse", order_response, order_line},
    {Kind::despatch_advice, "DespatchAdvice", despatch_advice, despatch_line},
    {Kind::receipt_advice, "ReceiptAdvice", receipt_advice, receipt_line},
    {Kind::statement, "Statement", statement, statement_line},
    {Kind::invoice, "Invoice", invoice, invoice_line},
    {Kind::credit_note, "CreditNote", credit_note, credit_note_line},
    {Kind::debit_note, "DebitNote", debit_note, debit_note_line},
};

}  // namespace

const Shape& shape_of(Kind kind) { return shapes[static_cast<std::size_t>(kind)]; }

const Shape* shape_named(std::string_view root) {
    for (const auto& shape : shapes)
        if (shape.root == root) return &shape;
    return nullptr;
}

std::span<const PartyElement> party_elements() { return party_table; }
std::span<const DeliveryElement> delivery_elements() { return delivery_table; }

}  // namespace dengyun::ubl
