#pragma once
// What every server of ours does before it listens.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

namespace dengyun::net {

using Endpoint = boost::asio::ip::tcp::endpoint;

// Raises the process's limit of descriptors where the system allows it; where not, accepting pauses at the limit.
void allow_descriptors(std::size_t connections_max);

// Error: unavailable "server.bad_address".
[[nodiscard]] Result<Endpoint> resolve(const std::string& host, std::uint16_t port);

// With SO_REUSEPORT a second server would share the port in silence; this finds the first one.
// Errors: unavailable "server.address_in_use", "server.bad_address".
[[nodiscard]] Result<> check_free(const Endpoint& endpoint);

// TLS 1.2 and later. Error: unavailable "server.bad_tls".
[[nodiscard]] Result<boost::asio::ssl::context> tls_context(const std::string& certificate_file,
                                                            const std::string& key_file);

// The text of an IP address in its one usual form ("::ffff:10.0.0.1" becomes "10.0.0.1"); empty where it is none.
[[nodiscard]] std::string usual_address(std::string_view text);

}  // namespace dengyun::net
