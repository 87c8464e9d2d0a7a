#include "edge/erp/view.h"

#include "edge/erp/columns.h"

namespace dengyun::erp {
namespace {

constexpr std::string_view set_up = R"(-- Run once by the administrator of the ERP's database.
CREATE SCHEMA dengyun;
-- What became of each document that the ERP has given out.
CREATE TABLE dengyun.result (
    kind text NOT NULL,             -- the view: rfq_line, order_line, …
    document text NOT NULL,
    digest text NOT NULL,
    outcome text NOT NULL,          -- taken, refused
    subject_kind text NOT NULL,     -- of the row on the platform
    subject_id text NOT NULL,
    subject_number text NOT NULL,
    status text NOT NULL,           -- how far the platform is with it
    reason text NOT NULL,           -- why it, or its last change, was refused
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, document)
);
-- What others have sent: orders, answers, ship notes, receipts, invoices, statements, as UBL. Rows are added, never changed.
CREATE TABLE dengyun.inbox (
    sequence bigint PRIMARY KEY,
    kind text NOT NULL,             -- Order, OrderResponse, DespatchAdvice, ReceiptAdvice, Invoice, …
    number text NOT NULL,
    sender text NOT NULL,
    digest text NOT NULL,
    document text NOT NULL,
    problem text NOT NULL,          -- why the platform did not hand it out
    arrived_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE dengyun.position (place text PRIMARY KEY, sequence bigint NOT NULL);
-- The lines of the documents that are to go out, made from the ERP's own tables: one view for each kind that the firm
-- uses, with all of its columns in any order, NULL where there is nothing to say; for example:
--   CREATE VIEW dengyun.rfq_line AS
--   SELECT r.number AS document, r.title, r.note, r.created_on AS issued_on, r.answer_by, l.position AS line,
--          l.item, l.item_description, l.quantity, l.unit, l.due_on
--   FROM purchase_request r JOIN purchase_request_line l USING (number) WHERE r.released
-- dengyun.order_line: document, line, title, note, issued_on, supplier_code, item, item_description, quantity, unit,
--   unit_price, tax_rate (0.13), due_on
-- dengyun.response_line: document, line, issued_on, buyer_code, order_number, order_line, answer (accepted, changed,
--   refused), item, quantity, unit, unit_price, due_on, reason
-- dengyun.despatch_line: document, line, issued_on, buyer_code, order_number, order_line, item, lot, quantity, unit
-- dengyun.receipt_line: document, line, issued_on, supplier_code, despatch_number, despatch_line, item, quantity,
--   damaged, unit, reason
-- dengyun.invoice_line: document, line, issued_on, buyer_code, order_number, order_line, item, quantity, unit,
--   unit_price, net, tax_rate, tax
CREATE ROLE dengyun LOGIN;
GRANT USAGE ON SCHEMA dengyun TO dengyun;
GRANT SELECT ON ALL TABLES IN SCHEMA dengyun TO dengyun;
GRANT INSERT, UPDATE ON dengyun.result, dengyun.position TO dengyun;
GRANT INSERT ON dengyun.inbox TO dengyun;
)";

// What was taken stays the platform's, also where a later change is refused: then the reason says so.
Result<> write_down(Database& database, const View& view, const Made& made, const Outcome& outcome) {
    const bool is_taken = outcome.kind == Outcome::Kind::taken;
    DENGYUN_CHECK(database.run(
        "INSERT INTO dengyun.result AS r (kind, document, digest, outcome, subject_kind, subject_id, subject_number, "
        "status, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8) ON CONFLICT (kind, document) DO UPDATE SET "
        "digest = EXCLUDED.digest, reason = EXCLUDED.reason, updated_at = now(), "
        "outcome = CASE WHEN r.outcome = 'taken' THEN r.outcome ELSE EXCLUDED.outcome END, "
        "subject_kind = CASE WHEN r.outcome = 'taken' THEN r.subject_kind ELSE EXCLUDED.subject_kind END, "
        "subject_id = CASE WHEN r.outcome = 'taken' THEN r.subject_id ELSE EXCLUDED.subject_id END, "
        "subject_number = CASE WHEN r.outcome = 'taken' THEN r.subject_number ELSE EXCLUDED.subject_number END",
        {std::string(view.name), made.document.id, made.digest, is_taken ? "taken" : "refused", outcome.subject_kind,
         outcome.subject_id, outcome.subject_number, outcome.reason}));
    return {};
}

Result<> send_one(Database& database, const Platform& platform, const View& view, const Made& made, Passed& passed) {
    DENGYUN_TRY(before, database.run("SELECT digest FROM dengyun.result WHERE kind = $1 AND document = $2",
                                     {std::string(view.name), made.document.id}));
    if (!before.empty() && before[0][0] == made.digest) return {};
    Outcome outcome{.kind = Outcome::Kind::refused};
    for (const auto& problem : made.problems) outcome.reason += (outcome.reason.empty() ? "" : "\n") + problem;
    if (made.problems.empty()) outcome = platform.give(ubl::write(made.document));
    if (outcome.kind == Outcome::Kind::unreachable) {
        ++passed.waiting;
        passed.why = outcome.reason;
        return {};
    }
    ++(outcome.kind == Outcome::Kind::taken ? passed.taken : passed.refused);
    return write_down(database, view, made, outcome);
}

Result<> send_view(Database& database, const Platform& platform, const View& view, const std::string& company_code,
                   Passed& passed) {
    DENGYUN_TRY(there,
                database.run("SELECT 1 WHERE to_regclass($1) IS NOT NULL", {"dengyun." + std::string(view.name)}));
    if (there.empty()) return {};
    DENGYUN_TRY(rows, database.run(select_of(view).c_str(), {std::to_string(lines_max)}));
    for (std::size_t start = 0; start < rows.size();) {
        auto end = start + 1;
        while (end < rows.size() && rows[end][0] == rows[start][0]) ++end;
        // The last one may have been cut off by the bound.
        if (end == rows.size() && rows.size() == lines_max && start > 0) break;
        if (passed.taken + passed.refused + passed.waiting >= documents_max) break;
        const std::span<const Cells> all(rows);
        DENGYUN_CHECK(send_one(database, platform, view,
                               document_in(view, all.subspan(start, end - start), company_code), passed));
        start = end;
    }
    return {};
}

Result<> follow_taken(Database& database, const Platform& platform) {
    DENGYUN_TRY(rows,
                database.run("SELECT kind, document, subject_kind, subject_id, status FROM dengyun.result WHERE "
                             "outcome = 'taken' AND status NOT IN ('contracted', 'cancelled', 'unsuccessful', 'paid', "
                             "'withdrawn', 'lost') AND NOT (subject_kind <> 'rfx' AND status = 'closed') "
                             "ORDER BY updated_at LIMIT $1",
                             {std::to_string(documents_max)}));
    for (const auto& row : rows) {
        // Written down also where nothing is new: who was asked goes to the end of the queue.
        const auto status = platform.status_of(row[2].value_or(""), row[3].value_or(""));
        DENGYUN_CHECK(
            database.run("UPDATE dengyun.result SET status = $3, updated_at = now() WHERE kind = $1 AND document = $2",
                         {row[0].value_or(""), row[1].value_or(""), status.value_or(row[4].value_or(""))}));
    }
    return {};
}

}  // namespace

std::string_view set_up_sql() { return set_up; }

Result<Passed> pass_view(Database& database, const Platform& platform, const std::string& company_code) {
    Passed passed;
    for (const auto& view : all_views()) DENGYUN_CHECK(send_view(database, platform, view, company_code, passed));
    DENGYUN_CHECK(follow_taken(database, platform));
    return passed;
}

}  // namespace dengyun::erp
