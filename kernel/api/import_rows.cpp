#include "kernel/api/import_rows.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <unordered_set>

#include "kernel/api/import_cells.h"
#include "kernel/base/digest.h"
#include "kernel/sheet/sheet.h"
#include "kernel/store/idempotency.h"

namespace dengyun::api {
namespace {

using meta::field;

constexpr auto column_fields = meta::fields(
    field<&ImportColumn::heading>("heading", {"表头", "Heading"}, {.flags = meta::read_only, .length_max = 16'384}),
    field<&ImportColumn::field>("field", {"字段", "Field"}, {.flags = meta::read_only}),
    field<&ImportColumn::examples>("examples", {"示例", "Examples"}, {.flags = meta::read_only, .length_max = 16'384}));

constexpr auto problem_fields = meta::fields(
    field<&ImportProblem::row>("row", {"行", "Row"}, {.flags = meta::read_only}),
    field<&ImportProblem::field>("field", {"字段", "Field"}, {.flags = meta::read_only}),
    field<&ImportProblem::text>("text", {"问题", "Problem"}, {.flags = meta::read_only, .length_max = 1000}),
    field<&ImportProblem::given>("given", {"表中内容", "As given"}, {.flags = meta::read_only, .length_max = 16'384}));

constexpr meta::Choice outcomes[] = {
    {"created", {"新增", "New"}}, {"changed", {"修改", "Changed"}}, {"unchanged", {"不变", "Unchanged"}}};
constexpr meta::Choices outcome_choices{"import_outcome", outcomes};

constexpr auto row_fields =
    meta::fields(field<&ImportedRow::row>("row", {"行", "Row"}, {.flags = meta::read_only}),
                 field<&ImportedRow::outcome>("outcome", {"结果", "Outcome"}, {.flags = meta::read_only}),
                 field<&ImportedRow::fields>("fields", {"修改的字段", "Changed fields"}, {.flags = meta::read_only}));

constexpr auto report_fields = meta::fields(
    field<&ImportReport::rows>("rows", {"行数", "Rows"}, {.flags = meta::read_only}),
    field<&ImportReport::bad_rows>("bad_rows", {"有误的行数", "Bad rows"}, {.flags = meta::read_only}),
    field<&ImportReport::created>("created", {"新增的行数", "New rows"}, {.flags = meta::read_only}),
    field<&ImportReport::changed>("changed", {"修改的行数", "Changed rows"}, {.flags = meta::read_only}),
    field<&ImportReport::unchanged>("unchanged", {"不变的行数", "Unchanged rows"}, {.flags = meta::read_only}),
    field<&ImportReport::basis>("basis", {"检查的依据", "Basis of the check"}, {.flags = meta::read_only}),
    field<&ImportReport::columns>("columns", {"列", "Columns"}, {.flags = meta::read_only, .items_max = 100}),
    field<&ImportReport::problems>("problems", {"问题", "Problems"},
                                   {.flags = meta::read_only, .items_max = import_problems_max}),
    field<&ImportReport::outcomes>("outcomes", {"逐行结果", "Row by row"},
                                   {.flags = meta::read_only, .items_max = import_rows_max}));

// A unit that is given up on purpose: a dry run, or rows that are not right.
constexpr std::string_view given_up = "import.given_up";

// Which field each column holds, as the caller says.
Result<std::vector<const meta::Field*>> named_columns(std::string_view names, const meta::Entity& entity,
                                                      const meta::Viewer& viewer, bool updates) {
    std::vector<const meta::Field*> columns;
    const auto refuse = [](std::string_view code, std::string_view name) {
        return fail(ErrorKind::invalid, "request.invalid", {{"columns", std::string(code), std::string(name)}});
    };
    for (bool more = true; more;) {
        const auto comma = names.find(',');
        const auto name = names.substr(0, comma);
        more = comma != std::string_view::npos;
        if (more) names.remove_prefix(comma + 1);
        const auto* found = name.empty() ? nullptr : entity.find(name);
        if (!name.empty() && (found == nullptr || !is_importable(*found, viewer, updates)))
            return refuse("unknown_choice", name);
        if (found != nullptr && std::ranges::find(columns, found) != columns.end())
            return refuse("duplicate_member", name);
        columns.push_back(found);
    }
    return columns;
}

class Import {
  public:
    Import(const Call& call, const meta::Entity& entity)
        : call_(call), entity_(entity), updates_(asks_for_update(call)) {}

    Result<> read(std::vector<sheet::Row> rows);
    // Tries every row within the unit. Error: what ends it as a whole.
    Result<> take_all(store::Unit& unit, const TakeRow& take);
    [[nodiscard]] ImportReport& report() { return report_; }
    // The bad rows as the issues of one refusal.
    [[nodiscard]] std::unexpected<Error> refusal() const;

  private:
    void begin();
    Result<TakenRow> take_row(store::Unit& unit, const boost::json::object& object, const TakeRow& take);
    void note(const sheet::Row& row, TakenRow taken);
    void problem(const sheet::Row& row, const Issue& issue);
    [[nodiscard]] const std::string* given(const sheet::Row& row, std::string_view field) const;

    const Call& call_;
    const meta::Entity& entity_;
    bool updates_;
    std::vector<sheet::Row> rows_;
    std::vector<const meta::Field*> columns_;
    std::vector<Issue> issues_;
    std::unordered_set<std::int64_t> taken_;  // ids
    std::string basis_;
    std::optional<Error> last_;
    ImportReport report_;
};

Result<> Import::read(std::vector<sheet::Row> rows) {
    if (rows.size() < 2) return fail(ErrorKind::invalid, "import.no_rows");
    const auto heading = std::move(rows.front().cells);
    rows.erase(rows.begin());
    rows_ = std::move(rows);
    if (const auto names = call_.query_parameter("columns")) {
        DENGYUN_TRY(named, named_columns(*names, entity_, call_.viewer(), updates_));
        columns_ = std::move(named);
        columns_.resize(heading.size());
    } else {
        columns_ = guessed_columns(heading, entity_, call_.viewer(), updates_);
    }
    report_.rows = static_cast<std::int64_t>(rows_.size());
    constexpr std::size_t examples_max = 3;
    constexpr std::size_t example_bytes_max = 200;
    for (std::size_t i = 0; i < heading.size(); ++i) {
        ImportColumn column{.heading = heading[i], .field = {}, .examples = {}};
        if (columns_[i] != nullptr) column.field = columns_[i]->name;
        for (const auto& row : rows_) {
            if (column.examples.size() == examples_max) break;
            if (!row.cells[i].empty() && row.cells[i].size() <= example_bytes_max)
                column.examples.push_back(row.cells[i]);
        }
        report_.columns.push_back(std::move(column));
    }
    return {};
}

const std::string* Import::given(const sheet::Row& row, std::string_view field) const {
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (columns_[i] != nullptr && columns_[i]->name == field && !row.cells[i].empty()) return &row.cells[i];
    return nullptr;
}

void Import::problem(const sheet::Row& row, const Issue& issue) {
    if (report_.problems.size() >= import_problems_max) return;
    // "permissions.0" stands at its column, "permissions".
    const auto name = issue.field.substr(0, issue.field.find('.'));
    ImportProblem found{.row = static_cast<std::int64_t>(row.number), .field = {}, .text = {}, .given = {}};
    if (!name.empty()) found.field = name;
    if (const auto* cell = given(row, name)) found.given = *cell;
    found.text = call_.messages->text(issue, call_.language);
    report_.problems.push_back(std::move(found));
    constexpr std::size_t issues_max = 100;
    if (issues_.size() < issues_max)
        issues_.push_back({std::to_string(row.number) + (name.empty() ? "" : '.' + name), issue.code, issue.detail});
}

// PostgreSQL may ask for the unit a second time.
void Import::begin() {
    report_.problems.clear();
    report_.outcomes.clear();
    report_.bad_rows = report_.created = report_.changed = report_.unchanged = 0;
    issues_.clear();
    taken_.clear();
    basis_.clear();
}

Result<TakenRow> Import::take_row(store::Unit& unit, const boost::json::object& object, const TakeRow& take) {
    DENGYUN_TRY(taken, take(unit, object));
    if (taken.id != 0 && !taken_.insert(taken.id).second)
        return fail(ErrorKind::invalid, "request.invalid", {{"", "row_taken_twice"}});
    return std::move(taken);
}

void Import::note(const sheet::Row& row, TakenRow taken) {
    if (taken.outcome == ImportOutcome::created) ++report_.created;
    if (taken.outcome == ImportOutcome::changed) ++report_.changed;
    if (taken.outcome == ImportOutcome::unchanged) ++report_.unchanged;
    if (!updates_) return;
    // An id that is made anew in every try says nothing.
    basis_ += fmt::format("{} {} {}\n", row.number, taken.version == 0 ? 0 : taken.id, taken.version);
    report_.outcomes.push_back({static_cast<std::int64_t>(row.number), taken.outcome, std::move(taken.fields)});
}

Result<> Import::take_all(store::Unit& unit, const TakeRow& take) {
    begin();
    for (const auto& row : rows_) {
        boost::json::object object;
        // The rest of the row is tried although a cell cannot be read: all that is wrong is told at once, and what is
        // written here goes with the unit.
        auto issues = fill_object(object, row.cells, columns_);
        auto taken = take_row(unit, object, take);
        if (issues.empty() && taken) {
            note(row, std::move(*taken));
            continue;
        }
        ++report_.bad_rows;
        for (const auto& issue : issues) problem(row, issue);
        if (taken) continue;
        auto error = taken.error();
        // Left out because it could not be read, and told already.
        const bool had_issues = !error.issues.empty();
        std::erase_if(error.issues, [&](const Issue& issue) {
            return std::ranges::find(issues, issue.field, &Issue::field) != issues.end();
        });
        last_ = error;
        // Nobody's row is to blame for a database that does not answer.
        if (error.kind == ErrorKind::unavailable) return std::unexpected(error);
        for (const auto& issue : error.issues) problem(row, issue);
        if (!had_issues && report_.problems.size() < import_problems_max)
            report_.problems.push_back({.row = static_cast<std::int64_t>(row.number),
                                        .field = {},
                                        .text = call_.messages->text(error, call_.language),
                                        .given = {}});
        // A limit that is reached, and a statement that the database refused, hold for every row that follows.
        if (error.kind == ErrorKind::limit || error.kind == ErrorKind::conflict) return {};
    }
    if (updates_) report_.basis = sha256_hex(basis_);
    return {};
}

std::unexpected<Error> Import::refusal() const {
    if (issues_.empty() && last_) return std::unexpected(*last_);
    return fail(ErrorKind::invalid, "import.bad_rows", issues_);
}

std::string digest_of(const http::Request& request) {
    return sha256_hex(request.path + '?' + request.query + '\n' + request.body);
}

}  // namespace

constinit const meta::Entity ImportColumn::description{
    .name = "import_column", .label = {"导入的列", "Imported column"}, .fields = column_fields, .stored = false};
constinit const meta::Entity ImportProblem::description{.name = "import_problem",
                                                        .label = {"导入的问题", "Problem of an import"},
                                                        .fields = problem_fields,
                                                        .stored = false};
const meta::Choices& choices_of(ImportOutcome) { return outcome_choices; }
constinit const meta::Entity ImportedRow::description{
    .name = "imported_row", .label = {"导入的行", "Imported row"}, .fields = row_fields, .stored = false};
constinit const meta::Entity ImportReport::description{
    .name = "import_report", .label = {"导入结果", "Outcome of an import"}, .fields = report_fields, .stored = false};

bool asks_for_update(const Call& call) { return call.query_parameter("update") == std::string_view("true"); }

Result<ImportReport> import_rows(const Call& call, store::Store& store, const meta::Entity& entity, const TakeRow& take,
                                 bool updates) {
    if (asks_for_update(call) && !updates)
        return fail(ErrorKind::invalid, "request.invalid", {{"update", "unknown_choice"}});
    DENGYUN_TRY(rows, sheet::read(call.request->body, {.rows_max = import_rows_max + 1}));
    Import import(call, entity);
    DENGYUN_CHECK(import.read(std::move(rows)));
    auto& report = import.report();
    const bool dry_run = call.query_parameter("dry_run") == std::string_view("true");
    const auto key = dry_run ? std::string{} : std::string(call.request->header("idempotency-key").value_or(""));
    const auto digest = key.empty() ? std::string{} : digest_of(*call.request);
    const auto done = store.run_write(call.scope, [&](store::Unit& unit) -> Result<> {
        if (!key.empty()) {
            DENGYUN_TRY(kept, store::kept_answer(unit, key, digest));
            if (kept) {  // done before: the same answer, and nothing twice
                DENGYUN_TRY(before, meta::from_json<ImportReport>(kept->body, meta::Mode::stored));
                report = std::move(before);
                return {};
            }
        }
        DENGYUN_CHECK(import.take_all(unit, take));
        if (dry_run || report.bad_rows > 0) return fail(ErrorKind::conflict, given_up);
        if (const auto basis = call.query_parameter("basis"); basis && basis != report.basis)
            return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
        report.outcomes.clear();  // told before; the counts stay
        if (key.empty()) return {};
        return store::keep_answer(unit, key, digest, {200, {}, meta::to_json(report)});
    });
    if (!done && done.error().code != given_up) return std::unexpected(done.error());
    if (!done && !dry_run) return import.refusal();
    return std::move(report);
}

}  // namespace dengyun::api
