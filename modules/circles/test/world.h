#pragma once
// A scenario with a leading firm (organisation 11), firms (12, 13) with company codes, and somebody else (14); mail is
// kept.
#include "kernel/api/flow_routes.h"
#include "kernel/api/test/scenario.h"
#include "modules/circles/api.h"
#include "modules/identity/api.h"

namespace dengyun::circles::test {

inline const api::Caller leader = api::member(api::Role::buyer, 11);
inline const api::Caller firm = api::member(api::Role::owner, 12);
inline const api::Caller other_firm = api::member(api::Role::owner, 13);
inline const api::Caller stranger = api::member(api::Role::owner, 14);

inline constexpr std::string_view code_of_12 = "91330281MA2AAAAA08";
inline constexpr std::string_view code_of_13 = "91330281MA2BBBBB1X";

class KeptMail final : public identity::MailAdapter {
  public:
    Result<> send(const identity::MailMessage& message) override {
        sent.push_back(message);
        return {};
    }
    std::vector<identity::MailMessage> sent;
};

class Scenario : public api::Scenario {
  protected:
    Scenario();
    std::string circle(std::string_view name = "核心供应商", const api::Caller& caller = leader);
    api::Answer invite(std::string_view circle, std::string_view body, const api::Caller& caller = leader);
    api::Answer move(std::string_view member, std::string_view action, const api::Caller& caller);
    // A spreadsheet as CSV: company_name, company_code, email.
    api::Answer import(std::string_view circle, std::string_view rows, bool dry_run,
                       const api::Caller& caller = leader);
    bool is_member(std::string_view circle, std::int64_t organisation);
    void pass(Duration time);           // and whatever is due then
    [[nodiscard]] std::string token();  // in the last mail
    KeptMail& mail() { return *mail_; }

  private:
    std::shared_ptr<KeptMail> mail_ = std::make_shared<KeptMail>();
    store::test::SeededRandom mail_random_{9};
    std::unique_ptr<store::JobRunner> work_;  // timers and mail
};

}  // namespace dengyun::circles::test
