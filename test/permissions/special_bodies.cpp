#include "test/permissions/special_bodies.h"

#include <map>

namespace dengyun::test {
namespace {

const std::map<std::string_view, std::string_view, std::less<>> special_bodies{
    {"POST /api/v1/api-keys", R"({"name":"sample","permissions":["enterprise.read"],"expires_at":"{soon}"})"},
    {"POST /api/v1/members", R"({"login":"worker","display_name":"工人","roles":["worker"]})"},
    {"POST /api/v1/contacts", R"({"name":"王师傅","phone":"0574-88888888"})"},
    {"POST /api/v1/webhooks", R"({"url":"https://example.com/hook","events":["*"]})"},
    {"POST /api/v1/webhooks/{id}/actions", R"({"action":"rotate"})"},
    {"POST /api/v1/devices/{id}/commands", R"({"method":"identify","parameters":{"seconds":1}})"},
    {"POST /api/v1/webhook-deliveries/{id}/actions", R"({"action":"retry"})"},
    {"POST /api/v1/jobs/{id}/actions", R"({"action":"retry"})"},
    {"POST /api/v1/escrows/{id}/releases/actions", R"({"amount":1})"},
    {"POST /api/v1/escrows/{id}/retention/actions", R"({"amount":1})"},
    {"POST /api/v1/reconciliations/actions", R"({"day":"never"})"},  // nobody would answer at the partner's address
    {"POST /api/v1/ledger/periods", R"({"last_day":"2026-03-31"})"},
    {"POST /api/v1/files", "%PDF-1.4 sample"},
    {"POST /api/v1/revisions", R"({"item_id":"{/api/v1/items}","code":"A"})"},
    {"POST /api/v1/drawn-items", R"({"number":"D-1","name":"板","unit":"件","file_id":"{/api/v1/files}"})"},
    {"POST /api/v1/received-documents",
     R"(<RequestForQuotation xmlns="urn:oasis:names:specification:ubl:schema:xsd:RequestForQuotation-2"
        xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
        xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
        <b:ID>1</b:ID><b:IssueDate>2026-01-01</b:IssueDate><b:IssueTime>08:00:00</b:IssueTime>
        <b:SubmissionDueDate>2099-01-01</b:SubmissionDueDate>
        <cac:RequestForQuotationLine><b:ID>1</b:ID><cac:LineItem><b:ID>1</b:ID>
        <b:Quantity unitCode="C62">1</b:Quantity><cac:Item><b:Name>板</b:Name></cac:Item></cac:LineItem>
        </cac:RequestForQuotationLine></RequestForQuotation>)"},
    {"POST /api/v1/drawings", R"({"revision_id":"{/api/v1/revisions}","title":"图","file_id":"{/api/v1/files}"})"},
    {"POST /api/v1/bom-lines",
     R"({"revision_id":"{/api/v1/revisions}","position":1,"component_id":"{component}","quantity":1000})"},
    {"POST /api/v1/routings", R"({"revision_id":"{/api/v1/revisions}","name":"常规"})"},
    {"POST /api/v1/operations",
     R"({"routing_id":"{/api/v1/routings}","number":10,"name":"冲孔","process":"punching","unit_time_ms":1000})"},
    {"POST /api/v1/rate-cards", R"({"name":"冲孔","process":"punching","per_piece":50000,"valid_from":"2026-03-01"})"},
    {"POST /api/v1/working-calendars", R"({"name":"常规"})"},
    {"POST /api/v1/machines", R"({"number":"1","name":"冲床","site_id":"{/api/v1/sites}","processes":["punching"]})"},
    {"POST /api/v1/inspections/{id}/results/actions", R"({"inspected":1,"nonconforming":0})"},
    {"POST /api/v1/inspections/{id}/split/actions", R"({"accepted_quantity":1})"},
    {"POST /api/v1/inspections", R"({"supplier_id":"13","goods":"板","lot":"L","quantity":1000})"},
    {"POST /api/v1/shipments",
     R"({"receiver_id":"13","lines":[{"lot":"L","goods":"板","unit":"张","quantity":1000}]})"},
    {"POST /api/v1/capacity-slots",
     R"({"machine_id":"{/api/v1/machines}","starts_at":"{soon}","ends_at":"{later}","purpose":"试产"})"},
    {"POST /api/v1/rfxs",
     R"({"title":"冲压","closes_at":"{soon}","lines":[{"description_text":"板","quantity":1000,"unit":"张"}]})"},
    {"POST /api/v1/invitations", R"({"rfx_id":"{/api/v1/rfxs}","supplier_id":"13"})"},
    {"POST /api/v1/evaluation-formulas", R"({"criteria":[{"kind":"on_time","weight":1}],"line_ppm":600000})"},
    {"POST /api/v1/evaluations", R"({"supplier_id":"13","starts_on":"2026-01-01","ends_on":"2026-01-31"})"},
    {"POST /api/v1/evaluation-appeals", R"({"evaluation_id":"{their_evaluation}","grounds":"不实"})"},
    {"POST /api/v1/supplier-exemptions", R"({"supplier_id":"13","reason":"独家","valid_until":"{soon_day}"})"},
    {"POST /api/v1/bids",
     R"({"rfx_id":"{their_rfx}","terms_version":1,"sealed":"{sealed}","commitment":"{commitment}"})"},
    {"POST /api/v1/purchase-orders",
     R"({"title":"三月","supplier_id":"13","lines":[{"description_text":"支架","unit":"件","quantity":1000,)"
     R"("unit_price":1000000,"schedules":[{"due_on":"{soon_day}","quantity":1000}]}]})"},
    {"POST /api/v1/blanket-orders",
     R"({"supplier_id":"13","description_text":"钢带","unit":"kg","quantity":1000,"unit_price":1000000,)"
     R"("valid_from":"{soon_day}","valid_to":"2999-01-01"})"},
    {"POST /api/v1/supply-forecasts", R"({"supplier_id":"13","description_text":"支架","unit":"件",)"
                                      R"("weeks":[{"week_on":"2999-01-07","quantity":1000}]})"},
    {"POST /api/v1/listings",
     R"({"side":"supply","kind":"spot_goods","title":"余料","goods_kind":"plastics","goods":"ABS","unit":"吨",)"
     R"("quantity":1000,"region_code":"330206","valid_until":"{soon_day}"})"},
    {"POST /api/v1/statements", R"({"partner_id":"13"})"},
    {"POST /api/v1/supplier-invoices",
     R"({"number":"1","kind":"invoice","buyer_id":"13","invoiced_on":"2026-03-01","lines":[{)"
     R"("order_line_id":"{sold_line}","description_text":"支架","unit":"件","quantity":1000,)"
     R"("unit_price":10000000,"net":1000,"tax":130}]})"},
    {"POST /api/v1/debit-notes",
     R"({"invoice_id":"{their_invoice}","lines":[{"position":1,"reason":"shortage","quantity":1000}]})"},
    {"POST /api/v1/alarm-rules",
     R"({"name":"吨位","profile":"press","point":"tonnage","kind":"above","threshold":900})"},
    {"POST /api/v1/derived-points", R"({"name":"吨位和","profile":"press","expression":"sum(tonnage, 5m) * 1"})"},
    {"POST /api/v1/firmware",
     R"({"title":"主轴","firmware_version":"1.0","profile":"generic_meter","file_id":"{/api/v1/files}"})"},
    {"POST /api/v1/firmware-campaigns",
     R"({"firmware_id":"{/api/v1/firmware}","device_ids":["{/api/v1/devices}"],"stages":[100]})"},
    {"POST /api/v1/device-shares", R"({"title":"给客户看","partner_id":"13","from_at":"{soon}","until_at":"{later}",)"
                                   R"("devices":[{"device_id":"{/api/v1/devices}","points":["power"]}]})"},
    {"POST /api/v1/screen-templates/actions", R"({"name":"一车间","template":"workshop_overview"})"},
    {"POST /api/v1/sales-orders",
     R"({"item_id":"{/api/v1/items}","revision_id":"{/api/v1/revisions}","quantity":5000,"due_on":"2999-01-01",)"
     R"("site_id":"{/api/v1/sites}"})"},
};

}  // namespace

std::optional<std::string_view> special_body(std::string_view route) {
    const auto found = special_bodies.find(route);
    if (found == special_bodies.end()) return std::nullopt;
    return found->second;
}

}  // namespace dengyun::test
