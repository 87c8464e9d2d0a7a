#pragma once
// The SQL of an entity, derived from its description once: statements, column kinds and the row codec. The one place
// that knows how field types are held in columns.
#include <string>
#include <vector>

#include "kernel/meta/entity.h"
#include "kernel/store/connection.h"

namespace dengyun::store {

struct EntitySql {
    std::string columns;      // "id, organisation_id, …" in the order of the fields
    std::string insert;
    std::string find;         // by id; "AND organisation_id = ?" is appended where the scope is narrow
    std::string find_own;
    std::string update;       // all columns … WHERE organisation_id = ? AND id = ? AND version = ?
    std::string remove;
    std::vector<Connection::Kind> kinds;
    std::vector<Connection::Kind> update_kinds;
    bool searched = false;
};
[[nodiscard]] const EntitySql& sql_of(const meta::Entity& entity);

// Entities are called what people call them: "user" and "order" are words of SQL, too.
[[nodiscard]] std::string quoted(std::string_view table);
[[nodiscard]] Connection::Kind kind_of(const meta::Field& field);
[[nodiscard]] std::string_view column_type(const meta::Field& field, Dialect dialect);

// The values of a row in the order of the fields. The Scalars view into the object and into `texts`.
void read_object(const meta::Entity& entity, const void* object, std::vector<meta::Scalar>& values,
                 std::vector<std::string>& texts);
[[nodiscard]] Result<> write_object(const meta::Entity& entity, void* object, const Columns& columns);
// One scalar as its column holds it (an enumerator by its name).
[[nodiscard]] meta::Scalar column_value(const meta::Field& field, const meta::Scalar& value);

}  // namespace dengyun::store
