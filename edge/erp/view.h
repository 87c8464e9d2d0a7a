#pragma once
// A view in the ERP's database whose rows are the lines of documents, and a table of ours beside it that says what
// became of each. The ERP's own tables are never written.
#include "edge/erp/database.h"
#include "edge/erp/folder.h"
#include "edge/erp/platform.h"

namespace dengyun::erp {

inline constexpr std::size_t lines_max = 50'000;  // read in one pass

// What the ERP's administrator runs once: the schema, the table, the form of the view, the rights.
[[nodiscard]] std::string_view set_up_sql();

// Sends each document of the view that is new or has changed since it was refused, and writes down what became of it;
// then asks how far the platform is with those that it has taken. Error: unavailable "erp.database".
[[nodiscard]] Result<Passed> pass_view(Database& database, const Platform& platform);

}  // namespace dengyun::erp
