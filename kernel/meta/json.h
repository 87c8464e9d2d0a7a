#pragma once
// JSON from and to described structures. Writing goes straight from the field table into a text buffer; reading
// collects every issue and refuses unknown and duplicate members. The typed functions work on a copy, so that a bad
// input changes nothing; the erased ones leave a half-read structure behind when they fail.
#include <memory>
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"

namespace boost::json {
class value;
class object;
}  // namespace boost::json

namespace dengyun::meta {

// Who reads or writes: asked for fields that carry a permission.
class Viewer {
  public:
    virtual ~Viewer() = default;
    [[nodiscard]] virtual bool may(std::string_view permission) const = 0;
};
// Sees and may give every field: the system itself, exports, tests.
[[nodiscard]] const Viewer& all_seeing();
// Holds no permission: a public view.
[[nodiscard]] const Viewer& stranger();

enum class Mode {
    create,  // required fields must be there; read-only ones are refused
    change,  // only what is given changes; null clears an optional field; immutable ones are refused
    stored,  // as the store wrote it: every field but none required
};

inline constexpr std::size_t json_depth_max = 32;

// Parses one JSON text: UTF-8, at most json_depth_max deep, no duplicate members.
// Errors: invalid "request.malformed_json" with an issue that tells where.
[[nodiscard]] Result<boost::json::value> parse_json(std::string_view text);

// The erased codec. `object` is of the described type.
void write_json(std::string& out, const Entity& entity, const void* object, const Viewer& viewer);
// One field's value; for the parts that the store keeps as JSON text.
void write_json_value(std::string& out, const Field& field, const void* object, const Viewer& viewer);
// Errors: invalid "request.invalid" with all issues.
[[nodiscard]] Result<> read_json(const boost::json::value& json, const Entity& entity, void* object, Mode mode,
                                 const Viewer& viewer);
[[nodiscard]] Result<> read_json_value(const boost::json::value& json, const Field& field, void* object);
// The escaped, quoted text.
void write_json_text(std::string& out, std::string_view text);
// A scalar filter or cursor value from its text form ("2026-03-01", "draft", "42"). Error: invalid with issue on the
// field. The Scalar may view into `text`.
[[nodiscard]] Result<Scalar> read_scalar(const Field& field, std::string_view text);
// The text form of a scalar, as read_scalar takes it.
[[nodiscard]] std::string scalar_text(const Field& field, const Scalar& value);

template <Described E>
[[nodiscard]] std::string to_json(const E& object, const Viewer& viewer = all_seeing()) {
    std::string out;
    write_json(out, E::description, &object, viewer);
    return out;
}
template <Described E>
[[nodiscard]] Result<E> from_json(std::string_view text, Mode mode = Mode::create, const Viewer& viewer = all_seeing());

[[nodiscard]] Result<> read_json_text(std::string_view text, const Entity& entity, void* object, Mode mode,
                                      const Viewer& viewer);
template <Described E>
Result<E> from_json(std::string_view text, Mode mode, const Viewer& viewer) {
    E object{};
    DENGYUN_CHECK(read_json_text(text, E::description, &object, mode, viewer));
    return object;
}

// A change that a client asks for: checked as a whole when it is applied to what is stored.
template <Described E>
class Patch {
  public:
    Patch(std::string_view text, const Viewer& viewer) : text_(text), viewer_(&viewer) {}
    // The structure with the change, or every issue.
    [[nodiscard]] Result<E> applied_to(E object) const {
        DENGYUN_CHECK(read_json_text(text_, E::description, &object, Mode::change, *viewer_));
        return object;
    }

  private:
    std::string text_;
    const Viewer* viewer_;
};

}  // namespace dengyun::meta
