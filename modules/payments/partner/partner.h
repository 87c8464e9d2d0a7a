#pragma once
// What a licensed bank or payment company does for us. An adapter of a certain one implements this; everything else
// here knows no more. An instruction is carried out at most once, under the id that we gave it.
#include <string>
#include <vector>

#include "kernel/base/instant.h"
#include "kernel/base/number.h"
#include "kernel/meta/entity.h"

namespace dengyun::payments {

enum class PaymentKind {
    top_up,   // a customer pays into custody
    hold,     // as top_up, but only reserved: a top_up that names it takes the money
    pay_out,  // out of custody to a bank account
    split,    // out of custody to several bank accounts, all or none
    refund,   // back to where a top_up came from
};
const meta::Choices& choices_of(PaymentKind);

struct SplitPart {
    Id<Organisation> payee_id{};
    std::string bank_account;
    Money amount{};
    friend bool operator==(const SplitPart&, const SplitPart&) = default;
    static const meta::Entity description;
};

struct Instruction {
    std::string id;  // ours
    PaymentKind kind = PaymentKind::top_up;
    Money amount{};
    std::string bank_account;  // of the customer or payee
    std::string original_id;   // refund: the top_up; top_up: the hold that it takes
    std::vector<SplitPart> parts;
    Instant valid_until{};  // the partner carries out nothing that reaches it later
    static const meta::Entity description;
};

enum class PartnerState {
    processing,  // taken, not finished
    settled,
    refused,
    not_found,  // only as the answer to a query
};
const meta::Choices& choices_of(PartnerState);

struct PartnerAnswer {
    std::string id;  // of the instruction
    PartnerState state = PartnerState::processing;
    Money amount{};
    std::string reference;  // the partner's own number
    std::string reason;     // of a refusal
    std::optional<Instant> settled_at;
    static const meta::Entity description;
};

struct StatementLine {
    std::string reference;
    std::string id;
    PaymentKind kind = PaymentKind::top_up;
    Money amount{};
    Instant settled_at{};
};
struct Statement {
    meta::Date day{};
    Money closing{};  // what the partner holds for us at the end of the day
    std::vector<StatementLine> lines;
};

class Partner {
  public:
    virtual ~Partner() = default;
    // Errors: unavailable "payment.not_sent": it never left, sending again is safe. unavailable "payment.unknown":
    // anything else; only a query tells, and sending again is not allowed.
    [[nodiscard]] virtual Result<PartnerAnswer> submit(const Instruction& instruction) = 0;
    // Errors: unavailable "payment.unknown".
    [[nodiscard]] virtual Result<PartnerAnswer> query(const std::string& id) = 0;
    // Errors: unavailable "payment.unknown"; invalid "payment.bad_statement".
    [[nodiscard]] virtual Result<Statement> statement(meta::Date day) = 0;
    // What the partner tells us of its own accord, proved and decrypted. Error: unauthenticated "payment.bad_proof".
    struct Header {
        std::string name;
        std::string value;
    };
    [[nodiscard]] virtual Result<PartnerAnswer> read_notification(std::span<const Header> headers,
                                                                  std::string_view body, Instant now) = 0;
};

// The statement's file: a heading "day,closing_fen", its one line, a heading "reference,id,kind,amount_fen,settled_at",
// and a line each. Error: invalid "payment.bad_statement".
[[nodiscard]] Result<Statement> parse_statement(std::string_view csv);
// Error: invalid "payment.bad_answer".
[[nodiscard]] Result<PartnerAnswer> parse_answer(std::string_view json);

}  // namespace dengyun::payments
