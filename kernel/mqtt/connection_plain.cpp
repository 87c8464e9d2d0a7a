#include "kernel/mqtt/connection.h"

namespace dengyun::mqtt {

void serve_plain(std::shared_ptr<Worker> worker, net::PlainSocket socket, std::string address) {
    std::make_shared<Connection<net::PlainSocket>>(std::move(worker), std::move(socket), std::move(address))->start();
}

}  // namespace dengyun::mqtt
