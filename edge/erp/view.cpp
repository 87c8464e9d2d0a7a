#include "edge/erp/view.h"

#include "engines/ubl/api.h"
#include "kernel/base/digest.h"
#include "kernel/base/instant.h"

namespace dengyun::erp {
namespace {

constexpr std::string_view set_up = R"(-- Run once by the administrator of the ERP's database.
CREATE SCHEMA dengyun;
CREATE TABLE dengyun.result (
    document text PRIMARY KEY,
    digest text NOT NULL,
    outcome text NOT NULL,          -- taken, refused
    subject_kind text NOT NULL,     -- of the row on the platform
    subject_id text NOT NULL,
    subject_number text NOT NULL,
    status text NOT NULL,           -- how far the platform is with it
    reason text NOT NULL,           -- why it was refused
    updated_at timestamptz NOT NULL DEFAULT now()
);
-- The lines of the requests for quotation that are to go out, made from the ERP's own tables; for example:
--   CREATE VIEW dengyun.rfq_line AS
--   SELECT r.number AS document, r.title, r.note, r.created_on AS issued_on, r.answer_by, l.position AS line,
--          l.item, l.item_description, l.quantity, l.unit, l.due_on
--   FROM purchase_request r JOIN purchase_request_line l USING (number) WHERE r.released
CREATE ROLE dengyun LOGIN;
GRANT USAGE ON SCHEMA dengyun TO dengyun;
GRANT SELECT ON dengyun.rfq_line TO dengyun;
GRANT SELECT, INSERT, UPDATE ON dengyun.result TO dengyun;
)";

constexpr auto read_lines =
    "SELECT document, title, note, issued_on::date, answer_by::date, line, item, item_description, quantity, unit, "
    "due_on::date FROM dengyun.rfq_line ORDER BY document, line LIMIT $1";
enum Column : std::size_t {
    document,
    title,
    note,
    issued_on,
    answer_by,
    line,
    item,
    item_description,
    quantity,
    unit,
    due_on
};

const std::string& text(const Cells& row, Column column) {
    static const std::string nothing;
    return row[column] ? *row[column] : nothing;
}

// nullopt where the ERP says nothing or no day.
std::optional<ubl::Date> day(const Cells& row, Column column) {
    const auto at = parse_instant(text(row, column) + "T00:00:00Z");
    if (!at) return std::nullopt;
    return std::chrono::floor<std::chrono::days>(*at);
}

ubl::Document header_of(const Cells& row) {
    ubl::Document made{.kind = ubl::Kind::request_for_quotation,
                       .id = text(row, document),
                       .issued_on = day(row, issued_on).value_or(ubl::Date{}),
                       .issue_time = "00:00:00+08:00",
                       .due_on = day(row, answer_by),
                       .note = text(row, title)};
    if (!text(row, note).empty()) made.note += '\n' + text(row, note);
    return made;
}

// A quantity that is no number stays away, and the platform names the place that lacks it.
ubl::Line line_of(const Cells& row) {
    ubl::Line made{
        .id = text(row, line), .item_name = text(row, item), .item_description = text(row, item_description)};
    if (const auto count = parse_decimal(text(row, quantity), MilliUnit::decimals))
        made.quantity = ubl::Measure{Quantity{*count}, text(row, unit)};
    if (const auto due = day(row, due_on)) made.deliveries.push_back({.quantity = std::nullopt, .due_on = due});
    return made;
}

std::vector<ubl::Document> documents_of(const std::vector<Cells>& rows) {
    std::vector<ubl::Document> all;
    for (const auto& row : rows) {
        if (all.empty() || all.back().id != text(row, document)) all.push_back(header_of(row));
        all.back().lines.push_back(line_of(row));
    }
    // The last one may have been cut off by the bound.
    if (rows.size() == lines_max) all.pop_back();
    return all;
}

Result<> write_down(Database& database, const std::string& document_id, const std::string& digest,
                    const Outcome& outcome) {
    const bool is_taken = outcome.kind == Outcome::Kind::taken;
    DENGYUN_CHECK(database.run(
        "INSERT INTO dengyun.result (document, digest, outcome, subject_kind, subject_id, subject_number, status, "
        "reason) "
        "VALUES ($1, $2, $3, $4, $5, $6, '', $7) ON CONFLICT (document) DO UPDATE SET digest = EXCLUDED.digest, "
        "outcome = EXCLUDED.outcome, subject_kind = EXCLUDED.subject_kind, subject_id = EXCLUDED.subject_id, "
        "subject_number = EXCLUDED.subject_number, reason = EXCLUDED.reason, updated_at = now()",
        {document_id, digest, is_taken ? "taken" : "refused", outcome.subject_kind, outcome.subject_id,
         outcome.subject_number, outcome.reason}));
    return {};
}

Result<> send_new(Database& database, const Platform& platform, Passed& passed) {
    DENGYUN_TRY(rows, database.run(read_lines, {std::to_string(lines_max)}));
    for (const auto& one : documents_of(rows)) {
        if (passed.taken + passed.refused + passed.waiting == documents_max) break;
        const auto file = ubl::write(one);
        const auto digest = sha256_hex(file);
        DENGYUN_TRY(before, database.run("SELECT digest, outcome FROM dengyun.result WHERE document = $1", {one.id}));
        // What was taken is the platform's now: a later change in the ERP is not sent over it.
        if (!before.empty() && (before[0][0] == digest || before[0][1] == "taken")) continue;
        const auto outcome = platform.give(file);
        if (outcome.kind == Outcome::Kind::unreachable) {
            ++passed.waiting;
            passed.why = outcome.reason;
            continue;
        }
        ++(outcome.kind == Outcome::Kind::taken ? passed.taken : passed.refused);
        DENGYUN_CHECK(write_down(database, one.id, digest, outcome));
    }
    return {};
}

Result<> follow_taken(Database& database, const Platform& platform) {
    DENGYUN_TRY(rows,
                database.run("SELECT document, subject_kind, subject_id, status FROM dengyun.result WHERE outcome = "
                             "'taken' AND status NOT IN ('contracted', 'cancelled', 'unsuccessful') "
                             "ORDER BY updated_at LIMIT $1",
                             {std::to_string(documents_max)}));
    for (const auto& row : rows) {
        // Written down also where nothing is new: who was asked goes to the end of the queue.
        const auto status = platform.status_of(row[1].value_or(""), row[2].value_or(""));
        DENGYUN_CHECK(database.run("UPDATE dengyun.result SET status = $2, updated_at = now() WHERE document = $1",
                                   {row[0].value_or(""), status.value_or(row[3].value_or(""))}));
    }
    return {};
}

}  // namespace

std::string_view set_up_sql() { return set_up; }

Result<Passed> pass_view(Database& database, const Platform& platform) {
    Passed passed;
    DENGYUN_CHECK(send_new(database, platform, passed));
    DENGYUN_CHECK(follow_taken(database, platform));
    return passed;
}

}  // namespace dengyun::erp
