#include "modules/sourcing/invitations/asking.h"

#include "modules/enterprise/api.h"
#include "modules/evaluations/api.h"
#include "modules/sourcing/rows.h"

namespace dengyun::sourcing {
namespace {

Result<std::vector<Invitation>> invitations_of(store::Reader& reader, Id<Rfx> rfx) {
    return rows_of<Invitation>(reader, "SELECT id FROM invitation WHERE rfx_id = ? ORDER BY id",
                               std::array{meta::Scalar(rfx.value)});
}

Result<> check(store::Reader& reader, const Rfx& rfx, Invitation& invitation) {
    std::vector<Issue> issues;
    DENGYUN_TRY(others, invitations_of(reader, rfx.id));
    if (std::ssize(others) >= invitations_max) return fail(ErrorKind::limit, "invitation.too_many");
    std::erase_if(others, [](const Invitation& one) { return one.status == InvitationStatus::revoked; });
    if (invitation.email) {
        if (invitation.supplier_id) issues.push_back({"supplier_id", "not_with_email"});
        if (!invitation.company_name) issues.push_back({"company_name", "required"});
        if (std::ranges::find(others, invitation.email, &Invitation::email) != others.end())
            issues.push_back({"email", "taken"});
        invitation.supplier_id = platform_organisation;
    } else if (!invitation.supplier_id) {
        issues.push_back({"supplier_id", "required"});
    } else if (invitation.supplier_id == rfx.organisation_id) {
        issues.push_back({"supplier_id", "same_party"});
    } else if (!reader.find(Id<enterprise::Enterprise>{invitation.supplier_id.value})) {
        issues.push_back({"supplier_id", "unknown_reference"});
    } else if (std::ranges::find(others, invitation.supplier_id, &Invitation::supplier_id) != others.end()) {
        issues.push_back({"supplier_id", "taken"});
    }
    // Live bidding needs an account: who follows it stays signed in.
    if (invitation.email && is_live(rfx.format)) issues.push_back({"email", "not_in_this_format"});
    if (issues.empty())
        return invitation.email ? Result<>{}
                                : evaluations::check_line(reader, rfx.organisation_id, invitation.supplier_id);
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<Invitation> send(store::Unit& unit, const Rfx& rfx, Invitation invitation) {
    invitation.closes_at = rfx.closes_at;
    return move_invitation(unit, std::move(invitation), InvitationAction::send, system_mover());
}

}  // namespace

Result<Invitation> invite(store::Unit& unit, const Rfx& rfx, Invitation invitation) {
    const bool is_open = rfx.status == RfxStatus::published && unit.now() < rfx.closes_at;
    if (rfx.status != RfxStatus::draft && !is_open) return fail(ErrorKind::conflict, "rfx.not_open");
    DENGYUN_CHECK(check(unit, rfx, invitation));
    invitation.organisation_id = rfx.organisation_id;
    invitation.title = fmt::format("{} · {}", rfx.number, rfx.title);
    invitation.closes_at = rfx.closes_at;
    invitation.status = InvitationStatus::prepared;
    DENGYUN_TRY(made, unit.insert(std::move(invitation)));
    if (!is_open) return std::move(made);
    return send(unit, rfx, std::move(made));
}

Result<> ask_invited(store::Unit& unit, const Rfx& rfx) {
    DENGYUN_TRY(all, invitations_of(unit, rfx.id));
    for (auto& invitation : all) {
        if (invitation.status != InvitationStatus::prepared) continue;
        DENGYUN_TRY(sent, send(unit, rfx, std::move(invitation)));
        static_cast<void>(sent);
    }
    return {};
}

Result<> schedule_mail(store::Unit& unit, const Invitation& invitation) {
    if (!is_guest(invitation)) return {};
    return unit.schedule(
        {.kind = std::string(invitation_mail_job), .key = to_text(invitation.id), .run_at = unit.now(), .data = "{}"});
}

Result<> write_to_guests(store::Unit& unit, const Rfx& rfx) {
    DENGYUN_TRY(all, invitations_of(unit, rfx.id));
    for (auto& invitation : all) {
        if (invitation.status != InvitationStatus::sent && invitation.status != InvitationStatus::answered) continue;
        DENGYUN_CHECK(schedule_mail(unit, invitation));
        if (invitation.closes_at == rfx.closes_at) continue;
        invitation.closes_at = rfx.closes_at;
        DENGYUN_TRY(kept, unit.update(std::move(invitation)));
        static_cast<void>(kept);
    }
    return {};
}

Result<Invitation> move_invitation(store::Unit& unit, Invitation invitation, InvitationAction action,
                                   const flow::Mover& mover) {
    const bool sends = action == InvitationAction::send || action == InvitationAction::send_again;
    if (sends) invitation.sent_at = unit.now();
    if (action == InvitationAction::revoke) invitation.token_hash.reset();
    DENGYUN_TRY(moved, step(unit, std::move(invitation), action, mover));
    if (sends) DENGYUN_CHECK(schedule_mail(unit, moved));
    const auto state = meta::name_of(moved.status);
    if (!is_guest(moved) && action != InvitationAction::answer)
        DENGYUN_CHECK(unit.emit(moved.supplier_id, "invitation", moved.id.value, sends ? "received" : state,
                                fmt::format(R"({{"rfx_id":"{}"}})", to_text(moved.rfx_id))));
    return std::move(moved);
}

Result<bool> is_invited(store::Reader& reader, Id<Rfx> rfx, Id<Organisation> supplier) {
    DENGYUN_TRY(count, number_of(reader,
                                 "SELECT COUNT(*) FROM invitation WHERE rfx_id = ? AND supplier_id = ? AND email IS "
                                 "NULL AND status IN ('sent', 'answered', 'declined')",
                                 std::array{meta::Scalar(rfx.value), meta::Scalar(supplier.value)}));
    return count > 0;
}

Result<> mark_answered(store::Unit& unit, const Bid& bid) {
    DENGYUN_TRY(all,
                rows_of<Invitation>(unit,
                                    "SELECT id FROM invitation WHERE rfx_id = ? AND status = 'sent' AND (id = ? OR "
                                    "(supplier_id = ? AND email IS NULL))",
                                    std::array{meta::Scalar(bid.rfx_id.value),
                                               meta::Scalar(bid.invitation_id.value_or(Id<Invitation>{}).value),
                                               meta::Scalar(bid.organisation_id.value)}));
    for (auto& invitation : all) {
        DENGYUN_TRY(moved, move_invitation(unit, std::move(invitation), InvitationAction::answer, system_mover()));
        static_cast<void>(moved);
    }
    return {};
}

}  // namespace dengyun::sourcing
