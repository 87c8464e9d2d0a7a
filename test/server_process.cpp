#include "test/server_process.h"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel/base/assert.h"

namespace dengyun::test {
namespace {

// Where the build put the program; CMake names it.
const char* const program = DENGYUN_PROGRAM;

int exit_code_of(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Reads until `done` is content or the other side closes.
template <class Done>
std::string read_until(int file, Done done) {
    std::string text;
    char buffer[4096];
    while (!done(text)) {
        const auto size = read(file, buffer, sizeof buffer);
        if (size <= 0) break;
        text.append(buffer, static_cast<std::size_t>(size));
    }
    return text;
}

}  // namespace

StartedProgram start_program(const std::string& path, const std::vector<std::string>& arguments, bool errors) {
    int out[2];
    int in[2];
    DENGYUN_ASSERT(pipe2(out, O_CLOEXEC) == 0 && pipe2(in, O_CLOEXEC) == 0);
    std::vector<std::string> words{path};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> raw;
    for (auto& word : words) raw.push_back(word.data());
    raw.push_back(nullptr);
    const pid_t pid = fork();
    DENGYUN_ASSERT(pid >= 0);
    if (pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        if (errors) dup2(out[1], STDERR_FILENO);
        execv(path.c_str(), raw.data());
        _exit(127);
    }
    close(out[1]);
    close(in[0]);
    return {pid, out[0], in[1]};
}

std::string read_line(int file) {
    return read_until(file, [](const std::string& seen) { return seen.ends_with('\n'); });
}

TemporaryFolder::TemporaryFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "dengyun-test-XXXXXX").string();
    DENGYUN_ASSERT(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

ServerProcess::ServerProcess(const std::filesystem::path& data, std::vector<std::string> arguments) {
    const bool has_address = std::ranges::find(arguments, "--listen") != arguments.end();
    arguments.insert(arguments.begin(), {"serve", "--data", data.string()});
    if (!has_address) arguments.insert(arguments.end(), {"--listen", "127.0.0.1:0"});
    const auto child = start_program(program, arguments, false);
    pid_ = child.pid;
    close(child.input);
    constexpr std::string_view mark = "http://127.0.0.1:";
    greeting_ = read_until(child.output, [&](const std::string& seen) {
        const auto at = seen.find(mark);
        return at != std::string::npos && seen.find('\n', at) != std::string::npos;
    });
    // What it prints later has no reader; a closed pipe must not end it (the program ignores SIGPIPE).
    close(child.output);
    if (const auto at = greeting_.find(mark); at != std::string::npos)
        port_ = static_cast<std::uint16_t>(std::atoi(greeting_.c_str() + at + mark.size()));
}

ServerProcess::~ServerProcess() { kill(); }

void ServerProcess::kill() {
    if (pid_ == 0) return;
    ::kill(pid_, SIGKILL);
    wait();
}

void ServerProcess::ask_to_stop(int signal) const {
    if (pid_ != 0) ::kill(pid_, signal);
}

int ServerProcess::stop(int signal) {
    if (pid_ == 0) return -1;
    ask_to_stop(signal);
    return wait();
}

int ServerProcess::wait() { return exit_code_of(std::exchange(pid_, 0)); }

Ran run_program(const std::vector<std::string>& arguments, const std::string& input) {
    const auto child = start_program(program, arguments, true);
    for (std::size_t at = 0; at < input.size();) {
        const auto size = write(child.input, input.data() + at, input.size() - at);
        if (size <= 0) break;
        at += static_cast<std::size_t>(size);
    }
    close(child.input);
    Ran ran;
    ran.output = read_until(child.output, [](const std::string&) { return false; });
    close(child.output);
    ran.exit_code = exit_code_of(child.pid);
    return ran;
}

}  // namespace dengyun::test
