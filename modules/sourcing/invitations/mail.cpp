// Mail to guests: with a fresh link each time, so that the token is nowhere but in the mail.
#include <fmt/format.h>

#include "kernel/base/digest.h"
#include "modules/identity/api.h"
#include "modules/sourcing/api.h"
#include "modules/sourcing/invitations/asking.h"

namespace dengyun::sourcing {
namespace {

constexpr std::size_t token_bytes = 32;
constexpr Duration minute{60'000};

using Prepared = std::optional<identity::MailMessage>;

std::string local_time(Instant at) {
    // China has one time zone.
    const auto text = to_text(at + std::chrono::hours(8));
    return text.substr(0, 10) + " " + text.substr(11, 5);
}

// What a guest is asked to do now.
struct Ask {
    std::string_view zh;
    std::string_view en;
};
Ask ask_of(const Rfx& rfx, const Invitation& invitation) {
    if (rfx.status == RfxStatus::closed)
        return {
            "报价已截止，请在开标时限内打开链接交出钥匙，否则报价作废",
            "Bidding is closed. Open the link within the opening window to give the key of your bid; without it the "
            "bid is void"};
    if (invitation.status == InvitationStatus::answered)
        return {"询价条件已变更，请打开链接重新确认或改报",
                "The terms have changed. Open the link to confirm your bid or to replace it"};
    return {"邀请您报价，无需注册，打开链接即可填写", "You are invited to bid. No account is needed: open the link"};
}

identity::MailMessage message_of(const Rfx& rfx, const Invitation& invitation, const std::string& buyer,
                                 const std::string& link) {
    const auto [zh, en] = ask_of(rfx, invitation);
    return {
        *invitation.email, fmt::format("{}：{}", buyer, rfx.title),
        fmt::format("{}，您好：\n\n{} {}。\n\n询价单：{} {}\n截止时间：{}\n\n{}\n\n此链接只供贵方使用，请勿转发。\n\n"
                    "--\n{}.\nRFQ {} {}, deadline {} (UTC+8)\n",
                    invitation.company_name.value_or(""), buyer, zh, rfx.number, rfx.title, local_time(rfx.closes_at),
                    link, en, rfx.number, rfx.title, local_time(rfx.closes_at))};
}

Result<Prepared> prepare(const MailNeeds& needs, store::Unit& unit, Id<Invitation> id) {
    auto found = unit.find(id);
    if (!found && found.error().kind == ErrorKind::not_found) return std::nullopt;
    DENGYUN_TRY(invitation, std::move(found));
    const bool is_open = invitation.status == InvitationStatus::sent || invitation.status == InvitationStatus::answered;
    if (!is_guest(invitation) || !is_open) return std::nullopt;
    DENGYUN_TRY(rfx, unit.find(invitation.rfx_id));
    const auto buyer = unit.find(Id<enterprise::Enterprise>{rfx.organisation_id.value});
    const auto token = needs.random.token(token_bytes);
    invitation.token_hash = sha256_hex(token);
    invitation.expires_at =
        rfx.opening_until.value_or(rfx.closes_at + std::chrono::hours(rfx.opening_hours)) + link_time;
    DENGYUN_TRY(kept, unit.update(std::move(invitation), "link_made"));
    // Behind "#", so that the token reaches no server's log.
    return message_of(rfx, kept, buyer ? buyer->name : "", needs.public_url + "/answer#token=" + token);
}

}  // namespace

void add_jobs(store::JobRunner& runner, MailNeeds needs) {
    runner.add(std::string(invitation_mail_job),
               {.handle = [needs = std::move(needs)](store::Store& store, const store::Job& job) -> Result<> {
                    const auto id = parse_id<Invitation>(job.key);
                    if (!id) return {};
                    DENGYUN_TRY(prepared,
                                store.write<Prepared>(Scope::system(invitation_mail_job),
                                                      [&](store::Unit& unit) { return prepare(needs, unit, *id); }));
                    return prepared ? needs.mail.send(*prepared) : Result<>{};
                },
                .attempts_max = 8,
                .back_off = minute,
                .back_off_max = 30 * minute});
}

}  // namespace dengyun::sourcing
