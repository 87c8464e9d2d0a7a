#pragma once
// A bank as a payment partner, for tests and demonstrations: carries out signed instructions over HTTP, once per id,
// and misbehaves when told to: it loses requests or answers, answers late, with garbage or without proof, notifies
// twice and out of order, goes down, and alters its own statement.
//
// What the bank does next is said at /control, which is open to whoever reaches the port:
//   POST /control/behave     {"next":["lose_answer","garbage",…]}  one for each instruction that follows; else "settle"
//                            settle refuse process lose_request lose_answer late error garbage unproved
//   POST /control/finish     settles everything that is in process
//   POST /control/answer     gives the late answers
//   POST /control/down       {"down":true}   every instruction and query is cut off without an answer
//   POST /control/clock      {"milliseconds":…}
//   POST /control/alter      {"day":"…","what":"drop|amount|kind|duplicate|add|closing","id":"…"}  of the statement
//   GET  /control/log        {"DY1":{"submissions":1,"state":"settled"},…}
//   GET  /control/notifications   what it would send to the merchant, in order, signed and sealed
#include <deque>
#include <map>
#include <mutex>

#include "kernel/base/clock.h"
#include "kernel/http/http.h"
#include "modules/payments/api.h"

namespace dengyun::bank_simulator {

struct Keys {
    payments::RsaKey own;
    payments::RsaKey merchant;
    std::string secret;
};

class Bank final : public http::Application {
  public:
    Bank(Keys keys, ManualClock& clock, Random& random) : keys_(std::move(keys)), clock_(clock), random_(random) {}
    void handle(std::shared_ptr<const http::Request> request, http::Respond respond) override;
    void upgrade(std::shared_ptr<const http::Request> request, Upgrade decide) override;

  private:
    struct Record {
        payments::Instruction instruction;
        payments::PartnerAnswer answer;
        int submissions = 0;
    };
    struct Alteration {
        std::string day;
        std::string what;
        std::string id;
    };
    [[nodiscard]] bool is_proved(const http::Request& request) const;
    [[nodiscard]] http::Response proved(std::string body, std::string content_type = "application/json");
    void submit(const http::Request& request, http::Respond respond);
    void carry_out(Record& record, std::string_view behaviour);
    void settle(Record& record);
    [[nodiscard]] http::Response statement(std::string_view day);
    [[nodiscard]] http::Response control(const http::Request& request);
    [[nodiscard]] http::Response notifications();
    [[nodiscard]] http::Response log() const;

    const Keys keys_;
    ManualClock& clock_;
    Random& random_;
    std::mutex mutex_;
    std::map<std::string, Record> records_;
    std::vector<std::string> notices_;  // ids in the order in which they became final
    std::deque<std::string> behaviours_;
    std::vector<std::pair<http::Respond, http::Response>> late_;
    std::vector<http::Respond> lost_;  // never answered
    std::vector<Alteration> alterations_;
    bool down_ = false;
    std::int64_t last_reference_ = 0;
};

}  // namespace dengyun::bank_simulator
