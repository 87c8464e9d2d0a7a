#include "server/demonstration_money.h"

#include <fmt/format.h>

#include "kernel/api/flow_routes.h"
#include "kernel/meta/date.h"
#include "modules/escrow/api.h"
#include "modules/payments/api.h"

namespace dengyun::server {
namespace {

using payments::Payment;
using payments::PaymentKind;

constexpr std::int64_t yuan = 100;  // fen
const flow::Mover mover{meta::all_seeing(), true, false};

// The bank's answer is there at once.
Result<> pay(store::Unit& unit, Id<Organisation> organisation, PaymentKind kind, std::int64_t amount,
             std::string_view memo, payments::PartnerState state, std::string_view reference) {
    Payment payment{.kind = kind, .amount = {amount}, .memo = std::string(memo)};
    payment.bank_account = "6200000000000000000";
    payment.organisation_id = organisation;
    DENGYUN_TRY(made, payments::create_payment(unit, std::move(payment)));
    const bool settled = state == payments::PartnerState::settled;
    DENGYUN_TRY(concluded, payments::conclude(unit, made.id,
                                              {.id = payments::instruction_id(made.id),
                                               .state = state,
                                               .amount = {amount},
                                               .reference = std::string(reference),
                                               .reason = settled ? "" : "账号与户名不符（演示）",
                                               .settled_at = settled ? std::optional(unit.now()) : std::nullopt}));
    static_cast<void>(concluded);
    return unit.cancel(payments::send_job, to_text(made.id));
}

struct Order {
    std::string_view title;
    Id<Organisation> buyer{};
    Id<Organisation> supplier{};
    std::int64_t total = 0;
    std::int64_t deposit = 0;
    std::int64_t retention_rate = 0;  // millionths
    int due_in_days = 30;
};

Result<escrow::Escrow> create(store::Unit& unit, const Order& order) {
    escrow::Escrow row{.title = std::string(order.title),
                       .supplier_id = order.supplier,
                       .total = {order.total},
                       .deposit = {order.deposit},
                       .retention_rate = order.retention_rate,
                       .due_on = china_date(unit.now()) + std::chrono::days(order.due_in_days)};
    row.organisation_id = order.buyer;
    return escrow::create(unit, std::move(row));
}

Result<escrow::Escrow> fund(store::Unit& unit, const Order& order) {
    DENGYUN_TRY(created, create(unit, order));
    DENGYUN_TRY(held, escrow::hold(unit, std::move(created), mover));
    return escrow::fund(unit, std::move(held), mover);
}

Result<escrow::Escrow> release(store::Unit& unit, escrow::Escrow row, std::int64_t value) {
    return escrow::release(unit, std::move(row), {value}, mover);
}

Result<escrow::Dispute> dispute(store::Unit& unit, const escrow::Escrow& row, std::int64_t amount,
                                std::string_view reason) {
    return escrow::freeze(unit, row, {.amount = {amount}, .reason = std::string(reason)});
}

Result<> note(store::Unit& unit, const escrow::Escrow& row, escrow::NoteKind kind, std::int64_t amount,
              std::string_view reason) {
    escrow::Note made{
        .escrow_id = row.id,
        .supplier_id = row.supplier_id,
        .kind = kind,
        .amount = {amount},
        .reason = std::string(reason),
        .status = kind == escrow::NoteKind::bonus ? escrow::NoteStatus::agreed : escrow::NoteStatus::proposed};
    made.organisation_id = row.organisation_id;
    DENGYUN_TRY(kept, unit.insert(std::move(made)));
    return api::arm_timer(unit, kept);
}

Result<> add_payments(store::Unit& unit, const DemonstrationParties& p) {
    using enum payments::PartnerState;
    DENGYUN_CHECK(pay(unit, p.buyer, PaymentKind::top_up, 480'000 * yuan, "充值（演示）", settled, "YT2019000101"));
    DENGYUN_CHECK(pay(unit, p.machining, PaymentKind::top_up, 90'000 * yuan, "充值（演示）", settled, "YT2019000102"));
    DENGYUN_CHECK(pay(unit, p.surface, PaymentKind::top_up, 36'500 * yuan, "充值（演示）", settled, "YT2019000103"));
    DENGYUN_CHECK(pay(unit, p.buyer, PaymentKind::top_up, 25'000 * yuan, "补充货款（演示）", settled, "YT2019000104"));
    DENGYUN_CHECK(pay(unit, p.buyer, PaymentKind::pay_out, 12'000 * yuan, "提现（演示）", settled, "YT2019000105"));
    return pay(unit, p.buyer, PaymentKind::pay_out, 8'000 * yuan, "提现（演示）", refused, "YT2019000106");
}

Result<> add_running_escrows(store::Unit& unit, const DemonstrationParties& p) {
    DENGYUN_TRY(mould, fund(unit, {.title = "手机壳注塑模具 2 套（演示）",
                                   .buyer = p.buyer,
                                   .supplier = p.mould,
                                   .total = 186'000 * yuan,
                                   .deposit = 37'200 * yuan,
                                   .retention_rate = 50'000,
                                   .due_in_days = 25}));
    DENGYUN_TRY(half, release(unit, std::move(mould), 110'000 * yuan));
    DENGYUN_CHECK(dispute(unit, half, 20'000 * yuan, "型腔尺寸超差 0.05 mm，双方测量结果不一致（演示）"));
    DENGYUN_TRY(parts, fund(unit, {.title = "铝合金散热座加工 400 件（演示）",
                                   .buyer = p.buyer,
                                   .supplier = p.machining,
                                   .total = 42'800 * yuan,
                                   .retention_rate = 30'000,
                                   .due_in_days = 12}));
    DENGYUN_CHECK(note(unit, parts, escrow::NoteKind::penalty, 640 * yuan, "第一批晚交三天（演示）"));
    DENGYUN_CHECK(note(unit, parts, escrow::NoteKind::bonus, 500 * yuan, "包装优于约定（演示）"));
    DENGYUN_TRY(back, fund(unit, {.title = "注塑外壳 5,000 件（演示）",
                                  .buyer = p.machining,
                                  .supplier = p.buyer,
                                  .total = 31'250 * yuan,
                                  .deposit = 6'250 * yuan,
                                  .due_in_days = 18}));
    DENGYUN_TRY(delivered, release(unit, std::move(back), 12'500 * yuan));
    static_cast<void>(delivered);
    return {};
}

Result<> add_other_escrows(store::Unit& unit, const DemonstrationParties& p) {
    DENGYUN_TRY(plating, fund(unit, {.title = "镀锌件 1.2 吨（演示）",
                                     .buyer = p.buyer,
                                     .supplier = p.surface,
                                     .total = 12'600 * yuan,
                                     .retention_rate = 50'000,
                                     .due_in_days = 5}));
    DENGYUN_TRY(paid, release(unit, std::move(plating), 12'600 * yuan));
    static_cast<void>(paid);
    DENGYUN_TRY(
        gauge,
        fund(unit, {.title = "检具 3 套（演示）", .buyer = p.buyer, .supplier = p.machining, .total = 18'000 * yuan}));
    DENGYUN_TRY(frozen, dispute(unit, gauge, 8'000 * yuan, "其中一套与图纸版本不符（演示）"));
    DENGYUN_TRY(asked, escrow::act(unit, std::move(frozen), escrow::DisputeAction::escalate, std::nullopt, false));
    DENGYUN_TRY(decided, escrow::decide(unit, std::move(asked), {5'000 * yuan}, {3'000 * yuan},
                                        "按可用程度分配：供方 5,000 元，买方 3,000 元（演示）"));
    DENGYUN_CHECK(api::disarm_timer(unit, decided));
    DENGYUN_CHECK(escrow::execute(unit, std::move(decided)));
    DENGYUN_TRY(
        anodising,
        fund(unit, {.title = "阳极氧化试制（演示）", .buyer = p.buyer, .supplier = p.surface, .total = 5'400 * yuan}));
    DENGYUN_TRY(refunded, escrow::refund(unit, std::move(anodising), mover));
    static_cast<void>(refunded);
    DENGYUN_TRY(
        electrode,
        create(unit,
               {.title = "电极加工 60 件（演示）", .buyer = p.buyer, .supplier = p.machining, .total = 9'600 * yuan}));
    DENGYUN_TRY(held, escrow::hold(unit, std::move(electrode), mover));
    static_cast<void>(held);
    DENGYUN_TRY(created, create(unit, {.title = "备件模仁 1 套（演示）",
                                       .buyer = p.buyer,
                                       .supplier = p.mould,
                                       .total = 28'000 * yuan,
                                       .deposit = 8'400 * yuan}));
    static_cast<void>(created);
    return {};
}

// A bank that does nothing but send the statement of its day.
class StatementOnly final : public payments::Partner {
  public:
    explicit StatementOnly(std::string file) : file_(std::move(file)) {}
    Result<payments::PartnerAnswer> submit(const payments::Instruction&) override { return nothing(); }
    Result<payments::PartnerAnswer> query(const std::string&) override { return nothing(); }
    Result<payments::Statement> statement(meta::Date) override { return payments::parse_statement(file_); }
    Result<payments::PartnerAnswer> read_notification(std::span<const Header>, std::string_view, Instant) override {
        return nothing();
    }

  private:
    static std::unexpected<Error> nothing() { return fail(ErrorKind::unavailable, "payment.unknown"); }
    const std::string file_;
};

Result<std::string> statement_file(store::Reader& reader, meta::Date today) {
    std::vector<Payment> settled;
    store::Query query{.filters = {{"status", "settled"}}, .sort = "id", .limit = store::page_limit_max};
    DENGYUN_TRY(page, reader.list<Payment>(query));
    std::string lines;
    std::int64_t closing = 0;
    const auto line = [&](const Payment& payment, std::int64_t amount) {
        lines += fmt::format("{},{},{},{},{}\r\n", payment.reference, payments::instruction_id(payment.id),
                             meta::name_of(payment.kind), amount, to_text(payment.settled_at.value_or(Instant{})));
        closing += payment.kind == PaymentKind::top_up ? amount : -amount;
    };
    for (const auto& payment : page.items) {
        if (payment.reference.ends_with("3")) continue;  // the bank does not know it
        line(payment, payment.amount.value - (payment.reference.ends_with("4") ? 10 * yuan : 0));
        if (payment.reference.ends_with("2")) line(payment, payment.amount.value);
    }
    // Nobody here has heard of this one.
    lines += fmt::format("YT2019000199,EXTERNAL-1,top_up,{},{}\r\n", 1'500 * yuan, to_text(reader.now()));
    closing += 1'500 * yuan;
    return fmt::format("day,closing_fen\r\n{},{}\r\nreference,id,kind,amount_fen,settled_at\r\n{}",
                       meta::date_text(today), closing, lines);
}

}  // namespace

Result<> add_order_money(store::Unit& unit, Id<Organisation> buyer) {
    return pay(unit, buyer, PaymentKind::top_up, 400'000 * yuan, "订单货款充值（演示）",
               payments::PartnerState::settled, "YT2019000100");
}

Result<> add_demonstration_money(store::Unit& unit, const DemonstrationParties& parties) {
    DENGYUN_CHECK(add_payments(unit, parties));
    DENGYUN_CHECK(add_running_escrows(unit, parties));
    return add_other_escrows(unit, parties);
}

Result<> reconcile_demonstration(store::Store& store, meta::Date today) {
    DENGYUN_TRY(file, store.read<std::string>(Scope::system("demonstration"),
                                              [&](store::Reader& reader) { return statement_file(reader, today); }));
    StatementOnly bank(std::move(file));
    DENGYUN_TRY(run, payments::reconcile(store, bank, today));
    static_cast<void>(run);
    return {};
}

}  // namespace dengyun::server
