#include "modules/payments/partner/http_partner.h"

#include <boost/json.hpp>
#include <curl/curl.h>

#include "kernel/base/assert.h"
#include "kernel/base/digest.h"
#include "kernel/meta/date.h"
#include "kernel/meta/json.h"

namespace dengyun::payments {
namespace {

constexpr std::size_t answer_bytes_max = 32 * 1024 * 1024;

struct Answer {
    long status = 0;
    std::string body;
    std::vector<Partner::Header> headers;
};

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return std::tolower(x) == std::tolower(y); });
}

std::string header(std::span<const Partner::Header> headers, std::string_view name) {
    for (const auto& one : headers)
        if (same_name(one.name, name)) return one.value;
    return {};
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& answer = *static_cast<Answer*>(user);
    if (answer.body.size() + size * count > answer_bytes_max) return 0;
    answer.body.append(bytes, size * count);
    return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& answer = *static_cast<Answer*>(user);
    const std::string_view line(bytes, size * count);
    const auto colon = line.find(':');
    if (colon != std::string_view::npos && answer.headers.size() < 100) {
        auto value = line.substr(colon + 1);
        while (!value.empty() && (value.front() == ' ')) value.remove_prefix(1);
        while (!value.empty() && (value.back() == '\r' || value.back() == '\n')) value.remove_suffix(1);
        answer.headers.push_back({std::string(line.substr(0, colon)), std::string(value)});
    }
    return size * count;
}

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
    DENGYUN_ASSERT(curl_easy_setopt(curl, option, value) == CURLE_OK);
}

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// Only what failed before anything could leave is known not to have been sent.
bool never_left(CURLcode code) {
    return code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_PEER_FAILED_VERIFICATION;
}

class HttpPartner final : public Partner {
  public:
    HttpPartner(HttpPartnerOptions options, RsaKey own, RsaKey theirs, const Clock& clock, Random& random)
        : options_(std::move(options)),
          own_(std::move(own)),
          theirs_(std::move(theirs)),
          clock_(clock),
          random_(random) {}

    Result<PartnerAnswer> submit(const Instruction& instruction) override {
        DENGYUN_TRY(body, exchange("POST", "/v3/instructions", meta::to_json(instruction)));
        return answer_of(body, instruction.id);
    }
    Result<PartnerAnswer> query(const std::string& id) override {
        DENGYUN_TRY(body, exchange("GET", "/v3/instructions/" + id, {}));
        return answer_of(body, id);
    }
    Result<Statement> statement(meta::Date day) override {
        DENGYUN_TRY(body, exchange("GET", "/v3/statements/" + meta::date_text(day), {}));
        DENGYUN_TRY(statement, parse_statement(body));
        if (statement.day != day) return fail(ErrorKind::invalid, "payment.bad_statement", {}, "of another day");
        return std::move(statement);
    }
    Result<PartnerAnswer> read_notification(std::span<const Header> headers, std::string_view body,
                                            Instant now) override;

  private:
    Result<std::string> exchange(std::string_view method, const std::string& target, const std::string& body);
    // A partner that does not understand or does not prove its answer has told us nothing.
    static Result<PartnerAnswer> answer_of(std::string_view body, const std::string& id) {
        auto answer = parse_answer(body);
        if (!answer) return fail(ErrorKind::unavailable, "payment.unknown", {}, answer.error().detail);
        if (answer->id != id) return fail(ErrorKind::unavailable, "payment.unknown", {}, "an answer to something else");
        return std::move(*answer);
    }
    bool is_proved(std::span<const Header> headers, std::string_view body, Instant now) const {
        const Proof proof{header(headers, timestamp_header), header(headers, nonce_header),
                          header(headers, signature_header)};
        return is_fresh(proof, now) && theirs_.verifies(answer_message(proof, body), proof.signature);
    }

    const HttpPartnerOptions options_;
    const RsaKey own_;
    const RsaKey theirs_;
    const Clock& clock_;
    Random& random_;
};

Result<std::string> HttpPartner::exchange(std::string_view method, const std::string& target, const std::string& body) {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    DENGYUN_ASSERT(curl != nullptr);
    constexpr std::size_t nonce_length = 18;
    Proof proof{std::to_string(milliseconds_of(clock_.now()) / 1'000), random_.token(nonce_length), {}};
    proof.signature = own_.sign(request_message(method, target, proof, body));
    std::unique_ptr<curl_slist, FreeList> headers;
    for (const auto& line : {"Authorization: " + authorization(options_.merchant, proof),
                             std::string("Content-Type: application/json"), std::string("Expect:")}) {
        auto* longer = curl_slist_append(headers.get(), line.c_str());
        DENGYUN_ASSERT(longer != nullptr);
        static_cast<void>(headers.release());
        headers.reset(longer);
    }
    Answer answer;
    const auto url = options_.url + target;
    set(curl.get(), CURLOPT_URL, url.c_str());
    set(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    set(curl.get(), CURLOPT_PROXY, "");
    set(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
    set(curl.get(), CURLOPT_NOSIGNAL, 1L);
    set(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_time_max.count()));
    set(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(options_.time_max.count()));
    set(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    set(curl.get(), CURLOPT_WRITEFUNCTION, take_body);
    set(curl.get(), CURLOPT_WRITEDATA, &answer);
    set(curl.get(), CURLOPT_HEADERFUNCTION, take_header);
    set(curl.get(), CURLOPT_HEADERDATA, &answer);
    if (method == "POST") {
        set(curl.get(), CURLOPT_POST, 1L);
        set(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        set(curl.get(), CURLOPT_POSTFIELDS, body.data());
        // libcurl may repeat a request on a connection that was kept alive and broke: never here.
        set(curl.get(), CURLOPT_FRESH_CONNECT, 1L);
        set(curl.get(), CURLOPT_FORBID_REUSE, 1L);
    }
    const auto outcome = curl_easy_perform(curl.get());
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    if (outcome != CURLE_OK)
        return fail(ErrorKind::unavailable, never_left(outcome) ? "payment.not_sent" : "payment.unknown", {},
                    curl_easy_strerror(outcome));
    if (answer.status != 200)
        return fail(ErrorKind::unavailable, "payment.unknown", {}, fmt::format("status {}", answer.status));
    if (!is_proved(answer.headers, answer.body, clock_.now()))
        return fail(ErrorKind::unavailable, "payment.unknown", {}, "the answer is not proved");
    return std::move(answer.body);
}

// {"nonce":"…","associated_data":"…","ciphertext":"base64"} around a PartnerAnswer.
Result<PartnerAnswer> HttpPartner::read_notification(std::span<const Header> headers, std::string_view body,
                                                     Instant now) {
    const auto refused = [] { return fail(ErrorKind::unauthenticated, "payment.bad_proof"); };
    if (!is_proved(headers, body, now)) return refused();
    const auto json = meta::parse_json(body);
    if (!json || !json->is_object()) return refused();
    const auto text = [&](std::string_view name) -> std::string {
        const auto* value = json->as_object().if_contains(name);
        return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
    };
    const auto sealed = from_base64(text("ciphertext"));
    if (!sealed) return refused();
    const auto opened = open_sealed(options_.secret, text("nonce"), text("associated_data"), *sealed);
    if (!opened) return refused();
    auto answer = parse_answer(*opened);
    if (!answer) return refused();
    return std::move(*answer);
}

}  // namespace

Result<std::unique_ptr<Partner>> http_partner(HttpPartnerOptions options, const Clock& clock, Random& random) {
    static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
    DENGYUN_ASSERT(started == CURLE_OK);
    constexpr std::size_t secret_bytes = 32;
    if (options.secret.size() != secret_bytes) return fail(ErrorKind::invalid, "payment.bad_key");
    DENGYUN_TRY(own, RsaKey::private_key(options.private_key));
    DENGYUN_TRY(theirs, RsaKey::public_key(options.partner_key));
    return std::make_unique<HttpPartner>(std::move(options), own, theirs, clock, random);
}

}  // namespace dengyun::payments
