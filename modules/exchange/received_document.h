#pragma once
// A business document of another program that an organisation took in, and what it became.
#include <optional>
#include <string>

#include "kernel/meta/entity.h"

namespace dengyun::exchange {

struct Subject;  // the row that a document became, whatever its kind

struct ReceivedDocument : meta::Record<ReceivedDocument> {
    std::string kind;    // "Order": the root of the file
    std::string number;  // as its sender counts
    std::string sender;  // how the file names it, empty for one's own
    std::string digest;  // SHA-256 of the file, 64 digits
    std::string subject_kind;
    Id<Subject> subject_id{};
    std::string subject_number;
    static const meta::Entity description;
};

}  // namespace dengyun::exchange
