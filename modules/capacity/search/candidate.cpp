#include "modules/capacity/search/candidate.h"

namespace dengyun::capacity {
namespace {

constexpr meta::Choice refusals[] = {
    {"not_available", {"设备不可用", "Not available"}},
    {"other_material", {"材料不符", "Another material"}},
    {"part_too_small", {"零件过小", "The part is too small"}},
    {"part_too_large", {"零件过大", "The part is too large"}},
    {"not_precise_enough", {"精度不足", "Not precise enough"}},
    {"too_far", {"距离过远", "Too far away"}},
    {"certificate_missing", {"缺少证书", "A certificate is missing"}},
    {"no_free_capacity", {"产能不足", "Not enough free capacity"}},
};
constexpr meta::Choices refusal_choices{"capacity_refusal", refusals};

constexpr meta::Options told{.flags = meta::read_only};
using C = Candidate;
constexpr auto fields = meta::fields(
    meta::field<&C::machine_id>("machine_id", {"设备", "Machine"}, {.flags = meta::read_only, .reference = "machine"}),
    meta::field<&C::organisation_id>("organisation_id", {"企业", "Enterprise"},
                                     {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&C::site_id>("site_id", {"厂区", "Site"}, {.flags = meta::read_only, .reference = "site"}),
    meta::field<&C::machine_name>("machine_name", {"设备名称", "Machine"}, told),
    meta::field<&C::workshop_name>("workshop_name", {"企业名称", "Workshop"}, told),
    meta::field<&C::longitude>("longitude", {"经度", "Longitude"}, told),
    meta::field<&C::latitude>("latitude", {"纬度", "Latitude"}, told),
    meta::field<&C::distance_m>("distance_m", {"距离（米）", "Distance (m)"}, told),
    meta::field<&C::free_minutes>("free_minutes", {"空闲（分钟）", "Free (minutes)"}, told),
    meta::field<&C::working_minutes>("working_minutes", {"工作时间（分钟）", "Working time (minutes)"}, told),
    meta::field<&C::score>("score", {"综合得分", "Score"}, told),
    meta::field<&C::near_points>("near_points", {"距离得分", "Points for nearness"}, told),
    meta::field<&C::free_points>("free_points", {"产能得分", "Points for free capacity"}, told),
    meta::field<&C::precision_points>("precision_points", {"精度得分", "Points for precision"}, told),
    meta::field<&C::certificate_points>("certificate_points", {"资质得分", "Points for certificates"}, told),
    meta::field<&C::refusals>("refusals", {"不符原因", "Why it cannot"}, told));

constexpr auto count_fields =
    meta::fields(meta::field<&RefusalCount::refusal>("refusal", {"原因", "Reason"}, told),
                 meta::field<&RefusalCount::machines>("machines", {"设备数", "Machines"}, told));

using R = SearchResult;
constexpr auto result_fields = meta::fields(
    meta::field<&R::items>("items", {"候选设备", "Candidates"}, {.flags = meta::read_only, .items_max = 200}),
    meta::field<&R::next>("next", {"下一页", "Next page"}, told),
    meta::field<&R::able>("able", {"可承接设备数", "Machines that can"}, told),
    meta::field<&R::known>("known", {"具备工艺的设备数", "Machines that know the process"}, told),
    meta::field<&R::refused>("refused", {"不符原因统计", "Refusals by reason"}, told));

}  // namespace

const meta::Choices& choices_of(Refusal) { return refusal_choices; }

constinit const meta::Entity Candidate::description{
    .name = "capacity_candidate", .label = {"候选设备", "Candidate"}, .fields = fields, .stored = false};
constinit const meta::Entity RefusalCount::description{
    .name = "refusal_count", .label = {"原因统计", "Refusals"}, .fields = count_fields, .stored = false};
constinit const meta::Entity SearchResult::description{
    .name = "capacity_search", .label = {"产能搜索结果", "Capacity search"}, .fields = result_fields, .stored = false};

}  // namespace dengyun::capacity
