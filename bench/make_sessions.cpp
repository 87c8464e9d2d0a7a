// Fills a database for a benchmark: make_sessions DATA COUNT makes COUNT enterprises with a signed-in user each and
// prints a line for each: the session's token, its CSRF token, the id of the enterprise's profile. Many, because what
// one organisation may hold is bounded, and because a platform has many.
#include <charconv>
#include <fmt/format.h>

#include "modules/enterprise/api.h"
#include "server/commands.h"
#include "server/platform.h"

namespace dengyun {
namespace {

Result<std::string> add_one(server::Platform& platform, store::Unit& unit, int number) {
    const auto name = fmt::format("试验企业{}", number);
    DENGYUN_TRY(organisation, identity::create_organisation(unit, {.name = name}));
    DENGYUN_TRY(user, identity::create_user_with_membership(unit, {.organisation = organisation.organisation_id,
                                                                   .login = fmt::format("bench-{}", number),
                                                                   .display_name = name}));
    DENGYUN_TRY(profile, enterprise::create_profile(
                             unit, organisation.organisation_id,
                             enterprise::NewProfile{.name = name, .region_code = "330281", .industry_code = "3525"}));
    DENGYUN_TRY(session, platform.identity().open_session(unit, user.id, organisation.organisation_id,
                                                          http::Request{.remote_address = "127.0.0.1"}));
    return fmt::format("{} {} {}\n", session.token, session.view.csrf_token, to_text(profile.id));
}

int make_sessions(const std::string& data, int count) {
    server::Settings settings;
    settings.data = data;
    auto platform = server::Platform::open(settings, server::Platform::Schema::migrate);
    if (!platform) return server::report(platform.error());
    const auto lines = (*platform)->store().write<std::string>(Scope::system("benchmark"),
                                                               [&](store::Unit& unit) -> Result<std::string> {
                                                                   std::string text;
                                                                   for (int i = 0; i < count; ++i) {
                                                                       DENGYUN_TRY(line, add_one(**platform, unit, i));
                                                                       text += line;
                                                                   }
                                                                   return text;
                                                               });
    if (!lines) return server::report(lines.error());
    fmt::print("{}", *lines);
    return server::exit_done;
}

}  // namespace
}  // namespace dengyun

int main(int count, char** arguments) {
    int sessions = 0;
    const std::string_view number = count == 3 ? arguments[2] : "";
    if (std::from_chars(number.data(), number.data() + number.size(), sessions).ec != std::errc{} || sessions < 1) {
        fmt::print(stderr, "usage: make_sessions DATA COUNT\n");
        return dengyun::server::exit_usage;
    }
    return dengyun::make_sessions(arguments[1], sessions);
}
