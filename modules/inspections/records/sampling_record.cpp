#include "modules/inspections/records/sampling_record.h"

namespace dengyun::inspections {
namespace {

constexpr meta::Options told{.flags = meta::read_only};
using R = SamplingRecord;
constexpr auto fields = meta::record<R>(
    meta::field<&R::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&R::goods>("goods", {"品名", "Goods"},
                           {.flags = meta::read_only | meta::searchable, .length_max = 100}),
    meta::field<&R::severity>("severity", {"严格度", "Severity"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&R::may_reduce>(
        "may_reduce", {"允许放宽检验", "May be reduced"},
        {.help = {"生产稳定，且本单位同意放宽（9.3.3.1）", "Production is steady and we wish it (9.3.3.1)"}}),
    meta::field<&R::score>("score", {"转移得分", "Switching score"}, told),
    meta::field<&R::lots>("lots", {"本严格度下的批数", "Lots at this severity"}, told),
    meta::field<&R::recent>("recent", {"最近五批（位，1 为不接收）", "Last five (bits, 1: not accepted)"}, told),
    meta::field<&R::accepted_in_row>("accepted_in_row", {"连续接收批数", "Accepted in a row"}, told),
    meta::field<&R::rejections>("rejections", {"加严期间不接收批数", "Not accepted while tightened"}, told),
    meta::field<&R::is_discontinued>("is_discontinued", {"暂停检验", "Discontinued"},
                                     {.flags = meta::read_only | meta::filterable}));

constexpr std::string_view by_series[] = {"supplier_id", "goods"};
constexpr meta::Index indexes[] = {{.name = "sampling_record_series", .columns = by_series, .unique = true}};

}  // namespace

constinit const meta::Entity SamplingRecord::description{.name = "sampling_record",
                                                         .label = {"检验严格度", "Sampling record"},
                                                         .fields = fields,
                                                         .indexes = indexes,
                                                         .title_field = "goods"};

Series series_of(const SamplingRecord& record) {
    return {.severity = record.severity,
            .score = record.score,
            .lots = record.lots,
            .recent = record.recent,
            .accepted_in_row = record.accepted_in_row,
            .rejections = record.rejections,
            .is_discontinued = record.is_discontinued};
}

void take(SamplingRecord& record, const Series& series) {
    record.severity = series.severity;
    record.score = series.score;
    record.lots = series.lots;
    record.recent = series.recent;
    record.accepted_in_row = series.accepted_in_row;
    record.rejections = series.rejections;
    record.is_discontinued = series.is_discontinued;
}

}  // namespace dengyun::inspections
