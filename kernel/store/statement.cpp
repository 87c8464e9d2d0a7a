#include "kernel/store/statement.h"

#include <charconv>
#include <soci/postgresql/soci-postgresql.h>

#include "kernel/store/sqlite_statement.h"

namespace dengyun::store {
namespace {

Column column_of(const meta::Scalar& value) {
    if (std::holds_alternative<double>(value)) return Column::real;
    if (std::holds_alternative<std::string_view>(value) || std::holds_alternative<std::monostate>(value))
        return Column::text;
    return Column::integer;
}

template <class Number>
Number parsed(std::string_view text) {
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void give(auto& place, const meta::Scalar& value) {
    place.indicator = soci::i_ok;
    if (const auto* text = std::get_if<std::string_view>(&value))
        place.text.assign(*text);
    else if (const auto* integer = std::get_if<std::int64_t>(&value))
        place.integer = *integer;
    else if (const auto* real = std::get_if<double>(&value))
        place.real = *real;
    else if (const auto* boolean = std::get_if<bool>(&value))
        place.integer = *boolean ? 1 : 0;
    else
        place.indicator = soci::i_null;
}

// `exchange` takes the value of the place's kind, and the indicator.
void with_value(auto& place, auto exchange) {
    switch (place.kind) {
        case Column::integer:
            return exchange(place.integer, place.indicator);
        case Column::real:
            return exchange(place.real, place.indicator);
        case Column::text:
            return exchange(place.text, place.indicator);
    }
}

}  // namespace

SociStatement::SociStatement(soci::session& session, std::string_view sql, std::span<const meta::Scalar> parameters,
                             std::optional<std::span<const Column>> columns)
    : statement_(session) {
    statement_.alloc();
    statement_.prepare(dialect::statement(Database::postgresql, sql));
    for (const auto& parameter : parameters)
        with_value(in_.emplace_back(column_of(parameter)),
                   [this](auto& value, auto& indicator) { statement_.exchange(soci::use(value, indicator)); });
    const auto take = [this](Column column) {
        with_value(out_.emplace_back(column),
                   [this](auto& value, auto& indicator) { statement_.exchange(soci::into(value, indicator)); });
    };
    if (columns && columns->empty())
        // Everything of a hand-written query is read as text, which is exact.
        for (std::size_t i = count_columns(); i > 0; --i) take(Column::text);
    else if (columns)
        for (const auto column : *columns) take(column);
    statement_.define_and_bind();
}

std::size_t SociStatement::count_columns() {
    auto* backend = static_cast<soci::postgresql_statement_backend*>(statement_.get_backend());
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQdescribePrepared(backend->session_.conn_, backend->statementName_.c_str()), PQclear);
    return static_cast<std::size_t>(PQnfields(result.get()));
}

bool SociStatement::fits(std::span<const meta::Scalar> parameters) const {
    if (parameters.size() != in_.size()) return false;
    for (std::size_t i = 0; i < in_.size(); ++i)
        if (!std::holds_alternative<std::monostate>(parameters[i]) && column_of(parameters[i]) != in_[i].kind)
            return false;
    return true;
}

bool SociStatement::start(std::span<const meta::Scalar> parameters) {
    for (std::size_t i = 0; i < in_.size(); ++i) give(in_[i], parameters[i]);
    try {
        return statement_.execute(true);
    } catch (...) {
        // SOCI's PostgreSQL back end frees the text of a parameter only after success; binding anew frees it.
        statement_.undefine_and_bind();
        statement_.define_and_bind();
        throw;
    }
}

std::int64_t SociStatement::integer(std::size_t column) const {
    const auto& place = out_[column];
    if (place.indicator == soci::i_null) return 0;
    if (place.kind == Column::integer) return place.integer;
    if (place.kind == Column::real) return static_cast<std::int64_t>(place.real);
    if (place.text == "t") return 1;  // PostgreSQL's truth values
    return parsed<std::int64_t>(place.text);
}

double SociStatement::real(std::size_t column) const {
    const auto& place = out_[column];
    if (place.indicator == soci::i_null) return 0;
    if (place.kind == Column::real) return place.real;
    return place.kind == Column::integer ? static_cast<double>(place.integer) : parsed<double>(place.text);
}

std::string_view SociStatement::text(std::size_t column) const {
    auto& place = out_[column];
    if (place.indicator == soci::i_null) return {};
    if (place.kind == Column::integer) place.text = std::to_string(place.integer);
    if (place.kind == Column::real) place.text = fmt::format("{}", place.real);
    return place.text;
}

std::shared_ptr<Statement> Statements::prepared(std::string_view sql, std::span<const meta::Scalar> parameters,
                                                std::optional<std::span<const Column>> columns) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
        // Those in use stay alive through their shared pointer.
        if (statements_.size() >= statements_max) statements_.clear();
        found = statements_.emplace(std::string(sql), std::vector<std::shared_ptr<Statement>>{}).first;
    }
    auto& variants = found->second;
    for (const auto& variant : variants)
        if (!variant->in_use && variant->fits(parameters)) return variant;
    std::shared_ptr<Statement> made;
    if (database_ == Database::sqlite)
        made = std::make_shared<SqliteStatement>(session_, sql);
    else
        made = std::make_shared<SociStatement>(session_, sql, parameters, columns);
    if (variants.size() >= variants_max) variants.erase(variants.begin());
    variants.push_back(made);
    return made;
}

}  // namespace dengyun::store
