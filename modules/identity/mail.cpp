#include "modules/identity/mail.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

#include "kernel/base/digest.h"
#include "kernel/meta/text_rules.h"

namespace dengyun::identity {
namespace {

// No line of a header may end early: an address is one word without brackets.
bool is_address(std::string_view text) {
    const auto plain = [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '<' && c != '>' && c != '\x7f';
    };
    return !text.empty() && text.size() <= 254 && std::ranges::all_of(text, plain) && text.contains('@');
}

std::string in_lines(std::string_view text) {
    constexpr std::size_t line = 76;
    std::string out;
    for (; text.size() > line; text.remove_prefix(line)) out.append(text.substr(0, line)).append("\r\n");
    return out.append(text).append("\r\n");
}

// RFC 5322, 3.3. Written by hand since strftime follows the locale.
std::string date_text(Instant at) {
    constexpr std::string_view days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", days[std::chrono::weekday(day).c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

class OutboxMail final : public MailAdapter {
  public:
    OutboxMail(std::filesystem::path folder, std::string from, const Clock& clock, Random& random)
        : folder_(std::move(folder)), from_(std::move(from)), clock_(clock), random_(random) {}

    Result<> send(const MailMessage& message) override {
        const auto now = clock_.now();
        DENGYUN_TRY(text, mail_text(message, from_, now, random_));
        std::error_code error;
        std::filesystem::create_directories(folder_, error);
        if (error) return fail(ErrorKind::unavailable, "mail.not_sent", {}, error.message());
        const auto file = folder_ / fmt::format("{}-{}.eml", milliseconds_of(now), random_.token(9));
        const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (descriptor < 0)
            return fail(ErrorKind::unavailable, "mail.not_sent", {}, std::generic_category().message(errno));
        const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
        ::close(descriptor);
        if (!written) return fail(ErrorKind::unavailable, "mail.not_sent", {}, "short write");
        return {};
    }

  private:
    std::filesystem::path folder_;
    std::string from_;
    const Clock& clock_;
    Random& random_;
};

}  // namespace

Result<std::string> mail_text(const MailMessage& message, std::string_view from, Instant at, Random& random) {
    if (!is_address(message.to) || !is_address(from)) return fail(ErrorKind::invalid, "mail.bad_address");
    const auto domain = from.substr(from.rfind('@') + 1);
    return fmt::format(
        "From: <{}>\r\nTo: <{}>\r\nSubject: =?UTF-8?B?{}?=\r\nDate: {}\r\nMessage-ID: <{}@{}>\r\n"
        "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n{}",
        from, message.to, base64(message.subject), date_text(at), random.token(18), domain,
        in_lines(base64(message.text)));
}

std::unique_ptr<MailAdapter> outbox_mail(std::filesystem::path folder, std::string from, const Clock& clock,
                                         Random& random) {
    return std::make_unique<OutboxMail>(std::move(folder), std::move(from), clock, random);
}

}  // namespace dengyun::identity
