#pragma once
// What the threads of one server share. Constant once the server runs, but for the counters. Inside kernel/http only.
#include <boost/asio/ssl/context.hpp>
#include <optional>

#include "kernel/base/clock.h"
#include "kernel/http/forwarded.h"
#include "kernel/http/http_messages.h"
#include "kernel/http/request_parser.h"
#include "kernel/http/server.h"
#include "kernel/net/admission.h"

namespace dengyun::http {

struct Edge {
    Edge(ServerOptions chosen, Application& served, Random& source, const Clock& wall)
        : options(std::move(chosen)),
          limits{options.header_bytes_max, options.body_bytes_max, options.upload_bytes_max, options.upload_path},
          application(served),
          random(source),
          clock(wall),
          proxies(options.trusted_proxies),
          admission(options.connections_max, options.connections_per_address_max) {
        catalogue.add(messages());
    }

    const ServerOptions options;
    const ParseLimits limits;
    Application& application;
    Random& random;
    const Clock& clock;
    const TrustedProxies proxies;
    MessageCatalogue catalogue;
    net::Admission admission;
    std::optional<boost::asio::ssl::context> tls{};
};

}  // namespace dengyun::http
