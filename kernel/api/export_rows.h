#pragma once
// Export: a list as a file for a spreadsheet, with the filters, the order and the permissions of the list. A route
// declares it (RouteOptions::exported) and gets GET {path}.csv and GET {path}.xlsx. A spreadsheet knows no time zone:
// times are those of the caller's, and their headings name it.
#include <memory>
#include <optional>

#include "kernel/api/call.h"
#include "kernel/base/time_zone.h"
#include "kernel/sheet/sheet.h"

namespace dengyun::api {

// More rows than this go into further files: the header `Dengyun-Next` holds the `after` of the next one.
inline constexpr std::size_t export_rows_max = 50'000;
inline constexpr std::string_view export_fields_parameter = "fields";  // "name,address": which columns, in this order

// One file being made; belongs to one call.
class RowExport {
  public:
    // Error: invalid with an issue on `fields` where it names what is no field that the caller may see.
    [[nodiscard]] static Result<RowExport> begin(const Call& call, const meta::Entity& entity, sheet::Format format);
    // `object` is of the described type; private fields that `viewer` may not see stay empty.
    void add(const void* object, const meta::Viewer& viewer);
    [[nodiscard]] bool is_full() const { return rows_ >= export_rows_max; }
    // `next`: where the list goes on, where it does.
    [[nodiscard]] Result<Reply> finish(const std::optional<std::string>& next, Instant now);

  private:
    RowExport(const meta::Entity& entity, sheet::Format format, Language language, std::shared_ptr<const TimeZone> zone)
        : entity_(entity), format_(format), language_(language), zone_(std::move(zone)) {}

    const meta::Entity& entity_;
    sheet::Format format_;
    Language language_;
    std::shared_ptr<const TimeZone> zone_;
    std::vector<const meta::Field*> fields_;
    std::unique_ptr<sheet::Writer> writer_;
    std::vector<sheet::Cell> cells_;
    std::size_t rows_ = 0;
};

}  // namespace dengyun::api
