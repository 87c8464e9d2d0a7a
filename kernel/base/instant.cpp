#include "kernel/base/instant.h"

#include <fmt/format.h>

namespace dengyun {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Instant first{};
constexpr Instant last = Instant(std::chrono::sys_days(std::chrono::year(9999) / 12 / 31) + days(1)) - Duration(1);

// Reads digits and separators of a fixed layout from the front of a text.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}
    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char c = i < rest_.size() ? rest_[i] : 'x';
            if (c < '0' || c > '9') return fault();
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }
    bool skip(std::string_view any_of) {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(std::string_view any_of) {
        if (!skip(any_of)) fault();
    }
    int fault() {
        ok_ = false;
        return 0;
    }
    [[nodiscard]] bool done() const { return ok_ && rest_.empty(); }
    [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

Duration read_fraction(Reader& in) {
    int milliseconds = 0;
    int digits = 0;
    while (in.peek() >= '0' && in.peek() <= '9') {
        const int digit = in.number(1);
        if (digits++ < 3) milliseconds = milliseconds * 10 + digit;
    }
    if (digits == 0 || digits > 9) in.fault();
    for (; digits < 3; ++digits) milliseconds *= 10;
    return Duration(milliseconds);
}

minutes read_offset(Reader& in) {
    if (in.skip("Zz")) return minutes(0);
    const bool west = in.peek() == '-';
    in.expect("+-");
    const int hour = in.number(2);
    in.expect(":");
    const int minute = in.number(2);
    if (hour > 23 || minute > 59) in.fault();
    const auto offset = hours(hour) + minutes(minute);
    return west ? -offset : offset;
}

}  // namespace

std::string to_text(Instant at) {
    const auto day = std::chrono::floor<days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(at - day);
    // By hand: every answer and every event writes two of these, and a general formatter takes ten times as long.
    std::string text = "0000-00-00T00:00:00.000Z";
    const auto put = [&text](std::size_t end, std::int64_t value) {
        for (; value > 0; value /= 10) text[--end] = static_cast<char>('0' + value % 10);
    };
    put(4, static_cast<int>(date.year()));
    put(7, static_cast<unsigned>(date.month()));
    put(10, static_cast<unsigned>(date.day()));
    put(13, time.hours().count());
    put(16, time.minutes().count());
    put(19, time.seconds().count());
    put(23, time.subseconds().count());
    return text;
}

Result<Instant> parse_instant(std::string_view text) {
    Reader in(text);
    const int year = in.number(4);
    in.expect("-");
    const int month = in.number(2);
    in.expect("-");
    const int day = in.number(2);
    in.expect("Tt ");
    const int hour = in.number(2);
    in.expect(":");
    const int minute = in.number(2);
    in.expect(":");
    const int second = in.number(2);
    const auto fraction = in.skip(".") ? read_fraction(in) : Duration(0);
    const auto offset = read_offset(in);

    const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!in.done() || !date.ok() || year < 1970 || hour > 23 || minute > 59 || second > 59)
        return fail(ErrorKind::invalid, "instant.malformed");
    const auto at =
        Instant(std::chrono::sys_days(date)) + hours(hour) + minutes(minute) + seconds(second) + fraction - offset;
    // The offset may lead over the edge of the years that can be written again.
    if (at < first || at > last) return fail(ErrorKind::invalid, "instant.malformed");
    return at;
}

}  // namespace dengyun
