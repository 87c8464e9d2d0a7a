#pragma once
// One field of a described structure, type-erased: a name, a type, limits, labels, and functions that read and write
// it. All SQL, JSON and schema work is ordinary code over these tables, so that a hundred entities cost a hundred
// tables and not a hundred instantiations of a codec. The erased pointers stay inside kernel/meta and kernel/store;
// everything else uses the typed functions of entity.h and json.h.
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <variant>

#include "kernel/base/label.h"

namespace dengyun::meta {

struct Entity;

enum class Type : std::uint8_t {
    text,
    boolean,
    integer,  // counts and amounts: `format` names the unit
    real,     // measured values only (coordinates); never money
    instant,  // milliseconds since 1970, RFC 3339 in JSON
    date,     // days since 1970, "2026-03-01" in JSON
    id,       // decimal text in JSON
    choice,   // an enumerator; its name in JSON and SQL
    nested,   // another described structure; JSON text in SQL
    list,     // of scalars or of nested structures; JSON text in SQL
};
[[nodiscard]] std::string_view name_of(Type type);

// How a value is written for people and checked beyond its type.
enum class Format : std::uint8_t {
    plain,
    multiline,
    email,
    phone,
    url,
    password,  // accepted, never written
    fen,
    micro_yuan,
    milli,
    longitude,
    latitude,
    region,    // a GB/T 2260 code
    industry,  // a GB/T 4754 code
    file,      // the id of a stored file
    json,      // a text that holds a JSON object: in JSON it is that object and not a quoted text
};
[[nodiscard]] std::string_view name_of(Format format);

// One enumerator. Its position in the table is its value.
struct Choice {
    std::string_view name;
    Label label;
};
struct Choices {
    std::string_view name;  // of the enumeration: "site_kind"
    std::span<const Choice> entries;
};

inline constexpr unsigned required = 1U << 0;    // must be given on creation; a text must hold a visible character
inline constexpr unsigned read_only = 1U << 1;   // set by the system; refused as input
inline constexpr unsigned immutable = 1U << 2;   // given on creation, refused in a change
inline constexpr unsigned sortable = 1U << 3;    // lists may be ordered by it; the store makes an index
inline constexpr unsigned filterable = 1U << 4;  // lists may be narrowed to a value of it
inline constexpr unsigned searchable = 1U << 5;  // part of the full-text index
inline constexpr unsigned internal = 1U << 6;    // stored, never in JSON, schema or forms (hashes, secrets)

struct Options {
    unsigned flags = 0;
    std::int64_t min = std::numeric_limits<std::int64_t>::min();  // of integers; of reals in whole units
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    std::uint32_t length_max = 200;  // of texts, in characters (code points)
    std::uint32_t items_max = 50;    // of lists
    Format format = Format::plain;
    std::string_view reference{};         // ids: the entity that it points to
    std::string_view read_permission{};   // who does not hold it does not see the field
    std::string_view write_permission{};  // who does not hold it may not give the field
    Label help{};
};

// A scalar as it passes between a structure and a codec. Instants, dates, ids, amounts and the positions of enumerators
// travel as integers; absent optional values as monostate. Texts are views into the structure.
using Scalar = std::variant<std::monostate, bool, std::int64_t, double, std::string_view>;

// How the elements of a list are reached.
struct ListAccess {
    std::size_t (*size)(const void* list_owner);
    const void* (*at)(const void* list_owner, std::size_t index);
    void* (*append)(void* list_owner);
    void (*clear)(void* list_owner);
};

struct Field {
    std::string_view name;
    Label label;
    Options options;
    Type type = Type::text;
    Type element = Type::text;  // lists: of what
    bool optional = false;      // std::optional in C++, NULL in SQL, null or absent in JSON

    // Scalars: of the structure. Lists of scalars: of one element. `set` takes the alternative that `type` names.
    Scalar (*get)(const void* object) = nullptr;
    void (*set)(void* object, Scalar value) = nullptr;
    // Nested: the inner structure (null where absent); `make` creates it, `clear` empties it.
    const void* (*inner)(const void* object) = nullptr;
    void* (*make)(void* object) = nullptr;
    void (*clear)(void* object) = nullptr;

    const Choices& (*choices)() = nullptr;  // of a choice or of a list of choices
    const Entity* description = nullptr;    // of nested structures and lists of them
    const ListAccess* list = nullptr;

    [[nodiscard]] constexpr bool has(unsigned flag) const { return (options.flags & flag) != 0; }
};

}  // namespace dengyun::meta
