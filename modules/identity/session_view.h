#pragma once
// What a signed-in person is told about himself, and what he sends to sign in and to change his account.
#include <optional>
#include <string>
#include <vector>

#include "modules/identity/organisation.h"
#include "modules/identity/user.h"

namespace dengyun::identity {

struct UserSession;

struct SessionUser {
    Id<User> id{};
    std::string login;
    std::string display_name;
    std::optional<std::string> email;
    std::optional<std::string> phone;
    Language language = Language::zh;
    std::optional<std::string> time_zone;  // absent: the organisation's
    std::vector<std::string> tours_seen;
    bool totp_enabled = false;
    static const meta::Entity description;
};
struct SessionOrganisation {
    Id<Organisation> id{};
    std::string name;
    OrganisationKind kind{};
    std::string time_zone;
    static const meta::Entity description;
};
struct SessionMembership {
    Id<Organisation> organisation_id{};
    std::string organisation_name;
    OrganisationKind kind{};
    std::vector<std::string> roles;
    static const meta::Entity description;
};
struct SessionView {
    SessionUser user;
    SessionOrganisation organisation;
    std::vector<SessionMembership> memberships;
    std::vector<std::string> roles;
    std::vector<std::string> permissions;
    std::string csrf_token;
    Instant expires_at{};
    static const meta::Entity description;
};

struct SignIn {
    std::string login;
    std::string password;
    std::optional<std::string> totp_code;  // of the app, or a recovery code
    static const meta::Entity description;
};
struct SwitchOrganisation {
    Id<Organisation> organisation_id{};
    static const meta::Entity description;
};
struct PasswordChange {
    std::string current_password;
    std::string new_password;
    static const meta::Entity description;
};
struct TotpSetup {
    std::string secret;
    std::string uri;
    static const meta::Entity description;
};
struct TotpConfirmation {
    std::string code;
    static const meta::Entity description;
};
struct RecoveryCodes {
    std::vector<std::string> recovery_codes;
    static const meta::Entity description;
};
struct TotpRemoval {
    std::string password;
    static const meta::Entity description;
};
struct SessionDevice {
    Id<UserSession> id{};
    std::string user_agent;
    std::string address;
    Instant created_at{};
    Instant last_seen_at{};
    bool current = false;
    static const meta::Entity description;
};
struct ResetRequest {
    std::string login;
    static const meta::Entity description;
};
struct ResetConfirmation {
    std::string token;
    std::string new_password;
    static const meta::Entity description;
};
struct PermissionView {
    std::string name;
    std::string label_zh;
    std::string label_en;
    std::string module;
    static const meta::Entity description;
};

}  // namespace dengyun::identity
