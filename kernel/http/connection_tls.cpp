#include "kernel/http/connection_impl.h"

namespace dengyun::http {

void serve_tls(std::shared_ptr<Worker> worker, PlainSocket socket, std::string address, Refusal refusal) {
    TlsStream stream(std::move(socket), *worker->edge().tls);
    std::make_shared<Connection<TlsStream>>(std::move(worker), std::move(stream), std::move(address), refusal)->start();
}

}  // namespace dengyun::http
