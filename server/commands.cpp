#include "server/commands.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <termios.h>
#include <unistd.h>

#include "kernel/api/openapi.h"
#include "kernel/store/backup.h"
#include "kernel/store/events.h"
#include "modules/ledger/api.h"
#include "server/demonstration.h"
#include "server/platform.h"

namespace dengyun::server {
namespace {

// Opens the platform and runs `work` on it; both may fail.
template <class Work>
int with_platform(const Settings& settings, Platform::Schema schema, Platform::Access access, Work work,
                  const Surroundings& surroundings = present_surroundings()) {
    auto platform = Platform::open(settings, schema, access, surroundings);
    if (!platform) return report(platform.error());
    const Result<int> code = work(**platform);
    return code ? *code : report(code.error());
}

// Keeps a terminal from showing what is typed.
class Silence {
  public:
    Silence() : is_terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!is_terminal_) return;
        auto silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &silent);
        fmt::print(stderr, "Password: ");
    }
    ~Silence() {
        if (!is_terminal_) return;
        tcsetattr(STDIN_FILENO, TCSANOW, &before_);
        fmt::print(stderr, "\n");
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

  private:
    termios before_{};
    bool is_terminal_;
};

std::string read_password() {
    const Silence silence;
    std::string password;
    std::getline(std::cin, password);
    return password;
}

Id<Organisation> organisation_of(const UserCommand& command) {
    return command.organisation.empty() ? platform_organisation
                                        : parse_id<Organisation>(command.organisation).value_or(Id<Organisation>{});
}

Result<int> add_user(Platform& platform, const UserCommand& command) {
    DENGYUN_TRY(hash, platform.identity().hash_password(read_password(), command.login));
    return platform.store().write<int>(Scope::system("command line"), [&](store::Unit& unit) -> Result<int> {
        const auto organisation = organisation_of(command);
        if (auto known = identity::organisation_name(unit, organisation); !known) {
            if (organisation != platform_organisation) return std::unexpected(known.error());
            // The first user of a new platform.
            auto made = identity::create_organisation(
                unit, {.name = "登云平台", .kind = identity::OrganisationKind::platform, .id = organisation});
            if (!made) return std::unexpected(made.error());
        }
        const bool platform_side = organisation == platform_organisation;
        const auto roles = !command.roles.empty() ? command.roles
                           : platform_side        ? std::vector<std::string>{"owner", "platform_operator"}
                                                  : std::vector<std::string>{"owner"};
        auto user = identity::create_user_with_membership(
            unit, {.organisation = organisation,
                   .login = command.login,
                   .display_name = command.display_name.empty() ? command.login : command.display_name,
                   .password_hash = hash,
                   .roles = roles});
        if (!user) return std::unexpected(user.error());
        return exit_done;
    });
}

Result<int> list_users(Platform& platform) {
    constexpr std::int64_t page = 200;
    std::string after;
    while (true) {
        DENGYUN_TRY(lines, platform.store().read<std::vector<identity::UserLine>>(
                               Scope::system("command line"),
                               [&](store::Reader& reader) { return identity::list_users(reader, after, page); }));
        for (const auto& line : lines)
            fmt::print("{:<20} {:<20} {:<30} {} {}\n", line.login, line.display_name,
                       fmt::to_string(fmt::join(line.roles, ",")), line.active ? "active" : "suspended",
                       line.organisation_name);
        if (lines.empty() || lines.back().login == after) return exit_done;
        after = lines.back().login;
    }
}

Result<int> change_user(Platform& platform, const UserCommand& command) {
    std::string hash;
    if (command.what == UserCommand::What::password) {
        DENGYUN_TRY(made, platform.identity().hash_password(read_password(), command.login));
        hash = made;
    }
    DENGYUN_CHECK(platform.store().run_write(Scope::system("command line"), [&](store::Unit& unit) -> Result<> {
        switch (command.what) {
            case UserCommand::What::password:
                return identity::set_password(unit, command.login, hash, false);
            case UserCommand::What::suspend:
                return identity::set_user_active(unit, command.login, false);
            case UserCommand::What::activate:
                return identity::set_user_active(unit, command.login, true);
            default:
                return identity::set_roles(unit, command.login, organisation_of(command), command.roles);
        }
    }));
    return exit_done;
}

// For who copies them by the means of the file system or of PostgreSQL.
std::string where_series_lie(const Settings& settings, const store::Store& store) {
    const bool in_files = settings.telemetry_shelf == "files" || store.is_sqlite();
    return in_files ? (std::filesystem::path(settings.data) / "telemetry").string()
                    : std::string("the tables series_* of PostgreSQL");
}

}  // namespace

int report(const Error& error) {
    const auto messages = all_messages();
    fmt::print(stderr, "dengyun: {} ({})\n", messages.text(error, Language::en), error.code);
    for (const auto& issue : error.issues)
        fmt::print(stderr, "  {}: {}\n", issue.field, messages.text(issue, Language::en));
    if (!error.detail.empty()) fmt::print(stderr, "  {}\n", error.detail);
    return exit_failed;
}

Result<> write_file(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) return fail(ErrorKind::unavailable, "scheduling.unwritable_file", {}, path);
    return {};
}

int load_demonstration(const Settings& settings, const LoadDemonstration& command) {
    const auto end = SystemClock().now();
    ManualClock clock(end - demonstration_past);
    const Surroundings surroundings{clock, {.iterations = demonstration_iterations}};
    return with_platform(
        settings, Platform::Schema::migrate, Platform::Access::write,
        [&](Platform& platform) -> Result<int> {
            const DemonstrationSize size{command.seed, command.enterprises};
            DENGYUN_TRY(count, load_demonstration(platform, clock, end, size));
            DENGYUN_TRY(table, demonstration_table(platform.store()));
            fmt::print("Loaded {} demonstration enterprises. Everything in them is invented.\n{}", count, table);
            return exit_done;
        },
        surroundings);
}

int migrate(const Settings& settings, const Migrate& command) {
    if (!command.status && !command.generate) {
        return with_platform(settings, Platform::Schema::migrate, Platform::Access::write,
                             [](Platform&) -> Result<int> {
                                 fmt::print("The database is at this program's schema.\n");
                                 return exit_done;
                             });
    }
    const auto schema = command.generate ? Platform::Schema::migrate : Platform::Schema::leave;
    const auto access = command.generate ? Platform::Access::write : Platform::Access::read;
    return with_platform(settings, schema, access, [&](Platform& platform) -> Result<int> {
        if (command.generate) {
            const auto entities = all_entities();
            DENGYUN_TRY(script, store::schema_difference(platform.store(), entities));
            fmt::print("{}", script);
            return exit_done;
        }
        DENGYUN_TRY(pending, store::pending_migrations(platform.store(), all_migrations()));
        if (pending.empty()) fmt::print("Nothing is missing.\n");
        for (const auto number : pending) fmt::print("Missing: {:04}\n", number);
        return exit_done;
    });
}

int backup(const Settings& settings, const Backup& command) {
    return with_platform(settings, Platform::Schema::require, Platform::Access::read,
                         [&](Platform& platform) -> Result<int> {
                             DENGYUN_CHECK(store::backup(platform.store(), command.file, telemetry::tables_apart()));
                             fmt::print("Wrote {}. Measured values are not in it: they lie in {}.\n", command.file,
                                        where_series_lie(settings, platform.store()));
                             return exit_done;
                         });
}

int restore(const Settings& settings, const Restore& command) {
    return with_platform(settings, Platform::Schema::leave, Platform::Access::write,
                         [&](Platform& platform) -> Result<int> {
                             DENGYUN_CHECK(store::restore(platform.store(), command.file, all_migrations()));
                             fmt::print("Restored {}.\n", command.file);
                             return exit_done;
                         });
}

int verify(const Settings& settings) {
    return with_platform(
        settings, Platform::Schema::require, Platform::Access::read, [](Platform& platform) -> Result<int> {
            DENGYUN_TRY(events, store::verify_events(platform.store(), Scope::system("verify")));
            for (const auto& fault : events.faults)
                fmt::print(stderr, "organisation {}: event {}: {}\n", to_text(fault.organisation_id), fault.sequence,
                           fault.reason);
            fmt::print("{} events of {} organisations, {} broken chains.\n", events.events, events.organisations,
                       events.faults.size());
            DENGYUN_TRY(book, ledger::verify_book(platform.store(), ledger::custody_book));
            if (!book.fault.empty())
                fmt::print(stderr, "custody book: {} (transfer {}, account {})\n", book.fault, book.sequence,
                           book.account_id);
            fmt::print("{} transfers of {} accounts, {}.\n", book.transfers, book.accounts,
                       book.fault.empty() ? "balanced" : "at fault");
            DENGYUN_TRY(series, telemetry::verify_series(platform.store()));
            for (const auto& fault : series.faults)
                fmt::print(stderr, "organisation {}: measured values: {}\n", to_text(fault.organisation), fault.reason);
            if (!platform.store().is_sqlite())
                fmt::print("{} rows of measured values and summaries in {} blocks, {} faults.\n", series.rows,
                           series.blocks, series.faults.size());
            const bool is_whole = events.faults.empty() && book.fault.empty() && series.faults.empty();
            return is_whole ? exit_done : exit_bad_data;
        });
}

int change_users(const Settings& settings, const UserCommand& command) {
    const bool lists = command.what == UserCommand::What::list;
    const auto access = lists ? Platform::Access::read : Platform::Access::write;
    return with_platform(settings, Platform::Schema::require, access, [&](Platform& platform) -> Result<int> {
        if (command.what == UserCommand::What::add) return add_user(platform, command);
        if (lists) return list_users(platform);
        return change_user(platform, command);
    });
}

int print_openapi(const Settings& settings) {
    // The routes need a store to stand on, and nothing in it.
    auto folder = (std::filesystem::temp_directory_path() / "dengyun-openapi-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr)
        return report({ErrorKind::unavailable, "settings.unusable_data", {}, folder});
    auto empty = settings;
    empty.data = folder;
    empty.database.clear();
    const int code =
        with_platform(empty, Platform::Schema::leave, Platform::Access::write, [](Platform& platform) -> Result<int> {
            fmt::print("{}\n", api::indented(api::openapi_document(platform.routes(), version)));
            return exit_done;
        });
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return code;
}

}  // namespace dengyun::server
