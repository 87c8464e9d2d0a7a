// Goal: over TLS everything works as without, from version 1.2 on, and says that it is secure.
#include <cstdio>
#include <filesystem>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "kernel/http/test/server_fixture.h"

namespace dengyun::http::test {
namespace {

// A key and a certificate of our own making, in a folder that goes away.
class SelfSigned {
  public:
    SelfSigned() {
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
        const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
        X509_set_version(certificate.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
        auto* name = X509_get_subject_name(certificate.get());
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1,
                                   -1, 0);
        X509_set_issuer_name(certificate.get(), name);
        X509_set_pubkey(certificate.get(), key.get());
        EXPECT_GT(X509_sign(certificate.get(), key.get(), EVP_sha256()), 0);
        std::string made = (std::filesystem::temp_directory_path() / "dengyun-tls-XXXXXX").string();
        folder_ = ::mkdtemp(made.data());
        auto* file = std::fopen(certificate_file().c_str(), "w");
        PEM_write_X509(file, certificate.get());
        std::fclose(file);
        file = std::fopen(key_file().c_str(), "w");
        PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(file);
    }
    ~SelfSigned() { std::filesystem::remove_all(folder_); }
    SelfSigned(const SelfSigned&) = delete;
    SelfSigned& operator=(const SelfSigned&) = delete;
    [[nodiscard]] std::string certificate_file() const { return folder_ / "certificate.pem"; }
    [[nodiscard]] std::string key_file() const { return folder_ / "key.pem"; }

  private:
    std::filesystem::path folder_;
};

class TlsTest : public ServerTest {
  protected:
    void start_tls(ServerOptions options = {}) {
        options.tls_certificate_file = files.certificate_file();
        options.tls_key_file = files.key_file();
        start(std::move(options));
    }
    SelfSigned files;
};

TEST_F(TlsTest, RequestsAreAnswered) {
    application.on("/long", [](auto, Respond respond) {
        respond({.content_type = "image/png", .body = std::string(2'000'000, 'x')});
    });
    start_tls();
    RawClient client(port(), true);
    EXPECT_GE(client.tls_version(), TLS1_2_VERSION);
    client.send(get("/a") + get("/b"));
    const auto answer = client.read_answer();
    EXPECT_EQ(answer.body, "GET /a");
    EXPECT_EQ(answer.headers.at("strict-transport-security"), "max-age=31536000");
    EXPECT_EQ(client.read_answer().body, "GET /b");
    EXPECT_EQ(client.ask(get("/long")).body.size(), 2'000'000u);
    client.send("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
    EXPECT_EQ(client.read_answer().status, 100u);
    EXPECT_EQ(client.ask(std::string(100'000, 'b')).body.size(), 100'008u);
    EXPECT_EQ(client.ask("nonsense\r\n\r\n").status, 400u);
    EXPECT_TRUE(client.is_closed());
}

TEST_F(TlsTest, PlainTextIsCutOff) {
    start_tls();
    EXPECT_NE(ask(get("/")).status, 200u);
    EXPECT_EQ(RawClient(port(), true).ask(get("/")).status, 200u);
}

TEST_F(TlsTest, AHandshakeThatNeverEndsTimesOut) {
    start_tls({.header_time_max = std::chrono::milliseconds(100)});
    RawClient client(port());
    EXPECT_TRUE(client.is_closed());
}

TEST_F(TlsTest, WebSocketsWork) {
    class Greeter final : public SocketListener {
      public:
        void opened(std::shared_ptr<Socket> socket) override {
            socket->send(std::make_shared<const std::string>("hello"));
        }
        void received(std::string_view) override {}
        void closed() override {}
    };
    application.listen = [](const Request& request) {
        EXPECT_TRUE(request.secure);
        return std::make_unique<Greeter>();
    };
    start_tls();
    RawClient client(port(), true);
    EXPECT_EQ(client.open_socket("/feed").status, 101u);
    EXPECT_EQ(client.read_frame().payload, "hello");
    std::thread stopper([this] { server->stop(); });
    EXPECT_EQ(client.read_frame().close_code(), 1001u);
    client.send_frame(8, "\x03\xe9");
    client.close();
    stopper.join();
    EXPECT_EQ(server->statistics().connections_open, 0u);
}

}  // namespace
}  // namespace dengyun::http::test
