#pragma once
// Import: rows of a spreadsheet become rows of an entity, all of them or none. A resource declares it
// (Resource::importable) and gets POST {path}/imports with the file as the body:
//
//   ?dry_run=true           tries everything, tells what would become of every row, and changes nothing
//   ?update=true            a row that is there already, by its id or a unique index whose fields the file holds, is
//                           changed; empty cells leave what is there. A column `version` refuses rows that have changed
//                           since the file was made
//   ?basis=…                of a dry run: refuses if a row that it told of has changed meanwhile
//   ?columns=name,,address  which field each column of the file holds; empty: passed over. Where it is absent the
//                           columns are guessed from the heading: names and labels in both languages
//
// A row passes the same gate as a creation or a change by hand: limits, rules, permissions of fields, defaults.
#include <functional>

#include "kernel/api/call.h"
#include "kernel/store/store.h"

namespace boost::json {
class object;
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

enum class ImportOutcome { created, changed, unchanged };
const meta::Choices& choices_of(ImportOutcome);

struct ImportedRow {
    std::int64_t row = 0;  // as in the file, from 1
    ImportOutcome outcome = ImportOutcome::created;
    std::vector<std::string> fields;  // that change
    static const meta::Entity description;
};

struct ImportReport {
    std::int64_t rows = 0;  // without the heading
    std::int64_t bad_rows = 0;
    // What was done; for a dry run, what would be.
    std::int64_t created = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::optional<std::string> basis;  // of a dry run that updates: the rows it found, and their versions
    std::vector<ImportColumn> columns;
    std::vector<ImportProblem> problems;
    std::vector<ImportedRow> outcomes;  // of a dry run that updates: the good rows
    static const meta::Entity description;
};

// What became of a row.
struct TakenRow {
    std::int64_t id = 0;       // 0: no other row of the file can stand for the same
    std::int64_t version = 0;  // before; 0: it was not there
    ImportOutcome outcome = ImportOutcome::created;
    std::vector<std::string> fields{};
};
// Writes the row; issues name fields.
using TakeRow = std::function<Result<TakenRow>(store::Unit&, const boost::json::object& row)>;

[[nodiscard]] bool asks_for_update(const Call& call);

// `updates`: `take` may be asked to change rows. Errors: invalid with an issue on update (unknown_choice); those of
// sheet::read; invalid "import.no_rows"; invalid with an issue on `columns`; invalid "import.bad_rows" with the issues
// of the rows ("12.name") where it is no dry run; precondition_failed "request.changed_meanwhile" for another basis.
[[nodiscard]] Result<ImportReport> import_rows(const Call& call, store::Store& store, const meta::Entity& entity,
                                               const TakeRow& take, bool updates = false);

}  // namespace dengyun::api
