#pragma once
// A table as backup and restore see it: its columns as they are, whatever the descriptions say. Private to this room.
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/store/connection.h"

namespace dengyun::store {

struct TableShape {
    std::string name;
    std::vector<std::string> column_names;
    std::vector<Column> columns;
    std::vector<std::string> key;
};
// Every table that an archive carries, in the order of their names: all but those `apart` and the store's own
// bookkeeping, which belongs to a database and not to its content.
[[nodiscard]] Result<std::vector<TableShape>> carried_tables(Connection& connection,
                                                             std::span<const std::string_view> apart = {});

// {"table":"site","columns":[["id","integer"],…]}
[[nodiscard]] std::string heading(const TableShape& table);
[[nodiscard]] Result<TableShape> read_heading(std::string_view line);

// Calls `line` with every row as a JSON array, read in bounded pages in the order of the key.
[[nodiscard]] Result<> each_row(Connection& connection, const TableShape& table,
                                const std::function<Result<>(std::string_view)>& line);

// Writes rows in bunches.
class RowWriter {
  public:
    RowWriter(Connection& connection, TableShape table);
    [[nodiscard]] Result<> add(std::string_view line);
    [[nodiscard]] Result<> finish();

  private:
    [[nodiscard]] std::string statement(std::size_t rows) const;
    Connection& connection_;
    TableShape table_;
    std::size_t bunch_;
    std::string bunch_statement_;
    std::deque<std::string> texts_;
    std::vector<meta::Scalar> values_;
};

}  // namespace dengyun::store
