#pragma once
// A scenario with a buyer (organisation 11), suppliers (12, 13, 14) and somebody else (15), who are enterprises; bids
// sealed as a client seals them.
#include "engines/auction/api.h"
#include "kernel/api/test/scenario.h"
#include "modules/identity/api.h"
#include "modules/sourcing/api.h"

namespace dengyun::sourcing::test {

inline const api::Caller buyer = api::member(api::Role::buyer, 11);
inline const api::Caller buyer_viewer = api::member(api::Role::viewer, 11);
inline const api::Caller operator_ = api::member(api::Role::platform_operator, 1);
[[nodiscard]] inline api::Caller supplier(std::int64_t organisation) {
    return api::member(api::Role::owner, organisation);
}

// What a bidder keeps and what he sends.
struct Sealed {
    std::string key;  // base64
    std::string sealed;
    std::string commitment;
};
[[nodiscard]] Sealed seal(std::string_view rfx, std::string_view bidder, std::string_view document,
                          std::uint64_t seed = 1);
// {"offers":[{"position":1,"unit_price":…},…]} in yuan.
[[nodiscard]] std::string offers(const std::vector<double>& unit_prices, std::string_view more = "");

// Keeps what is sent.
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
    // Two lines: 100 and 10 pieces; closes in a day. `more`: JSON members behind a comma.
    std::string drafted(std::string_view more = "");
    std::string published(std::string_view more = "");
    api::Answer bid(std::string_view rfx, std::int64_t organisation, const std::vector<double>& unit_prices,
                    std::int64_t terms_version = 1, std::string_view more = "");
    api::Answer give_key(std::string_view bid, std::int64_t organisation);
    // Bids of 12, 13, 14 at the prices, closed and opened by their keys.
    std::vector<std::string> opened(std::string_view rfx, const std::vector<std::vector<double>>& prices);
    void pass(Duration time);  // and whatever is due then
    api::Answer act_on(std::string_view rfx, std::string_view action, const api::Caller& caller = buyer);
    [[nodiscard]] std::string status(std::string_view rfx);
    [[nodiscard]] std::string bid_status(std::string_view bid, std::int64_t organisation);
    // The token in the last mail.
    [[nodiscard]] std::string token();
    KeptMail& mail() { return *mail_; }
    std::map<std::string, std::string, std::less<>> keys;  // by bid

  private:
    using Mail = std::shared_ptr<KeptMail>;
    Mail mail_ = std::make_shared<KeptMail>();
    store::test::SeededRandom mail_random_{9};
    std::unique_ptr<store::JobRunner> work_;  // timers and mail
};

}  // namespace dengyun::sourcing::test
