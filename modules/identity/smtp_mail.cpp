// Mail by SMTP (libcurl).
#include <curl/curl.h>

#include "kernel/base/assert.h"
#include "modules/identity/mail.h"

namespace dengyun::identity {
namespace {

struct Upload {
    std::string_view rest;
};

std::size_t read_upload(char* into, std::size_t size, std::size_t count, void* context) {
    auto& upload = *static_cast<Upload*>(context);
    const auto taken = upload.rest.substr(0, size * count);
    std::ranges::copy(taken, into);
    upload.rest.remove_prefix(taken.size());
    return taken.size();
}

class SmtpMail final : public MailAdapter {
  public:
    SmtpMail(SmtpOptions options, const Clock& clock, Random& random)
        : options_(std::move(options)), clock_(clock), random_(random) {
        static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
        DENGYUN_ASSERT(ready);
    }

    Result<> send(const MailMessage& message) override {
        DENGYUN_TRY(text, mail_text(message, options_.from, clock_.now(), random_));
        const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
        DENGYUN_ASSERT(curl != nullptr);
        const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> to(
            curl_slist_append(nullptr, fmt::format("<{}>", message.to).c_str()), &curl_slist_free_all);
        Upload upload{text};
        const auto from = fmt::format("<{}>", options_.from);
        curl_easy_setopt(curl.get(), CURLOPT_URL, options_.url.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, to.get());
        if (!options_.user.empty()) {
            curl_easy_setopt(curl.get(), CURLOPT_USERNAME, options_.user.c_str());
            curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, options_.password.c_str());
        }
        curl_easy_setopt(curl.get(), CURLOPT_USE_SSL,
                         static_cast<long>(options_.tls_required ? CURLUSESSL_ALL : CURLUSESSL_TRY));
        if (!options_.ca_file.empty()) curl_easy_setopt(curl.get(), CURLOPT_CAINFO, options_.ca_file.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, &read_upload);
        curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
        curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(options_.time_max.count()));
        const auto outcome = curl_easy_perform(curl.get());
        if (outcome != CURLE_OK) return fail(ErrorKind::unavailable, "mail.not_sent", {}, curl_easy_strerror(outcome));
        return {};
    }

  private:
    SmtpOptions options_;
    const Clock& clock_;
    Random& random_;
};

}  // namespace

std::unique_ptr<MailAdapter> smtp_mail(SmtpOptions options, const Clock& clock, Random& random) {
    return std::make_unique<SmtpMail>(std::move(options), clock, random);
}

}  // namespace dengyun::identity
