#pragma once
// Import: rows of a spreadsheet become rows of an entity, all of them or none. A resource declares it
// (Resource::importable) and gets POST {path}/imports with the file as the body:
//
//   ?dry_run=true           tries everything, tells every bad row, and changes nothing
//   ?columns=name,,address  which field each column of the file holds; empty: passed over. Where it is absent the
//                           columns are guessed from the heading: names and labels in both languages
//
// A row passes the same gate as a creation by hand: limits, rules, permissions of fields, defaults.
#include <functional>

#include "kernel/api/call.h"
#include "kernel/store/store.h"

namespace boost::json {
class value;
}

namespace dengyun::api {

inline constexpr std::size_t import_rows_max = 5'000;
inline constexpr std::size_t import_problems_max = 500;  // told one by one; all are counted

struct ImportColumn {
    std::string heading;
    std::optional<std::string> field;   // absent: passed over
    std::vector<std::string> examples;  // of the first rows
    static const meta::Entity description;
};

struct ImportProblem {
    std::int64_t row = 0;              // as in the file, from 1
    std::optional<std::string> field;  // absent: the row as a whole
    std::string text;                  // in the caller's language
    std::optional<std::string> given;
    static const meta::Entity description;
};

struct ImportReport {
    std::int64_t rows = 0;  // without the heading
    std::int64_t bad_rows = 0;
    std::int64_t created = 0;  // 0 for a dry run
    std::vector<ImportColumn> columns;
    std::vector<ImportProblem> problems;
    static const meta::Entity description;
};

// Reads the row as a creation and writes it; issues name fields.
using CreateRow = std::function<Result<>(store::Unit&, const boost::json::value& row)>;

// Errors: those of sheet::read; invalid "import.no_rows"; invalid with an issue on `columns`; invalid "import.bad_rows"
// with the issues of the rows ("12.name") where it is no dry run.
[[nodiscard]] Result<ImportReport> import_rows(const Call& call, store::Store& store, const meta::Entity& entity,
                                               const CreateRow& create);

}  // namespace dengyun::api
