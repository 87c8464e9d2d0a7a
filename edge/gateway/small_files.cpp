#include "edge/gateway/small_files.h"

#include <algorithm>

namespace dengyun::gateway {

Result<> replace_file(timeseries::Files& files, const std::string& name, std::string_view text) {
    const auto beside = name + ".new";
    DENGYUN_TRY(file, files.create(beside));
    DENGYUN_CHECK(file->append({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
    DENGYUN_CHECK(file->sync());
    DENGYUN_CHECK(files.rename(beside, name));
    return files.sync_names();
}

Result<std::optional<std::string>> read_small_file(timeseries::Files& files, const std::string& name) {
    DENGYUN_TRY(names, files.list());
    if (std::ranges::find(names, name) == names.end()) return std::optional<std::string>{};
    DENGYUN_TRY(content, files.open(name));
    const auto bytes = content->bytes();
    return std::optional(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

}  // namespace dengyun::gateway
