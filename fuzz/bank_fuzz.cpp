// Goal: no bytes that a bank sends break us or are taken for more than they say: an answer that settles has a time, a
// reference and an amount within bounds and reads back as it was written; a statement's lines are within bounds, and
// comparing it with our own payments counts every line once at most.
#include <algorithm>

#include "kernel/base/assert.h"
#include "kernel/meta/json.h"
#include "modules/payments/reconciliation/reconcile.h"

using namespace dengyun;
using namespace dengyun::payments;

namespace {

bool is_bounded(Money amount) { return amount.value >= 0 && amount.value <= amount_max; }

void look_at_answer(std::string_view bytes) {
    const auto answer = parse_answer(bytes);
    if (!answer) {
        DENGYUN_ASSERT(answer.error().code == "payment.bad_answer");
        return;
    }
    DENGYUN_ASSERT(is_bounded(answer->amount));
    if (answer->state == PartnerState::settled) DENGYUN_ASSERT(answer->settled_at && !answer->reference.empty());
    const auto again = parse_answer(meta::to_json(*answer));
    DENGYUN_ASSERT(again && again->id == answer->id && again->state == answer->state);
    DENGYUN_ASSERT(again->amount == answer->amount && again->reference == answer->reference);
}

void look_at_statement(std::string_view bytes) {
    const auto statement = parse_statement(bytes);
    if (!statement) {
        DENGYUN_ASSERT(statement.error().code == "payment.bad_statement");
        return;
    }
    // What we hold for settled: every line's own payment, each once and exactly as it stands there.
    std::vector<OwnPayment> own;
    for (const auto& line : statement->lines) {
        DENGYUN_ASSERT(is_bounded(line.amount) && !line.reference.empty());
        const auto id = payment_of(line.id);
        if (!id || std::ranges::find(own, *id, &OwnPayment::id) != own.end()) continue;
        own.push_back({.id = *id,
                       .kind = line.kind,
                       .amount = line.amount,
                       .status = PaymentStatus::settled,
                       .settled_on = statement->day,
                       .reference = line.reference});
    }
    const auto against_nothing = differences_of(*statement, {}, statement->closing);
    DENGYUN_ASSERT(against_nothing.size() <= statement->lines.size());
    const auto found = differences_of(*statement, own, statement->closing);
    DENGYUN_ASSERT(found.size() + own.size() <= 2 * statement->lines.size());
    for (const auto& one : found) DENGYUN_ASSERT(one.kind != DifferenceKind::missing_there);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    look_at_answer(text);
    look_at_statement(text);
    return 0;
}
