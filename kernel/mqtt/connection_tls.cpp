#include "kernel/mqtt/connection.h"

namespace dengyun::mqtt {

void serve_tls(std::shared_ptr<Worker> worker, net::PlainSocket socket, std::string address) {
    using Stream = boost::asio::ssl::stream<net::PlainSocket>;
    auto& context = *worker->edge().tls;
    std::make_shared<Connection<Stream>>(std::move(worker), Stream(std::move(socket), context), std::move(address))
        ->start();
}

}  // namespace dengyun::mqtt
