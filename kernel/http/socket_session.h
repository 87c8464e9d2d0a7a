#pragma once
// A WebSocket after its handshake request. Beast does the protocol, and stays behind socket_session.cpp.
#include <boost/asio/ssl/stream.hpp>
#include <functional>
#include <memory>

#include "kernel/http/worker.h"

namespace dengyun::http {

using TlsStream = boost::asio::ssl::stream<PlainSocket>;

// Answers the handshake and serves the socket to its end; then calls `ended`, on the worker's thread, once.
void open_socket_session(std::shared_ptr<Worker> worker, PlainSocket stream, std::shared_ptr<const Request> request,
                         std::unique_ptr<SocketListener> listener, std::function<void()> ended);
void open_socket_session(std::shared_ptr<Worker> worker, TlsStream stream, std::shared_ptr<const Request> request,
                         std::unique_ptr<SocketListener> listener, std::function<void()> ended);

}  // namespace dengyun::http
