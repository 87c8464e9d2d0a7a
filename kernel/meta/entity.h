#pragma once
// Describe once. A plain struct names its description; its .cpp file gives the table from which SQL, JSON, OpenAPI and
// forms follow:
//
//   struct Site : meta::Record<Site> {                     // site.h
//       std::string name;
//       std::optional<std::int64_t> area_m2;
//       static const meta::Entity description;
//   };
//
//   constexpr auto fields = meta::record<Site>(            // site.cpp
//       meta::field<&Site::name>("name", {"名称", "Name"}, {.flags = meta::required | meta::searchable}),
//       meta::field<&Site::area_m2>("area_m2", {"面积（平方米）", "Area (m²)"}, {.min = 1, .max = 10'000'000}));
//   constinit const meta::Entity Site::description{.name = "site", .label = {"厂区", "Site"}, .fields = fields};
//
// An enumeration names its choices by an overload of `choices_of(E)` in its own namespace; the position in that table
// is the enumerator's value.
#include <array>
#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/instant.h"
#include "kernel/base/number.h"
#include "kernel/meta/field.h"

namespace dengyun::meta {

// An index over columns, behind the distribution column. A unique one refuses a second row with issue "taken".
struct Index {
    std::string_view name;
    std::span<const std::string_view> columns;
    bool unique = false;
    bool across_organisations = false;  // the index does not start with organisation_id (sign-in names, tokens)
};

struct Entity {
    std::string_view name;  // snake_case, singular: table, schema name and stem of codes
    Label label;
    std::span<const Field> fields;
    std::span<const Index> indexes{};
    std::string_view title_field{};  // what stands for the whole in a reference or a search hit
    bool stored = true;              // false: input and answer structures without a table

    [[nodiscard]] const Field* find(std::string_view field_name) const;
};

template <class E>
concept Described = requires {
    { E::description } -> std::convertible_to<const Entity&>;
};

// What every stored row has. (organisation_id, id) is its primary key; `version` rises by one with every change.
template <class E>
struct Record {
    Id<E> id{};
    Id<Organisation> organisation_id{};
    std::int64_t version = 0;
    Instant created_at{};
    Instant updated_at{};
};

using Date = std::chrono::sys_days;

namespace detail {

template <class T>
concept Choosable = std::is_enum_v<T> && requires(T value) {
    { choices_of(value) } -> std::convertible_to<const Choices&>;
};

// How one C++ type is held: its Type, and the way to and from a Scalar.
template <class T>
struct Holder {
    static constexpr Type type = Type::nested;
};
template <>
struct Holder<std::string> {
    static constexpr Type type = Type::text;
    static Scalar get(const std::string& v) { return std::string_view(v); }
    static void set(std::string& v, Scalar s) { v = std::get<std::string_view>(s); }
};
template <>
struct Holder<bool> {
    static constexpr Type type = Type::boolean;
    static Scalar get(bool v) { return v; }
    static void set(bool& v, Scalar s) { v = std::get<bool>(s); }
};
template <>
struct Holder<std::int64_t> {
    static constexpr Type type = Type::integer;
    static Scalar get(std::int64_t v) { return v; }
    static void set(std::int64_t& v, Scalar s) { v = std::get<std::int64_t>(s); }
};
template <>
struct Holder<double> {
    static constexpr Type type = Type::real;
    static Scalar get(double v) { return v; }
    static void set(double& v, Scalar s) { v = std::get<double>(s); }
};
template <>
struct Holder<Instant> {
    static constexpr Type type = Type::instant;
    static Scalar get(Instant v) { return milliseconds_of(v); }
    static void set(Instant& v, Scalar s) { v = instant_of(std::get<std::int64_t>(s)); }
};
template <>
struct Holder<Date> {
    static constexpr Type type = Type::date;
    static Scalar get(Date v) { return std::int64_t{v.time_since_epoch().count()}; }
    static void set(Date& v, Scalar s) { v = Date(std::chrono::days(std::get<std::int64_t>(s))); }
};
template <class Tag>
struct Holder<Id<Tag>> {
    static constexpr Type type = Type::id;
    static Scalar get(Id<Tag> v) { return v.value; }
    static void set(Id<Tag>& v, Scalar s) { v.value = std::get<std::int64_t>(s); }
};
template <class Unit>
struct Holder<Amount<Unit>> {
    static constexpr Type type = Type::integer;
    static Scalar get(Amount<Unit> v) { return v.value; }
    static void set(Amount<Unit>& v, Scalar s) { v.value = std::get<std::int64_t>(s); }
};
template <Choosable T>
struct Holder<T> {
    static constexpr Type type = Type::choice;
    static Scalar get(T v) { return static_cast<std::int64_t>(v); }
    static void set(T& v, Scalar s) { v = static_cast<T>(std::get<std::int64_t>(s)); }
    static const Choices& choices() { return choices_of(T{}); }
};

template <class T>
struct Unwrapped {
    using type = T;
    static constexpr bool optional = false;
};
template <class T>
struct Unwrapped<std::optional<T>> {
    using type = T;
    static constexpr bool optional = true;
};
template <class T>
struct ElementOf {};
template <class T>
struct ElementOf<std::vector<T>> {
    using type = T;
};
template <class T>
concept List = requires { typename ElementOf<T>::type; };

template <auto Member>
struct MemberTraits;
template <class E, class T, T E::* Member>
struct MemberTraits<Member> {
    using Class = E;
    using Value = T;
};

// The accessors of one member, as plain functions over erased objects.
template <class E, auto Member>
struct Access {
    using Value = typename MemberTraits<Member>::Value;
    using T = typename Unwrapped<Value>::type;
    static constexpr bool optional = Unwrapped<Value>::optional;

    static const Value& of(const void* object) { return static_cast<const E*>(object)->*Member; }
    static Value& of(void* object) { return static_cast<E*>(object)->*Member; }

    static Scalar get(const void* object) {
        if constexpr (optional)
            return of(object) ? Holder<T>::get(*of(object)) : Scalar{};
        else
            return Holder<T>::get(of(object));
    }
    static void set(void* object, Scalar value) {
        if constexpr (optional) {
            if (std::holds_alternative<std::monostate>(value))
                of(object).reset();
            else
                Holder<T>::set(of(object).emplace(), value);
        } else {
            Holder<T>::set(of(object), value);
        }
    }
    static const void* inner(const void* object) {
        if constexpr (optional)
            return of(object) ? &*of(object) : nullptr;
        else
            return &of(object);
    }
    static void* make(void* object) {
        if constexpr (optional)
            return &of(object).emplace();
        else
            return &of(object);
    }
    static void clear(void* object) { of(object) = Value{}; }
};

template <class E, auto Member>
struct ListOf {
    using Items = typename MemberTraits<Member>::Value;
    using Item = typename ElementOf<Items>::type;
    static const Items& of(const void* object) { return static_cast<const E*>(object)->*Member; }
    static Items& of(void* object) { return static_cast<E*>(object)->*Member; }
    static std::size_t size(const void* object) { return of(object).size(); }
    static const void* at(const void* object, std::size_t index) { return &of(object)[index]; }
    static void* append(void* object) { return &of(object).emplace_back(); }
    static void clear(void* object) { of(object).clear(); }
    static Scalar get(const void* item) { return Holder<Item>::get(*static_cast<const Item*>(item)); }
    static void set(void* item, Scalar value) { Holder<Item>::set(*static_cast<Item*>(item), value); }
    static constexpr ListAccess access{size, at, append, clear};
};

}  // namespace detail

// The descriptor of one member. `E` is named only for members that come from a base.
template <auto Member, class E = typename detail::MemberTraits<Member>::Class>
constexpr Field field(std::string_view name, Label label, Options options = {}) {
    using Access = detail::Access<E, Member>;
    using T = typename Access::T;
    Field f{.name = name, .label = label, .options = options, .optional = Access::optional};
    if constexpr (detail::List<T>) {
        using Items = detail::ListOf<E, Member>;
        using Holder = detail::Holder<typename Items::Item>;
        f.type = Type::list;
        f.element = Holder::type;
        f.list = &Items::access;
        if constexpr (Holder::type == Type::nested) {
            f.description = &Items::Item::description;
        } else {
            f.get = Items::get;
            f.set = Items::set;
            if constexpr (Holder::type == Type::choice) f.choices = Holder::choices;
        }
    } else if constexpr (detail::Holder<T>::type == Type::nested) {
        f.type = Type::nested;
        f.description = &T::description;
        f.inner = Access::inner;
        f.make = Access::make;
        f.clear = Access::clear;
    } else {
        f.type = detail::Holder<T>::type;
        f.get = Access::get;
        f.set = Access::set;
        if constexpr (detail::Holder<T>::type == Type::choice) f.choices = detail::Holder<T>::choices;
    }
    return f;
}

// The fields of a stored entity: those of Record, then its own.
template <class E, std::same_as<Field>... F>
constexpr std::array<Field, 5 + sizeof...(F)> record(F... own) {
    return {field<&E::id, E>("id", {"编号", "Id"}, {.flags = read_only}),
            field<&E::organisation_id, E>("organisation_id", {"单位", "Organisation"},
                                          {.flags = read_only, .reference = "organisation"}),
            field<&E::version, E>("version", {"版本", "Version"}, {.flags = read_only}),
            field<&E::created_at, E>("created_at", {"创建时间", "Created"}, {.flags = read_only | sortable}),
            field<&E::updated_at, E>("updated_at", {"修改时间", "Changed"}, {.flags = read_only | sortable}),
            own...};
}
// The fields of an input or answer structure.
template <std::same_as<Field>... F>
constexpr std::array<Field, sizeof...(F)> fields(F... own) {
    return {own...};
}

// The name of an enumerator, and back.
template <detail::Choosable T>
[[nodiscard]] std::string_view name_of(T value) {
    return choices_of(value).entries[static_cast<std::size_t>(value)].name;
}
[[nodiscard]] std::optional<std::int64_t> position_of(const Choices& choices, std::string_view name);
template <detail::Choosable T>
[[nodiscard]] std::optional<T> value_of(std::string_view name) {
    const auto position = position_of(choices_of(T{}), name);
    return position ? std::optional(static_cast<T>(*position)) : std::nullopt;
}

}  // namespace dengyun::meta
