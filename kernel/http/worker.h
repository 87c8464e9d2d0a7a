#pragma once
// A network thread that speaks HTTP. Inside kernel/http only.
#include <atomic>
#include <memory>
#include <string>

#include "kernel/http/edge.h"
#include "kernel/net/worker.h"

namespace dengyun::http {

using net::Peer;
using net::PlainSocket;
using net::SteadyTime;

class Worker final : public net::Worker {
  public:
    explicit Worker(std::shared_ptr<Edge> edge);

    [[nodiscard]] Edge& edge() { return *edge_; }
    [[nodiscard]] std::string make_request_id();
    [[nodiscard]] std::string_view date_line();  // made anew once a tick, a few times a second

    // Written by this thread only, read by any.
    struct Counters {
        std::atomic<std::uint64_t> requests{0}, in_flight{0}, sockets{0}, bytes_received{0}, bytes_sent{0};
    } counters;

  private:
    void serve(PlainSocket socket, std::string address) override;
    void ticked() override;

    std::shared_ptr<Edge> edge_;
    std::string date_line_;
    std::uint64_t request_id_base_ = 0;
    std::uint64_t request_id_count_ = 0;
};

// Begin to serve a socket; `refusal` answers its first request with that, whatever it is. Each in a file of its own,
// because Beast takes its time to compile.
void serve_plain(std::shared_ptr<Worker> worker, PlainSocket socket, std::string address, Refusal refusal);
void serve_tls(std::shared_ptr<Worker> worker, PlainSocket socket, std::string address, Refusal refusal);

}  // namespace dengyun::http
