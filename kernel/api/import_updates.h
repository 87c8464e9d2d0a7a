#pragma once
// A row of a spreadsheet that stands for one which is there: found by its id, or by a unique index whose fields the
// file holds in full (the number of a machine). A part of import_rows.h for resources.
#include <boost/json/object.hpp>
#include <functional>

#include "kernel/api/import_rows.h"
#include "kernel/meta/json.h"
#include "kernel/store/unit.h"

namespace dengyun::api::detail {

[[nodiscard]] inline std::unexpected<Error> bad_cell(std::string_view field, std::string_view code) {
    return fail(ErrorKind::invalid, "request.invalid", {{std::string(field), std::string(code)}});
}

// Values of the index; nullopt where one is absent.
template <class E>
std::optional<std::vector<meta::Scalar>> values_of(const meta::Index& index, const E& entity) {
    std::vector<meta::Scalar> values;
    for (const auto column : index.columns) {
        values.push_back(E::description.find(column)->get(&entity));
        if (std::holds_alternative<std::monostate>(values.back())) return std::nullopt;
    }
    return values;
}

// A taken value is told before the database refuses it, because a refused statement ends the whole unit. `own`: the row
// that may hold it.
template <class E>
Result<> check_free(store::Unit& unit, const E& entity, Id<E> own = {}) {
    for (const auto& index : E::description.indexes) {
        if (!index.unique) continue;
        const auto values = values_of(index, entity);
        if (!values) continue;
        DENGYUN_TRY(taken, unit.find_by<E>(index.name, *values));
        if (taken && taken->id != own) return bad_cell(index.columns.back(), "taken");
    }
    return {};
}

// What a row of a file says, as far as it can be read; what is wrong with it is told by who takes the row.
template <class E>
E read_loosely(const boost::json::object& row, const meta::Viewer& viewer) {
    E read{};
    static_cast<void>(meta::read_json(row, E::description, &read, meta::Mode::create, viewer));
    return read;
}

// The row that is there. Errors: invalid with an issue on id (unknown_reference) or version (changed_meanwhile).
template <class E>
Result<std::optional<E>> find_named(store::Unit& unit, const boost::json::object& row, const meta::Viewer& viewer) {
    std::optional<E> found;
    if (const auto* id = row.if_contains("id")) {
        const auto known = parse_id<E>(std::string_view(id->as_string()));
        if (!known) return bad_cell("id", "unknown_reference");
        auto read = unit.find(*known);
        if (!read && read.error().kind == ErrorKind::not_found) return bad_cell("id", "unknown_reference");
        if (!read) return std::unexpected(read.error());
        found = std::move(*read);
    }
    const E given = read_loosely<E>(row, viewer);
    for (const auto& index : E::description.indexes) {
        const auto is_given = [&](std::string_view column) { return row.contains(column); };
        if (found || !index.unique || !std::ranges::all_of(index.columns, is_given)) continue;
        const auto values = values_of(index, given);
        if (!values) continue;
        DENGYUN_TRY(named, unit.find_by<E>(index.name, *values));
        found = std::move(named);
    }
    const auto* version = row.if_contains("version");
    if (found && version != nullptr && version->to_number<std::int64_t>() != found->version)
        return bad_cell("version", "changed_meanwhile");
    return std::move(found);
}

// A state that forbids a change is the row's own matter: the rows that follow are tried as well.
[[nodiscard]] inline Result<> of_this_row(Result<> allowed) {
    if (!allowed && allowed.error().kind == ErrorKind::conflict) allowed.error().kind = ErrorKind::invalid;
    return allowed;
}

[[nodiscard]] inline bool is_same(const meta::Field& field, const void* one, const void* other) {
    std::string texts[2];
    meta::write_json_value(texts[0], field, one, meta::all_seeing());
    meta::write_json_value(texts[1], field, other, meta::all_seeing());
    return texts[0] == texts[1];
}

// Passes the row as the file has it through the gate of a change by hand. Errors: of the gate.
template <class E>
using WriteChange = std::function<Result<>(store::Unit&, E after, const E& before)>;

// Empty cells leave what is there; fields that cannot be changed may stand in the file as they are; a row that says
// nothing new is not written. `row` holds neither id nor version. Errors: as a change by hand.
template <class E>
Result<TakenRow> update_row(store::Unit& unit, boost::json::object row, const E& before, const meta::Viewer& viewer,
                            const WriteChange<E>& write) {
    const E given = read_loosely<E>(row, viewer);
    for (const auto& field : E::description.fields)
        if (field.has(meta::immutable) && row.contains(field.name) && is_same(field, &given, &before))
            row.erase(field.name);
    E after = before;
    DENGYUN_CHECK(meta::read_json(row, E::description, &after, meta::Mode::change, viewer));
    TakenRow taken{.id = before.id.value, .version = before.version, .outcome = ImportOutcome::unchanged};
    for (const auto& [name, value] : row) {
        const auto* field = E::description.find(name);
        if (!is_same(*field, &before, &after)) taken.fields.emplace_back(field->name);
    }
    if (taken.fields.empty()) return taken;
    taken.outcome = ImportOutcome::changed;
    DENGYUN_CHECK(write(unit, std::move(after), before));
    return taken;
}

}  // namespace dengyun::api::detail
