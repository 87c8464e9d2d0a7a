#include "modules/scores/score_entry.h"

namespace dengyun::scores {
namespace {

constexpr meta::Choice criteria[] = {{"on_time", {"准时", "On time"}},
                                     {"quality", {"质量", "Quality"}},
                                     {"response", {"响应", "Response"}},
                                     {"dispute", {"争议", "Disputes"}}};
constexpr meta::Choices criterion_choices{"score_criterion", criteria};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options rate{.flags = meta::read_only | meta::sortable, .min = 0, .max = 1'000'000};
using E = ScoreEntry;
constexpr auto entry_fields = meta::record<E>(
    meta::field<&E::criterion>("criterion", {"指标", "Criterion"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&E::value_ppm>("value_ppm", {"得分（百万分之）", "Value (ppm)"}, told),
    meta::field<&E::weight>("weight", {"权重", "Weight"}, told),
    meta::field<&E::what>("what", {"事由", "What happened"}, {.flags = meta::read_only, .length_max = 200}),
    meta::field<&E::counterparty_id>("counterparty_id", {"对方", "Counterparty"},
                                     {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&E::subject_kind>("subject_kind", {"单据类型", "Document (kind)"},
                                  {.flags = meta::read_only, .length_max = 40}),
    meta::field<&E::subject_id>("subject_id", {"单据", "Document"}, told),
    meta::field<&E::occurred_at>("occurred_at", {"发生时间", "Occurred at"},
                                 {.flags = meta::read_only | meta::sortable}));
constexpr std::string_view by_subject[] = {"subject_kind", "subject_id", "criterion"};
constexpr meta::Index entry_indexes[] = {{.name = "score_entry_subject", .columns = by_subject, .unique = true}};

using S = Score;
constexpr auto score_fields =
    meta::record<S>(meta::field<&S::total_ppm>("total_ppm", {"总分（百万分之）", "Total (ppm)"}, rate),
                    meta::field<&S::on_time_ppm>("on_time_ppm", {"准时", "On time"}, rate),
                    meta::field<&S::quality_ppm>("quality_ppm", {"质量", "Quality"}, rate),
                    meta::field<&S::response_ppm>("response_ppm", {"响应", "Response"}, told),
                    meta::field<&S::dispute_ppm>("dispute_ppm", {"争议", "Disputes"}, told),
                    meta::field<&S::entries>("entries", {"记录数", "Entries"}, told),
                    meta::field<&S::computed_at>("computed_at", {"计算时间", "Computed at"}, told));

}  // namespace

const meta::Choices& choices_of(Criterion) { return criterion_choices; }

constinit const meta::Entity ScoreEntry::description{.name = "score_entry",
                                                     .label = {"信用记录", "Score entry"},
                                                     .fields = entry_fields,
                                                     .indexes = entry_indexes,
                                                     .title_field = "what"};
constinit const meta::Entity Score::description{.name = "score", .label = {"信用分", "Score"}, .fields = score_fields};

}  // namespace dengyun::scores
