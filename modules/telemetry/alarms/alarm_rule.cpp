#include "modules/telemetry/alarms/alarm_rule.h"

#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {
namespace {

constexpr meta::Choice severities[] = {
    {"info", {"提示", "Information"}}, {"warning", {"警告", "Warning"}}, {"critical", {"严重", "Critical"}}};
constexpr meta::Choices severity_choices{"alarm_severity", severities};

constexpr std::int64_t delay_s_max = 86'400;
using R = AlarmRule;
constexpr auto fields = meta::record<R>(
    meta::field<&R::name>("name", {"规则名称", "Name"},
                          {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 100}),
    meta::field<&R::device_id>("device_id", {"联网设备", "Device"}, {.flags = meta::filterable, .reference = "device"}),
    meta::field<&R::profile>("profile", {"设备模板", "Profile"},
                             {.flags = meta::filterable,
                              .length_max = 60,
                              .help = {"对该模板的所有设备有效", "Holds for every device of the profile"}}),
    meta::field<&R::point>("point", {"点位", "Point"}, {.length_max = 256}),
    meta::field<&R::kind>("kind", {"条件", "Condition"}, {.flags = meta::filterable}),
    meta::field<&R::threshold>("threshold", {"限值", "Threshold"}),
    meta::field<&R::deadband>(
        "deadband", {"回差", "Deadband"},
        {.min = 0, .help = {"回到限值以内这么多才算恢复", "So far back within before it has ended"}}),
    meta::field<&R::state>("state", {"状态", "State"}, {.length_max = 60}),
    meta::field<&R::silence_s>("silence_s", {"无数据时长（秒）", "Silent for (s)"}, {.min = 1, .max = 7 * delay_s_max}),
    meta::field<&R::expression>("expression", {"表达式", "Expression"},
                                {.length_max = static_cast<std::uint32_t>(expressions::text_bytes_max),
                                 .help = {"例如 avg(temperature, 5m) > 80 and state = \"running\"",
                                          "For example avg(temperature, 5m) > 80 and state = \"running\""}}),
    meta::field<&R::sensitivity>("sensitivity", {"灵敏度", "Sensitivity"}),
    meta::field<&R::learning_s>(
        "learning_s", {"学习时间（秒）", "Learns for (s)"},
        {.min = 3'600,
         .max = 7 * delay_s_max,
         .help = {"学习期间不报警；已存的数据算在内", "No alarm meanwhile; what is stored counts"}}),
    meta::field<&R::schedule_days>(
        "schedule_days", {"生效的星期", "Days"},
        {.length_max = 7, .help = {"12345 是周一到周五，空为始终有效", "12345 is Monday to Friday; empty: always"}}),
    meta::field<&R::schedule_from_minute>("schedule_from_minute", {"生效起（当天第几分钟）", "From (minute of day)"},
                                          {.min = 0, .max = minutes_of_day - 1}),
    meta::field<&R::schedule_to_minute>("schedule_to_minute", {"生效止（当天第几分钟）", "To (minute of day)"},
                                        {.min = 0, .max = minutes_of_day}),
    meta::field<&R::on_delay_s>("on_delay_s", {"持续多久才报警（秒）", "On delay (s)"}, {.min = 0, .max = delay_s_max}),
    meta::field<&R::off_delay_s>("off_delay_s", {"恢复多久才解除（秒）", "Off delay (s)"},
                                 {.min = 0, .max = delay_s_max}),
    meta::field<&R::severity>("severity", {"级别", "Severity"}, {.flags = meta::filterable}),
    meta::field<&R::escalate_after_s>("escalate_after_s", {"多久无人确认则升级（秒）", "Escalates after (s)"},
                                      {.min = 60, .max = 30 * delay_s_max}),
    meta::field<&R::raise_command>("raise_command", {"报警时的指令", "Command when raised"}, {.length_max = 100}),
    meta::field<&R::raise_parameters>("raise_parameters", {"报警指令的参数", "Its parameters"},
                                      {.length_max = 4'000, .format = meta::Format::json}),
    meta::field<&R::clear_command>("clear_command", {"解除时的指令", "Command when cleared"}, {.length_max = 100}),
    meta::field<&R::clear_parameters>("clear_parameters", {"解除指令的参数", "Its parameters"},
                                      {.length_max = 4'000, .format = meta::Format::json}),
    meta::field<&R::command_expires_in_s>(
        "command_expires_in_s", {"指令有效期（秒）", "Command expires in (s)"},
        {.min = 5, .max = 86'400, .help = {"过期不再下达；空为 60 秒", "Not sent any more then; empty: 60 s"}}),
    meta::field<&R::command_pause_s>("command_pause_s", {"指令最小间隔（秒）", "Pause between commands (s)"},
                                     {.min = 10,
                                      .max = 86'400,
                                      .help = {"报警反复时不会频繁操作机器；空为 60 秒",
                                               "An alarm that flaps does not flood the machine; empty: 60 s"}}),
    meta::field<&R::is_enabled>("is_enabled", {"启用", "Enabled"}, {.flags = meta::filterable}));

}  // namespace

const meta::Choices& choices_of(Severity) { return severity_choices; }

constinit const meta::Entity AlarmRule::description{
    .name = "alarm_rule", .label = {"报警规则", "Alarm rule"}, .fields = fields, .title_field = "name"};

Result<> check_rule(const AlarmRule& rule) {
    std::vector<Issue> issues;
    if (rule.device_id.has_value() == rule.profile.has_value()) issues.push_back({"device_id", "one_of_two"});
    if (rule.profile && find_profile(*rule.profile) == nullptr) issues.push_back({"profile", "unknown_profile"});
    const bool is_expression = rule.kind == ConditionKind::expression;
    if (is_expression && (!rule.expression || rule.expression->empty())) issues.push_back({"expression", "required"});
    if (!is_expression && rule.point.empty()) issues.push_back({"point", "required"});
    if (!days_of(rule.schedule_days)) issues.push_back({"schedule_days", "no_weekdays"});
    const bool needs_threshold = rule.kind == ConditionKind::above || rule.kind == ConditionKind::below ||
                                 rule.kind == ConditionKind::rising || rule.kind == ConditionKind::falling;
    if (needs_threshold && !rule.threshold) issues.push_back({"threshold", "required"});
    if (rule.kind == ConditionKind::silent && !rule.silence_s) issues.push_back({"silence_s", "required"});
    if (rule.kind == ConditionKind::state && !rule.state) issues.push_back({"state", "required"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

// Twice the time of learning, or after a night without values it would have to learn anew.
timeseries::Time reach_of(const AlarmRule& rule, const expressions::Program* program) {
    if (rule.kind == ConditionKind::unusual) return 2 * rule.learning_s.value_or(learning_s_usual) * 1'000'000'000;
    return program != nullptr ? program->reach() : timeseries::Time{0};
}

Condition condition_of(const AlarmRule& rule, std::shared_ptr<const expressions::Program> program,
                       std::shared_ptr<const TimeZone> zone) {
    constexpr timeseries::Time second = 1'000'000'000;
    return {.kind = rule.kind,
            .threshold = rule.threshold.value_or(0),
            .deadband = rule.deadband,
            .silence = rule.silence_s.value_or(0) * second,
            .on_delay = rule.on_delay_s * second,
            .off_delay = rule.off_delay_s * second,
            .schedule = {.days = days_of(rule.schedule_days).value_or(0),
                         .from_minute = rule.schedule_from_minute.value_or(0),
                         .to_minute = rule.schedule_to_minute.value_or(minutes_of_day),
                         .zone = zone},
            .program = std::move(program),
            .zone = zone,
            .sensitivity = rule.sensitivity,
            .learning = rule.learning_s.value_or(learning_s_usual) * second};
}

std::vector<std::string> points_watched(const AlarmRule& rule, const expressions::Program* program) {
    if (program == nullptr) return {rule.point};
    std::vector<std::string> names;
    for (const auto& point : program->points) names.push_back(point.name);
    return names;
}

}  // namespace dengyun::telemetry
