#include "modules/evidence/rules/evidence_rule.h"

namespace dengyun::evidence {
namespace {

constexpr std::int64_t late_hours_max = 30 * 24;

using R = EvidenceRule;
constexpr auto fields = meta::record<R>(
    meta::field<&R::number>("number", {"版本", "Version"}, {.flags = meta::read_only | meta::sortable}),
    meta::field<&R::cycles_missing_ppm_max>(
        "cycles_missing_ppm_max", {"计数可少于报工数（百万分之）", "Cycles missing at most (ppm)"},
        {.min = 0,
         .max = 500'000,
         .help = {"机器计数比报工件数少得更多，则存疑", "Fewer cycles than pieces by more than this: doubtful"}}),
    meta::field<&R::running_ppm_min>("running_ppm_min", {"运行时间至少（百万分之）", "Running at least (ppm)"},
                                     {.min = 0,
                                      .max = million,
                                      .help = {"运行时间占报工时段的比例低于此值：机器没有运行",
                                               "A smaller part of the interval: the machine did not run"}}),
    meta::field<&R::busy_ppm_min>("busy_ppm_min", {"时段利用率至少（百万分之）", "Interval used at least (ppm)"},
                                  {.min = 0,
                                   .max = million,
                                   .help = {"低于此值：报工时段远长于机器运行时间",
                                            "A smaller part: the interval is longer than the machine ran"}}),
    meta::field<&R::faster_ppm_max>("faster_ppm_max", {"可快于标准节拍（百万分之）", "Faster at most (ppm)"},
                                    {.min = 0,
                                     .max = million,
                                     .help = {"按标准节拍算，运行时间不足以做出报工件数则存疑",
                                              "By the planned cycle the time running must do for the pieces"}}),
    meta::field<&R::told_ppm_min>("told_ppm_min", {"数据覆盖至少（百万分之）", "Told at least (ppm)"},
                                  {.min = 0,
                                   .max = million,
                                   .help = {"状态已知的时间占报工时段的比例低于此值：数据不足",
                                            "The state is known for a smaller part: too little was told"}}),
    meta::field<&R::power_w_min>("power_w_min", {"平均功率至少（瓦）", "Mean power at least (W)"},
                                 {.min = 0, .max = million}),
    meta::field<&R::late_hours>("late_hours", {"迟到数据采纳时限（小时）", "Late data taken for (h)"},
                                {.min = 1, .max = late_hours_max}),
    meta::field<&R::note>("note", {"说明", "Note"}, {.length_max = 500, .format = meta::Format::multiline}));
constexpr std::string_view by_number[] = {"number"};
constexpr meta::Index indexes[] = {{.name = "evidence_rule_number", .columns = by_number, .unique = true}};

}  // namespace

constinit const meta::Entity EvidenceRule::description{
    .name = "evidence_rule", .label = {"佐证规则", "Evidence rule"}, .fields = fields, .indexes = indexes};

Result<> check_rule(const EvidenceRule& rule) {
    if (rule.busy_ppm_min >= rule.running_ppm_min) return {};
    return fail(ErrorKind::invalid, "request.invalid",
                {{"busy_ppm_min", "too_small", std::to_string(rule.running_ppm_min)}});
}

Result<EvidenceRule> add_rule(store::Unit& unit, Id<Organisation> customer, EvidenceRule rule) {
    DENGYUN_CHECK(check_rule(rule));
    DENGYUN_TRY(last, rule_of(unit, customer));
    if (last.number >= rules_max) return fail(ErrorKind::limit, "evidence_rule.too_many");
    rule.organisation_id = customer;
    rule.number = last.number + 1;
    return unit.insert(std::move(rule));
}

Result<EvidenceRule> rule_of(store::Reader& reader, Id<Organisation> customer) {
    std::optional<Id<EvidenceRule>> latest;
    DENGYUN_CHECK(reader.query("SELECT id FROM evidence_rule WHERE organisation_id = ? ORDER BY number DESC LIMIT 1",
                               std::array{meta::Scalar(customer.value)},
                               [&](const store::Row& row) { latest = Id<EvidenceRule>{row.integer(0)}; }));
    if (latest) return reader.find(*latest);
    EvidenceRule defaults;
    defaults.organisation_id = customer;
    return defaults;
}

}  // namespace dengyun::evidence
