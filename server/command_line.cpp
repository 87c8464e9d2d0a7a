#include "server/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <fmt/core.h>

#include "demo/generate.h"
#include "kernel/meta/json.h"

namespace dengyun::server {
namespace {

std::string flag_of(const meta::Field& field) {
    std::string name(field.name);
    std::ranges::replace(name, '_', '-');
    return "--" + name;
}

std::string variable_of(const meta::Field& field) {
    std::string name = "DENGYUN_" + std::string(field.name);
    std::ranges::transform(name, name.begin(),
                           [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c); });
    return name;
}

bool has_bounds(const meta::Field& field) { return field.type == meta::Type::integer; }

std::string default_of(const meta::Field& field) {
    static const Settings defaults;
    return field.options.format == meta::Format::password ? "" : meta::scalar_text(field, field.get(&defaults));
}

// CLI11's convention: the text of what is wrong, empty where nothing is.
std::string give(const meta::Field& field, Settings& settings, const std::string& text) {
    const auto value = meta::read_scalar(field, text);
    if (!value) return fmt::format("{} cannot be \"{}\"", flag_of(field), text);
    if (const auto* number = std::get_if<std::int64_t>(&*value); number != nullptr && has_bounds(field)) {
        if (*number < field.options.min || *number > field.options.max)
            return fmt::format("{} must be between {} and {}", flag_of(field), field.options.min, field.options.max);
    }
    if (text.size() > field.options.length_max) return fmt::format("{} is too long", flag_of(field));
    field.set(&settings, *value);
    return {};
}

// The file names the settings as the table does; the flags have hyphens. What the environment says goes before the
// file, which CLI11 would have the other way round.
class SettingsFile final : public CLI::ConfigBase {
  public:
    std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
        auto items = ConfigBase::from_config(input);
        for (auto& item : items) std::ranges::replace(item.name, '_', '-');
        std::erase_if(items, [](const CLI::ConfigItem& item) {
            const auto same = [&](const meta::Field& field) { return flag_of(field) == "--" + item.name; };
            const auto field = std::ranges::find_if(Settings::description.fields, same);
            return field != Settings::description.fields.end() && std::getenv(variable_of(*field).c_str()) != nullptr;
        });
        return items;
    }
};

void add_settings(CLI::App& app, Settings& settings) {
    for (const auto& field : Settings::description.fields) {
        auto meaning = std::string(field.label.en);
        if (has_bounds(field)) meaning += fmt::format(" ({} to {})", field.options.min, field.options.max);
        app.add_option_function<std::string>(
               flag_of(field),
               [&field, &settings](const std::string& text) {
                   if (const auto wrong = give(field, settings, text); !wrong.empty())
                       throw CLI::ValidationError(wrong);
               },
               meaning)
            ->envname(variable_of(field))
            ->default_str(default_of(field))
            ->group("Settings");
    }
    app.config_formatter(std::make_shared<SettingsFile>());
    app.allow_config_extras(CLI::config_extras_mode::error);
    app.set_config("--config", "", "Configuration file (TOML: name = value)")
        ->envname("DENGYUN_CONFIG")
        ->group("Settings");
}

template <class What>
CLI::App* add_command(CLI::App& app, Command& command, const std::string& name, const std::string& meaning) {
    auto* sub = app.add_subcommand(name, meaning)->fallthrough();
    sub->final_callback([&command] {
        if (!std::holds_alternative<What>(command)) command = What{};
    });
    return sub;
}

// Options of a subcommand write into the command that is being chosen.
template <class What>
What& chosen(Command& command) {
    if (!std::holds_alternative<What>(command)) command = What{};
    return std::get<What>(command);
}

void add_user_commands(CLI::App& app, Command& command) {
    auto* user = app.add_subcommand("user", "Sign-ins: add, list, password, suspend, activate, roles")->fallthrough();
    user->require_subcommand(1);
    struct Row {
        UserCommand::What what;
        const char* name;
        const char* meaning;
    };
    for (const auto& row :
         {Row{UserCommand::What::add, "add", "Add a sign-in; the password is read from standard input"},
          Row{UserCommand::What::list, "list", "List the sign-ins of an organisation"},
          Row{UserCommand::What::password, "password", "Set a password, read from standard input"},
          Row{UserCommand::What::suspend, "suspend", "Keep somebody out, at once"},
          Row{UserCommand::What::activate, "activate", "Let somebody in again"},
          Row{UserCommand::What::roles, "roles", "Set the roles of a sign-in"}}) {
        auto* sub = user->add_subcommand(row.name, row.meaning)->fallthrough();
        sub->parse_complete_callback([&command, what = row.what] { chosen<UserCommand>(command).what = what; });
        const auto text = [&](const char* name, std::string UserCommand::* member, const char* meaning) {
            return sub->add_option_function<std::string>(
                name, [&command, member](const std::string& given) { chosen<UserCommand>(command).*member = given; },
                meaning);
        };
        text("--organisation", &UserCommand::organisation, "Id of the organisation; the platform where absent");
        if (row.what == UserCommand::What::list) continue;
        text("login", &UserCommand::login, "Sign-in name")->required();
        if (row.what == UserCommand::What::add)
            text("--display-name", &UserCommand::display_name, "Name as others see it");
        if (row.what == UserCommand::What::add || row.what == UserCommand::What::roles)
            sub->add_option_function<std::vector<std::string>>(
                   "--roles",
                   [&command](const std::vector<std::string>& given) { chosen<UserCommand>(command).roles = given; },
                   "Roles, separated by commas")
                ->delimiter(',')
                ->required(row.what == UserCommand::What::roles);
    }
}

void add_commands(CLI::App& app, Command& command) {
    add_command<Serve>(app, command, "serve", "Serve the web app and the API");
    auto* demo =
        add_command<LoadDemonstration>(app, command, "demo", "Load the demonstration cluster into an empty database");
    demo->add_option_function<std::int64_t>(
        "--seed", [&command](std::int64_t v) { chosen<LoadDemonstration>(command).seed = v; },
        "The same seed gives the same cluster");
    demo->add_option_function<std::int64_t>(
            "--enterprises", [&command](std::int64_t v) { chosen<LoadDemonstration>(command).enterprises = v; },
            "How many enterprises")
        ->check(CLI::Range(demo::enterprises_min, demo::enterprises_max));
    auto* migrate = add_command<Migrate>(app, command, "migrate", "Bring the database to this program's schema");
    migrate->add_flag_callback(
        "--status", [&command] { chosen<Migrate>(command).status = true; }, "Only say what is missing");
    migrate->add_flag_callback(
        "--generate", [&command] { chosen<Migrate>(command).generate = true; },
        "Print the script from the present schema to the descriptions");
    add_command<Backup>(app, command, "backup", "Write a backup while the database is in use")
        ->add_option_function<std::string>(
            "file", [&command](const std::string& f) { chosen<Backup>(command).file = f; }, "File to write")
        ->required();
    add_command<Restore>(app, command, "restore", "Restore a backup into an empty database")
        ->add_option_function<std::string>(
            "file", [&command](const std::string& f) { chosen<Restore>(command).file = f; }, "File to read")
        ->required();
    auto* verify = app.add_subcommand("verify", "Prove the event log and the ledger, or an award")->fallthrough();
    verify->final_callback([&command] {
        if (!std::holds_alternative<VerifyAward>(command)) command = Verify{};
    });
    verify->add_subcommand("award", "Replay an award from its record, without a database, or of an RFQ in the database")
        ->fallthrough()
        ->add_option_function<std::string>(
            "record", [&command](const std::string& given) { command = VerifyAward{given}; },
            "File that /api/v1/rfxs/{id}/award-record gave, or the id of an RFQ")
        ->required();
    add_user_commands(app, command);
    add_solve_command(app, [&command]() -> SolveSchedule& { return chosen<SolveSchedule>(command); });
    add_check_command(app, [&command]() -> CheckSchedule& { return chosen<CheckSchedule>(command); });
    add_dispatch_commands(
        app, [&command]() -> SolveDispatch& { return chosen<SolveDispatch>(command); },
        [&command]() -> CheckDispatch& { return chosen<CheckDispatch>(command); });
    add_explain_command(app, [&command]() -> ExplainSchedule& { return chosen<ExplainSchedule>(command); });
    add_repair_command(app, [&command]() -> RepairSchedule& { return chosen<RepairSchedule>(command); });
    add_command<PrintOpenApi>(app, command, "openapi", "Print the OpenAPI document");
    add_command<PrintSettings>(app, command, "settings", "Print the table of settings");
    add_command<PrintVersion>(app, command, "version", "Print the version");
}

}  // namespace

std::variant<CommandLine, int> parse_command_line(int count, const char* const* arguments) {
    CommandLine line;
    line.command = PrintVersion{};
    CLI::App app("Dengyun: an open industrial-internet platform for clusters of small manufacturers", "dengyun");
    add_settings(app, line.settings);
    add_commands(app, line.command);
    app.require_subcommand(1);
    app.footer("Exit codes: 0 done, 1 failed, 2 wrong usage, 3 something is wrong with the data.");
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_done : exit_usage;
    }
    return line;
}

std::string settings_table() {
    std::string out =
        "| setting | flag | environment | default | bounds | meaning | 含义 |\n|---|---|---|---|---|---|---|\n";
    for (const auto& field : Settings::description.fields) {
        const auto bounds =
            has_bounds(field) ? fmt::format("{} to {}", field.options.min, field.options.max) : std::string("-");
        out += fmt::format("| `{}` | `{}` | `{}` | {} | {} | {} | {} |\n", field.name, flag_of(field),
                           variable_of(field), default_of(field), bounds, field.label.en, field.label.zh);
    }
    return out;
}

}  // namespace dengyun::server
