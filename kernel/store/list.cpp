// Lists: filters, search and keyset paging, checked against the description. A page goes on after the sort value and
// the id of the last row, so that rows that come or go in between neither repeat nor hide others.
#include <algorithm>
#include <cstdlib>

#include "kernel/base/assert.h"
#include "kernel/base/digest.h"
#include "kernel/meta/json.h"
#include "kernel/store/entity_plan.h"
#include "kernel/store/search.h"

namespace dengyun::store {
namespace {

constexpr std::size_t filters_max = 20;
constexpr std::size_t search_length_max = 400;
constexpr std::string_view before_suffix = "_before";
constexpr std::size_t cursor_length_max = 4'000;

struct Sort {
    const meta::Field* field = nullptr;  // null: by id
    bool descending = false;
};

// The last row of a page: NULL or a value of the sort field, and the id.
struct Cursor {
    std::optional<std::string> value;
    std::int64_t id = 0;
};

// Field, order and entity stand in the cursor too, so that one of another list is refused.
std::string cursor_stem(const meta::Entity& entity, const Query& query) {
    return fmt::format("{}\n{}\n", entity.name, query.sort);
}

std::string cursor_text(const meta::Entity& entity, const Query& query, const Sort& sort, const void* object) {
    auto text = cursor_stem(entity, query) + std::to_string(integer_of(entity, id_field, object)) + '\n';
    if (sort.field != nullptr) {
        const auto value = sort.field->get(object);
        if (!std::holds_alternative<std::monostate>(value)) text += '=' + meta::scalar_text(*sort.field, value);
    }
    return base64_url(text);
}

std::optional<Cursor> read_cursor(const meta::Entity& entity, const Query& query, const Sort& sort) {
    if (query.after.size() > cursor_length_max) return std::nullopt;
    const auto decoded = from_base64_url(query.after);
    const auto stem = cursor_stem(entity, query);
    if (!decoded || !decoded->starts_with(stem)) return std::nullopt;
    const auto rest = std::string_view(*decoded).substr(stem.size());
    const auto line = rest.find('\n');
    if (line == std::string_view::npos) return std::nullopt;
    const auto id = id_from_text(rest.substr(0, line));
    if (!id) return std::nullopt;
    const auto value = rest.substr(line + 1);
    Cursor cursor{.id = *id};
    if (value.starts_with('='))
        cursor.value = value.substr(1);
    else if (!value.empty() || (sort.field != nullptr && !sort.field->optional))
        return std::nullopt;
    return cursor;
}

// One list being asked for: the statement grows with its conditions, the issues are collected.
class Asking {
  public:
    Asking(const EntityPlan& plan, const Query& query, const Scope& scope, Database database)
        : plan_(plan), query_(query), database_(database) {
        if (!scope.reads_all()) condition("t.organisation_id = ?", {scope.organisation().value});
    }
    void filter();
    void search(const Scope& scope);
    void sort();
    void after();
    void limit();
    [[nodiscard]] Result<> outcome() {
        if (issues_.empty()) return {};
        return fail(ErrorKind::invalid, "request.invalid", std::move(issues_));
    }
    [[nodiscard]] std::string sql() const;
    [[nodiscard]] std::span<const meta::Scalar> parameters() const { return parameters_; }
    [[nodiscard]] const Sort& order() const { return sort_; }

  private:
    void issue(std::string_view field, std::string_view code, std::string detail = {}) {
        issues_.push_back({std::string(field), std::string(code), std::move(detail)});
    }
    void condition(std::string_view text, std::initializer_list<meta::Scalar> parameters) {
        conditions_ += conditions_.empty() ? " WHERE " : " AND ";
        conditions_ += text;
        parameters_.insert(parameters_.end(), parameters);
    }
    std::optional<meta::Scalar> value_of(const meta::Field& field, const std::string& text);
    bool filter_before(std::string_view name, const std::string& text);

    const EntityPlan& plan_;
    const Query& query_;
    Database database_;
    Sort sort_;
    std::string conditions_;
    std::vector<meta::Scalar> parameters_;
    std::deque<std::string> texts_;
    std::vector<Issue> issues_;
};

std::optional<meta::Scalar> Asking::value_of(const meta::Field& field, const std::string& text) {
    auto read = meta::read_scalar(field, text);
    if (!read) {
        for (auto& found : read.error().issues) issues_.push_back(std::move(found));
        return std::nullopt;
    }
    if (field.type != meta::Type::list) return column_value(field, *read);
    // The list is kept as JSON: look for the element as it is written there.
    auto& quoted = texts_.emplace_back();
    if (const auto* integer = std::get_if<std::int64_t>(&*read); integer != nullptr && field.element == meta::Type::id)
        meta::write_json_text(quoted, std::to_string(*integer));
    else
        meta::write_json_text(quoted, meta::scalar_text(field, *read));
    return std::string_view(quoted);
}

// "due_on_before": what a sortable day or moment lies before; rows without one do not. Answers whether it is such a
// name.
bool Asking::filter_before(std::string_view name, const std::string& text) {
    if (plan_.entity.find(name) != nullptr || !name.ends_with(before_suffix)) return false;
    const auto* field = plan_.entity.find(name.substr(0, name.size() - before_suffix.size()));
    const bool is_ordered = field != nullptr && field->has(meta::sortable) && !field->has(meta::internal);
    if (!is_ordered || (field->type != meta::Type::date && field->type != meta::Type::instant)) return false;
    if (const auto value = meta::read_scalar(*field, text))
        condition(fmt::format("t.\"{}\" < ?", field->name), {column_value(*field, *value)});
    else
        issue(name, "malformed");
    return true;
}

void Asking::filter() {
    if (query_.filters.size() > filters_max) return issue("", "too_many", std::to_string(filters_max));
    std::vector<const meta::Field*> seen;
    for (const auto& [name, given] : query_.filters) {
        if (filter_before(name, given)) continue;
        const auto* field = plan_.entity.find(name);
        const bool whole =
            field != nullptr && (field->name == "id" || field->has(meta::filterable)) && !field->has(meta::internal);
        const bool fits = whole && field->type != meta::Type::nested &&
                          (field->type != meta::Type::list || field->element == meta::Type::choice ||
                           field->element == meta::Type::text || field->element == meta::Type::id);
        if (!fits) {
            issue(name, "unknown_member");
            continue;
        }
        if (std::ranges::find(seen, field) != seen.end()) continue;
        seen.push_back(field);
        const bool list = field->type == meta::Type::list;
        const auto column = fmt::format("t.\"{}\"", field->name);
        std::string either;
        std::vector<meta::Scalar> values;
        for (const auto& [other, text] : query_.filters) {
            if (other != name) continue;
            const auto value = value_of(*field, text);
            if (!value) continue;
            if (list)
                either += (values.empty() ? "" : " OR ") + dialect::contains(database_, column);
            else
                either += values.empty() ? "?" : ", ?";
            values.push_back(*value);
        }
        if (values.empty()) continue;
        condition(list ? fmt::format("({})", either) : fmt::format("{} IN ({})", column, either), {});
        parameters_.insert(parameters_.end(), values.begin(), values.end());
    }
}

void Asking::search(const Scope& scope) {
    if (query_.search.empty()) return;
    if (!plan_.searchable) return issue("q", "unknown_member");
    if (query_.search.size() > search_length_max) return issue("q", "too_long", std::to_string(search_length_max));
    const auto organisation = scope.reads_all() ? 0 : scope.organisation().value;
    auto expression = search_expression(database_, plan_.entity, organisation, query_.search);
    if (expression.empty()) return condition("1 = 0", {});
    const auto& kept = texts_.emplace_back(std::move(expression));
    condition(
        fmt::format("(t.organisation_id, t.id) IN (SELECT s.organisation_id, s.row_id FROM search_entry s WHERE {})",
                    dialect::search_condition(database_)),
        {std::string_view(kept)});
}

void Asking::sort() {
    std::string_view name = query_.sort;
    if (name.starts_with('-')) {
        sort_.descending = true;
        name.remove_prefix(1);
    }
    if (name == "id") return;
    const auto* field = plan_.entity.find(name);
    if (field == nullptr || !field->has(meta::sortable) || field->has(meta::internal) || is_json(*field))
        return issue("sort", "unknown_choice");
    sort_.field = field;
}

void Asking::after() {
    if (query_.after.empty() || !issues_.empty()) return;
    const auto cursor = read_cursor(plan_.entity, query_, sort_);
    if (!cursor) return issue("after", "malformed");
    const auto* beyond = sort_.descending ? "<" : ">";
    if (sort_.field == nullptr) return condition(fmt::format("t.id {} ?", beyond), {cursor->id});
    const auto column = fmt::format("t.\"{}\"", sort_.field->name);
    if (!cursor->value) {
        const auto same = fmt::format("({} IS NULL AND t.id {} ?)", column, beyond);
        return condition(sort_.descending ? same : fmt::format("({} OR {} IS NOT NULL)", same, column), {cursor->id});
    }
    const auto& text = texts_.emplace_back(*cursor->value);
    const auto read = meta::read_scalar(*sort_.field, text);
    if (!read) return issue("after", "malformed");
    const auto further = fmt::format("({}, t.id) {} (?, ?)", column, beyond);
    const bool nulls_follow = sort_.descending && sort_.field->optional;
    condition(nulls_follow ? fmt::format("({} OR {} IS NULL)", further, column) : further,
              {column_value(*sort_.field, *read), cursor->id});
}

void Asking::limit() {
    if (query_.limit < 1) issue("limit", "too_small", "1");
    if (query_.limit > page_limit_max) issue("limit", "too_large", std::to_string(page_limit_max));
    parameters_.emplace_back(std::int64_t{query_.limit} + 1);
}

// NULL counts as the smallest value, as SQLite has it.
std::string Asking::sql() const {
    std::string columns;
    for (const auto& field : plan_.entity.fields)
        columns += fmt::format("{}t.\"{}\"", columns.empty() ? "" : ", ", field.name);
    const auto* direction = sort_.descending ? " DESC" : "";
    std::string order;
    if (sort_.field != nullptr) {
        const auto* nulls = !sort_.field->optional ? "" : sort_.descending ? " NULLS LAST" : " NULLS FIRST";
        order = fmt::format("t.\"{}\"{}{}, ", sort_.field->name, direction, nulls);
    }
    return fmt::format("SELECT {} FROM {} t{} ORDER BY {}t.id{} LIMIT ?", columns, plan_.table, conditions_, order,
                       direction);
}

}  // namespace

Result<std::optional<std::string>> Reader::list_rows(const meta::Entity& entity, const Query& query,
                                                     const std::function<void*()>& append) {
    const auto& plan = connection_.plan(entity);
    Asking asking(plan, query, scope_, connection_.database());
    asking.filter();
    asking.search(scope_);
    asking.sort();
    asking.after();
    asking.limit();
    DENGYUN_CHECK(asking.outcome());

    unsigned count = 0;
    const void* last = nullptr;
    std::optional<std::string> next;
    DENGYUN_CHECK(connection_.each(asking.sql(), asking.parameters(), plan.columns, [&](const Row& row) -> Result<> {
        if (count == query.limit) {  // one more than asked for tells that there is another page
            next = cursor_text(entity, query, asking.order(), last);
            return {};
        }
        ++count;
        void* object = append();
        last = object;
        return read_row(plan, row, object);
    }));
    return next;
}

}  // namespace dengyun::store
