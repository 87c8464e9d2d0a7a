// Reading: walks the document and the field table together and collects every issue.
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <cmath>

#include "kernel/base/assert.h"
#include "kernel/meta/date.h"
#include "kernel/meta/json.h"
#include "kernel/meta/text_rules.h"

namespace dengyun::meta {
namespace {

namespace json = boost::json;

// One pass over one document: where we are, what was wrong so far, and the rules of this reading.
class Reading {
  public:
    Reading(Mode mode, const Viewer& viewer) : mode_(mode), viewer_(viewer) {}

    void object(const json::value& value, const Entity& entity, void* into);
    void field(const json::value& value, const Field& field, void* into);
    [[nodiscard]] Result<> outcome() && {
        if (issues_.empty()) return {};
        return fail(ErrorKind::invalid, "request.invalid", std::move(issues_));
    }

  private:
    static constexpr std::size_t issues_max = 100;

    void issue(std::string_view code, std::string detail = {}) {
        if (issues_.size() < issues_max) issues_.push_back({path_, std::string(code), std::move(detail)});
    }
    template <class Part, class Work>
    void below(const Part& part, Work work) {
        const auto size = path_.size();
        if (!path_.empty()) path_ += '.';
        fmt::format_to(std::back_inserter(path_), "{}", part);
        work();
        path_.resize(size);
    }
    [[nodiscard]] bool refused(const Field& field);
    void missing(const Entity& entity, const json::object& given);
    void list(const json::value& value, const Field& field, void* into);
    [[nodiscard]] std::optional<Scalar> scalar(const json::value& value, const Field& field, Type type);
    [[nodiscard]] std::optional<Scalar> text(std::string_view text, const Field& field);
    [[nodiscard]] std::optional<Scalar> embedded(const json::value& value, const Field& field);
    [[nodiscard]] std::optional<Scalar> integer(const json::value& value, const Field& field);
    [[nodiscard]] std::optional<Scalar> real(const json::value& value, const Field& field);

    Mode mode_;
    const Viewer& viewer_;
    std::string path_;
    std::string inner_json_;  // what a Scalar of Format::json views into until it is set
    std::vector<Issue> issues_;
};

bool Reading::refused(const Field& field) {
    if (mode_ == Mode::stored) return false;
    if (field.has(internal))
        issue("unknown_member");
    else if (field.has(read_only) || (mode_ == Mode::change && field.has(immutable)))
        issue("read_only");
    else if (!field.options.write_permission.empty() && !viewer_.may(field.options.write_permission))
        issue("forbidden");
    else
        return false;
    return true;
}

void Reading::missing(const Entity& entity, const json::object& given) {
    for (const auto& field : entity.fields)
        if (field.has(required) && !field.has(read_only) && !given.contains(field.name))
            below(field.name, [&] { issue("required"); });
}

void Reading::object(const json::value& value, const Entity& entity, void* into) {
    const auto* given = value.if_object();
    if (given == nullptr) return issue("type", "object");
    for (const auto& [name, member] : *given) {
        const auto* found = entity.find(std::string_view(name));
        below(std::string_view(name), [&] {
            if (found == nullptr) return issue("unknown_member");
            if (!refused(*found)) field(member, *found, into);
        });
    }
    // A nested structure is always given whole, also within a change.
    if (mode_ == Mode::create || (mode_ == Mode::change && !path_.empty())) missing(entity, *given);
}

void Reading::field(const json::value& value, const Field& field, void* into) {
    if (value.is_null()) {
        if (!field.optional) return issue(field.has(required) ? "required" : "type", std::string(name_of(field.type)));
        if (field.has(required) && mode_ != Mode::stored) return issue("required");
        return field.type == Type::nested ? field.clear(into) : field.set(into, {});
    }
    if (field.type == Type::list) return list(value, field, into);
    if (field.type == Type::nested) return object(value, *field.description, field.make(into));
    if (const auto read = scalar(value, field, field.type)) field.set(into, *read);
}

void Reading::list(const json::value& value, const Field& field, void* into) {
    const auto* items = value.if_array();
    if (items == nullptr) return issue("type", "list");
    if (items->size() > field.options.items_max) return issue("too_many", std::to_string(field.options.items_max));
    if (items->empty() && field.has(required) && mode_ != Mode::stored) return issue("required");
    field.list->clear(into);
    for (std::size_t i = 0; i < items->size(); ++i) {
        void* item = field.list->append(into);
        below(i, [&] {
            if (field.element == Type::nested)
                object((*items)[i], *field.description, item);
            else if (const auto read = scalar((*items)[i], field, field.element))
                field.set(item, *read);
        });
    }
}

std::optional<Scalar> Reading::scalar(const json::value& value, const Field& field, Type type) {
    if (type == Type::text && field.options.format == Format::json) {
        if (value.is_object()) return embedded(value, field);
        issue("type", "object");
        return std::nullopt;
    }
    if (type == Type::boolean) {
        if (value.is_bool()) return value.get_bool();
    } else if (type == Type::integer) {
        return integer(value, field);
    } else if (type == Type::real) {
        return real(value, field);
    } else if (const auto* given = value.if_string()) {
        const std::string_view given_text(*given);
        if (type == Type::text) return text(given_text, field);
        // An id that was never set is written as 0, which nobody may give.
        if (type == Type::id && mode_ == Mode::stored && given_text == "0") return std::int64_t{0};
        auto read = read_scalar(field, given_text);
        if (read) return *read;
        for (auto& found : read.error().issues) issue(found.code, std::move(found.detail));
        return std::nullopt;
    }
    issue("type", std::string(name_of(type)));
    return std::nullopt;
}

std::optional<Scalar> Reading::text(std::string_view text, const Field& field) {
    if (mode_ == Mode::stored) return text;
    const auto finding = check_text(text, field.options.format);
    if (finding.length > field.options.length_max)
        issue("too_long", std::to_string(field.options.length_max));
    else if (field.has(required) && !finding.visible)
        issue("required");
    else if (!finding.printable)
        issue("not_text");
    else if (!finding.well_formed)
        issue("malformed");
    else
        return text;
    return std::nullopt;
}

std::optional<Scalar> Reading::embedded(const json::value& value, const Field& field) {
    inner_json_ = json::serialize(value);
    if (mode_ != Mode::stored && inner_json_.size() > field.options.length_max) {
        issue("too_long", std::to_string(field.options.length_max));
        return std::nullopt;
    }
    return std::string_view(inner_json_);
}

// As people read it: yuan and pieces, not fen and thousandths.
std::string bound_text(Format format, std::int64_t bound) {
    if (format == Format::fen) return to_text(Money{bound});
    if (format == Format::micro_yuan) return to_text(UnitPrice{bound});
    if (format != Format::milli) return std::to_string(bound);
    auto text = to_text(Quantity{bound});
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::optional<Scalar> Reading::integer(const json::value& value, const Field& field) {
    // Beyond every bound a number is no integer of the machine any more.
    constexpr double beyond = 9.3e18;
    const bool is_huge = value.is_double() && std::abs(value.get_double()) > beyond;
    if (!value.is_int64() && !value.is_uint64() && !is_huge) {
        issue("type", "integer");
        return std::nullopt;
    }
    const auto& options = field.options;
    const bool amount =
        options.format == Format::fen || options.format == Format::micro_yuan || options.format == Format::milli;
    const auto max = amount ? std::min(options.max, amount_max) : options.max;
    const auto min = amount ? std::max(options.min, -amount_max) : options.min;
    if (is_huge ? value.get_double() > 0 : value.is_uint64() || value.get_int64() > max)
        issue("too_large", bound_text(options.format, max));
    else if (is_huge || value.get_int64() < min)
        issue("too_small", bound_text(options.format, min));
    else
        return value.get_int64();
    return std::nullopt;
}

std::optional<Scalar> Reading::real(const json::value& value, const Field& field) {
    if (!value.is_number()) {
        issue("type", "number");
        return std::nullopt;
    }
    const auto given = value.to_number<double>();
    const auto& options = field.options;
    const double bound = options.format == Format::latitude ? 90 : options.format == Format::longitude ? 180 : HUGE_VAL;
    const double max = std::min(bound, static_cast<double>(options.max));
    const double min = std::max(-bound, static_cast<double>(options.min));
    if (given > max)
        issue("too_large", fmt::format("{}", max));
    else if (given < min)
        issue("too_small", fmt::format("{}", min));
    else
        return given;
    return std::nullopt;
}

std::unexpected<Error> bad_value(const Field& field, std::string_view code, std::string detail = {}) {
    return fail(ErrorKind::invalid, "request.invalid",
                {{std::string(field.name), std::string(code), std::move(detail)}});
}

template <class Number>
Result<Scalar> read_number(const Field& field, std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return bad_value(field, "malformed");
    // from_chars takes "nan" and "inf", which no column holds.
    if constexpr (std::is_floating_point_v<Number>) {
        if (!std::isfinite(number)) return bad_value(field, "malformed");
    }
    return number;
}

}  // namespace

Result<Scalar> read_scalar(const Field& field, std::string_view text) {
    switch (field.type == Type::list ? field.element : field.type) {
        case Type::text:
            // Line breaks may pass: a cursor repeats what is stored.
            if (!check_text(text, Format::multiline).printable) return bad_value(field, "not_text");
            return text;
        case Type::boolean:
            if (text == "true") return true;
            if (text == "false") return false;
            return bad_value(field, "malformed");
        case Type::integer:
            return read_number<std::int64_t>(field, text);
        case Type::real:
            return read_number<double>(field, text);
        case Type::id: {
            const auto id = id_from_text(text);
            if (!id) return bad_value(field, "malformed");
            return *id;
        }
        case Type::instant: {
            const auto at = parse_instant(text);
            if (!at) return bad_value(field, "malformed");
            return milliseconds_of(*at);
        }
        case Type::date: {
            const auto date = parse_date(text);
            if (!date) return bad_value(field, "malformed");
            return std::int64_t{date->time_since_epoch().count()};
        }
        case Type::choice: {
            const auto position = position_of(field.choices(), text);
            if (!position) return bad_value(field, "unknown_choice");
            return *position;
        }
        case Type::nested:
        case Type::list:
            break;
    }
    return bad_value(field, "type");
}

Result<> read_json(const boost::json::value& value, const Entity& entity, void* object, Mode mode,
                   const Viewer& viewer) {
    Reading reading(mode, viewer);
    reading.object(value, entity, object);
    return std::move(reading).outcome();
}

Result<> read_json_value(const boost::json::value& value, const Field& field, void* object) {
    Reading reading(Mode::stored, all_seeing());
    reading.field(value, field, object);
    return std::move(reading).outcome();
}

Result<> read_json_text(std::string_view text, const Entity& entity, void* object, Mode mode, const Viewer& viewer) {
    DENGYUN_TRY(value, parse_json(text));
    return read_json(value, entity, object, mode, viewer);
}

}  // namespace dengyun::meta
