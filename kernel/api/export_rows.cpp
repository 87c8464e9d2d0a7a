#include "kernel/api/export_rows.h"

#include <algorithm>

#include "kernel/base/number.h"
#include "kernel/http/text.h"
#include "kernel/meta/date.h"

namespace dengyun::api {
namespace {

constexpr Label yuan{"（元）", " (CNY)"};

// What a row is beside its content.
bool is_housekeeping(const meta::Field& field) { return field.name == "organisation_id" || field.name == "version"; }

bool is_exported(const meta::Field& field, const meta::Viewer& viewer) {
    if (field.has(meta::internal) || field.options.format == meta::Format::password) return false;
    return field.options.read_permission.empty() || viewer.may(field.options.read_permission);
}

std::optional<int> decimals_of(meta::Format format) {
    switch (format) {
        case meta::Format::fen:
            return FenUnit::decimals;
        case meta::Format::micro_yuan:
            return MicroYuanUnit::decimals;
        case meta::Format::milli:
            return MilliUnit::decimals;
        default:
            return std::nullopt;
    }
}

std::shared_ptr<const TimeZone> zone_of(const Call& call) {
    auto zone = call.principal ? TimeZone::find(call.principal->time_zone) : nullptr;
    return zone ? zone : TimeZone::find(usual_time_zone);
}

// How cells are written.
struct Manner {
    Language language;
    const TimeZone& zone;
};

std::string choice_label(const meta::Field& field, std::int64_t value, Language language) {
    return std::string(field.choices().entries[static_cast<std::size_t>(value)].label.in(language));
}

sheet::Cell scalar_cell(const meta::Field& field, meta::Type type, const meta::Scalar& value, const Manner& manner) {
    if (std::holds_alternative<std::monostate>(value)) return {};
    const auto integer = [&] { return std::get<std::int64_t>(value); };
    switch (type) {
        case meta::Type::text:
            return std::string(std::get<std::string_view>(value));
        case meta::Type::boolean:
            return std::string(
                Label{std::get<bool>(value) ? "是" : "否", std::get<bool>(value) ? "yes" : "no"}.in(manner.language));
        case meta::Type::integer:
            if (const auto decimals = decimals_of(field.options.format)) return sheet::Decimal{integer(), *decimals};
            return integer();
        case meta::Type::real:
            return std::get<double>(value);
        case meta::Type::instant:
            if (integer() == 0) return {};
            return sheet::WallTime(manner.zone.wall_at(instant_of(integer())));
        case meta::Type::date:
            return meta::Date(std::chrono::days(integer()));
        case meta::Type::id:
            return std::to_string(integer());  // longer than a spreadsheet's numbers are exact
        case meta::Type::choice:
            return choice_label(field, integer(), manner.language);
        case meta::Type::nested:
        case meta::Type::list:
            break;
    }
    return {};
}

sheet::Cell cell_of(const meta::Field& field, const void* object, const Manner& manner) {
    const auto language = manner.language;
    const bool is_nested =
        field.type == meta::Type::nested || (field.type == meta::Type::list && field.element == meta::Type::nested);
    if (is_nested) {
        std::string json;
        meta::write_json_value(json, field, object, meta::all_seeing());
        return json;
    }
    if (field.type != meta::Type::list) return scalar_cell(field, field.type, field.get(object), manner);
    std::string joined;
    for (std::size_t i = 0; i < field.list->size(object); ++i) {
        const auto value = field.get(field.list->at(object, i));
        if (i > 0) joined += Label{"、", ", "}.in(language);
        joined += field.element == meta::Type::choice ? choice_label(field, std::get<std::int64_t>(value), language)
                                                      : meta::scalar_text(field, value);
    }
    return joined;
}

std::string heading_of(const meta::Field& field, const Manner& manner) {
    const auto language = manner.language;
    std::string heading(field.label.in(language));
    if (field.type == meta::Type::instant)
        heading += fmt::format(fmt::runtime(Label{"（{}）", " ({})"}.in(language)), manner.zone.label(language));
    if (field.options.format == meta::Format::fen) heading += yuan.in(language);
    return heading;
}

}  // namespace

Result<RowExport> RowExport::begin(const Call& call, const meta::Entity& entity, sheet::Format format) {
    RowExport made(entity, format, call.language, zone_of(call));
    auto asked = call.query_parameter(export_fields_parameter).value_or("");
    const auto refuse = [](std::string_view code) {
        return fail(ErrorKind::invalid, "request.invalid", {{std::string(export_fields_parameter), std::string(code)}});
    };
    while (!asked.empty()) {
        const auto comma = asked.find(',');
        const auto* field = entity.find(asked.substr(0, comma));
        asked = comma == std::string_view::npos ? std::string_view{} : asked.substr(comma + 1);
        if (field == nullptr || !is_exported(*field, call.viewer())) return refuse("unknown_choice");
        if (std::ranges::find(made.fields_, field) != made.fields_.end()) return refuse("duplicate_member");
        made.fields_.push_back(field);
    }
    if (made.fields_.empty())
        for (const auto& field : entity.fields)
            if (is_exported(field, call.viewer()) && !is_housekeeping(field)) made.fields_.push_back(&field);
    std::vector<std::string> heading;
    for (const auto* field : made.fields_) heading.push_back(heading_of(*field, {call.language, *made.zone_}));
    made.writer_ = sheet::make_writer(format, entity.label.in(call.language), heading);
    return made;
}

void RowExport::add(const void* object, const meta::Viewer& viewer) {
    cells_.clear();
    for (const auto* field : fields_)
        cells_.push_back(is_exported(*field, viewer) ? cell_of(*field, object, {language_, *zone_}) : sheet::Cell{});
    writer_->row(cells_);
    ++rows_;
}

Result<Reply> RowExport::finish(const std::optional<std::string>& next, Instant now) {
    DENGYUN_TRY(bytes, writer_->finish());
    Reply reply{.body = std::move(bytes), .content_type = std::string(sheet::content_type(format_))};
    const auto day = meta::date_text(std::chrono::sys_days(std::chrono::floor<std::chrono::days>(zone_->wall_at(now))));
    const auto name = fmt::format("{}-{}.{}", entity_.label.in(language_), day, sheet::name_of(format_));
    reply.headers.push_back({"Content-Disposition", http::content_disposition(name, false)});
    if (next) reply.headers.push_back({"Dengyun-Next", *next});
    return reply;
}

}  // namespace dengyun::api
