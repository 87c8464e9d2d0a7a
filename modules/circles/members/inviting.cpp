#include <fmt/format.h>

#include "kernel/api/two_sided.h"
#include "kernel/base/digest.h"
#include "modules/circles/routes.h"
#include "modules/enterprise/api.h"

namespace dengyun::circles {
namespace {

std::unexpected<Error> invalid(std::vector<Issue> issues) {
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<bool> is_asked(store::Reader& reader, std::string_view sql, const Circle& circle, meta::Scalar value) {
    bool found = false;
    const std::array<meta::Scalar, 3> values{circle.organisation_id.value, circle.id.value, value};
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row&) { found = true; }));
    return found;
}

// Each way by which the same firm could be asked twice.
Result<std::vector<Issue>> taken(store::Reader& reader, const Circle& circle, const CircleMember& member) {
    std::vector<Issue> issues;
    if (!is_guest(member)) {
        DENGYUN_TRY(known, is_asked(reader,
                                    "SELECT id FROM circle_member WHERE organisation_id = ? AND circle_id = ? AND "
                                    "member_id = ? AND status IN ('invited', 'joined')",
                                    circle, member.member_id.value));
        if (known) issues.push_back({member.company_code ? "company_code" : "member_id", "taken"});
        return issues;
    }
    DENGYUN_TRY(code, is_asked(reader,
                               "SELECT id FROM circle_member WHERE organisation_id = ? AND circle_id = ? AND "
                               "company_code = ? AND status IN ('invited', 'joined')",
                               circle, std::string_view(*member.company_code)));
    if (code) issues.push_back({"company_code", "taken"});
    DENGYUN_TRY(email, is_asked(reader,
                                "SELECT id FROM circle_member WHERE organisation_id = ? AND circle_id = ? AND email = "
                                "? AND status IN ('invited', 'joined')",
                                circle, std::string_view(*member.email)));
    if (email) issues.push_back({"email", "taken"});
    return issues;
}

// A company code of the platform stands for its firm.
Result<CircleMember> member_of(store::Reader& reader, const Circle& circle, const MemberInput& input) {
    CircleMember member{.circle_id = circle.id,
                        .member_id = platform_organisation,
                        .circle_name = circle.name,
                        .company_name = input.company_name,
                        .company_code = input.company_code};
    member.organisation_id = circle.organisation_id;
    if (input.member_id) {
        const auto known = reader.find(Id<enterprise::Enterprise>{input.member_id->value});
        if (!known && known.error().kind != ErrorKind::not_found) return std::unexpected(known.error());
        if (!known) return invalid({{"member_id", "unknown_reference"}});
        member.member_id = *input.member_id;
        member.company_name = known->name;
    } else if (input.company_code) {
        DENGYUN_TRY(known, enterprise::find_by_company_code(reader, *input.company_code));
        if (known) {
            member.member_id = known->organisation_id;
            member.company_name = known->name;
        }
    }
    if (member.member_id == circle.organisation_id)
        return invalid({{input.member_id ? "member_id" : "company_code", "same_party"}});
    if (!is_guest(member)) return member;
    if (auto issues = check_guest(input); !issues.empty()) return invalid(std::move(issues));
    member.email = input.email;
    return member;
}

Result<> schedule_mail(store::Unit& unit, const CircleMember& member) {
    return unit.schedule(
        {.kind = std::string(invitation_mail_job), .key = to_text(member.id), .run_at = unit.now(), .data = "{}"});
}

Result<> tell_member(store::Unit& unit, const CircleMember& member, std::string_view event) {
    if (is_guest(member)) return {};
    return unit.emit(member.member_id, CircleMember::description.name, member.id.value, event,
                     fmt::format(R"({{"organisation_id":"{}"}})", to_text(member.organisation_id)));
}

}  // namespace

Result<CircleMember> invite(store::Unit& unit, const Circle& circle, const MemberInput& input) {
    DENGYUN_TRY(member, member_of(unit, circle, input));
    DENGYUN_TRY(issues, taken(unit, circle, member));
    if (!issues.empty()) return invalid(std::move(issues));
    std::int64_t count = 0;
    DENGYUN_CHECK(unit.query("SELECT COUNT(*) FROM circle_member WHERE organisation_id = ? AND circle_id = ?",
                             std::array{meta::Scalar(circle.organisation_id.value), meta::Scalar(circle.id.value)},
                             [&](const store::Row& row) { count = row.integer(0); }));
    if (count >= members_max) return fail(ErrorKind::limit, "circle_member.too_many");
    DENGYUN_TRY(made, unit.insert(std::move(member)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    if (is_guest(made)) DENGYUN_CHECK(schedule_mail(unit, made));
    DENGYUN_CHECK(tell_member(unit, made, "received"));
    return std::move(made);
}

Result<CircleMember> move_member(store::Unit& unit, CircleMember member, MemberAction action,
                                 const flow::Mover& mover) {
    if (action == MemberAction::accept) {
        if (is_guest(member)) return fail(ErrorKind::conflict, "circle_member.by_link");
        member.joined_at = unit.now();
    }
    if (action != MemberAction::send_again) member.token_hash.reset();
    DENGYUN_TRY(moved, api::move(unit, std::move(member), static_cast<std::int64_t>(action), mover));
    if (action == MemberAction::send_again && is_guest(moved)) DENGYUN_CHECK(schedule_mail(unit, moved));
    DENGYUN_CHECK(
        tell_member(unit, moved, action == MemberAction::send_again ? "received" : meta::name_of(moved.status)));
    return std::move(moved);
}

Result<CircleMember> find_by_token(store::Reader& reader, std::string_view token) {
    const auto hash = sha256_hex(token);
    DENGYUN_TRY(found,
                reader.find_by<CircleMember>("circle_member_token", std::array{meta::Scalar(std::string_view(hash))}));
    const bool is_valid =
        found && found->status == MemberStatus::invited && found->expires_at && *found->expires_at > reader.now();
    if (!is_valid) return fail(ErrorKind::not_found, "circle_member.link_invalid");
    return std::move(*found);
}

Result<CircleMember> join_by_token(store::Unit& unit, std::string_view token, Id<Organisation> member) {
    DENGYUN_TRY(invitation, find_by_token(unit, token));
    if (invitation.organisation_id == member) return fail(ErrorKind::conflict, "circle_member.own_circle");
    DENGYUN_TRY(already, is_member(unit, invitation.circle_id, member));
    if (already) return fail(ErrorKind::conflict, "circle_member.in_it_already");
    invitation.member_id = member;
    // Who holds the link may do what it is for, and nothing else.
    static const flow::Mover holder{meta::all_seeing(), false, true};
    return move_member(unit, std::move(invitation), MemberAction::accept, holder);
}

Result<std::set<Id<Circle>>> circles_of(store::Reader& reader, Id<Organisation> member) {
    std::set<Id<Circle>> found;
    const std::array<meta::Scalar, 2> values{member.value, memberships_max};
    DENGYUN_CHECK(reader.query(
        "SELECT circle_id FROM circle_member WHERE member_id = ? AND status = 'joined' ORDER BY id DESC LIMIT ?",
        values, [&](const store::Row& row) { found.insert({row.integer(0)}); }));
    return found;
}

Result<bool> is_member(store::Reader& reader, Id<Circle> circle, Id<Organisation> member) {
    DENGYUN_TRY(all, circles_of(reader, member));
    return all.contains(circle);
}

Result<bool> is_led_by(store::Reader& reader, const std::optional<Id<Circle>>& circle, Id<Organisation> leader) {
    if (!circle) return true;
    const auto found = reader.find(*circle);
    if (!found && found.error().kind != ErrorKind::not_found) return std::unexpected(found.error());
    return found && found->organisation_id == leader;
}

}  // namespace dengyun::circles
