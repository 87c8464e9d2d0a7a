#pragma once
// A drawing: a stored file that is bound to a revision. Its kind is found from the content and must be one that shows a
// part; a name that says something else is refused.
#include <optional>
#include <string>

#include "kernel/meta/entity.h"
#include "kernel/store/files.h"
#include "modules/items/revisions/revision.h"

namespace dengyun::items {

inline constexpr std::int64_t drawings_max = 20;          // per revision
inline constexpr std::int64_t picture_edge_max = 30'000;  // pixels

struct Drawing : meta::Record<Drawing> {
    Id<Revision> revision_id{};
    std::string title;
    Id<store::StoredFile> file_id{};
    std::string file_name;
    std::string media_type;
    std::int64_t size_bytes = 0;
    std::string sha256;  // of the content: which drawing exactly somebody acknowledged
    static const meta::Entity description;
};

// PDF, PNG, JPEG, WebP, DXF, DWG and STEP, told by the content; empty for anything else, and for a PNG whose edges are
// 0 or beyond picture_edge_max. Pure.
[[nodiscard]] std::string_view drawing_type(std::string_view bytes);
// Whether a file of this name may hold that type: "plate.pdf" holds a PDF. A name without an ending may hold any.
[[nodiscard]] bool fits_name(std::string_view media_type, std::string_view file_name);

}  // namespace dengyun::items
