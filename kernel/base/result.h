#pragma once
// Result<T>: what every fallible function returns. Operating errors only; broken invariants assert (assert.h).
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dengyun {

// Declared in precedence order: when several apply, the earliest is reported.
// One exhaustive switch in kernel/http maps them to HTTP status codes.
enum class ErrorKind {
    unauthenticated,        // nobody has signed in, or the proof is no longer valid
    forbidden,              // signed in, but without the permission
    invalid,                // the input breaks a rule; `issues` says which fields
    method_not_allowed,     // the path exists, but not with this method
    not_found,              // nothing of that name within the caller's scope
    precondition_required,  // a change must name the version that the caller saw, and does not
    precondition_failed,    // that version is no longer the present one
    conflict,               // the input is fine, the present state is not (transition, uniqueness)
    limit,                  // a bound of a queue, rate, size or budget
    unavailable,            // a database or partner does not answer; trying again may help
};

// One thing that is wrong with one field. `field` is a path: "name", "contacts.0.phone"; empty for the whole input.
// `code` is a key of the message catalogue below "issue.": "too_long". `detail` fills the catalogue's {detail}.
struct Issue {
    std::string field;
    std::string code;
    std::string detail{};
};

struct Error {
    ErrorKind kind{};
    std::string code;  // Stable, a key of the message catalogue: "work_order.bad_transition".
    std::vector<Issue> issues{};
    std::string detail{};  // For the log only; never sent to a client.
};

template <class T = void>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, std::string_view code, std::vector<Issue> issues = {},
                                                 std::string detail = {}) {
    return std::unexpected(Error{kind, std::string(code), std::move(issues), std::move(detail)});
}

}  // namespace dengyun

// The control-flow macros we allow: libstdc++ 12's std::expected has no and_then().
// DENGYUN_TRY(name, expression) declares `name` from the value or returns the error; DENGYUN_CHECK is for Result<void>.
#define DENGYUN_TRY(name, expression)                                             \
    auto name##_result = (expression);                                            \
    if (!name##_result) return std::unexpected(std::move(name##_result).error()); \
    auto& name = *name##_result
#define DENGYUN_CHECK(expression) \
    if (auto checked = (expression); !checked) return std::unexpected(std::move(checked).error())
