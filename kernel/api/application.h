#pragma once
// The application behind the network edge: finds the route, authenticates, checks the permission, counts against the
// rate, runs the handler where it belongs, and answers.
#include <memory>

#include "kernel/api/route.h"
#include "kernel/base/message.h"
#include "kernel/http/http.h"
#include "kernel/store/store.h"

namespace dengyun::api {

struct ApplicationOptions {
    unsigned workers = 8;
    std::size_t queue_max = 2048;              // requests waiting for a worker; more are refused with 503
    double requests_per_second_key = 200;      // per API key or user; 0: no limit
    double requests_per_second_address = 400;  // per address
    unsigned burst_seconds = 5;                // what may be saved up
    std::size_t sockets_per_user_max = 20;
};

// What a request turned into, for the log and the metrics. `route` is the pattern, never the path with its ids.
struct Outcome {
    const http::Request* request;
    std::string_view route;
    unsigned status;
    std::chrono::microseconds duration;
    const Error* error;  // nullptr where it went well
    std::string_view actor_name;
};

class Application final : public http::Application {
  public:
    struct Needs {
        const Routes& routes;
        store::Store& store;
        Authenticator& authenticator;
        const MessageCatalogue& messages;
        const Clock& clock;
    };
    Application(Needs needs, ApplicationOptions options);
    ~Application() override;

    // Paths that are no API routes (the web app's files); asked when no route matches. May answer nullopt.
    using Fallback = std::function<std::optional<http::Response>(const http::Request&)>;
    void set_fallback(Fallback fallback);
    using Observer = std::function<void(const Outcome&)>;
    void set_observer(Observer observer);
    // Decides about WebSockets at a path, after authentication and the permission check.
    using Listen = std::function<Result<std::unique_ptr<http::SocketListener>>(const Call&)>;
    void add_socket(std::string path, Access access, Listen listen);

    // A GET route that is declared and answered whenever there is something to say, from any thread, once; no worker
    // waits for it. The call lives until it is answered, which must be before the application goes. The route's own
    // handler answers where nobody can wait.
    using Later = std::function<void(const Call&, std::function<void(Result<Reply>)>)>;
    void add_later(std::string path, Later later);

    void handle(std::shared_ptr<const http::Request> request, http::Respond respond) override;
    void upgrade(std::shared_ptr<const http::Request> request, Upgrade decide) override;
    // Finishes what is queued, then refuses. Idempotent.
    void stop();

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace dengyun::api
