#pragma once
// The statements and the row codec of one entity, made from its description: texts as TEXT, ids, instants, dates and
// integers as BIGINT, booleans as INTEGER 0 or 1, reals as DOUBLE PRECISION, choices as TEXT by name, nested structures
// and lists as TEXT that holds JSON; what is optional may be NULL.
#include <deque>
#include <string>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"
#include "kernel/store/connection.h"

namespace dengyun::store {

// Where the fields of meta::Record stand in every stored entity.
enum RecordField : std::size_t {
    id_field,
    organisation_field,
    version_field,
    created_field,
    updated_field,
    own_fields
};

struct EntityPlan {
    explicit EntityPlan(const meta::Entity& described);
    const meta::Entity& entity;
    std::string table;  // quoted
    std::vector<Column> columns;
    std::string column_list;  // "id", "organisation_id", …
    std::string select_own;   // … WHERE organisation_id = ? AND id = ?
    std::string select_any;   // … WHERE id = ?
    std::string insert;       // every column
    std::string update;       // every column but the key, WHERE organisation_id = ? AND id = ? AND version = ?
    std::string remove;       // WHERE organisation_id = ? AND id = ? AND version = ?
    bool searchable = false;
};

[[nodiscard]] Column column_of(const meta::Field& field);
[[nodiscard]] std::string_view column_type(const meta::Field& field);
[[nodiscard]] bool is_json(const meta::Field& field);

// A row on its way into the database: the scalars view into the object and into `texts`.
class BoundRow {
  public:
    // Of the fields from `first` on.
    BoundRow(const meta::Entity& entity, const void* object, std::size_t first = 0);
    void add(meta::Scalar scalar) { scalars_.push_back(scalar); }
    [[nodiscard]] std::span<const meta::Scalar> scalars() const { return scalars_; }

  private:
    std::vector<meta::Scalar> scalars_;
    std::deque<std::string> texts_;
};

// What goes into the column of a scalar field for a value of it: the name of a choice, 0 or 1 for a boolean.
[[nodiscard]] meta::Scalar column_value(const meta::Field& field, const meta::Scalar& value);
// A row of `column_list` into the object. Error: unavailable "internal" where the row does not fit the description.
[[nodiscard]] Result<> read_row(const EntityPlan& plan, const Row& row, void* object);

[[nodiscard]] inline std::int64_t integer_of(const meta::Entity& entity, RecordField field, const void* object) {
    return std::get<std::int64_t>(entity.fields[field].get(object));
}
inline void set_integer(const meta::Entity& entity, RecordField field, void* object, std::int64_t value) {
    entity.fields[field].set(object, value);
}

}  // namespace dengyun::store
