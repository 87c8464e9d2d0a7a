#pragma once
// User: one person's account. It belongs to its home organisation, which may hand over a new password, and may be a
// member of others.
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/label.h"
#include "kernel/meta/entity.h"

namespace dengyun {

const meta::Choices& choices_of(Language);

struct User : meta::Record<User> {
    std::string login;  // folded (rules.h); unique over all organisations
    std::string display_name;
    std::optional<std::string> email;
    std::optional<std::string> phone;
    Language language = Language::zh;
    std::optional<std::string> time_zone;  // absent: that of the organisation he works in
    std::vector<std::string> tours_seen;   // the guided tours of the web app that he has been through
    bool active = true;
    std::string password_hash;  // Argon2id in its text form; empty: no password yet, nobody can sign in
    Instant password_changed_at{};
    std::string totp_secret;                        // sealed (vault.h); empty: no second factor
    std::string totp_pending_secret;                // sealed; shown, and not confirmed with a code yet
    std::int64_t totp_last_step = 0;                // a code of this step or an earlier one is used up
    std::vector<std::string> recovery_code_hashes;  // SHA-256, hex; used ones are gone
    static const meta::Entity description;
};

// Also one that is only offered, and the recovery codes.
void forget_second_factor(User& user);

}  // namespace dengyun
