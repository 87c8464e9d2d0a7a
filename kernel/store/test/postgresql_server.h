#pragma once
// A PostgreSQL for the tests of one program: the one that the environment names, or one of our own.
#include <string>

namespace dengyun::store::test {

// The address of an administrator. Starts the server when it is first asked for; it ends with the program.
[[nodiscard]] const std::string& administrator_address();
// Runs one statement as administrator. Ends the program where it fails: no test can go on without it.
void administer(const std::string& statement, const std::string& database = "postgres");
// The address of `database` for a role that is no superuser and owns nothing else.
[[nodiscard]] std::string address_of(const std::string& database);

}  // namespace dengyun::store::test
