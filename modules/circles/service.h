#pragma once
// What can be done with circles and their members, each in one unit with its rows and events. The unit's scope writes
// both sides (Scope::crossing, Scope::system).
#include <set>

#include "kernel/store/unit.h"
#include "modules/circles/members/member.h"

namespace dengyun::circles {

// A firm of the platform is asked there, anybody else by mail. Errors: invalid with issues on member_id
// (unknown_reference, same_party, taken), of check_guest, on company_code or email (taken: asked or in it already);
// limit "circle_member.too_many".
[[nodiscard]] Result<CircleMember> invite(store::Unit& unit, const Circle& circle, const MemberInput& input);
// Errors: of the state table; conflict "circle_member.by_link" where a guest is to be moved by somebody else.
[[nodiscard]] Result<CircleMember> move_member(store::Unit& unit, CircleMember member, MemberAction action,
                                               const flow::Mover& mover);

// The invitation behind a link. Error: not_found "circle_member.link_invalid".
[[nodiscard]] Result<CircleMember> find_by_token(store::Reader& reader, std::string_view token);
// Who holds the link joins as `member`: with his registration, or signed in. Errors: as find_by_token; conflict
// "circle_member.own_circle", "circle_member.in_it_already".
[[nodiscard]] Result<CircleMember> join_by_token(store::Unit& unit, std::string_view token, Id<Organisation> member);

// The circles that an organisation has joined, at most memberships_max. The scope must read all.
[[nodiscard]] Result<std::set<Id<Circle>>> circles_of(store::Reader& reader, Id<Organisation> member);
[[nodiscard]] Result<bool> is_member(store::Reader& reader, Id<Circle> circle, Id<Organisation> member);
// Whether it is there and leads by `leader`; an absent one is.
[[nodiscard]] Result<bool> is_led_by(store::Reader& reader, const std::optional<Id<Circle>>& circle,
                                     Id<Organisation> leader);

}  // namespace dengyun::circles
