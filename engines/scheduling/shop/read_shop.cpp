#include "engines/scheduling/shop/read_shop.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace dengyun::scheduling {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Hands out one number after the other and knows where it stands.
class Numbers {
  public:
    explicit Numbers(std::string_view text) : text_(text) {}

    // Errors: as read_shop; the place is where the number begins, or the end of the text.
    [[nodiscard]] Result<int> next(int min, int max) {
        skip_blanks();
        if (at_ == text_.size()) return wrong("shop_ends_early");
        std::int64_t value = 0;
        const char* const end = text_.data() + text_.size();
        const auto [stop, failure] = std::from_chars(text_.data() + at_, end, value);
        const bool ends_well = stop == end || is_blank(*stop);
        if (failure == std::errc::result_out_of_range && ends_well) return wrong("too_large", fmt::to_string(max));
        if (failure != std::errc{} || !ends_well || text_[at_] == '-') return wrong("shop_number_expected");
        if (value < min) return wrong("too_small", fmt::to_string(min));
        if (value > max) return wrong("too_large", fmt::to_string(max));
        at_ = static_cast<std::size_t>(stop - text_.data());
        return static_cast<int>(value);
    }
    void skip_blanks() {
        for (; at_ < text_.size() && is_blank(text_[at_]); ++at_) {
            if (text_[at_] != '\n') continue;
            ++line_;
            line_begin_ = at_ + 1;
        }
    }
    void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }
    // Whether another word stands on the same line.
    [[nodiscard]] bool line_goes_on() const {
        const auto word = text_.find_first_not_of(" \t\r", at_);
        return word != std::string_view::npos && text_[word] != '\n';
    }
    [[nodiscard]] Result<> end() {
        skip_blanks();
        if (at_ != text_.size()) return wrong("shop_trailing_text");
        return {};
    }
    [[nodiscard]] std::unexpected<Error> wrong(std::string_view issue, std::string detail = {}) const {
        return fail(
            ErrorKind::invalid, "scheduling.malformed_shop",
            {{fmt::format("line.{}.column.{}", line_, at_ - line_begin_ + 1), std::string(issue), std::move(detail)}});
    }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t line_begin_ = 0;
};

class Reader {
  public:
    Reader(std::string_view text, ShopFormat format) : numbers_(text), format_(format) {}

    [[nodiscard]] Result<Shop> read() {
        DENGYUN_TRY(jobs, numbers_.next(1, shop_jobs_max));
        DENGYUN_TRY(machines, numbers_.next(1, shop_machines_max));
        shop_.machines = machines;
        // The average number of modes is a remark, not a part of the problem.
        if (format_ == ShopFormat::fjsp) numbers_.skip_line();
        for (int j = 0; j < jobs; ++j) {
            int operations = machines;
            if (format_ != ShopFormat::jsp) {
                DENGYUN_TRY(given, numbers_.next(0, shop_operations_max));
                operations = given;
            }
            if (operations > shop_operations_max - shop_.operations())
                return fail(ErrorKind::limit, "scheduling.too_large");
            for (int k = 0; k < operations; ++k) DENGYUN_CHECK(read_operation());
            shop_.job_first.push_back(shop_.operations());
        }
        DENGYUN_CHECK(numbers_.end());
        return std::move(shop_);
    }

  private:
    [[nodiscard]] Result<> read_operation() {
        int modes = 1;
        const int first_machine = format_ == ShopFormat::fjsp ? 1 : 0;
        if (format_ == ShopFormat::fjsp) {
            DENGYUN_TRY(given, numbers_.next(1, shop_modes_max));
            modes = given;
        }
        if (modes > shop_modes_max - shop_.modes()) return fail(ErrorKind::limit, "scheduling.too_large");
        Time longest = 0;
        for (int i = 0; i < modes; ++i) {
            DENGYUN_TRY(machine, numbers_.next(first_machine, shop_.machines - 1 + first_machine));
            DENGYUN_TRY(duration, numbers_.next(0, shop_total_max));
            shop_.mode_machine.push_back(machine - first_machine);
            shop_.mode_duration.push_back(duration);
            longest = std::max(longest, duration);
        }
        total_ += longest;
        if (total_ > shop_total_max) return numbers_.wrong("shop_total_too_large", fmt::to_string(shop_total_max));
        shop_.mode_first.push_back(shop_.modes());
        return {};
    }

    Numbers numbers_;
    ShopFormat format_;
    Shop shop_;
    std::int64_t total_ = 0;
};

// Whether the first line has a third word: only the flexible format puts one there.
bool has_average(std::string_view text) {
    Numbers numbers(text);
    return numbers.next(0, shop_jobs_max).has_value() && numbers.next(0, shop_machines_max).has_value() &&
           numbers.line_goes_on();
}

}  // namespace

Result<Shop> read_shop(std::string_view text, ShopFormat format) { return Reader(text, format).read(); }

Result<Shop> read_shop(std::string_view text, std::optional<ShopFormat> format) {
    if (format) return read_shop(text, *format);
    if (has_average(text)) return read_shop(text, ShopFormat::fjsp);
    auto likeliest = read_shop(text, ShopFormat::jsp);
    if (likeliest) return likeliest;
    for (const auto other : {ShopFormat::jsp_var, ShopFormat::fjsp})
        if (auto shop = read_shop(text, other)) return shop;
    return likeliest;
}

}  // namespace dengyun::scheduling
