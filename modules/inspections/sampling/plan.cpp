#include "modules/inspections/sampling/plan.h"

#include <array>
#include <cmath>

#include "kernel/base/assert.h"

namespace dengyun::inspections {
namespace {

constexpr meta::Choice levels[] = {{"s_1", {"S-1", "S-1"}},           {"s_2", {"S-2", "S-2"}},
                                   {"s_3", {"S-3", "S-3"}},           {"s_4", {"S-4", "S-4"}},
                                   {"general_1", {"一般 I", "I"}},    {"general_2", {"一般 II", "II"}},
                                   {"general_3", {"一般 III", "III"}}};
constexpr meta::Choices level_choices{"inspection_level", levels};
constexpr meta::Choice severities[] = {
    {"normal", {"正常", "Normal"}}, {"tightened", {"加严", "Tightened"}}, {"reduced", {"放宽", "Reduced"}}};
constexpr meta::Choices severity_choices{"inspection_severity", severities};
constexpr meta::Choice aqls[] = {
    {"0.010", {"0.010", "0.010"}}, {"0.015", {"0.015", "0.015"}}, {"0.025", {"0.025", "0.025"}},
    {"0.040", {"0.040", "0.040"}}, {"0.065", {"0.065", "0.065"}}, {"0.10", {"0.10", "0.10"}},
    {"0.15", {"0.15", "0.15"}},    {"0.25", {"0.25", "0.25"}},    {"0.40", {"0.40", "0.40"}},
    {"0.65", {"0.65", "0.65"}},    {"1.0", {"1.0", "1.0"}},       {"1.5", {"1.5", "1.5"}},
    {"2.5", {"2.5", "2.5"}},       {"4.0", {"4.0", "4.0"}},       {"6.5", {"6.5", "6.5"}},
    {"10", {"10", "10"}},
};
constexpr meta::Choices aql_choices{"aql", aqls};

// Table 1: the code letters of lots up to a size, by level.
struct LetterRow {
    std::int64_t pieces_max;
    std::string_view letters;
};
constexpr LetterRow letter_rows[] = {
    {8, "AAAAAAB"},      {15, "AAAAABC"},     {25, "AABBBCD"},      {50, "ABBCCDE"},      {90, "BBCCCEF"},
    {150, "BBCDDFG"},    {280, "BCDEEGH"},    {500, "BCDEFHJ"},     {1'200, "CCEFGJK"},   {3'200, "CDEGHKL"},
    {10'000, "CDFGJLM"}, {35'000, "CDFHKMN"}, {150'000, "DEGJLNP"}, {500'000, "DEGJMPQ"}, {lot_pieces_max, "DEHKNQR"},
};

// Tables 2-A to 2-C. S is there for tightened inspection alone.
constexpr std::string_view letters = "ABCDEFGHJKLMNPQRS";
constexpr std::array<int, 17> usual_sizes{2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1'250, 2'000, 3'150};
constexpr std::array<int, 16> reduced_sizes{2, 2, 2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800};

// The acceptance numbers along the sums of the positions of letter and AQL, from `first` on; -1: the arrow upwards (to
// smaller samples), -2: downwards. Below the first: downwards; above the last: upwards.
constexpr int up = -1;
constexpr int down = -2;
struct Diagonal {
    int first;
    std::array<int, 11> numbers;
};
constexpr Diagonal normal_numbers{14, {0, up, down, 1, 2, 3, 5, 7, 10, 14, 21}};
constexpr Diagonal tightened_numbers{14, {down, 0, down, down, 1, 2, 3, 5, 8, 12, 18}};
// Between 3 and 6 transcriptions of table 2-C differ: 4 or 5. It is 4, by the standard's own construction. Reduced
// inspection takes the sample of two letters before, so along a diagonal n * AQL is what normal inspection has two
// diagonals before, and the reduced number is that one's plus one: 1, 2, 3, 5, 7 give 2, 3, 4, 6, 8. 5 would be plus
// two in this one place. It is also what the edition with a gap between Ac and Re (1/4, 2/5, 3/6, 5/8, 7/10) becomes
// when the gap is closed by Ac plus one. By the operating characteristic a lot at the limit passes with 0.986, 0.991,
// 0.991, 0.995, 0.995 along these diagonals (n * AQL = 0.50, 0.79, 1.26, 2.00, 3.16); 5 would make that 0.998, higher
// than its neighbours on both sides; and of the normal number for the same lot it is 0.57, as its neighbours are 0.6,
// where 5 would be 0.71. A 4 stands in no other table, so that it is not what somebody writes by habit; "3 4, 5 6" is,
// from tables 2-A and 2-B.
constexpr Diagonal reduced_numbers{14, {0, up, down, down, 1, 2, 3, 4, 6, 8, 10}};

const Diagonal& numbers_of(Severity severity) {
    if (severity == Severity::tightened) return tightened_numbers;
    return severity == Severity::reduced ? reduced_numbers : normal_numbers;
}

int cell(Severity severity, int letter, int aql) {
    // Two pieces are too few to tell on tightened inspection: table 2-B begins with B.
    if (severity == Severity::tightened && letter == 0) return down;
    const auto& diagonal = numbers_of(severity);
    const int at = letter + aql - diagonal.first;
    if (at < 0) return down;
    return at < static_cast<int>(diagonal.numbers.size()) ? diagonal.numbers[static_cast<std::size_t>(at)] : up;
}

// Follows the arrow to the first number; one that leaves the table is followed the other way.
int follow(Severity severity, int letter, int aql) {
    const int letter_last = severity == Severity::tightened ? 16 : 15;
    const int step = cell(severity, letter, aql) == up ? -1 : 1;
    for (const int direction : {step, -step})
        for (int at = letter; at >= 0 && at <= letter_last; at += direction)
            if (cell(severity, at, aql) >= 0) return at;
    DENGYUN_ASSERT(false);
    return letter;
}

}  // namespace

const meta::Choices& choices_of(Level) { return level_choices; }
const meta::Choices& choices_of(Severity) { return severity_choices; }
const meta::Choices& choices_of(Aql) { return aql_choices; }

Result<Plan> plan_for(std::int64_t lot_size, Level level, Aql aql, Severity severity) {
    if (lot_size < 1) return fail(ErrorKind::invalid, "request.invalid", {{"lot_size", "too_small", "1"}});
    if (lot_size > lot_pieces_max)
        return fail(ErrorKind::invalid, "request.invalid", {{"lot_size", "too_large", std::to_string(lot_pieces_max)}});
    const auto* row =
        std::ranges::find_if(letter_rows, [&](const LetterRow& one) { return lot_size <= one.pieces_max; });
    const auto letter = static_cast<int>(letters.find(row->letters[static_cast<std::size_t>(level)]));
    const auto limit = static_cast<int>(aql);
    const auto used = follow(severity, letter, limit);
    const auto index = static_cast<std::size_t>(used);
    const std::int64_t size = severity == Severity::reduced ? reduced_sizes[index] : usual_sizes[index];
    const std::int64_t accept = cell(severity, used, limit);
    return Plan{letters[index], std::min(size, lot_size), accept, accept + 1};
}

bool accepted_one_step_tighter(const Plan& plan, Aql aql, std::int64_t nonconforming) {
    if (aql == Aql::percent_0_010) return false;
    const auto letter = static_cast<int>(letters.find(plan.code_letter));
    const auto number = cell(Severity::normal, letter, static_cast<int>(aql) - 1);
    return number >= 0 && nonconforming <= number;
}

double share_of(Aql aql) {
    constexpr std::array shares{0.0001, 0.00015, 0.00025, 0.0004, 0.00065, 0.001, 0.0015, 0.0025,
                                0.004,  0.0065,  0.01,    0.015,  0.025,   0.04,  0.065,  0.1};
    return shares[static_cast<std::size_t>(aql)];
}

double acceptance_probability(const Plan& plan, double share) {
    if (share <= 0) return 1;
    if (share >= 1) return plan.sample_size <= plan.accept_number ? 1 : 0;
    const auto pieces = static_cast<double>(plan.sample_size);
    double sum = 0;
    for (std::int64_t found = 0; found <= std::min(plan.accept_number, plan.sample_size); ++found) {
        const auto k = static_cast<double>(found);
        const double ways = std::lgamma(pieces + 1) - std::lgamma(k + 1) - std::lgamma(pieces - k + 1);
        sum += std::exp(ways + k * std::log(share) + (pieces - k) * std::log1p(-share));
    }
    return std::min(sum, 1.0);
}

}  // namespace dengyun::inspections
