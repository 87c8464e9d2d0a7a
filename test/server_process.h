#pragma once
// The real program as a second process: started on a free port and a folder of its own, killed or stopped by its id.
#include <cstdint>
#include <filesystem>
#include <signal.h>
#include <string>
#include <sys/types.h>
#include <vector>

namespace dengyun::test {

// A folder that is removed with everything in it.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

// A program that was started, with its standard output (and errors, where asked for) and input.
struct StartedProgram {
    pid_t pid;
    int output;
    int input;
};
[[nodiscard]] StartedProgram start_program(const std::string& path, const std::vector<std::string>& arguments,
                                           bool errors);
// Reads up to the end of a line.
[[nodiscard]] std::string read_line(int file);

class ServerProcess {
  public:
    // Runs `dengyun serve` on `data` and waits until it says its address: a free port, unless `arguments`, which go in
    // addition, name another ("--listen").
    explicit ServerProcess(const std::filesystem::path& data, std::vector<std::string> arguments = {});
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    [[nodiscard]] bool started() const { return port_ != 0; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] pid_t pid() const { return pid_; }
    // SIGKILL, at once.
    void kill();
    // Asks it to stop and waits; answers the exit code.
    int stop(int signal = SIGTERM);
    // Only asks.
    void ask_to_stop(int signal = SIGTERM) const;
    // What it printed up to the line with its address.
    [[nodiscard]] const std::string& greeting() const { return greeting_; }

  private:
    int wait();
    pid_t pid_ = 0;
    std::uint16_t port_ = 0;
    std::string greeting_;
};

// Runs `dengyun` with these arguments to its end; answers its exit code and what it printed.
struct Ran {
    int exit_code = -1;
    std::string output;
};
[[nodiscard]] Ran run_program(const std::vector<std::string>& arguments, const std::string& input = {});

}  // namespace dengyun::test
