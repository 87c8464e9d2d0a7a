// An MTConnect agent for tests: mtconnect_agent BUFFER. Prints its port. By lines on its input it is told what happens:
// "add N" observations of the item s1 (the value is the sequence number), "cut" ends the streams, "lose N" does both
// before anybody is answered, "restart" begins a new instance, "asked" prints how many requests came. Ends with its
// input.
#include <arpa/inet.h>
#include <chrono>
#include <deque>
#include <fmt/format.h>
#include <iostream>
#include <list>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kernel/base/instant.h"

namespace {

using dengyun::instant_of;
using dengyun::to_text;
constexpr int heartbeat_ms = 5'000;

struct Observation {
    long sequence;
    std::int64_t at_ms;
};

struct Client {
    int file;
    std::string request{};
    long next = 0;  // of a stream; 0: not yet one
};

class Agent {
  public:
    explicit Agent(std::size_t buffer) : buffer_(buffer) {
        listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* raw = reinterpret_cast<sockaddr*>(&address);
        if (bind(listener_, raw, size) != 0 || listen(listener_, 8) != 0 || getsockname(listener_, raw, &size) != 0)
            std::exit(2);
        say(fmt::format("{}\n", ntohs(address.sin_port)));
    }

    void run() {
        for (;;) {
            std::vector<pollfd> waiting{{STDIN_FILENO, POLLIN, 0}, {listener_, POLLIN, 0}};
            for (const auto& client : clients_) waiting.push_back({client.file, POLLIN, 0});
            if (poll(waiting.data(), waiting.size(), heartbeat_ms) == 0) {
                for (auto& client : clients_)
                    if (client.next > 0) send_part(client);
                continue;
            }
            if (waiting[0].revents != 0 && !take_input()) return;
            if (waiting[1].revents != 0) clients_.push_back({accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)});
            for (const auto& one : waiting)
                if (one.revents != 0 && one.fd != STDIN_FILENO && one.fd != listener_) take_from(one.fd);
        }
    }

  private:
    static void say(const std::string& text) {
        std::cout << text;
        std::cout.flush();
    }

    bool take_input() {
        char space[4096];
        const auto size = read(STDIN_FILENO, space, sizeof space);
        if (size <= 0) return false;
        input_.append(space, static_cast<std::size_t>(size));
        for (auto end = input_.find('\n'); end != std::string::npos; end = input_.find('\n')) {
            obey(input_.substr(0, end));
            input_.erase(0, end + 1);
        }
        return true;
    }

    void obey(const std::string& line) {
        if (line == "cut" || line.starts_with("lose ")) {
            for (const auto& client : clients_)
                if (client.next > 0) close(client.file);
            std::erase_if(clients_, [](const Client& client) { return client.next > 0; });
        }
        if (line.starts_with("add ") || line.starts_with("lose "))
            for (long count = std::stol(line.substr(line.find(' '))); count > 0; count--) add();
        if (line == "restart") {
            held_.clear();
            instance_++;
            next_ = 1;
            obey("cut");
        }
        if (line == "asked") say(fmt::format("{}\n", asked_));
        for (auto& client : clients_)
            if (client.next > 0 && client.next < next_) send_part(client);
    }

    void add() {
        const auto now_ms =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
                .count();
        last_ms_ = std::max<std::int64_t>(now_ms, last_ms_ + 1);
        held_.push_back({next_++, last_ms_});
        if (held_.size() > buffer_) held_.pop_front();
    }

    [[nodiscard]] long first() const { return held_.empty() ? next_ : held_.front().sequence; }

    std::string document(long from) const {
        std::string observations;
        for (const auto& one : held_)
            if (one.sequence >= from)
                observations += fmt::format(R"(<Speed dataItemId="s1" timestamp="{}" sequence="{}">{}</Speed>)",
                                            to_text(instant_of(one.at_ms)), one.sequence, one.sequence);
        return fmt::format(
            R"(<?xml version="1.0"?><MTConnectStreams><Header instanceId="{}" bufferSize="{}" nextSequence="{}" firstSequence="{}" lastSequence="{}"/>)"
            R"(<Streams><DeviceStream name="VMC"><ComponentStream><Samples>{}</Samples></ComponentStream></DeviceStream></Streams></MTConnectStreams>)",
            instance_, buffer_, next_, first(), next_ - 1, observations);
    }

    static void send_all(int file, const std::string& text) {
        for (std::size_t at = 0; at < text.size();) {
            const auto size = send(file, text.data() + at, text.size() - at, MSG_NOSIGNAL);
            if (size <= 0) return;
            at += static_cast<std::size_t>(size);
        }
    }

    void send_part(Client& client) {
        const auto text = document(client.next);
        client.next = next_;
        send_all(client.file, fmt::format("--part\r\nContent-type: text/xml\r\nContent-length: {}\r\n\r\n{}\r\n",
                                          text.size(), text));
    }

    void take_from(int file) {
        const auto client = std::ranges::find(clients_, file, &Client::file);
        if (client == clients_.end()) return;  // cut meanwhile
        char space[4096];
        const auto size = read(file, space, sizeof space);
        if (size <= 0) {
            close(file);
            clients_.erase(client);
            return;
        }
        client->request.append(space, static_cast<std::size_t>(size));
        if (!client->request.contains("\r\n\r\n")) return;
        answer(*client);
        if (client->next > 0) return;
        close(file);
        clients_.erase(client);
    }

    void answer(Client& client) {
        asked_++;
        const auto start = client.request.find(' ') + 1;
        const auto target = client.request.substr(start, client.request.find(' ', start) - start);
        client.request.clear();
        const auto plain = [&](int status, const std::string& text) {
            send_all(client.file, fmt::format("HTTP/1.1 {} X\r\nContent-Type: text/xml\r\nConnection: close\r\n"
                                              "Content-Length: {}\r\n\r\n{}",
                                              status, text.size(), text));
        };
        if (target == "/current") return plain(200, document(next_ - 1));
        long from = 0;
        if (std::sscanf(target.c_str(), "/sample?from=%ld", &from) != 1 || from < first() || from > next_)
            return plain(
                404,
                R"(<MTConnectError><Errors><Error errorCode="OUT_OF_RANGE">from</Error></Errors></MTConnectError>)");
        if (!target.contains("interval=")) return plain(200, document(from));
        send_all(client.file,
                 "HTTP/1.1 200 OK\r\nConnection: close\r\n"
                 "Content-Type: multipart/x-mixed-replace;boundary=part\r\n\r\n");
        client.next = from;
        send_part(client);
    }

    const std::size_t buffer_;
    int listener_ = -1;
    std::list<Client> clients_;
    std::string input_;
    std::deque<Observation> held_;
    long instance_ = 1;
    long next_ = 1;
    std::int64_t last_ms_ = 0;
    int asked_ = 0;
};

}  // namespace

int main(int count, char** words) { Agent(count > 1 ? std::stoul(words[1]) : 100).run(); }
