#include "kernel/http/connection_impl.h"

namespace dengyun::http {

void serve_plain(std::shared_ptr<Worker> worker, PlainSocket socket, std::string address, Refusal refusal) {
    std::make_shared<Connection<PlainSocket>>(std::move(worker), std::move(socket), std::move(address), refusal)
        ->start();
}

}  // namespace dengyun::http
