#include "modules/items/rows.h"

namespace dengyun::items {
namespace {

Result<std::int64_t> count(store::Reader& reader, std::string_view sql, std::span<const meta::Scalar> parameters) {
    std::int64_t rows = 0;
    DENGYUN_CHECK(reader.query(sql, parameters, [&](const store::Row& row) { rows = row.integer(0); }));
    return rows;
}

}  // namespace

Result<> check_room(store::Reader& reader, std::string_view count_sql, std::int64_t organisation, std::int64_t rows_max,
                    std::string_view code) {
    const std::array parameters{meta::Scalar(organisation)};
    DENGYUN_TRY(rows, count(reader, count_sql, parameters));
    return rows < rows_max ? Result<>{} : fail(ErrorKind::limit, code);
}

Result<> check_room(store::Reader& reader, std::string_view count_sql, Id<Organisation> organisation, std::int64_t row,
                    std::int64_t rows_max, std::string_view code) {
    const std::array parameters{meta::Scalar(organisation.value), meta::Scalar(row)};
    DENGYUN_TRY(rows, count(reader, count_sql, parameters));
    return rows < rows_max ? Result<>{} : fail(ErrorKind::limit, code);
}

Result<> check_unused(store::Reader& reader, std::string_view count_sql, Id<Organisation> organisation,
                      std::int64_t row, std::string_view code) {
    const std::array parameters{meta::Scalar(organisation.value), meta::Scalar(row)};
    DENGYUN_TRY(rows, count(reader, count_sql, parameters));
    return rows == 0 ? Result<>{} : fail(ErrorKind::conflict, code);
}

Result<> check_draft(store::Reader& reader, Id<Revision> id) {
    const auto revision = reader.find(id);
    if (!revision && revision.error().kind == ErrorKind::not_found)
        return fail(ErrorKind::invalid, "request.invalid", {{"revision_id", "unknown_reference"}});
    if (!revision) return std::unexpected(revision.error());
    if (revision->status == RevisionStatus::draft) return {};
    return fail(ErrorKind::conflict, "revision.posted");
}

}  // namespace dengyun::items
