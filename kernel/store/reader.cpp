#include "kernel/base/assert.h"
#include "kernel/store/entity_plan.h"

namespace dengyun::store {
namespace {

std::unexpected<Error> not_found(const meta::Entity& entity) {
    return fail(ErrorKind::not_found, "request.not_found", {}, std::string(entity.name));
}

}  // namespace

Reader::Reader(Connection& connection, const Scope& scope, const Clock& clock)
    : connection_(connection), scope_(scope), clock_(clock) {}

Result<> Reader::find_row(const meta::Entity& entity, std::int64_t id, void* object) {
    const auto& plan = connection_.plan(entity);
    bool found = false;
    const auto take = [&](const Row& row) -> Result<> {
        found = true;
        return read_row(plan, row, object);
    };
    if (scope_.reads_all()) {
        const meta::Scalar key[] = {id};
        DENGYUN_CHECK(connection_.each(plan.select_any, key, plan.columns, take));
    } else {
        const meta::Scalar key[] = {scope_.organisation().value, id};
        DENGYUN_CHECK(connection_.each(plan.select_own, key, plan.columns, take));
    }
    if (!found) return not_found(entity);
    return {};
}

Result<bool> Reader::find_row_by(const meta::Entity& entity, std::string_view index,
                                 std::span<const meta::Scalar> values, void* object) {
    const auto found_index = std::ranges::find(entity.indexes, index, &meta::Index::name);
    DENGYUN_ASSERT(found_index != entity.indexes.end() && found_index->unique);
    DENGYUN_ASSERT(values.size() == found_index->columns.size());

    const auto& plan = connection_.plan(entity);
    auto sql = fmt::format("SELECT {} FROM {} WHERE ", plan.column_list, plan.table);
    std::vector<meta::Scalar> parameters;
    if (!scope_.reads_all() || !found_index->across_organisations) {
        sql += "organisation_id = ? AND ";
        parameters.emplace_back(scope_.organisation().value);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto* field = entity.find(found_index->columns[i]);
        DENGYUN_ASSERT(field != nullptr);
        sql += fmt::format("{}\"{}\" = ?", i == 0 ? "" : " AND ", field->name);
        parameters.push_back(column_value(*field, values[i]));
    }
    bool found = false;
    DENGYUN_CHECK(connection_.each(sql, parameters, plan.columns, [&](const Row& row) {
        found = true;
        return read_row(plan, row, object);
    }));
    return found;
}

Result<> Reader::query(std::string_view sql, std::span<const meta::Scalar> parameters,
                       const std::function<void(const Row&)>& each) {
    return connection_.each(sql, parameters, {}, [&](const Row& row) -> Result<> {
        each(row);
        return {};
    });
}

}  // namespace dengyun::store
