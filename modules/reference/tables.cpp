#include <string_view>

#include "kernel/base/assert.h"
#include "modules/reference/api.h"

namespace dengyun::reference {
namespace {

constexpr Message own_messages[] = {
    {"reference.bad_table", {"基础数据表有误。", "The reference table is not right."}},
};

// The files are read by the compiler, so that the program needs no folder beside it.
constexpr char industries_csv[] = {
#embed "modules/reference/data/industries.csv"
};
constexpr char regions_csv[] = {
#embed "modules/reference/data/regions.csv"
};
constexpr char processes_csv[] = {
#embed "modules/reference/data/processes.csv"
};

CodeTable table_of(std::string_view csv) {
    auto table = CodeTable::from_csv(csv);
    DENGYUN_ASSERT(table.has_value());  // our own files; a test reads them
    return std::move(*table);
}

bool is_no_place(const Entry& region) {
    return region.level == 2 && (region.name == "市辖区" || region.name == "县" || region.name.ends_with("行政区划"));
}

}  // namespace

const CodeTable& industries() {
    static const CodeTable table = table_of({industries_csv, sizeof industries_csv});
    return table;
}

const CodeTable& regions() {
    static const CodeTable table = table_of({regions_csv, sizeof regions_csv});
    return table;
}

const CodeTable& processes() {
    static const CodeTable table = table_of({processes_csv, sizeof processes_csv});
    return table;
}

std::span<const Message> messages() { return own_messages; }

std::string region_path_name(std::string_view code, Language language) {
    std::string out;
    for (const Entry* region : regions().path(code)) {
        if (is_no_place(*region)) continue;
        if (language == Language::zh)
            out += region->name;
        else
            out = (region->name_en.empty() ? region->name : region->name_en) + (out.empty() ? "" : ", ") + out;
    }
    return out;
}

}  // namespace dengyun::reference
