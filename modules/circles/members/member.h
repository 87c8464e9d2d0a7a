#pragma once
// A member of a circle, from the invitation on. The row belongs to the leading firm; the firm that is invited is the
// other side. Somebody who is not on the platform yet is a guest: the platform stands for him until he registers by
// the mailed link, whose token's hash alone is kept. docs/state-machines/circle_member.md
#include <optional>
#include <string>

#include "kernel/flow/state_table.h"
#include "modules/circles/circles/circle.h"

namespace dengyun::circles {

inline constexpr std::int64_t members_max = 5'000;    // of one circle, in any state
inline constexpr std::int64_t memberships_max = 200;  // of one firm, that count
inline constexpr Duration answer_time = 30 * flow::day;

enum class MemberStatus { invited, joined, declined, lapsed, revoked, left, removed };
enum class MemberAction { send_again, accept, decline, lapse, revoke, leave, remove };
const meta::Choices& choices_of(MemberStatus);
const meta::Choices& choices_of(MemberAction);

struct CircleMember : meta::Record<CircleMember> {
    Id<Circle> circle_id{};
    Id<Organisation> member_id{};  // the platform for a guest
    std::string circle_name;
    std::optional<std::string> company_name;
    std::optional<std::string> company_code;
    std::optional<std::string> email;  // of a guest
    MemberStatus status = MemberStatus::invited;
    std::optional<std::string> status_reason;
    std::optional<Instant> joined_at;
    std::optional<std::string> token_hash;
    std::optional<Instant> expires_at;  // of the link
    static const meta::Entity description;
    static const flow::StateTable states;
};
[[nodiscard]] inline bool is_guest(const CircleMember& member) { return member.member_id == platform_organisation; }

// A row of a spreadsheet, and what is written by hand: a firm of the platform by its id or its company code, anybody
// else by name, code and e-mail address.
struct MemberInput {
    std::optional<Id<Organisation>> member_id;
    std::optional<std::string> company_name;
    std::optional<std::string> company_code;
    std::optional<std::string> email;
    static const meta::Entity description;
};

// Pure: what the input lacks. Issues on company_code (malformed ones: company_code_length, company_code_character;
// required), company_name and email (required), where it names no firm of the platform.
[[nodiscard]] std::vector<Issue> check_guest(const MemberInput& input);

}  // namespace dengyun::circles
