#include "kernel/store/test/postgresql_server.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <libpq-fe.h>
#include <memory>
#include <pwd.h>
#include <signal.h>
#include <string_view>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "kernel/base/assert.h"

namespace dengyun::store::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* role = "dengyun_test";

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "the tests need PostgreSQL: %s\n", why.c_str());
    std::abort();
}

fs::path programs() {
    const fs::path debian = "/usr/lib/postgresql";
    if (fs::exists(debian))
        for (const auto& version : fs::directory_iterator(debian))
            if (fs::exists(version.path() / "bin/initdb")) return version.path() / "bin";
    give_up("it is not installed (Debian's package postgresql)");
}

// PostgreSQL refuses root. Between fork and exec only what is safe there, as other threads may hold any lock.
pid_t start(const std::vector<std::string>& command, const passwd* as, const fs::path& log) {
    std::vector<char*> arguments;
    for (const auto& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
    arguments.push_back(nullptr);
    std::vector<char*> environment;
    for (char** variable = environ; *variable != nullptr; ++variable)
        if (!std::string_view(*variable).starts_with("LC_ALL=")) environment.push_back(*variable);
    environment.push_back(nullptr);
    const std::string log_path = log.string();
    const pid_t child = fork();
    if (child != 0) return child;
    if (as != nullptr && (setgid(as->pw_gid) != 0 || setuid(as->pw_uid) != 0)) _exit(126);
    prctl(PR_SET_PDEATHSIG, SIGINT);  // also where this program is killed
    const int file = open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (file < 0 || dup2(file, STDOUT_FILENO) < 0 || dup2(file, STDERR_FILENO) < 0) _exit(126);
    execve(arguments[0], arguments.data(), environment.data());
    _exit(127);
}

class Server {
  public:
    Server() {
        if (const char* given = std::getenv("DENGYUN_TEST_POSTGRESQL"); given != nullptr && *given != '\0') {
            address_ = given;
            return;
        }
        // A socket's path has at most 107 bytes: not below TMPDIR, which may be long.
        std::string folder = "/tmp/dengyun-postgres.XXXXXX";
        DENGYUN_ASSERT(mkdtemp(folder.data()) != nullptr);
        folder_ = folder;
        const passwd* as = nullptr;
        if (geteuid() == 0) {
            as = getpwnam("postgres");
            if (as == nullptr) give_up("there is no user postgres to run it, which refuses root");
            DENGYUN_ASSERT(chown(folder.c_str(), as->pw_uid, as->pw_gid) == 0);
        }
        const auto bin = programs();
        const auto data = (folder_ / "data").string();
        int status = 0;
        const pid_t made = start({bin / "initdb", "--pgdata=" + data, "--username=postgres", "--auth=trust",
                                  "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"},
                                 as, folder_ / "log");
        waitpid(made, &status, 0);
        if (status != 0) give_up("initdb failed, see " + (folder_ / "log").string());
        server_ = start({bin / "postgres",
                         "-D",
                         data,
                         "-k",
                         folder,
                         "-c",
                         "listen_addresses=",
                         "-c",
                         "fsync=off",
                         "-c",
                         "synchronous_commit=off",
                         "-c",
                         "full_page_writes=off",
                         "-c",
                         "jit=off",
                         "-c",
                         "max_connections=200",
                         "-c",
                         "shared_buffers=32MB",
                         "-c",
                         "timezone=UTC"},
                        as, folder_ / "log");
        for (const char c : folder) address_ += c == '/' ? "%2F" : std::string(1, c);
        address_ = "postgresql://postgres@" + address_ + "/postgres";
        wait_until_ready();
    }
    ~Server() {
        if (server_ <= 0) return;
        kill(server_, SIGINT);
        waitpid(server_, nullptr, 0);
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    [[nodiscard]] const std::string& address() const { return address_; }

  private:
    void wait_until_ready() const {
        constexpr int tries_max = 600;
        for (int i = 0; i < tries_max; ++i) {
            if (PQping(address_.c_str()) == PQPING_OK) return;
            if (waitpid(server_, nullptr, WNOHANG) != 0) break;
            usleep(50'000);
        }
        give_up("it did not start, see " + (folder_ / "log").string());
    }
    fs::path folder_;
    std::string address_;
    pid_t server_ = 0;
};

// "postgresql://role@place/database": the parts of the administrator's address with another role and database.
std::string with(const std::string& user, const std::string& database) {
    const auto& address = administrator_address();
    const auto at = address.find('@');
    const auto slash = address.find('/', at);
    const auto query = address.find('?', slash);
    DENGYUN_ASSERT(at != std::string::npos && slash != std::string::npos);
    return "postgresql://" + user + address.substr(at, slash - at) + "/" + database +
           (query == std::string::npos ? "" : address.substr(query));
}

void run(const std::string& address, const std::string& statement) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(address.c_str()), PQfinish);
    if (PQstatus(connection.get()) != CONNECTION_OK) give_up(PQerrorMessage(connection.get()));
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), statement.c_str()), PQclear);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        give_up(statement + ": " + PQerrorMessage(connection.get()));
}

}  // namespace

const std::string& administrator_address() {
    static const Server server;
    return server.address();
}

void administer(const std::string& statement, const std::string& database) {
    static const bool prepared = [] {
        // Test programs run side by side on one server: the first makes the role.
        run(administrator_address(),
            "DO $$ BEGIN PERFORM pg_advisory_lock(4157203); "
            "IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dengyun_test') THEN "
            "CREATE ROLE dengyun_test LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD 'dengyun_test'; END IF; END $$");
        return true;
    }();
    static_cast<void>(prepared);
    run(database == "postgres" ? administrator_address() : with("postgres", database), statement);
}

std::string address_of(const std::string& database) { return with(std::string(role) + ":" + role, database); }

}  // namespace dengyun::store::test
