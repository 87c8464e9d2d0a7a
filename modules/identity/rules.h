#pragma once
// Pure rules of accounts: sign-in names, passwords, time zones. They answer issues, the caller answers the error.
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

namespace dengyun::identity {

inline constexpr std::size_t password_length_min = 10;
inline constexpr std::size_t password_length_max = 128;

// The form in which a sign-in name is stored and compared: ASCII letters in lower case, without spaces around it.
[[nodiscard]] std::string fold_login(std::string_view login);
// 3 to 64 of the characters a-z 0-9 . _ - @ + (folded): names, phone numbers and e-mail addresses. No look-alikes.
[[nodiscard]] std::optional<Issue> check_login(std::string_view folded, std::string_view field = "login");
// 10 to 128 characters, not the sign-in name, not one of the most common ones. What it is made of is not judged.
[[nodiscard]] std::optional<Issue> check_password(std::string_view password, std::string_view folded_login,
                                                  std::string_view field = "password");
// A name of the time zone database: "Asia/Shanghai", "UTC".
[[nodiscard]] std::optional<Issue> check_time_zone(std::string_view name, std::string_view field = "time_zone");
// 2 to 40 of a-z 0-9 _, a letter first.
[[nodiscard]] std::optional<Issue> check_role_code(std::string_view code, std::string_view field = "code");

// What a peer's address counts as: itself, or the /64 that one IPv6 customer commands.
[[nodiscard]] std::string address_group(std::string_view address);

}  // namespace dengyun::identity
