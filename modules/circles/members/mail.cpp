// Mail to guests: with a fresh link each time, so that the token is nowhere but in the mail.
#include <fmt/format.h>

#include "kernel/base/digest.h"
#include "modules/circles/api.h"
#include "modules/circles/routes.h"
#include "modules/enterprise/api.h"
#include "modules/identity/api.h"

namespace dengyun::circles {
namespace {

constexpr std::size_t token_bytes = 32;
constexpr Duration minute{60'000};

using Prepared = std::optional<identity::MailMessage>;

identity::MailMessage message_of(const CircleMember& member, const std::string& leader, const std::string& link) {
    return {
        *member.email, fmt::format("{} 邀请贵方加入“{}”", leader, member.circle_name),
        fmt::format("{}，您好：\n\n{} 邀请贵方加入供应圈“{}”：采购需求、询价和订单都在平台上，注册即可使用。\n"
                    "打开链接，设置登录名和密码即可，企业名称和代码已替您填好：\n\n{}\n\n"
                    "链接有效期 30 天，只供贵方使用，请勿转发。\n\n--\n{} invites you to the circle \"{}\". Open the "
                    "link, choose a sign-in name and a password, and you are in.\n",
                    member.company_name.value_or(""), leader, member.circle_name, link, leader, member.circle_name)};
}

Result<Prepared> prepare(const MailNeeds& needs, store::Unit& unit, Id<CircleMember> id) {
    auto found = unit.find(id);
    if (!found && found.error().kind == ErrorKind::not_found) return std::nullopt;
    DENGYUN_TRY(member, std::move(found));
    if (!is_guest(member) || !member.email || member.status != MemberStatus::invited) return std::nullopt;
    const auto leader = unit.find(Id<enterprise::Enterprise>{member.organisation_id.value});
    const auto token = needs.random.token(token_bytes);
    member.token_hash = sha256_hex(token);
    member.expires_at = unit.now() + answer_time;
    DENGYUN_TRY(kept, unit.update(std::move(member), "link_made"));
    // Behind "#", so that the token reaches no server's log.
    return message_of(kept, leader ? leader->name : "", needs.public_url + "/join#token=" + token);
}

}  // namespace

void add_jobs(store::JobRunner& runner, MailNeeds needs) {
    runner.add(std::string(invitation_mail_job),
               {.handle = [needs = std::move(needs)](store::Store& store, const store::Job& job) -> Result<> {
                    const auto id = parse_id<CircleMember>(job.key);
                    if (!id) return {};
                    DENGYUN_TRY(prepared,
                                store.write<Prepared>(Scope::system(invitation_mail_job),
                                                      [&](store::Unit& unit) { return prepare(needs, unit, *id); }));
                    return prepared ? needs.mail.send(*prepared) : Result<>{};
                },
                .attempts_max = 8,
                .back_off = minute,
                .back_off_max = 30 * minute,
                .threads_max = 1});
}

}  // namespace dengyun::circles
