#pragma once
// The columns of each view and where their texts go in a document. Private to this program.
#include <span>
#include <string>
#include <vector>

#include "edge/erp/database.h"
#include "engines/ubl/api.h"

namespace dengyun::erp {

struct Column {
    std::string_view name;
    // False where the text, which is never empty, is no such value.
    bool (*read)(ubl::Document&, ubl::Line&, const std::string& text);
    bool is_of_document = false;  // read of the first row
};

// A view of the ERP: one row for each line; its first column names the document, its second the line.
struct View {
    std::string_view name;  // "order_line"
    ubl::Kind kind;
    std::span<const Column> columns;
    bool by_seller = false;  // the firm is the seller in it
};

[[nodiscard]] std::span<const View> all_views();
// "document, line, …" as text, with the days as days.
[[nodiscard]] std::string select_of(const View& view);

struct Made {
    ubl::Document document;
    std::string digest;                 // of the rows
    std::vector<std::string> problems;  // "line 2, quantity: \"12,5\"": values that are none
};
// `rows` are those of one document.
[[nodiscard]] Made document_in(const View& view, std::span<const Cells> rows, const std::string& company_code);

}  // namespace dengyun::erp
