#include <map>

#include "kernel/base/assert.h"
#include "kernel/base/digest.h"
#include "kernel/meta/json.h"
#include "kernel/store/entity_sql.h"
#include "kernel/store/search.h"
#include "kernel/store/unit.h"

namespace dengyun::store {
namespace {

using meta::Scalar;

std::unexpected<Error> bad_parameter(std::string_view name, std::string_view code) {
    return fail(ErrorKind::invalid, "request.invalid", {{std::string(name), std::string(code)}});
}

// A list's statement as it grows: conditions and their parameters, in step.
struct Statement {
    std::string conditions;
    std::vector<Scalar> parameters;
    void require(std::string_view condition, std::initializer_list<Scalar> values) {
        conditions += conditions.empty() ? " WHERE " : " AND ";
        conditions += condition;
        parameters.insert(parameters.end(), values);
    }
};

Result<> add_filters(Statement& statement, const meta::Entity& entity, std::span<const Query::Filter> filters) {
    constexpr std::size_t filters_max = 50;
    if (filters.size() > filters_max) return bad_parameter("", "too_many");
    std::map<std::string_view, std::vector<Scalar>> by_field;
    for (const auto& filter : filters) {
        const auto* field = entity.find(filter.field);
        if (field == nullptr || !field->has(meta::filterable)) return bad_parameter(filter.field, "unknown_member");
        DENGYUN_TRY(value, meta::read_scalar(*field, filter.value));
        by_field[field->name].push_back(column_value(*field, value));
    }
    for (const auto& [name, values] : by_field) {
        std::string marks;
        for (std::size_t i = 0; i < values.size(); ++i) marks += i == 0 ? "?" : ", ?";
        statement.require(fmt::format("{} IN ({})", name, marks), {});
        statement.parameters.insert(statement.parameters.end(), values.begin(), values.end());
    }
    return {};
}

// The order of a list: a field (or none: the id alone), then the id. Absent values come last when ascending.
struct Order {
    const meta::Field* field = nullptr;
    bool descending = false;

    [[nodiscard]] std::vector<std::string> expressions() const {
        std::vector<std::string> list;
        if (field != nullptr && field->optional) {
            const auto zero = kind_of(*field) == Connection::Kind::text ? "''" : "0";
            list.push_back(fmt::format("CASE WHEN {} IS NULL THEN 1 ELSE 0 END", field->name));
            list.push_back(fmt::format("COALESCE({}, {})", field->name, zero));
        } else if (field != nullptr) {
            list.emplace_back(field->name);
        }
        list.emplace_back("id");
        return list;
    }
};

Result<Order> order_of(const meta::Entity& entity, std::string_view sort) {
    Order order;
    order.descending = sort.starts_with('-');
    if (order.descending) sort.remove_prefix(1);
    if (sort == "id") return order;
    order.field = entity.find(sort);
    if (order.field == nullptr || !order.field->has(meta::sortable)) return bad_parameter("sort", "unknown_choice");
    return order;
}

// The place of a row in its order, as text: sort, whether the value is absent, the value, the id; a line each.
std::string cursor_of(const Order& order, std::string_view sort, const Scalar& value, std::int64_t id) {
    const bool absent = std::holds_alternative<std::monostate>(value);
    std::string text = fmt::format("{}\n{}\n{}\n", sort, absent ? 1 : 0, id);
    if (order.field != nullptr && !absent) {
        if (const auto* name = std::get_if<std::string_view>(&value)) text += *name;
        else text += meta::scalar_text(*order.field, value);
    }
    return base64_url(text);
}

struct Place {
    std::string text;  // what the value views into
    std::vector<Scalar> values;
};

Result<Place> place_of(const Order& order, std::string_view sort, std::string_view cursor) {
    constexpr std::size_t cursor_max = 2000;
    const auto decoded = cursor.size() > cursor_max ? std::nullopt : from_base64_url(cursor);
    if (!decoded) return bad_parameter("after", "malformed");
    Place place{*decoded, {}};
    std::string_view rest = place.text;
    std::array<std::string_view, 3> lines;
    for (auto& line : lines) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return bad_parameter("after", "malformed");
        line = rest.substr(0, end);
        rest.remove_prefix(end + 1);
    }
    const auto id = id_from_text(lines[2]);
    if (lines[0] != sort || !id) return bad_parameter("after", "malformed");
    if (order.field != nullptr) {
        const bool absent = lines[1] == "1";
        const bool is_text = kind_of(*order.field) == Connection::Kind::text;
        Scalar value = is_text ? Scalar(std::string_view("")) : Scalar(std::int64_t{0});
        if (!absent) {
            auto read = is_text ? Result<Scalar>(rest) : meta::read_scalar(*order.field, rest);
            if (!read) return bad_parameter("after", "malformed");
            value = *read;
        }
        if (order.field->optional) place.values.emplace_back(std::int64_t{absent ? 1 : 0});
        place.values.push_back(value);
    }
    place.values.emplace_back(*id);
    return place;
}

std::string joined(std::span<const std::string> parts, std::string_view separator, std::string_view suffix = {}) {
    std::string text;
    for (const auto& part : parts) text += (text.empty() ? std::string() : std::string(separator)) + part + std::string(suffix);
    return text;
}

}  // namespace

Reader::Reader(Connection& connection, const Scope& scope, const Clock& clock)
    : connection_(connection), scope_(scope), clock_(clock) {}

Result<> Reader::find_row(const meta::Entity& entity, std::int64_t id, void* object) {
    const auto& sql = sql_of(entity);
    const bool narrow = !scope_.reads_all();
    std::array<Scalar, 2> parameters{id, scope_.organisation().value};
    Result<> written;
    const auto count = connection_.select(narrow ? sql.find_own : sql.find, std::span(parameters).first(narrow ? 2 : 1),
                                          sql.kinds, [&](const Columns& columns) { written = write_object(entity, object, columns); });
    if (!count) return as_error(count.error());
    if (*count == 0) return fail(ErrorKind::not_found, "request.not_found", {}, std::string(entity.name));
    return written;
}

Result<bool> Reader::find_row_by(const meta::Entity& entity, std::string_view index, std::span<const Scalar> values,
                                 void* object) {
    const auto found = std::ranges::find(entity.indexes, index, &meta::Index::name);
    DENGYUN_ASSERT(found != entity.indexes.end() && found->unique && found->columns.size() == values.size());
    const auto& sql = sql_of(entity);
    auto text = fmt::format("SELECT {} FROM {} WHERE ", sql.columns, quoted(entity.name));
    std::vector<Scalar> parameters;
    for (std::size_t i = 0; i < values.size(); ++i) {
        text += fmt::format("{}{} = ?", i == 0 ? "" : " AND ", found->columns[i]);
        const auto* field = entity.find(found->columns[i]);
        const bool named = field != nullptr && field->type == meta::Type::choice && std::holds_alternative<std::int64_t>(values[i]);
        parameters.push_back(named ? column_value(*field, values[i]) : values[i]);
    }
    if (!scope_.reads_all()) {
        text += " AND organisation_id = ?";
        parameters.emplace_back(scope_.organisation().value);
    }
    Result<> written;
    const auto count = connection_.select(text, parameters, sql.kinds,
                                          [&](const Columns& columns) { written = write_object(entity, object, columns); });
    if (!count) return as_error(count.error());
    if (!written) return std::unexpected(written.error());
    return *count > 0;
}

Result<std::optional<std::string>> Reader::list_rows(const meta::Entity& entity, const Query& query,
                                                     const std::function<void*()>& append) {
    if (query.limit < 1 || query.limit > page_limit_max) return bad_parameter("limit", "too_large");
    const auto& sql = sql_of(entity);
    Statement statement;
    if (!scope_.reads_all()) statement.require("organisation_id = ?", {scope_.organisation().value});
    DENGYUN_CHECK(add_filters(statement, entity, query.filters));

    std::string match;
    if (!query.search.empty()) {
        if (!sql.searched) return bad_parameter("q", "unknown_member");
        match = match_expression(connection_.dialect(), query.search, entity.name,
                                 scope_.reads_all() ? 0 : scope_.organisation().value);
        if (match.empty()) return bad_parameter("q", "malformed");
        statement.require(match_condition(connection_.dialect()), {std::string_view(match)});
    }

    DENGYUN_TRY(order, order_of(entity, query.sort));
    const auto expressions = order.expressions();
    std::optional<Place> place;
    if (!query.after.empty()) {
        DENGYUN_TRY(found, place_of(order, query.sort, query.after));
        place = std::move(found);
        std::string marks;
        for (std::size_t i = 0; i < expressions.size(); ++i) marks += i == 0 ? "?" : ", ?";
        statement.require(fmt::format("({}) {} ({})", joined(expressions, ", "), order.descending ? "<" : ">", marks), {});
        // The place's text moved with it; its views are taken from there.
        DENGYUN_TRY(again, place_of(order, query.sort, query.after));
        place = std::move(again);
        statement.parameters.insert(statement.parameters.end(), place->values.begin(), place->values.end());
    }
    const auto text = fmt::format("SELECT {} FROM {}{} ORDER BY {} LIMIT {}", sql.columns, quoted(entity.name), statement.conditions,
                                  joined(expressions, ", ", order.descending ? " DESC" : ""), query.limit + 1);

    std::optional<std::string> next;
    std::string last;
    unsigned rows = 0;
    Result<> written;
    const auto each = [&](const Columns& columns) {
        if (++rows > query.limit) next = last;
        const auto position = [&](std::string_view name) {
            return static_cast<std::size_t>(std::ranges::find(entity.fields, name, &meta::Field::name) - entity.fields.begin());
        };
        if (written) written = write_object(entity, append(), columns);
        const auto value = order.field == nullptr ? Scalar{std::int64_t{0}} : columns.at(position(order.field->name));
        last = cursor_of(order, query.sort, value, std::get<std::int64_t>(columns.at(position("id"))));
    };
    const auto count = connection_.select(text, statement.parameters, sql.kinds, each);
    if (!count) return as_error(count.error());
    if (!written) return std::unexpected(written.error());
    return next;
}

Result<> Reader::query(std::string_view sql, std::span<const Scalar> parameters, const std::function<void(const Row&)>& each) {
    DENGYUN_ASSERT(scope_.reads_all() || sql.find("organisation_id") != std::string_view::npos);
    const auto count = connection_.query(sql, parameters, each);
    if (!count) return as_error(count.error());
    return {};
}

}  // namespace dengyun::store
