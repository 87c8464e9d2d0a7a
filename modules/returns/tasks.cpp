// What waits for people because of returns, and what they are told.
#include "modules/returns/routes.h"

namespace dengyun::returns {
namespace {

Result<api::FoundTasks> found_by(store::Reader& reader, std::string_view sql, std::span<const meta::Scalar> values) {
    api::FoundTasks found;
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        found.add({.title = std::string(row.text(2)) + " · " + std::string(row.text(3)),
                   .entity = "goods_return",
                   .entity_id = id_to_text(row.integer(0)),
                   .organisation_id = {row.integer(1)},
                   .due_at = instant_of(row.integer(4)) + answer_time});
    }));
    return found;
}

Result<api::FoundTasks> to_answer(const api::Call& call, store::Reader& reader) {
    const std::array<meta::Scalar, 2> values{call.principal->organisation.value, api::tasks_counted_max};
    return found_by(reader,
                    "SELECT id, organisation_id, goods, lot, updated_at FROM goods_return WHERE supplier_id = ? AND "
                    "status IN ('requested', 'sent', 'received') ORDER BY updated_at, id LIMIT ?",
                    values);
}

Result<api::FoundTasks> to_arbitrate(const api::Call&, store::Reader& reader) {
    const std::array<meta::Scalar, 1> values{api::tasks_counted_max};
    return found_by(reader,
                    "SELECT id, organisation_id, goods, lot, updated_at FROM goods_return WHERE status = 'disputed' "
                    "ORDER BY updated_at, id LIMIT ?",
                    values);
}

std::optional<std::string> return_subject(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<GoodsReturn>{event.entity_id});
    return found ? found->goods + " " + found->lot : std::string();
}

using api::Audience;
constexpr api::Notice own_notices[] = {
    {"goods_return.created",
     {"有退货申请", "A return was asked for"},
     Audience::organisation,
     "returns.answer",
     return_subject},
    {"goods_return.approved",
     {"退货已同意", "A return was approved"},
     Audience::organisation,
     "returns.request",
     return_subject},
    {"goods_return.refused",
     {"退货被拒绝", "A return was refused"},
     Audience::organisation,
     "returns.request",
     return_subject},
    {"goods_return.disputed",
     {"退货有争议", "A return is disputed"},
     Audience::platform,
     "returns.arbitrate",
     return_subject},
    {"goods_return.credited",
     {"退货已折让", "A return was credited"},
     Audience::organisation,
     "returns.read",
     return_subject},
};

}  // namespace

void add_tasks(api::Routes& routes) {
    routes.declare(api::TaskSource{.name = "returns_to_answer",
                                   .label = {"待处理的退货", "Returns to answer"},
                                   .permission = "returns.answer",
                                   .reads_all = true,
                                   .find = to_answer});
    routes.declare(api::TaskSource{.name = "returns_to_arbitrate",
                                   .label = {"待裁决的退货", "Returns to arbitrate"},
                                   .permission = "returns.arbitrate",
                                   .reads_all = true,
                                   .find = to_arbitrate});
    routes.declare(own_notices);
}

}  // namespace dengyun::returns
