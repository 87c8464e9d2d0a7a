// dengyun-erp: carries documents between an ERP and the platform, pass after pass, until it is told to end.
#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "edge/erp/folder.h"
#include "edge/erp/messages.h"
#include "edge/erp/platform.h"
#include "edge/erp/view.h"
#include "edge/program.h"

namespace {

using namespace dengyun;

struct Options {
    std::string platform;
    std::string key_file;
    std::string folder;
    std::string database;
    std::string company_code;
    unsigned every = 30;  // seconds
    bool once = false;
    bool print_sql = false;
};

constexpr int done = 0;
constexpr int failed = 1;
constexpr int wrong_usage = 2;

void say(std::string_view what, const Result<erp::Passed>& passed) {
    if (!passed) {
        MessageCatalogue catalogue;
        catalogue.add(erp::messages());
        fmt::print(stderr, "{}: {}\n{}\n", what, catalogue.text(passed.error(), edge::spoken()), passed.error().detail);
    } else if (passed->taken + passed->refused + passed->waiting > 0) {
        fmt::print(stderr, "{}: {} taken, {} refused, {} waiting\n", what, passed->taken, passed->refused,
                   passed->waiting);
        if (passed->waiting > 0) fmt::print(stderr, "{}\n", passed->why);
    }
}

// Opened anew for each pass: an ERP restarts its database when it likes.
Result<erp::Passed> send_from(const Options& options, const erp::Platform& platform) {
    DENGYUN_TRY(database, erp::Database::open(options.database));
    return erp::pass_view(database, platform, options.company_code);
}
Result<erp::Passed> fetch_into(const Options& options, const erp::Platform& platform) {
    DENGYUN_TRY(database, erp::Database::open(options.database));
    return erp::fetch_inbox(database, platform);
}

bool pass(const Options& options, const erp::Platform& platform) {
    bool worked = true;
    const auto done_with = [&](std::string_view what, const Result<erp::Passed>& passed) {
        say(what, passed);
        worked = worked && passed.has_value();
    };
    if (!options.folder.empty()) {
        done_with("folder", erp::pass_folder(options.folder, platform));
        done_with("folder, arrivals", erp::fetch_folder(options.folder, platform));
    }
    if (!options.database.empty()) {
        done_with("database", send_from(options, platform));
        done_with("database, arrivals", fetch_into(options, platform));
    }
    return worked;
}

}  // namespace

int main(int count, char** arguments) {
    Options options;
    CLI::App app{"Carries documents between an ERP and the platform; see edge/erp/README.md"};
    app.set_config("--config", "", "A file with these settings");
    app.add_option("--platform", options.platform, "Address of the platform, https://…");
    app.add_option("--key-file", options.key_file, "A file with an API key of the platform");
    app.add_option("--folder", options.folder, "Folder that the ERP exports UBL files into (its subfolder out)");
    app.add_option("--database", options.database, "PostgreSQL database of the ERP, postgresql://…");
    app.add_option("--company-code", options.company_code, "The firm's unified social credit code, for its documents");
    app.add_option("--every", options.every, "Seconds between two passes")->check(CLI::Range(1U, 86'400U));
    app.add_flag("--once", options.once, "End after one pass");
    app.add_flag("--print-sql", options.print_sql, "What the administrator of the ERP's database runs once");
    CLI11_PARSE(app, count, arguments);
    if (options.print_sql) {
        fmt::print("{}", erp::set_up_sql());
        return done;
    }
    const auto key = edge::first_line_of(options.key_file);
    if (options.platform.empty() || key.empty() || (options.folder.empty() && options.database.empty())) {
        fmt::print(stderr, "--platform, --key-file and one of --folder and --database are needed\n");
        return wrong_usage;
    }
    // Blocked before anything is sent, so that a pass ends whole.
    const auto ends = edge::block_ends();
    const erp::Platform platform(options.platform, key);
    for (;;) {
        const bool worked = pass(options, platform);
        if (options.once) return worked ? done : failed;
        if (!edge::wait(std::int64_t{options.every} * 1'000, ends)) return done;
    }
}
