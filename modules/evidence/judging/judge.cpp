#include "modules/evidence/judging/judge.h"

#include <algorithm>

namespace dengyun::evidence {
namespace {

constexpr meta::Choice verdicts[] = {{"plausible", {"可信", "Plausible"}},
                                     {"doubtful", {"存疑", "Doubtful"}},
                                     {"silent", {"无数据", "Silent"}},
                                     {"no_device", {"未联网", "No device"}}};
constexpr meta::Choices verdict_choices{"evidence_verdict", verdicts};
constexpr meta::Choice reason_entries[] = {
    {"cycles_missing", {"机器计数少于报工件数", "Fewer cycles than reported pieces"}},
    {"not_running", {"机器没有运行", "The machine did not run"}},
    {"interval_longer", {"报工时段远长于机器运行时间", "The interval is much longer than the machine ran"}},
    {"too_fast", {"快于标准节拍，运行时间不够", "Faster than the planned cycle: it ran too short a time"}},
    {"no_power", {"几乎没有用电", "Hardly any power was drawn"}},
    {"no_data", {"该时段没有数据", "No data in the interval"}},
    {"little_data", {"该时段数据不全", "Little data in the interval"}},
    {"tells_nothing", {"数据中没有计数、状态和功率", "The data have neither cycles nor state nor power"}},
    {"interval_cut", {"报工时段过长，只看了最后一段", "The interval is too long; its last part was looked at"}}};
constexpr meta::Choices reason_choices{"evidence_reason", reason_entries};

double share(std::int64_t ppm) { return static_cast<double>(ppm) / static_cast<double>(million); }

bool are_cycles_missing(const Claim& claim, const Told& told, const EvidenceRule& rule) {
    if (claim.is_rework || !told.cycles) return false;
    // A whole piece is no contradiction: the count may be told just before the last one falls.
    return *told.cycles + 1 <= claim.pieces * (1 - share(rule.cycles_missing_ppm_max));
}

void judge_running(const Claim& claim, const Told& told, const EvidenceRule& rule, std::vector<Reason>& reasons) {
    const auto running_s = *told.running_s;
    if (running_s < claim.interval_s * share(rule.running_ppm_min))
        reasons.push_back(Reason::not_running);
    else if (running_s < claim.interval_s * share(rule.busy_ppm_min))
        reasons.push_back(Reason::interval_longer);
    const bool is_timed = told.planned_cycle_s && !claim.is_rework && !claim.is_cut;
    if (is_timed && claim.pieces * *told.planned_cycle_s > running_s * (1 + share(rule.faster_ppm_max)))
        reasons.push_back(Reason::too_fast);
}

}  // namespace

const meta::Choices& choices_of(Verdict) { return verdict_choices; }
const meta::Choices& choices_of(Reason) { return reason_choices; }

Judgement judge(const Claim& claim, const Told& told, const EvidenceRule& rule) {
    if (!told.has_device) return {Verdict::no_device, {}};
    if (!told.has_data) return {Verdict::silent, {Reason::no_data}};
    Judgement judgement{Verdict::plausible, {}};
    auto& found = judgement.reasons;
    if (!told.cycles && !told.running_s && !told.power_kw) return {Verdict::silent, {Reason::tells_nothing}};
    const bool is_missing = !claim.is_cut && are_cycles_missing(claim, told, rule);
    const bool is_patchy = told.running_s && told.known_s < claim.interval_s * share(rule.told_ppm_min);
    if (is_missing) found.push_back(Reason::cycles_missing);
    if (told.running_s && !is_patchy) judge_running(claim, told, rule, found);
    if (told.power_kw && *told.power_kw * 1'000 < static_cast<double>(rule.power_w_min))
        found.push_back(Reason::no_power);
    // Where nothing is known for most of the time, what is missing may have been made then; a counter that rose by
    // enough says that it was.
    const bool is_counted = told.cycles && !is_missing && !claim.is_rework && claim.pieces > 0;
    if (is_patchy && !is_counted) {
        found.push_back(Reason::little_data);
        judgement.verdict = Verdict::silent;
    } else if (!found.empty()) {
        judgement.verdict = Verdict::doubtful;
    }
    if (claim.is_cut) found.push_back(Reason::interval_cut);
    return judgement;
}

}  // namespace dengyun::evidence
