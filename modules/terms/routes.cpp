// The rules as they stand, and what they come to: due day and default interest.
#include "kernel/api/route.h"
#include "kernel/meta/date.h"
#include "modules/terms/api.h"

namespace dengyun::terms {
namespace {

using R = Rule;
constexpr meta::Options plain{.flags = meta::read_only};
constexpr auto fields = meta::fields(meta::field<&R::name>("name", {"规则", "Rule"}, plain),
                                     meta::field<&R::value>("value", {"数值", "Value"}, plain),
                                     meta::field<&R::unit>("unit", {"单位", "Unit"}, plain),
                                     meta::field<&R::valid_from>("valid_from", {"生效日期", "Valid from"}, plain),
                                     meta::field<&R::valid_to>("valid_to", {"失效日期", "Valid to"}, plain),
                                     meta::field<&R::title_zh>("title_zh", {"说明（中文）", "Title (Chinese)"}, plain),
                                     meta::field<&R::title_en>("title_en", {"说明（英文）", "Title (English)"}, plain),
                                     meta::field<&R::source>("source", {"依据", "Source"}, plain));

struct Interest {
    Money amount{};
    meta::Date due_on{};
    meta::Date paid_on{};
    Money interest{};
    static const meta::Entity description;
};
using I = Interest;
constexpr meta::Options fen{.flags = meta::read_only, .format = meta::Format::fen};
constexpr auto interest_fields = meta::fields(meta::field<&I::amount>("amount", {"本金", "Amount"}, fen),
                                              meta::field<&I::due_on>("due_on", {"应付日期", "Due on"}, plain),
                                              meta::field<&I::paid_on>("paid_on", {"支付日期", "Paid on"}, plain),
                                              meta::field<&I::interest>("interest", {"逾期利息", "Interest"}, fen));

constexpr api::Permission own_permissions[] = {
    {"terms.read", {"查看法定账期与费率", "Read legal terms and fees"}, api::every_role}};

Result<meta::Date> date_parameter(const api::Call& call, std::string_view name, meta::Date fallback) {
    const auto text = call.query_parameter(name);
    if (!text) return fallback;
    const auto date = meta::parse_date(*text);
    if (!date) return fail(ErrorKind::invalid, "request.invalid", {{std::string(name), "malformed"}});
    return *date;
}

Result<Interest> compute(const api::Call& call, store::Reader& reader) {
    const auto today = china_date(reader.now());
    DENGYUN_TRY(amount, call.query_integer("amount", 0, 0, amount_max));
    DENGYUN_TRY(due_on, date_parameter(call, "due_on", today));
    DENGYUN_TRY(paid_on, date_parameter(call, "paid_on", today));
    DENGYUN_TRY(interest, default_interest({amount}, due_on, paid_on));
    return Interest{{amount}, due_on, paid_on, interest};
}

Result<store::Page<Rule>> list_rules(const api::Call& call, store::Reader&, const store::Query&) {
    const auto text = call.query_parameter("on");
    std::optional<meta::Date> day;
    if (text) {
        day = meta::parse_date(*text);
        if (!day) return fail(ErrorKind::invalid, "request.invalid", {{"on", "malformed"}});
    }
    store::Page<Rule> page;
    for (const auto& rule : all_rules())
        if (!day || rule_at(rule.name, *day) == &rule) page.items.push_back(rule);
    return page;
}

}  // namespace

constinit const meta::Entity Rule::description{
    .name = "dated_rule", .label = {"法定条款与费率", "Dated rule"}, .fields = fields, .stored = false};
constinit const meta::Entity Interest::description{
    .name = "default_interest", .label = {"逾期利息", "Default interest"}, .fields = interest_fields, .stored = false};

std::span<const api::Permission> permissions() { return own_permissions; }

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    routes.list<Rule>("/api/v1/dated-rules", api::needs("terms.read"), {"法定条款与费率", "Legal terms and fees"},
                      list_rules, {.parameters = {{"on", {"在哪一天有效", "In force on this day"}}}});
    routes.get<Interest>("/api/v1/default-interest", api::needs("terms.read"), {"计算逾期利息", "Default interest"},
                         compute,
                         {.parameters = {{"amount", {"本金（分）", "Amount in fen"}},
                                         {"due_on", {"应付日期", "Due on"}},
                                         {"paid_on", {"支付日期", "Paid on"}}}});
}

}  // namespace dengyun::terms
