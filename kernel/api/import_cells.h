#pragma once
// From the cells of a spreadsheet to the JSON of a creation: which column holds which field, and what a person wrote
// means. Pure; part of import_rows.
#include <boost/json/object.hpp>
#include <span>
#include <string>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/meta/json.h"

namespace dengyun::api {

// Fields that the viewer may give at all, and that fit into one cell; for an update also those that name a row and
// its state, id and version.
[[nodiscard]] bool is_importable(const meta::Field& field, const meta::Viewer& viewer, bool updates = false);

// A column by its heading: the field's name or its label in either language, without regard to case, blanks and what
// stands in brackets ("面积（平方米）" is "面积"). nullptr: no field, or one that an earlier column holds.
[[nodiscard]] std::vector<const meta::Field*> guessed_columns(std::span<const std::string> heading,
                                                              const meta::Entity& entity, const meta::Viewer& viewer,
                                                              bool updates = false);

// Adds the cells to `object`; empty ones are left out. Choices may be given by name or label, truth as 是 / yes / true
// / 1, dates as 2026-03-01, 2026/3/1 or 2026年3月1日, amounts of money in yuan. What cannot be read is an issue on its
// field; the limits are checked by who reads the object.
[[nodiscard]] std::vector<Issue> fill_object(boost::json::object& object, std::span<const std::string> cells,
                                             std::span<const meta::Field* const> columns);

}  // namespace dengyun::api
