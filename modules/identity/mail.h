#pragma once
// Mail: a short plain text to one address. Two adapters: an outbox folder, and SMTP.
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "kernel/base/clock.h"
#include "kernel/base/random.h"
#include "kernel/base/result.h"

namespace dengyun::identity {

struct MailMessage {
    std::string to;
    std::string subject;
    std::string text;
};

class MailAdapter {
  public:
    virtual ~MailAdapter() = default;
    // May take seconds; never called within a unit of work. Errors: unavailable "mail.not_sent",
    // invalid "mail.bad_address".
    [[nodiscard]] virtual Result<> send(const MailMessage& message) = 0;
};

// Writes each message to a file of its own, `<time>-<random>.eml`, readable by the owner only: for an installation
// without a mail server.
[[nodiscard]] std::unique_ptr<MailAdapter> outbox_mail(std::filesystem::path folder, std::string from,
                                                       const Clock& clock, Random& random);

struct SmtpOptions {
    std::string url;   // smtp://host:587 or smtps://host:465
    std::string user;  // empty: without signing in
    std::string password;
    std::string from;
    bool tls_required = true;  // over smtp://: STARTTLS or nothing; false for a server on this machine
    std::string ca_file{};     // PEM; certificates that the server's may come from; empty: the system's
    std::chrono::milliseconds time_max{15'000};
};
[[nodiscard]] std::unique_ptr<MailAdapter> smtp_mail(SmtpOptions options, const Clock& clock, Random& random);

// The message as it travels (RFC 5322, MIME, base64). Error: invalid "mail.bad_address".
[[nodiscard]] Result<std::string> mail_text(const MailMessage& message, std::string_view from, Instant at,
                                            Random& random);

}  // namespace dengyun::identity
