// dengyun-edge: reads machines on the shop floor and hands their values to the platform; see README.md.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/core.h>

#include "edge/gateway/gateway.h"
#include "edge/program.h"
#include "engines/timeseries/messages.h"
#include "engines/timeseries/shelf/posix_files.h"

namespace {

using namespace dengyun;

struct Settings {
    std::string server;
    std::string token_file;
    std::string folder;
    std::string configuration;
    std::string check;
    std::uint64_t queue_mb = 512;
    std::int64_t sync_ms = 1'000;
    std::int64_t send_ms = 1'000;
    std::int64_t trial_s = 30;
};

constexpr int done = 0;
constexpr int failed = 1;
constexpr int wrong_usage = 2;

MessageCatalogue catalogue() {
    MessageCatalogue made;
    made.add(acquisition::messages());
    made.add(timeseries::messages());
    return made;
}

void complain(const MessageCatalogue& texts, const Error& error, Language language) {
    fmt::print(stderr, "{}\n", texts.text(error, language));
    if (!error.detail.empty()) fmt::print(stderr, "{}\n", error.detail);
    for (const auto& issue : error.issues) fmt::print(stderr, "{}: {}\n", issue.field, texts.text(issue, language));
}

Result<acquisition::Configuration> read_configuration(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(ErrorKind::unavailable, "gateway.file_unreadable", {}, path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return acquisition::read_configuration(text);
}

// Both languages: who checks a file may send what it says to who wrote it.
int check(const std::string& path) {
    const auto texts = catalogue();
    const auto read = read_configuration(path);
    if (read) return done;
    complain(texts, read.error(), Language::zh);
    complain(texts, read.error(), Language::en);
    return failed;
}

int run(const Settings& settings, gateway::Options options) {
    const auto texts = catalogue();
    const auto language = edge::spoken();
    const auto ends = edge::block_ends();
    const SystemClock clock;
    gateway::Journal journal(clock, [&](const gateway::JournalEntry& entry) {
        fmt::print(stderr, "{} {} {} {}\n", to_text(entry.at), name_of(entry.severity),
                   texts.text(entry.code, language), entry.detail);
    });
    const std::filesystem::path folder(settings.folder);
    const auto queue_files = timeseries::open_files(folder / "queue");
    const auto state_files = timeseries::open_files(folder / "state");
    if (!queue_files || !state_files) {
        complain(texts, (queue_files ? state_files : queue_files).error(), language);
        return failed;
    }
    auto started = gateway::Gateway::start(std::move(options), **queue_files, **state_files, clock, journal);
    if (!started) {
        complain(texts, started.error(), language);
        return failed;
    }
    auto& gateway = **started;
    while (edge::wait(gateway.exchange(), ends))
        if (gateway.is_broken()) return failed;
    return done;
}

}  // namespace

int main(int count, char** arguments) {
    Settings settings;
    CLI::App app{"Reads machines on the shop floor and hands their values to the platform; see edge/gateway/README.md"};
    app.set_config("--config", "", "A file with these settings");
    app.add_option("--server", settings.server, "Address of the platform, https://…");
    app.add_option("--token-file", settings.token_file, "A file with the token of the gateway");
    app.add_option("--folder", settings.folder, "Where it keeps its queue and its state");
    app.add_option("--configuration", settings.configuration, "A configuration of its own instead of the platform's");
    app.add_option("--check", settings.check, "Only checks this configuration");
    app.add_option("--queue-mb", settings.queue_mb, "Bound of the queue on disk")->check(CLI::Range(16U, 1'000'000U));
    app.add_option("--sync-ms", settings.sync_ms, "What a power cut may cost of polled values")
        ->check(CLI::Range(10, 60'000));
    app.add_option("--send-ms", settings.send_ms, "Pause between two requests")->check(CLI::Range(10, 3'600'000));
    app.add_option("--trial-s", settings.trial_s, "How long a new configuration runs before it is good")
        ->check(CLI::Range(0, 3'600));
    CLI11_PARSE(app, count, arguments);
    if (!settings.check.empty()) return check(settings.check);
    const auto token = edge::first_line_of(settings.token_file);
    if (settings.server.empty() || token.empty() || settings.folder.empty()) {
        fmt::print(stderr, "--server, --token-file and --folder are needed\n");
        return wrong_usage;
    }
    gateway::Options options{.server = settings.server,
                             .token = token,
                             .queue = {.bytes_max = settings.queue_mb << 20U},
                             .send_pause = std::chrono::milliseconds(settings.send_ms),
                             .sync_pause = std::chrono::milliseconds(settings.sync_ms),
                             .trial_time = std::chrono::seconds(settings.trial_s)};
    if (!settings.configuration.empty()) {
        auto local = read_configuration(settings.configuration);
        if (!local) {
            complain(catalogue(), local.error(), edge::spoken());
            return failed;
        }
        options.local = std::move(*local);
    }
    return run(settings, std::move(options));
}
