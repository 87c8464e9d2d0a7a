#include "edge/gateway/configuration_files.h"

#include <charconv>

namespace dengyun::gateway {
namespace {

const std::string good_name = "configuration";
const std::string trial_name = "configuration.trial";

// "NUMBER LF JSON".
struct Kept {
    std::int64_t number = 0;
    std::string_view text;
};

Kept kept_in(std::string_view file) {
    Kept kept;
    const auto end = file.find('\n');
    if (end == std::string_view::npos) return kept;
    std::from_chars(file.data(), file.data() + end, kept.number);
    kept.text = file.substr(end + 1);
    return kept;
}

}  // namespace

Result<ConfigurationFiles::Started> ConfigurationFiles::start() {
    Started started;
    DENGYUN_TRY(trial, read_small_file(files_, trial_name));
    if (trial) {
        started.refused = kept_in(*trial).number;
        DENGYUN_CHECK(files_.remove(trial_name));
        DENGYUN_CHECK(files_.sync_names());
    }
    DENGYUN_TRY(good, read_small_file(files_, good_name));
    if (!good) return started;
    const auto kept = kept_in(*good);
    if (auto read = acquisition::read_configuration(kept.text)) started.version = {kept.number, std::move(*read)};
    return started;
}

Result<Version> ConfigurationFiles::try_out(std::int64_t number, std::string_view text) {
    DENGYUN_TRY(read, acquisition::read_configuration(text));
    DENGYUN_CHECK(replace_file(files_, trial_name, std::to_string(number) + '\n' + std::string(text)));
    return Version{number, std::move(read)};
}

Result<> ConfigurationFiles::confirm() {
    DENGYUN_CHECK(files_.rename(trial_name, good_name));
    return files_.sync_names();
}

}  // namespace dengyun::gateway
