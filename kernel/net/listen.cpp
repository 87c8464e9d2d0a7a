#include "kernel/net/listen.h"

#include <algorithm>
#include <sys/resource.h>

namespace dengyun::net {

namespace asio = boost::asio;

// A connection is a descriptor, and systems commonly start programs with 1,024 of them although they allow far more.
void allow_descriptors(std::size_t connections_max) {
    constexpr rlim_t others = 512;  // databases, files, listeners
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    const auto wanted = std::min<rlim_t>(connections_max + others, limit.rlim_max);
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted;
    static_cast<void>(setrlimit(RLIMIT_NOFILE, &limit));  // where refused, accepting pauses at the limit
}

Result<Endpoint> resolve(const std::string& host, std::uint16_t port) {
    boost::system::error_code error;
    asio::io_context io;
    asio::ip::tcp::resolver resolver(io);
    const auto found = resolver.resolve(host, std::to_string(port), asio::ip::tcp::resolver::passive, error);
    if (error || found.empty()) return fail(ErrorKind::unavailable, "server.bad_address", {}, error.message());
    return found.begin()->endpoint();
}

Result<> check_free(const Endpoint& endpoint) {
    boost::system::error_code error;
    asio::io_context io;
    asio::ip::tcp::acceptor probe(io);
    probe.open(endpoint.protocol(), error);
    if (!error) probe.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) probe.bind(endpoint, error);
    if (!error) probe.listen(1, error);
    if (!error) return {};
    const bool in_use = error == asio::error::address_in_use;
    return fail(ErrorKind::unavailable, in_use ? "server.address_in_use" : "server.bad_address", {}, error.message());
}

Result<asio::ssl::context> tls_context(const std::string& certificate_file, const std::string& key_file) {
    boost::system::error_code error;
    asio::ssl::context context(asio::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    context.set_options(asio::ssl::context::no_compression | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE,
                        error);
    if (!error) context.use_certificate_chain_file(certificate_file, error);
    if (!error) context.use_private_key_file(key_file, asio::ssl::context::pem, error);
    if (!error && SSL_CTX_check_private_key(context.native_handle()) == 1) return context;
    return fail(ErrorKind::unavailable, "server.bad_tls", {}, error ? error.message() : "key and certificate differ");
}

std::string usual_address(std::string_view text) {
    namespace ip = boost::asio::ip;
    boost::system::error_code error;
    auto address = ip::make_address(std::string(text), error);
    if (error) return {};
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address.to_string();
}

}  // namespace dengyun::net
