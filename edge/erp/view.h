#pragma once
// Views in the ERP's database whose rows are the lines of documents, and tables of ours beside them: what became of
// each document, and what others have sent. The ERP's own tables are never written.
#include "edge/erp/database.h"
#include "edge/erp/folder.h"
#include "edge/erp/platform.h"

namespace dengyun::erp {

inline constexpr std::size_t lines_max = 50'000;  // read of one view in one pass

// What the ERP's administrator runs once: the schema, the tables, the forms of the views, the rights.
[[nodiscard]] std::string_view set_up_sql();

// Sends each document of the views that are there which is new or has changed, and writes down what became of it; then
// asks how far the platform is with those that it has taken. A row that holds no such value keeps its document back,
// and the reason names line and column. Error: unavailable "erp.database".
[[nodiscard]] Result<Passed> pass_view(Database& database, const Platform& platform, const std::string& company_code);

// Writes what others have sent to the firm into dengyun.inbox, where that table is. Error: as pass_view.
[[nodiscard]] Result<Passed> fetch_inbox(Database& database, const Platform& platform);

}  // namespace dengyun::erp
