#include "modules/reference/process.h"

#include <vector>

#include "kernel/base/assert.h"
#include "modules/reference/api.h"

namespace dengyun::reference {
namespace {

// The leaves of the table, group by group.
std::vector<meta::Choice> leaves() {
    std::vector<meta::Choice> all;
    for (const Entry* group : processes().children(""))
        for (const Entry* entry : processes().children(group->code))
            all.push_back({entry->code, {entry->name, entry->name_en}});
    return all;
}

}  // namespace

const meta::Choices& choices_of(Process) {
    static const std::vector<meta::Choice> entries = leaves();
    static const meta::Choices choices{"process", entries};
    return choices;
}

Process process(std::string_view code) {
    const auto& entries = choices_of(Process{}).entries;
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (entries[i].name == code) return static_cast<Process>(i);
    DENGYUN_ASSERT(false);
    return {};
}

}  // namespace dengyun::reference
