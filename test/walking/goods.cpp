#include "test/walking/goods.h"

#include <fmt/format.h>

namespace dengyun::walking {
namespace {

using inspections::Concession;
using inspections::Inspection;
using returns::GoodsReturn;
using returns::ReturnStatus;

void write_down(Walk& walk, const Inspection& inspection, const std::string& path, const Judging& how) {
    auto& dice = walk.dice();
    const auto bad = dice.one_in(how.bad_one_in) ? inspection.accept_number + 1 : 0;
    const auto found = std::min(bad, inspection.sample_size);
    walk.command("inspection results", path + "/results/actions",
                 fmt::format(R"({{"inspected":{},"nonconforming":{},"defects":[{}]}})",
                             inspection.sample_size - (dice.one_in(12) ? 1 : 0), found,
                             found == 0 ? "" : R"({"defect_class":"major","characteristic":"毛刺"})"),
                 owner_of(inspection.organisation_id));
}

void answer(Walk& walk, const Concession& concession) {
    const auto path = "concessions/" + to_text(concession.id);
    const auto act = [&](std::string_view action, Id<Organisation> who) {
        walk.move("concession", path, action, owner_of(who));
    };
    walk.choose({{3, [&] { act("agree", concession.party_id); }},
                 {1, [&] { act("refuse", concession.party_id); }},
                 {1, [&] { act("withdraw", concession.organisation_id); }}});
}

}  // namespace

void judge(World& world, Walk& walk, const Inspection& inspection, const Judging& how) {
    auto& dice = walk.dice();
    const auto path = "inspections/" + to_text(inspection.id);
    const auto inspector = owner_of(inspection.organisation_id), supplier = owner_of(inspection.supplier_id);
    if (!inspection.nonconforming) return write_down(walk, inspection, path, how);
    const auto offers = world.rows<Concession>(
        "SELECT id FROM concession WHERE inspection_id = ? AND status = 'offered' ORDER BY id", inspection.id.value);
    if (!offers.empty() && !dice.one_in(6)) return answer(walk, offers.front());
    const auto verdict = [&](std::string_view action) { walk.move("inspection", path, action, inspector); };
    if (*inspection.nonconforming <= inspection.accept_number)
        return walk.choose({{9, [&] { verdict("accept"); }}, {1, [&] { verdict("reject"); }}});
    walk.choose({{3, [&] { verdict("reject"); }},
                 {1, [&] { verdict("accept"); }},
                 {3,
                  [&] {
                      walk.command("inspection split", path + "/split/actions",
                                   fmt::format(R"({{"accepted_quantity":{}}})",
                                               walk.pieces({inspection.quantity.value / 2'000 * 1'000})),
                                   inspector);
                  }},
                 {6, [&] {
                      walk.command(
                          "concession offer", path + "/concessions",
                          fmt::format(R"({{"price_cut":{},"reason":"可用"}})", 1 + dice.below(how.price_cut_max)),
                          dice.one_in(2) ? inspector : supplier);
                  }}});
}

void send_back(Walk& walk, const GoodsReturn& goods, const api::Caller& umpire) {
    const auto path = "returns/" + to_text(goods.id);
    const auto asks = owner_of(goods.organisation_id), answers = owner_of(goods.supplier_id);
    const auto act = [&](std::string_view action, const api::Caller& who) {
        walk.move("return", path, action, who, "按约定");
    };
    switch (goods.status) {
        case ReturnStatus::requested:
            return walk.choose({{4, [&] { act("approve", answers); }},
                                {2, [&] { act("refuse", answers); }},
                                {1, [&] { act("close", asks); }}});
        case ReturnStatus::approved:
            return act("send", asks);
        case ReturnStatus::refused:
            return act("dispute", asks);
        case ReturnStatus::disputed:
            walk.command("return decide", path + "/decision/actions",
                         fmt::format(R"({{"is_upheld":{},"decision":"按检验结论"}})", walk.dice().one_in(2)), umpire);
            return;
        case ReturnStatus::sent:
            return act("receive", answers);
        case ReturnStatus::received:
            return walk.choose({{1, [&] { act("repair", answers); }},
                                {1, [&] { act("replace", answers); }},
                                {5, [&] { act("credit", answers); }}});
        default:
            return act("close", asks);
    }
}

}  // namespace dengyun::walking
